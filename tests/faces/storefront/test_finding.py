"""The search page, as anybody may open it: what is found, what narrows it, and whatever an address can hold."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.rules import Level, OfferState, PriceLine, Unit
from marketplace.foundation import database
from marketplace.webkit.forms.choices import LEGENDS
from search_index.documents import Facet
from search_index.worker import rebuild
from tests import world
from tests.faces.conftest import Client, TestClock
from tests.faces.entries import imported
from tests.faces.shop import says, silent_about
from tests.faces.storefront.people import link, links
from tests.faces.storefront.sheet import sheet

LONG = "x" * 10_000
NEW = ("outcomes", "starts", "workers", "culture", "accredited")


def _stocked(clock: TestClock) -> None:
    """What there is to find."""
    world.areas()
    green = world.provider()
    world.group(green, title="Gardening together", category="nature")
    free = (PriceLine(Unit.SESSION, Level.STANDARD, 0),)
    world.offer(green, title="Sunday walk", summary="A slow walk.", prices=free, days=("SU",))
    world.offer(green, title="Garden design", areas=(world.OTHER_AREA,), access=())
    imported()
    rebuild(clock)


@pytest.fixture
def visitor(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Client:
    """Somebody who has not signed in, with a gardening group, a free walk, an offer elsewhere and an entry to find."""
    once(_stocked, clock)
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def many(visitor: Client, clock: TestClock) -> Client:
    """The same visitor, with two pages of entries more."""
    imported("City list", 25)
    rebuild(clock)
    return visitor


def test_everything_is_found_by_anybody(visitor: Client) -> None:
    page = visitor.page("/search")
    says(page, "About 4 results", "Gardening together", "Sunday walk", "Garden design", "Walk and talk", "Sign in")


def test_entries_stand_beside_offers_and_say_that_they_do(visitor: Client) -> None:
    page = visitor.page("/search?q=walk")
    says(page, "Sunday walk A slow walk. Free Green Shoots", "Walk and talk")
    says(page, "From Riverside directory, checked 14 February 2026. Not booked here")
    assert link(page, "Walk and talk").startswith("/entries/")
    assert link(page, "Sunday walk").startswith("/offers/")
    silent_about(visitor.page("/search?q=walk&tags=bookable"), "Walk and talk")
    silent_about(visitor.page("/search?q=walk&tags=directory"), "Sunday walk")


@pytest.mark.parametrize(
    "asked",
    ["q=zeppelin", f"areas={world.OTHER_AREA}&days=SU", "price=0&category=nature&q=zeppelin"],
)
def test_when_nothing_fits_it_says_what_to_loosen(visitor: Client, asked: str) -> None:
    page = visitor.page(f"/search?{asked}")
    says(page, "Nothing fits", "Without “")
    assert link(page, "clear everything") == "/search"
    says(sheet(page, "/search").send(visitor).text, "Find support")


def test_where_nothing_helps_by_itself_it_leads_back_to_everything(visitor: Client) -> None:
    page = visitor.page("/search?q=zeppelin&category=work")
    says(page, "Nothing fits", "Try other words, or take a choice away.")
    assert link(page, "Clear everything") == "/search"
    assert link(page, "Take away Work and volunteering") == "/search?q=zeppelin"


def test_what_was_chosen_stays_chosen_in_the_form(visitor: Client) -> None:
    page = visitor.page("/search?q=garden&access=step_free&days=MO&days=WE&price=15&sort=price")
    says(page, "About 1 result", "Gardening together")
    form = sheet(page, "/search")
    assert form.fields["q"] == "garden"
    assert (form.fields.getlist("days"), form.fields.getlist("access")) == (["MO", "WE"], ["step_free"])
    assert (form.fields["price"], form.fields["sort"]) == ("15", "price")
    assert form.send(visitor, access=None, areas=world.OTHER_AREA).status_code == 200
    says(form.send(visitor, access=None, areas=world.OTHER_AREA).text, "Garden design", "About 1 result")


def test_a_slip_is_mended_and_said(visitor: Client) -> None:
    says(visitor.page("/search?q=gardning"), "We looked for “gardening”", "Gardening together")
    says(visitor.page("/search?q=garden+zeppelin"), "Nothing has all of your words. These have some.")


def test_every_page_keeps_what_was_asked(many: Client) -> None:
    first = many.page("/search?q=walk&place=&tags=directory&sort=price")
    says(first, "About 26 results", "Page 1 of 2")
    following = link(first, "Next page")
    assert parse_qs(urlsplit(following).query) == {
        "q": ["walk"],
        "tags": ["directory"],
        "sort": ["price"],
        "page": ["2"],
    }
    second = many.page(following)
    says(second, "Page 2 of 2", "About 26 results")
    both = [{address for address in links(page).values() if "/entries/" in address} for page in (first, second)]
    assert not both[0] & both[1]
    assert parse_qs(urlsplit(link(second, "Previous page")).query)["page"] == ["1"]


@pytest.mark.parametrize("number", ["3", "99999", "9" * 40, "0", "-1", "2.5", "x", "²", "٢", "%00", ""])
def test_any_page_number_leads_somewhere(many: Client, number: str) -> None:
    page = many.page(f"/search?q=walk&page={number}")
    says(page, "About 27 results")
    silent_about(page, "Try other words")
    if number in {"3", "99999", "9" * 40}:
        says(page, "There is nothing more.")
        says(many.page(link(page, "Go to the first page")), "Page 1 of 2", "Walk and talk")


NAMES = ("name", "endpoint", "_external", "_scheme", "_method", "_anchor", "self", "values", "person_id", "csrf_token")


@pytest.mark.parametrize("name", NAMES)
def test_what_no_search_asks_for_is_left_out(many: Client, name: str) -> None:
    page = many.page(f"/search?q=walk&{name}=javascript")
    assert link(page, "Next page") == "/search?page=2&q=walk"


@pytest.mark.parametrize("facet", ["areas", "category", "days", "access", "tags", "takes", "units", "place", *NEW])
@pytest.mark.parametrize("value", ["nonsense", "%00", "%F0%9F%8C%BB", "%27);--", "%ED%A0%80", LONG])
def test_a_choice_that_there_is_not_is_told_and_left_out(visitor: Client, facet: str, value: str) -> None:
    page = visitor.page(f"/search?{facet}={value}")
    says(
        page,
        f"We do not know a choice that you asked for under “{LEGENDS[Facet(facet)].removesuffix('…')}”.",
        "About 4 results",
    )
    assert sheet(page, "/search").fields.getlist(facet) == []
    silent_about(page, "nonsense", LONG)
    silent_about(sheet(page, "/search").send(visitor).text, "We do not know a choice")


@pytest.mark.parametrize(
    "words", ["%00", "a%00b", LONG, "%F0%9F%8C%BB", "%D7%A9%D7%91%D7%AA", "%22><script>", "%ED%A0%80", "' OR 1"]
)
def test_whatever_is_typed_is_answered(visitor: Client, words: str) -> None:
    page = visitor.page(f"/search?q={words}")
    says(page, "Find support")
    assert "<script>&" not in page
    assert "\0" not in page
    assert len(sheet(page, "/search").fields["q"]) <= 200


@pytest.mark.parametrize("price", ["free", "-1", "1e9", "1%002", "9" * 25, LONG, "12.345", "£", "%F0%9F%8C%BB"])
def test_a_price_that_cannot_be_read_says_so_and_stays(visitor: Client, price: str) -> None:
    page = visitor.page(f"/search?price={price}")
    says(page, "Enter a price in pounds, such as 10 or 12.50.", "About 4 results")
    assert "\0" not in page


@pytest.mark.parametrize(("price", "found"), [("12", 4), ("£11.99", 2), ("0", 2), ("999,999,999", 4)])
def test_the_most_it_may_cost_finds_what_costs_no_more(visitor: Client, price: str, found: int) -> None:
    says(visitor.page(f"/search?price={price}"), f"About {found} results")


@pytest.mark.parametrize("asked", ["sort=nonsense", "sort=", "sort=price&sort=rating", "days=&areas=&tags=&q=&price="])
def test_what_says_nothing_changes_nothing(visitor: Client, asked: str) -> None:
    says(visitor.page(f"/search?{asked}"), "About 4 results")


def test_what_is_off_sale_is_not_shown_though_the_index_still_has_it(visitor: Client, clock: TestClock) -> None:
    other = world.provider("Sing Out")
    offer_id = world.offer(other, title="Singing")
    rebuild(clock)
    says(visitor.page("/search?q=singing"), "Sing Out")
    with database.writing() as session:
        catalogue.set_state(session, other, offer_id, OfferState.PAUSED)
    silent_about(visitor.page("/search?q=singing"), "Sing Out")
