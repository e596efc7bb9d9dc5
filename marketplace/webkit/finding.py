"""Searching, for every face that searches; the faces say which pages their results lead to."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from marketplace.catalogue.queries import OfferCard
from marketplace.catalogue.rules import MOST_COMPARED
from marketplace.foundation import database
from marketplace.people.queries import areas
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.comparing import CHOSEN, chosen_in
from marketplace.webkit.forms.loosening import chips, loosenings
from marketplace.webkit.forms.search import LEGENDS, SORTS, Asked, asked, groups
from marketplace.webkit.pages import page
from search_index.engine import FEW, Asks
from search_index.search import Card, SearchPage, search

Address = Callable[..., str]
MOST_NEAREST = 3
_LAST = {Asks.CHOICES: 1, Asks.WORDS: 2}  # what is let go of last: all the choices at once, then the words


def area_names() -> dict[str, str]:
    """The name of every area, by its code."""
    with database.reading() as session:
        return {area.code: area.name for area in areas(session, current_actor())}


def back_to(search: str) -> str:
    """The search at an address that led here, with what was asked there, else an empty one."""
    came = request.referrer or ""
    return came.removeprefix(request.host_url.rstrip("/")) if came.startswith(request.host_url + search[1:]) else search


def search_page(template: str, url: Address, *, may_keep: bool, whom: str = "", back: str = "") -> Response:
    """A page of results for the search in the address; ``url(name, **values)`` makes the face's addresses.

    ``whom`` names the client that is searched for, and ``back`` is the address of the page about them; ``may_keep``
    says whether things can be put on a list here.
    """
    names = area_names()
    chosen = chosen_in(request.args)[:MOST_COMPARED]
    kept = {CHOSEN: [str(each) for each in chosen]} if chosen else {}
    wanted = asked(request.args).known(names)
    found = search(current_actor(), wanted.request)
    address = partial(url, "search", **kept)
    return page(
        template,
        fragment="webkit/search/_found.html",
        found=found,
        groups=groups(wanted.request, found.facets, names),
        areas=names,
        chips=chips(wanted, names, address),
        looser=loosenings(wanted, found, names, address),
        unknown=[LEGENDS[facet] for facet in wanted.unknown],
        cut=wanted.cut,
        words=wanted.words,
        price=wanted.price,
        price_error=wanted.price_error,
        sorts=SORTS,
        whom=whom,
        back=back,
        here=url("search"),
        clear=url("search", **kept),
        nearest=_nearest(found),
        ask=url("gap_new", **wanted.address()) if found.total < FEW else "",
        **_ways(wanted, chosen, url),
        keep=(lambda row: url("saving_new", **{CHOSEN: str(row.id)})) if may_keep else None,
        page_url=lambda number: address(page=number, **wanted.address()),
        address=lambda row: _address(url, row),
        is_offer=lambda row: isinstance(row, OfferCard),
    )


def _nearest(found: SearchPage) -> tuple[Card, ...]:
    """Where nothing was found, up to three things that fit all but one part of what was asked, or the words alone.

    A part without which there are few is left to its link: to search again would count what to loosen once more.
    """
    helpful = [part for part, number in found.looser.items() if number >= FEW] if not found.total else []
    if not helpful:
        return ()
    least = min(helpful, key=lambda part: (_LAST.get(part.what, 0), -found.looser[part]))
    return search(current_actor(), replace(found.request.without(least), size=MOST_NEAREST)).results


def ways_on(url: Address, record_id: UUID, *, back: str, may_keep: bool) -> dict[str, str]:
    """From the page of one thing: the comparison with it and what is chosen in the search that led here; a list."""
    search = urlsplit(back).query
    others = chosen_in(MultiDict(parse_qsl(search)))
    chosen = [str(each) for each in dict.fromkeys((*others, record_id))]
    asked = urlencode([(name, value) for name, value in parse_qsl(search) if name != CHOSEN])
    return {
        "beside": url("compare", **{CHOSEN: chosen}, **({"s": asked} if asked else {})),
        "keep": url("saving_new", **{CHOSEN: str(record_id)}) if may_keep else "",
    }


def _ways(wanted: Asked, chosen: tuple[UUID, ...], url: Address) -> dict[str, Any]:
    """What stands beside each result: the comparison with it, what is compared already, and the way there."""
    query = urlencode(wanted.address(), doseq=True)
    search = {"s": query} if query else {}

    def beside(row: Card) -> str:
        return url("compare", **{CHOSEN: [str(each) for each in dict.fromkeys((*chosen, row.id))]}, **search)

    return {
        "compared": chosen,
        "compare": url("compare", **{CHOSEN: [str(each) for each in chosen]}, **search),
        "forget": url("search", **wanted.address()),
        "beside": beside,
    }


def _address(url: Address, row: Card) -> str:
    """The page of one result."""
    if isinstance(row, OfferCard):
        return url("offer_show", offer_id=row.id)
    return url("entry_show", entry_id=row.id)
