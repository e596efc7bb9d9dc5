"""Ideas for what somebody is typing into the search: outcomes, places, providers and offers, each said to be that."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from marketplace.catalogue.queries import NamesRow, names_begun
from marketplace.catalogue.rules import OUTCOME_WORDS
from marketplace.foundation import database
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.finding import Address, Asker, known_for, with_funder
from marketplace.webkit.forms.choices import Known
from marketplace.webkit.forms.nearness import areas_like, nearness_of
from marketplace.webkit.forms.search import asked, words_asked
from marketplace.webkit.pages import page, wants_fragment
from search_index.documents import Facet, Kind
from search_index.engine import Hit, TookTooLong
from search_index.outcomes import outcomes_like
from search_index.search import titled
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
    if not wants_fragment():
        return redirect(url("search", **asked(request.args, known_for(asker)).address()), 303)
    words = words_asked(request.args)
    made: list[Suggestion] = []
    if len("".join(words_in(words))) >= SHORTEST and not _shown_already(words):
        made = list(islice(_made(words, url, asker), MOST))
    return page("webkit/search/_suggestions.html", fragment="webkit/search/_suggestions.html", suggestions=made)


def _made(words: str, url: Address, asker: Asker) -> Iterator[Suggestion]:
    """Every idea, of each kind a few."""
    hits = _titled(words)
    with database.reading() as session:
        names = names_begun(session, current_actor(), words, MOST_OF_A_KIND, _ids(hits))
    known = Known({area.code: area for area in names.areas})
    wanted = asked(request.args, with_funder(known, asker) if Facet.ACCREDITED in request.args else known)
    less, search = replace(wanted.request, words="", page=1), partial(url, "search")
    for outcome in outcomes_like(words_in(words))[:MOST_OF_A_KIND]:
        held = less.chosen.get(Facet.OUTCOMES, ())
        chosen = {**less.chosen, Facet.OUTCOMES: tuple(dict.fromkeys([*held, outcome.value]))}
        yield Suggestion(
            OUTCOME_WORDS[outcome], "What you want to do", search(**wanted.address(replace(less, chosen=chosen)))
        )
    for place in _places(words, known)[:MOST_OF_A_KIND]:
        yield Suggestion(f"Near {place}", "Place", search(**wanted.address(less) | {"near": [place]}))
    for name in names.providers:
        yield Suggestion(name, "Provider", search(**wanted.address(less) | {"q": [name]}))
    for name in names.venues:
        yield Suggestion(name, "Place", search(**wanted.address(less) | {"q": [name]}))
    yield from _records(hits, names, url)


def _places(words: str, known: Known) -> list[str]:
    """Areas that are named so, or the outward half of a postcode that we know."""
    near = nearness_of(words, known.areas)
    if near.point is not None:
        return [near.words]
    return [area.name for area in areas_like(words, known.areas)]


def _titled(words: str) -> Sequence[Hit]:
    """What is titled so; nothing where that takes too long, since it is a convenience."""
    try:
        return titled(words, MOST)
    except TookTooLong:
        return ()


def _ids(hits: Sequence[Hit]) -> tuple[list[UUID], list[UUID]]:
    """The offers, and the directory entries."""
    offers, entries = ([hit.record_id for hit in hits if hit.kind is kind] for kind in (Kind.OFFER, Kind.ENTRY))
    return offers, entries


def _records(hits: Sequence[Hit], names: NamesRow, url: Address) -> Iterator[Suggestion]:
    """Those of the hits that can be shown, in their order."""
    for kind, record_id in hits:
        if kind is Kind.OFFER and record_id in names.offers:
            title, provider = names.offers[record_id]
            yield Suggestion(title, f"Offer from {provider}", url("offer_show", offer_id=record_id))
        elif kind is Kind.ENTRY and record_id in names.entries:
            title, feed = names.entries[record_id]
            yield Suggestion(title, f"From {feed}", url("entry_show", entry_id=record_id))


def _shown_already(words: str) -> bool:
    """Whether the page that asks shows the results for these words: they were sent before the ideas could come."""
    shown = parse_qs(urlsplit(request.headers.get("HX-Current-URL", "")).query).get("q", [""])[0]
    return shown.strip() == words
