"""Ideas for what somebody is typing into the search: outcomes, places, providers and offers, each said to be that."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from flask import redirect, request
from werkzeug.wrappers import Response

from marketplace.catalogue.queries import OfferCard, names_begun
from marketplace.catalogue.rules import OUTCOME_WORDS
from marketplace.foundation import database
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.finding import Address, Asker, known_for
from marketplace.webkit.forms.choices import Known
from marketplace.webkit.forms.nearness import areas_like, nearness_of
from marketplace.webkit.forms.search import Asked, asked
from marketplace.webkit.pages import page, wants_fragment
from search_index.documents import Facet
from search_index.engine import TookTooLong
from search_index.outcomes import outcomes_like
from search_index.search import Card, titled
from search_index.words import words_in

MOST = 8
MOST_OF_A_KIND = 3
SHORTEST = 2  # letters


class Suggestion(NamedTuple):
    """One idea: its words, what it is, and where it leads."""

    words: str
    what: str
    address: str


def suggestions(url: Address, asker: Asker) -> Response:
    """Ideas for the words in the address, as a part of the page; without script the page of results is the answer."""
    known = known_for(asker)
    wanted = asked(request.args, known)
    search = partial(url, "search")
    if not wants_fragment():
        return redirect(search(**wanted.address()), 303)
    typed = words_in(wanted.words)
    made: list[Suggestion] = []
    if len("".join(typed)) >= SHORTEST and not _shown_already(wanted.words):
        made = list(islice(_made(wanted, known, typed, url, search), MOST))
    return page("webkit/search/_suggestions.html", fragment="webkit/search/_suggestions.html", suggestions=made)


def _made(
    wanted: Asked, known: Known, typed: list[str], url: Address, search: Callable[..., str]
) -> Iterator[Suggestion]:
    """Every idea, of each kind a few."""
    less = replace(wanted.request, words="", page=1)
    for outcome in outcomes_like(typed)[:MOST_OF_A_KIND]:
        held = less.chosen.get(Facet.OUTCOMES, ())
        chosen = {**less.chosen, Facet.OUTCOMES: tuple(dict.fromkeys([*held, outcome.value]))}
        yield Suggestion(
            OUTCOME_WORDS[outcome], "What you want to do", search(**wanted.address(replace(less, chosen=chosen)))
        )
    for place in _places(wanted.words, known)[:MOST_OF_A_KIND]:
        yield Suggestion(f"Near {place}", "Place", search(**wanted.address(less) | {"near": [place]}))
    with database.reading() as session:
        names = names_begun(session, current_actor(), wanted.words, MOST_OF_A_KIND)
    for name in names.providers:
        yield Suggestion(name, "Provider", search(**wanted.address(less) | {"q": [name]}))
    for name in names.venues:
        yield Suggestion(name, "Place", search(**wanted.address(less) | {"q": [name]}))
    for card in _titled(wanted.words):
        if isinstance(card, OfferCard):
            yield Suggestion(card.title, f"Offer from {card.provider}", url("offer_show", offer_id=card.id))
        else:
            yield Suggestion(card.title, f"From {card.feed}", url("entry_show", entry_id=card.id))


def _places(words: str, known: Known) -> list[str]:
    """Areas that are named so, or the outward half of a postcode that we know."""
    near = nearness_of(words, known.areas)
    if near.point is not None:
        return [near.words]
    return [area.name for area in areas_like(words, known.areas)]


def _titled(words: str) -> tuple[Card, ...]:
    """What is titled so; nothing where that takes too long, since it is a convenience."""
    try:
        return titled(current_actor(), words, MOST)
    except TookTooLong:
        return ()


def _shown_already(words: str) -> bool:
    """Whether the page that asks shows the results for these words: they were sent before the ideas could come."""
    shown = parse_qs(urlsplit(request.headers.get("HX-Current-URL", "")).query).get("q", [""])[0]
    return shown.strip() == words
