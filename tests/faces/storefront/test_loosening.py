"""What the search page says of what is chosen, of what finds too little, and of how results are sorted."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from marketplace.foundation.database import Base
from marketplace.webkit.forms.search import SORTS
from search_index.documents import Document, Facet, Kind
from search_index.engine import SearchRequest, Sort
from search_index.postgres import PostgresEngine
from search_index.worker import rebuild
from tests import world
from tests.faces.broker_console.conftest import Case
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.entries import imported
from tests.faces.shop import says, silent_about
from tests.faces.storefront.people import link, links
from tests.faces.storefront.sheet import sheet
from tests.house_rules.test_pages import MOST_STATEMENTS, counted
from tests.integration.search.shelf import document

STARTS = ("Without ", "Up to ", "Any distance")
HTMX = {"HX-Request": "true"}
SOLD = {"sponsor", "promoted", "promotion", "featured", "boost", "bid", "advert", "placement", "priority", "weight"}


def _stocked(clock: TestClock) -> None:
    """What there is to find."""
    world.areas()
    green = world.provider()
    world.group(green, title="Gardening together", category="nature", days=("MO",))
    world.offer(green, title="Garden design", areas=(world.OTHER_AREA,), days=("TU",), access=())
    world.offer(green, title="Garden games", days=("TU",), access=())
    imported()
    rebuild(clock)


@pytest.fixture
def visitor(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Client:
    """Somebody who has not signed in, with a gardening group on Mondays, a design course elsewhere and an entry."""
    once(_stocked, clock)
    return app.test_client()  # type: ignore[return-value]


def ways(page: str) -> dict[str, str]:
    """What the page offers to loosen, in its order, and where each leads."""
    return {words: address for words, address in links(page).items() if words.startswith(STARTS)}


def query(address: str) -> dict[str, list[str]]:
    """What an address asks."""
    return parse_qs(urlsplit(address).query)


def test_each_way_out_finds_as_many_as_it_says(visitor: Client) -> None:
    page = visitor.page("/search?q=garden&days=MO&access=step_free&areas=" + world.OTHER_AREA)
    says(page, "Nothing fits", "To find something")
    assert ways(page)
    for words, address in ways(page).items():
        number = words.rsplit(" ", 1)[1]
        says(visitor.page(address), f"About {number} result")


def test_the_best_comes_first_and_keeps_all_else(visitor: Client) -> None:
    page = visitor.page("/search?q=garden&days=SU&sort=rating&page=1")
    assert list(ways(page)) == ["Without “Sunday”: 3"]
    assert query(link(page, "Without “Sunday”: 3")) == {"q": ["garden"], "sort": ["rating"]}
    page = visitor.page("/search?q=garden&price=1")
    assert list(ways(page)) == ["Up to £15 instead of £1: 3", "Without “garden”: 1"]
    assert query(link(page, "Up to £15 instead of £1: 3")) == {"q": ["garden"], "price": ["15"]}
    assert query(link(page, "Without “garden”: 1")) == {"price": ["1"]}


def test_values_of_which_any_is_enough_go_together(visitor: Client) -> None:
    page = visitor.page("/search?q=garden&days=SU&days=SA")
    assert list(ways(page)) == ["Without “Sunday or Saturday”: 3"]


def test_where_no_one_choice_is_in_the_way_all_of_them_are_offered(visitor: Client) -> None:
    page = visitor.page("/search?q=garden&days=SU&category=music")
    assert list(ways(page)) == ["Without “All the choices”: 3"]
    assert query(link(page, "Without “All the choices”: 3")) == {"q": ["garden"]}


def test_few_are_shown_with_how_to_find_more_and_many_are_left_alone(visitor: Client) -> None:
    few = visitor.page("/search?q=garden&days=MO")
    says(few, "About 1 result", "Gardening together", "To find more", "Without “Monday”: 3")
    assert ways(visitor.page("/search?q=garden")) == {}
    assert ways(visitor.page("/search")) == {}


def test_at_most_five_are_offered(visitor: Client) -> None:
    tags = "&".join(f"tags={tag}" for tag in ("free", "bookable", "user_led", "has_places"))
    page = visitor.page(f"/search?q=garden&days=MO&place=online&access=step_free&price=1&takes=isf&{tags}")
    says(page, "Nothing fits")
    assert 1 <= len(ways(page)) <= 5


def test_the_part_of_the_page_that_htmx_asks_for_has_it_too(visitor: Client) -> None:
    part = visitor.get("/search?q=garden&days=SU&tags=nonsense", headers=HTMX).text
    assert "<html" not in part
    says(part, "Without “Sunday”: 3", "Take away Sunday", "We do not know a choice")
    assert query(link(part, "Take away Sunday")) == {"q": ["garden"]}


def test_each_choice_is_a_chip_that_takes_it_away_and_keeps_all_else(visitor: Client) -> None:
    page = visitor.page("/search?q=garden&days=MO&days=TU&access=step_free&price=£20.00&sort=price&page=1")
    kept = {"q": ["garden"], "days": ["TU"], "access": ["step_free"], "price": ["£20.00"], "sort": ["price"]}
    assert query(link(page, "Take away Monday")) == kept
    assert query(link(page, "Take away Up to £20")) == {
        name: values for name, values in (kept | {"days": ["MO", "TU"]}).items() if name != "price"
    }
    less = visitor.page(link(page, "Take away Monday"))
    assert sheet(less, "/search").fields.getlist("days") == ["TU"]
    silent_about(less, "Take away </span>Monday")
    silent_about(visitor.page("/search?q=garden"), "You chose")


def test_a_known_choice_beside_an_unknown_one_counts(visitor: Client) -> None:
    page = visitor.page("/search?days=MO&days=XX&days=MO&areas=E99999999&tags=nonsense")
    says(page, "under “Area”, “Day”, “Only show”", "Gardening together")
    assert page.count("Take away") == 1
    assert sheet(page, "/search").fields.getlist("days") == ["MO"]


@pytest.mark.parametrize("words", ["the+and+of", "%22%22+%27%27", "%26+%7C+%21+%28%29+%3A%2A", "+-+"])
def test_words_that_cannot_be_searched_by_are_said_to_be(visitor: Client, words: str) -> None:
    page = visitor.page(f"/search?q={words}")
    if words != "+-+":
        says(page, "We cannot search by those words.", "Here is all that we have.")
    says(page, "About 4 results")
    says(visitor.page("/search?q=the&days=MO"), "Here is all that we have for your choices.")


def test_ten_thousand_letters_are_cut_and_said_to_be(visitor: Client) -> None:
    page = visitor.page("/search?q=" + "garden+" * 1500)
    says(page, "That was a lot of words. We used the first part of them.", "Garden design")
    silent_about(visitor.page("/search?q=garden"), "That was a lot of words")


def test_choices_that_contradict_each_other_and_a_page_far_out_lead_on(visitor: Client) -> None:
    page = visitor.page("/search?tags=bookable&tags=directory&page=1000000000&price=0")
    says(page, "Nothing fits")
    says(visitor.page(next(iter(ways(page).values()))), "result")
    says(visitor.page("/search?q=garden&page=1000000000"), "There is nothing more.")


def test_a_broker_is_led_on_in_the_search_for_the_client(app: Flask, clock: TestClock) -> None:
    case = Case(clock)
    world.offer(case.owner, title="Choir", days=("MO",))
    rebuild(clock)
    broker = signed_in(app, Case.BROKER)
    page = broker.page(f"{case.home}/search?q=choir&days=SU&areas=nowhere")
    says(page, "We do not know a choice that you asked for under “Area”.")
    way = link(page, "Without “Sunday”: 1")
    assert way == f"{case.home}/search?q=choir" == link(page, "Take away Sunday")
    says(broker.page(way), "Search for Robin Vale", "About 1 result")
    for asked in ("q=choyr&days=SU&tags=free&price=1", "q=choyr+zeppelin&days=SU&tags=free", "q=choir&days=MO"):
        with counted() as said:
            broker.page(f"{case.home}/search?{asked}")
        assert len(said) <= MOST_STATEMENTS, (asked, said)


def test_how_results_are_sorted_is_a_page_that_search_and_help_lead_to(visitor: Client) -> None:
    for address in ("/search", "/search?q=zeppelin", "/help"):
        assert link(visitor.page(address), "How we sort results") == "/help/ranking"
    page = visitor.page("/help/ranking")
    says(page, "Nobody can pay to come first.", "Free things are never put lower for being free.")
    says(page, *(words for sort, words in SORTS.items()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, 0, 5_00, 900_00]),
            st.sampled_from([None, 1.0, 4.0]),
            st.sampled_from(Kind),
            st.sampled_from([(), ("free",), ("bookable", "user_led", "small", "trial"), ("directory",)]),
        ),
        min_size=2,
        max_size=8,
    )
)
def test_what_fits_as_well_goes_by_title_and_by_nothing_else(
    db: Engine, made: list[tuple[int | None, float | None, Kind, tuple[str, ...]]]
) -> None:
    """As the page says: not by price, rating, kind or tags, unless that is what somebody sorts by."""
    engine = PostgresEngine()
    shelved = [
        document(f"Yoga {chr(65 + n)}", price=price, rating=rating, kind=kind, tags=tags, record_id=UUID(int=99 - n))
        for n, (price, rating, kind, tags) in enumerate(made)
    ]
    engine.rebuild(shelved)
    for words in ("", "yoga"):
        found = [hit.record_id for hit in engine.search(SearchRequest(words)).hits]
        assert found == [each.record_id for each in shelved]
        cheapest = engine.search(SearchRequest(words, sort=Sort.PRICE)).hits
        free = {each.record_id for each in shelved if each.price == 0}
        assert {hit.record_id for hit in cheapest[: len(free)]} == free


def test_there_is_nothing_to_sell_a_better_place_with() -> None:
    """The index knows these things of a record and no more, and no table has a column for a paid place."""
    known = {"key", "kind", "record_id", "title", "about", "body", "facets", "price", "rating", "point", "soonest"}
    assert {each.name for each in fields(Document)} == known
    held = {column.name for column in Base.metadata.tables["search_document_a"].columns}
    stored = {"words", "latitude", "longitude"} | {facet.value for facet in Facet}
    assert held == known - {"about", "body", "facets", "point"} | stored
    assert set(Sort) == {Sort.RELEVANCE, Sort.PRICE, Sort.RATING, Sort.DISTANCE, Sort.SOONEST}
    columns = {column.name for table in Base.metadata.tables.values() for column in table.columns}
    assert [name for name in columns if SOLD & set(name.split("_"))] == []
