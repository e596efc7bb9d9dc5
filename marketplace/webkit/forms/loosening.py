"""What is chosen in a search, and what to loosen where it finds few: each with the search that has it no more."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from marketplace.foundation.money import pounds
from marketplace.webkit.forms.search import Asked, words_of
from search_index.documents import Facet
from search_index.engine import Asks, Part
from search_index.search import SearchPage

MOST_OFFERED = 5
SearchAddress = Callable[..., str]  # of the search, by what its address says


class Chip(NamedTuple):
    """One thing that is chosen, and the search without it."""

    words: str
    address: str


class Loosening(NamedTuple):
    """What can be taken away in words, about how many there would be then, and the search that finds them."""

    words: str
    number: int
    address: str


def chips(asked: Asked, areas: Mapping[str, str], url: SearchAddress) -> list[Chip]:
    """Each value that is chosen, and the price limit, with the search that keeps all else."""
    request = asked.request
    parts = [Part(facet, (value,)) for facet, values in request.chosen.items() for value in values]
    if request.price_most is not None:
        parts.append(Part(Asks.PRICE))
    return [Chip(_words(asked, part, areas), url(**asked.address(request.without(part)))) for part in parts]


def loosenings(asked: Asked, found: SearchPage, areas: Mapping[str, str], url: SearchAddress) -> list[Loosening]:
    """What would find more, the most first, at most five; all the choices at once only where no single one helps."""
    helpful = {part: number for part, number in found.looser.items() if number > found.total}
    single = {part: number for part, number in helpful.items() if part.what is not Asks.CHOICES}
    best = sorted((single or helpful).items(), key=lambda each: -each[1])[:MOST_OFFERED]
    return [
        Loosening(_words(asked, part, areas), number, url(**asked.address(asked.request.without(part))))
        for part, number in best
    ]


def _words(asked: Asked, part: Part, areas: Mapping[str, str]) -> str:
    """A part as a person reads it: ``Monday or Tuesday``, ``Up to £10``."""
    if isinstance(part.what, Facet):
        known = words_of(part.what, areas)
        return " or ".join(known[value] for value in part.values)
    if part.what is Asks.PRICE:
        return f"Up to {pounds(asked.request.price_most or 0)}"
    return asked.words if part.what is Asks.WORDS else "All the choices"
