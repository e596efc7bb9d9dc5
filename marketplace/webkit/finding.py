"""Searching, for every face that searches; the faces say which pages their results lead to."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

from flask import redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from marketplace.budgets.queries import funders_of
from marketplace.catalogue.queries import OfferCard
from marketplace.catalogue.rules import MOST_COMPARED, Way
from marketplace.foundation import database
from marketplace.people.queries import areas
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.choices import LEGENDS, Known, groups
from marketplace.webkit.forms.comparing import CHOSEN, chosen_in
from marketplace.webkit.forms.loosening import Chip, chips, loosenings
from marketplace.webkit.forms.nearness import MILES, MINUTES, areas_like
from marketplace.webkit.forms.search import NO_PLACE, SORTS, Asked, asked
from marketplace.webkit.journeying import how_far
from marketplace.webkit.pages import page
from search_index.documents import Facet
from search_index.engine import FEW, Asks, SearchRequest, Sort, TookTooLong
from search_index.search import Card, SearchPage, search

Address = Callable[..., str]
WAYS = {Way.FOOT: "On foot", Way.BUS: "By bus", Way.CAR: "By car"}
MOST_NEAREST = 3
_LAST = {Asks.CHOICES: 1, Asks.WORDS: 2}  # what is let go of last: all the choices at once, then the words


def area_names() -> dict[str, str]:
    """The name of every area, by its code."""
    with database.reading() as session:
        return {area.code: area.name for area in areas(session, current_actor())}


class Asker(NamedTuple):
    """For whom the search is: the person whose funder can be looked up, if there is one, and how they are called.

    ``may_keep`` says whether things can be put on a list here.
    """

    person_id: UUID | None = None
    whose: str = "my"
    may_keep: bool = False


def known_for(asker: Asker) -> Known:
    """What the search knows beside the vocabulary. The funder is looked up only where an address asks for one."""
    with database.reading() as session:
        known = Known({area.code: area for area in areas(session, current_actor())})
    return with_funder(known, asker) if Facet.ACCREDITED in request.args else known


def with_funder(known: Known, asker: Asker) -> Known:
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
    chosen = chosen_in(request.args)[:MOST_COMPARED]
    kept = {CHOSEN: [str(each) for each in chosen]} if chosen else {}
    wanted = asked(request.args, known)
    address = partial(url, "search", **kept)
    if wanted.near.whole:
        return redirect(address(**_from(wanted, wanted.near.typed)), 303)
    found, slow = _found(wanted.request)
    if found.facets.get(Facet.ACCREDITED):
        known = with_funder(known, asker)
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
        clear=url("search", **kept),
        nearest=_nearest(found),
        ask=url("gap_new", **wanted.address()) if found.total < FEW and not slow else "",
        **_ways(wanted, chosen, url),
        keep=(lambda row: url("saving_new", **{CHOSEN: str(row.id)})) if asker.may_keep else None,
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


def _nearest(found: SearchPage) -> tuple[Card, ...]:
    """Where nothing was found, up to three things that fit all but one part of what was asked, or the words alone.

    A part without which there are few is left to its link: to search again would count what to loosen once more.
    """
    helpful = [part for part, number in found.looser.items() if number >= FEW] if not found.total else []
    if not helpful:
        return ()
    least = min(helpful, key=lambda part: (_LAST.get(part.what, 0), -found.looser[part]))
    nearest, _ = _found(replace(found.request.without(least), size=MOST_NEAREST))
    return nearest.results


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
