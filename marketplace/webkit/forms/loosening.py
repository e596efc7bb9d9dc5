"""What is chosen in a search, and what to loosen where it finds few: each with the search that has it no more."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from marketplace.catalogue.rules import miles
from marketplace.foundation.money import pounds
from marketplace.webkit.forms.choices import Known
from marketplace.webkit.forms.search import Asked
from search_index.documents import Facet
from search_index.engine import Asks, Part, SearchRequest
from search_index.search import SearchPage

MOST_OFFERED = 5
SearchAddress = Callable[..., str]  # of the search, by what its address says


class Chip(NamedTuple):
    """One thing that is chosen, and the search without it."""

    words: str
    address: str


class Loosening(NamedTuple):
    """What can be loosened in words, about how many there would be then, and the search that finds them."""

    words: str
    number: int
    address: str


def chips(asked: Asked, known: Known, url: SearchAddress) -> list[Chip]:
    """Each value that is chosen, the prices, the place and the distance, with the search that keeps all else."""
    request, near = asked.request, asked.near
    made: list[tuple[str, SearchRequest]] = []
    for facet, values in request.chosen.items():
        words = known.words_of(facet)
        made += [(words[value], request.without(Part(facet, (value,)))) for value in values]
    if request.price_least is not None:
        made.append((f"From {pounds(request.price_least)}", replace(request, price_least=None, page=1)))
    if request.price_most is not None:
        made.append((f"Up to {pounds(request.price_most)}", replace(request, price_most=None, page=1)))
    shown = [Chip(words, url(**asked.address(less))) for words, less in made]
    if request.near:
        shown.append(Chip(f"Near {near.words}", url(**asked.address(replace(request, near=None, page=1)))))
    lone = (("miles",), f"Within {near.distance}"), (("way", "minutes"), f"Within {near.travel}")
    for fields, words in lone:
        if request.near and not words.endswith(" "):
            less = replace(near, **dict.fromkeys(fields))
            kept = replace(asked, near=less, request=replace(request, near=less.near, page=1))
            shown.append(Chip(words, url(**kept.address())))
    return shown


def loosenings(asked: Asked, found: SearchPage, known: Known, url: SearchAddress) -> list[Loosening]:
    """What would find more, the most first, at most five; all the choices at once only where no single one helps."""
    helpful = {part: number for part, number in found.looser.items() if number > found.total}
    single = {part: number for part, number in helpful.items() if part.what is not Asks.CHOICES}
    best = sorted(_least_steps(single or helpful).items(), key=lambda each: -each[1])[:MOST_OFFERED]
    return [
        Loosening(_words(asked, part, known), number, url(**asked.address(asked.request.without(part))))
        for part, number in best
    ]


def _least_steps(helpful: Mapping[Part, int]) -> dict[Part, int]:
    """Of what can be widened the smallest step that helps, and without it altogether only where that finds more."""
    kept = dict(helpful)
    for what in (Asks.DISTANCE, Asks.PRICE):
        steps = sorted((part for part in helpful if part.what is what and part.values), key=lambda p: int(p.values[0]))
        for step in steps[1:]:
            del kept[step]
        if steps and kept.get(Part(what), 0) <= kept[steps[0]]:
            kept.pop(Part(what), None)
    return kept


def _words(asked: Asked, part: Part, known: Known) -> str:
    """A part as a person reads it: ``Without “Monday or Tuesday”``, ``Up to £20 instead of £10``."""
    if part.values and part.what is Asks.DISTANCE:
        return f"Up to {miles(int(part.values[0]))} instead of {asked.near.distance or asked.near.travel}"
    if part.values and part.what is Asks.PRICE:
        return f"Up to {pounds(int(part.values[0]))} instead of {pounds(asked.request.price_most or 0)}"
    if part.what is Asks.DISTANCE:
        return "Any distance"
    return f"Without “{_named(asked, part, known)}”"


def _named(asked: Asked, part: Part, known: Known) -> str:
    """What is taken away: ``Monday or Tuesday``, ``Up to £10``, ``From £5 up to £10``."""
    if isinstance(part.what, Facet):
        words = known.words_of(part.what)
        return " or ".join(words[value] for value in part.values)
    if part.what is Asks.PRICE:
        least, most = asked.request.price_least, asked.request.price_most
        bounds = [f"From {pounds(least)}"] if least is not None else []
        bounds += [f"Up to {pounds(most)}" if not bounds else f"up to {pounds(most)}"] if most is not None else []
        return " ".join(bounds)
    return asked.words if part.what is Asks.WORDS else "All the choices"
