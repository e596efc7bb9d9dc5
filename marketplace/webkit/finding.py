"""Searching, for every face that searches; the faces say which pages their results lead to."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple
from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from marketplace.budgets.queries import funders_of
from marketplace.catalogue.queries import OfferCard
from marketplace.catalogue.rules import Way
from marketplace.foundation import database
from marketplace.people.queries import areas
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.choices import LEGENDS, Known, groups
from marketplace.webkit.forms.loosening import Chip, chips, loosenings
from marketplace.webkit.forms.nearness import MILES, MINUTES, areas_like
from marketplace.webkit.forms.search import NO_PLACE, SORTS, Asked, asked
from marketplace.webkit.journeying import how_far
from marketplace.webkit.pages import page
from search_index.documents import Facet
from search_index.engine import SearchRequest, Sort, TookTooLong
from search_index.search import Card, SearchPage, search

Address = Callable[..., str]
WAYS = {Way.FOOT: "On foot", Way.BUS: "By bus", Way.CAR: "By car"}


def area_names() -> dict[str, str]:
    """The name of every area, by its code."""
    with database.reading() as session:
        return {area.code: area.name for area in areas(session, current_actor())}


class Asker(NamedTuple):
    """For whom the search is: the person whose funder can be looked up, if there is one, and how they are called."""

    person_id: UUID | None = None
    whose: str = "my"


def known_for(asker: Asker) -> Known:
    """What the search knows beside the vocabulary. The funder is looked up only where an address asks for one."""
    with database.reading() as session:
        known = Known({area.code: area for area in areas(session, current_actor())})
    return _with_funder(known, asker) if Facet.ACCREDITED in request.args else known


def _with_funder(known: Known, asker: Asker) -> Known:
    """The same with the funder of the person, if that can be known."""
    if asker.person_id is None or known.funders:
        return known
    with database.reading() as session:
        funders = funders_of(session, current_actor(), asker.person_id)[:1]
    return replace(known, funders={str(funder): f"Accredited by {asker.whose} funder" for funder in funders})


def back_to(search: str) -> str:
    """The search at an address that led here, with what was asked there, else an empty one."""
    came = request.referrer or ""
    return came.removeprefix(request.host_url.rstrip("/")) if came.startswith(request.host_url + search[1:]) else search


def search_page(template: str, url: Address, asker: Asker, *, whom: str = "", back: str = "") -> Response:
    """A page of results for the search in the address; ``url(name, **values)`` makes the face's addresses.

    ``asker`` is for whom it is; ``whom`` names the client that is searched for, and ``back`` is the address of the page
    about them. An address with more than the first half of a postcode leads to the same one with no more than that.
    """
    known = known_for(asker)
    wanted = asked(request.args, known)
    address = partial(url, "search")
    if wanted.near.whole:
        return redirect(address(**_from(wanted, wanted.near.typed)), 303)
    found, slow = _found(wanted.request)
    if found.facets.get(Facet.ACCREDITED):
        known = _with_funder(known, asker)
    return page(
        template,
        fragment="webkit/search/_found_alone.html",
        found=found,
        slow=slow,
        groups=groups(wanted.request, found.facets, known),
        chips=chips(wanted, known, address),
        looser=loosenings(wanted, found, known, address),
        told=_told(wanted),
        places=_places(wanted, known, address),
        words=wanted.words,
        prices=wanted.prices,
        near=wanted.near,
        miles=MILES,
        minutes=MINUTES,
        ways=WAYS,
        sorts={sort: words for sort, words in SORTS.items() if sort is not Sort.DISTANCE or wanted.near.point},
        whom=whom,
        back=back,
        here=url("search"),
        suggest=url("search_suggest"),
        clear=url("search"),
        page_url=lambda number: address(page=number, **wanted.address()),
        address=lambda row: _address(url, row),
        is_offer=lambda row: isinstance(row, OfferCard),
        how_far=lambda row: how_far(row, wanted.near, known.areas),
    )


def _found(wanted: SearchRequest) -> tuple[SearchPage, bool]:
    """What is found, or nothing and that it took too long."""
    try:
        return search(current_actor(), wanted), False
    except TookTooLong:
        return SearchPage(wanted.bounded(), (), 0, 1, {}, "", partly=False), True


def _from(wanted: Asked, place: str) -> dict[str, list[str]]:
    """What an address says to ask the same from another place."""
    return wanted.address() | wanted.near.bounds | {"near": [place]}


def _told(wanted: Asked) -> list[str]:
    """What has to be said of what was asked."""
    unknown = "”, “".join(LEGENDS[facet].removesuffix("…") for facet in wanted.unknown)
    notes = [f"We do not know a choice that you asked for under “{unknown}”. We left it out."] if unknown else []
    notes += ["That was a lot of words. We used the first part of them."] if wanted.cut else []
    notes += [NO_PLACE] if wanted.placeless else []
    return notes + wanted.near.told


def _places(wanted: Asked, known: Known, address: Address) -> list[Chip]:
    """Where a place is not known, the areas that can be chosen instead: those it may mean, else all of them."""
    if not wanted.near.unknown:
        return []
    offered = areas_like(wanted.near.typed, known.areas) or list(known.areas.values())
    return [Chip(area.name, address(**_from(wanted, area.name))) for area in offered]


def _address(url: Address, row: Card) -> str:
    """The page of one result."""
    if isinstance(row, OfferCard):
        return url("offer_show", offer_id=row.id)
    return url("entry_show", entry_id=row.id)
