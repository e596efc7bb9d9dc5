"""Searching, for every face that searches; the faces say which pages their results lead to."""

from collections.abc import Callable
from functools import partial

from flask import request
from werkzeug.wrappers import Response

from marketplace.catalogue.queries import OfferCard
from marketplace.foundation import database
from marketplace.people.queries import areas
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.loosening import chips, loosenings
from marketplace.webkit.forms.search import LEGENDS, SORTS, asked, groups
from marketplace.webkit.pages import page
from search_index.search import Card, search

Address = Callable[..., str]


def area_names() -> dict[str, str]:
    """The name of every area, by its code."""
    with database.reading() as session:
        return {area.code: area.name for area in areas(session, current_actor())}


def back_to(search: str) -> str:
    """The search at an address that led here, with what was asked there, else an empty one."""
    came = request.referrer or ""
    return came.removeprefix(request.host_url.rstrip("/")) if came.startswith(request.host_url + search[1:]) else search


def search_page(template: str, url: Address, *, whom: str = "", back: str = "") -> Response:
    """A page of results for the search in the address; ``url(name, **values)`` makes the face's addresses.

    ``whom`` names the client that is searched for, and ``back`` is the address of the page about them.
    """
    names = area_names()
    wanted = asked(request.args).known(names)
    found = search(current_actor(), wanted.request)
    address = partial(url, "search")
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
        clear=url("search"),
        page_url=lambda number: address(page=number, **wanted.address()),
        address=lambda row: _address(url, row),
        is_offer=lambda row: isinstance(row, OfferCard),
    )


def _address(url: Address, row: Card) -> str:
    """The page of one result."""
    if isinstance(row, OfferCard):
        return url("offer_show", offer_id=row.id)
    return url("entry_show", entry_id=row.id)
