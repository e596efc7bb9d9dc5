"""Where somebody looks from and how far they would go: what is typed, what is kept of it, and what is told."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from search_index.worker import rebuild
from tests import world
from tests.faces.conftest import Client, TestClock
from tests.faces.shop import says, silent_about
from tests.faces.storefront.people import link, links
from tests.faces.storefront.sheet import sheet

LONG = "x" * 10_000


def _stocked(clock: TestClock) -> None:
    """What there is to find."""
    world.areas()
    green = world.provider()
    world.offer(green, title="Quay choir", outward="NE1")
    world.offer(green, title="Unicycle choir", outward="NE6")
    world.offer(green, title="Gateshead choir", areas=(world.OTHER_AREA,))
    world.offer(green, title="Home choir", place="home", venue="")
    world.offer(green, title="Online choir", place="online", venue="")
    rebuild(clock)


@pytest.fixture
def visitor(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Client:
    """Somebody who has not signed in, with things by the river, across it, at home and online."""
    once(_stocked, clock)
    return app.test_client()  # type: ignore[return-value]


def query(address: str) -> dict[str, list[str]]:
    """What an address asks."""
    return parse_qs(urlsplit(address).query)


def order(page: str) -> list[str]:
    """The results in their order."""
    return [words for words, address in links(page).items() if address.startswith("/offers/")]


def test_a_place_says_how_far_and_how_long(visitor: Client) -> None:
    page = visitor.page("/search?near=NE1")
    says(page, "About 5 results", "Less than half a mile away; about 5 minutes on foot", "an estimate")
    says(page, "to the middle of Gateshead", "At your home", "Online", "Near NE1")
    silent_about(visitor.page("/search"), "an estimate")


def test_the_nearest_come_first(visitor: Client) -> None:
    page = visitor.page("/search?near=ne6&sort=distance")
    assert order(page)[0] == "Unicycle choir"
    assert order(visitor.page("/search?near=ne1&sort=distance"))[0] == "Quay choir"


def test_nearest_from_nowhere_is_explained(visitor: Client) -> None:
    page = visitor.page("/search?sort=distance")
    says(page, "say where you look from", "About 5 results")
    assert 'value="distance"' not in page
    assert 'value="distance" selected' in visitor.page("/search?sort=distance&near=Gateshead")


@pytest.mark.parametrize("typed", ["NE6 1AB", "ne61ab", "12 Moor Road, NE6 1AB", "ne6  1ab "])
def test_of_a_whole_postcode_the_first_half_is_kept(visitor: Client, typed: str) -> None:
    answer = visitor.get("/search", query_string={"near": typed, "q": "choir", "within": "5", "days": "MO"})
    assert answer.status_code == 303
    assert query(answer.location) == {"near": ["NE6"], "q": ["choir"], "within": ["5"], "days": ["MO"]}
    page = visitor.page(answer.location)
    assert sheet(page, "/search").fields["near"] == "NE6"
    silent_about(page, "1AB", "1ab")


@pytest.mark.parametrize("typed", ["gateshead", "Gates", "GATESHEAD", world.OTHER_AREA])
def test_an_area_is_known_by_its_name_or_the_beginning_of_it(visitor: Client, typed: str) -> None:
    page = visitor.page(f"/search?near={typed}&within=1")
    says(page, "Near Gateshead", "Within 1 mile")
    assert sheet(page, "/search").fields["near"] == "Gateshead"


@pytest.mark.parametrize("typed", ["Atlantis", "SW1A", "ZZ9", "54.97,-1.6", "999, 999", LONG, "<script>", "%00x", "a"])
def test_a_place_that_we_do_not_know_says_so_and_offers_the_areas(visitor: Client, typed: str) -> None:
    page = visitor.page(f"/search?near={typed}&q=choir&within=2")
    says(page, "We do not know it. Choose an area.", "About 5 results")
    assert query(link(page, "Gateshead")) == {"near": ["Gateshead"], "q": ["choir"], "within": ["2"]}
    says(visitor.page(link(page, "Gateshead")), "Near Gateshead")
    assert len(sheet(page, "/search").fields["near"]) <= 60


def test_degrees_in_the_address_are_nothing(visitor: Client) -> None:
    page = visitor.page("/search?latitude=0&longitude=0&lat=99&lng=9999&metres=1&within=1")
    says(page, "About 5 results", "Say where you look from")


def test_too_far_is_left_out_and_home_and_online_stay(visitor: Client) -> None:
    page = visitor.page("/search?near=NE1&within=1")
    says(page, "Quay choir", "Home choir", "Online choir")
    silent_about(page, "Unicycle choir")
    assert query(link(page, "Take away Within 1 mile")) == {"near": ["NE1"]}
    assert query(link(page, "Take away Near NE1")) == {}


def test_time_is_a_bound_and_says_that_it_is_a_guess(visitor: Client) -> None:
    page = visitor.page("/search?near=NE1&by=foot&minutes=15")
    says(page, "Quay choir", "Within 15 minutes on foot", "is our guess from how far it is")
    silent_about(page, "Unicycle choir")
    assert query(link(page, "Take away Within 15 minutes on foot")) == {"near": ["NE1"]}


def test_of_two_bounds_the_smaller_counts_and_is_told(visitor: Client) -> None:
    page = visitor.page("/search?near=NE1&within=20&by=foot&minutes=15")
    says(page, "15 minutes on foot is less than 20 miles, so we went by 15 minutes on foot.")
    silent_about(page, "Unicycle choir")
    says(visitor.page("/search?near=NE1&within=1&by=car&minutes=60"), "so we went by 1 mile.")


@pytest.mark.parametrize("asked", ["within=9", "within=x", "by=rocket&minutes=15", "minutes=7", "within=" + "9" * 99])
def test_bounds_that_there_are_not_are_left_out(visitor: Client, asked: str) -> None:
    says(visitor.page(f"/search?near=NE1&{asked}"), "About 5 results")


def test_half_a_bound_is_explained(visitor: Client) -> None:
    for asked in ("by=bus", "minutes=30"):
        says(visitor.page(f"/search?near=NE1&{asked}"), "Choose both how you travel and for how long.")


def test_what_is_too_far_says_how_much_further_helps(visitor: Client) -> None:
    page = visitor.page("/search?q=unicycle&near=NE1&within=1")
    way = link(page, "Up to 2 miles instead of 1 mile: 1")
    assert query(way) == {"q": ["unicycle"], "near": ["NE1"], "within": ["2"]}
    says(visitor.page(way), "About 1 result", "Unicycle choir")
