"""What is near, what is dear, and what is soon: the bounds and orders that are not values of a facet."""

from datetime import date

import pytest

from marketplace.foundation.distance import Point, metres_between
from search_index.engine import Asks, Near, Part, SearchRequest, Sort
from tests.integration.search.shelf import Shelf, document

NEWCASTLE, GATESHEAD, DURHAM = Point(54.97, -1.61), Point(54.95, -1.6), Point(54.78, -1.57)


@pytest.fixture
def map_of(shelf: Shelf) -> Shelf:
    """Things here and there, at home and online."""
    shelf.put(
        document("Newcastle", point=NEWCASTLE, place=("venue",), areas=("NCL",)),
        document("Gateshead", point=GATESHEAD, place=("venue",), areas=("GHD",)),
        document("Durham", point=DURHAM, place=("venue",), areas=("DUR",)),
        document("Nowhere told", place=("venue",), areas=("NCL",)),
        document("At Newcastle homes", place=("home",), areas=("NCL", "GHD")),
        document("At Durham homes", place=("home",), areas=("DUR",)),
        document("Online", place=("online",)),
    )
    return shelf


def within(shelf: Shelf, metres: int, area: str = "") -> set[str]:
    """The titles found within so far of Newcastle."""
    return set(shelf.find(near=Near(NEWCASTLE, metres, area)))


def test_distance_finds_what_is_within_it_and_what_comes_to_you(map_of: Shelf) -> None:
    apart = metres_between(NEWCASTLE, GATESHEAD)
    assert 2_200 < apart < 2_400
    assert within(map_of, 100) == {"Newcastle", "Online"}
    assert within(map_of, round(apart * 0.99)) == {"Newcastle", "Online"}
    assert within(map_of, round(apart * 1.01)) == {"Newcastle", "Gateshead", "Online"}
    assert within(map_of, 40_000, "NCL") == {"Newcastle", "Gateshead", "Durham", "At Newcastle homes", "Online"}
    assert within(map_of, 100, "DUR") == {"Newcastle", "At Durham homes", "Online"}


def test_a_place_to_look_from_by_itself_hides_nothing(map_of: Shelf) -> None:
    assert len(map_of.find(near=Near(NEWCASTLE))) == 7


def test_the_nearest_come_first_and_what_has_no_place_last(map_of: Shelf) -> None:
    nowhere = ["At Durham homes", "At Newcastle homes", "Nowhere told", "Online"]
    assert map_of.find(near=Near(DURHAM), sort=Sort.DISTANCE) == ["Durham", "Gateshead", "Newcastle", *nowhere]
    assert map_of.find(near=Near(NEWCASTLE), sort=Sort.DISTANCE) == ["Newcastle", "Gateshead", "Durham", *nowhere]


def test_by_distance_from_nowhere_is_by_fit(map_of: Shelf) -> None:
    assert map_of.find("Newcastle", sort=Sort.DISTANCE) == map_of.find("Newcastle")


def test_what_is_too_far_is_told_as_something_to_loosen(map_of: Shelf) -> None:
    request = SearchRequest("Durham", near=Near(NEWCASTLE, 1_000, "NCL"))
    assert map_of.index.search(request).looser == {
        Part(Asks.WORDS): 3,
        Part(Asks.DISTANCE): 2,
        Part(Asks.DISTANCE, ("1609",)): 0,
        Part(Asks.DISTANCE, ("3219",)): 0,
        Part(Asks.DISTANCE, ("8047",)): 0,
    }
    further = map_of.index.search(SearchRequest("Durham", near=Near(NEWCASTLE, 10_000, "NCL"))).looser
    assert further[Part(Asks.DISTANCE, ("32187",))] == 1


def test_a_distance_and_a_price_are_widened_a_few_steps_and_no_further() -> None:
    asked = SearchRequest(price_most=12_00, near=Near(NEWCASTLE, 16_093), page=3)
    wider = [part for part in asked.parts() if part.values]
    assert wider == [
        Part(Asks.DISTANCE, ("32187",)),
        *(Part(Asks.PRICE, (pence,)) for pence in ("1500", "2000", "3000")),
    ]
    assert asked.without(wider[0]) == SearchRequest(price_most=12_00, near=Near(NEWCASTLE, 32_187))
    assert asked.without(wider[1]) == SearchRequest(price_most=15_00, near=Near(NEWCASTLE, 16_093))
    assert SearchRequest(near=Near(NEWCASTLE)).parts() == SearchRequest(price_least=5).parts()[1:] == ()


def test_a_point_off_the_map_is_brought_onto_it(map_of: Shelf) -> None:
    for point in (Point(999.0, -999.0), Point(-91.0, 0.0), Point(0.0, 181.0)):
        assert map_of.find(near=Near(point, 10, "'] OR 1=1 --"), sort=Sort.DISTANCE) == ["Online"]
    assert len(map_of.find(near=Near(NEWCASTLE, 10**12))) == 4


def test_a_price_can_be_bounded_on_both_sides(shelf: Shelf) -> None:
    shelf.put(*(document(f"At {pence}", price=pence) for pence in (0, 5_00, 10_00)), document("Not told", price=None))
    assert shelf.find(price_least=5_00) == ["At 1000", "At 500"]
    assert shelf.find(price_least=1, price_most=9_99) == ["At 500"]
    assert shelf.find(price_least=10_01) == shelf.find(price_least=10_00, price_most=5_00) == []
    assert shelf.index.search(SearchRequest(price_least=10_01)).looser == {Part(Asks.PRICE): 4}


def test_the_soonest_come_first_and_what_is_not_told_last(shelf: Shelf) -> None:
    days = {"Later": date(2027, 1, 5), "Now": date(2026, 12, 1), "Also now": date(2026, 12, 1), "Not told": None}
    shelf.put(*(document(title, soonest=day) for title, day in days.items()))
    assert shelf.find(sort=Sort.SOONEST) == ["Also now", "Now", "Later", "Not told"]
