"""Every engine: where few are found, how many there would be without each thing that was asked."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_index.documents import Facet
from search_index.engine import ALL_OF, FEW, MOST_PARTS, Asks, Part, SearchRequest
from tests.integration.search.shelf import Shelf, document

NORTH, SOUTH = "E08000021", "E08000037"
VALUES = {
    Facet.AREAS: (NORTH, SOUTH),
    Facet.DAYS: ("MO", "TU", "WE"),
    Facet.TAGS: ("free", "bookable", "user_led"),
    Facet.ACCESS: ("step_free", "bsl"),
}


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    """Eight things to do."""
    shelf.put(
        document("Pottery", price=5_00, areas=(NORTH,), days=("MO", "WE"), access=("step_free",), tags=("bookable",)),
        document("Pottery for all", price=0, areas=(SOUTH,), days=("TU",), tags=("free", "bookable")),
        document("Bowls", price=12_00, areas=(NORTH, SOUTH), days=("TU",), access=("step_free", "bsl")),
        document("Choir", price=0, areas=(SOUTH,), days=("WE",), tags=("free", "bookable", "user_led")),
        document("Drums", areas=(NORTH,), days=("TU",), access=("bsl",), tags=("bookable",)),
        document("Digging", areas=(NORTH,), days=("MO",), tags=("bookable",)),
        document("Walking", price=None, areas=(SOUTH,), tags=("free", "directory")),
        document("Walking north", price=None, areas=(NORTH,), days=("MO",)),
    )
    return shelf


def test_each_value_that_must_hold_is_a_part_and_any_other_choice_is_one(filled: Shelf) -> None:
    chosen = {Facet.TAGS: ("free", "bookable"), Facet.DAYS: ("MO", "TU")}
    assert set(SearchRequest("choir", chosen, price_most=100).parts()) == {
        Part(Asks.WORDS),
        *(Part(Asks.PRICE, (pence,)) for pence in ("500", "1000", "1500")),
        Part(Asks.PRICE),
        Part(Asks.CHOICES),
        Part(Facet.TAGS, ("free",)),
        Part(Facet.TAGS, ("bookable",)),
        Part(Facet.DAYS, ("MO", "TU")),
    }
    assert SearchRequest().parts() == ()
    assert SearchRequest(" ", {Facet.DAYS: ("MO",)}).parts() == (Part(Facet.DAYS, ("MO",)),)
    assert len(SearchRequest(chosen={Facet.TAGS: tuple(str(n) for n in range(99))}).parts()) == MOST_PARTS


def test_a_request_without_a_part_keeps_all_else_and_begins_at_the_first_page() -> None:
    asked = SearchRequest("choir", {Facet.TAGS: ("free", "bookable"), Facet.DAYS: ("MO",)}, price_most=1, page=7)
    less = asked.without(Part(Facet.TAGS, ("free",)))
    assert (less.words, less.chosen, less.page) == ("choir", {Facet.TAGS: ("bookable",), Facet.DAYS: ("MO",)}, 1)
    assert asked.without(Part(Facet.DAYS, ("MO",))).chosen == {Facet.TAGS: ("free", "bookable")}
    assert asked.without(Part(Asks.PRICE)).price_most is None
    assert asked.without(Part(Asks.WORDS)).words == ""
    assert asked.without(Part(Asks.CHOICES)) == SearchRequest("choir")


def test_where_nothing_fits_each_part_has_the_number_without_it(filled: Shelf) -> None:
    answer = filled.answer("pottery", chosen={Facet.DAYS: ("WE",), Facet.TAGS: ("free", "bookable")}, price_most=4_00)
    assert (answer.total, answer.hits) == (0, ())
    assert {part: number for part, number in answer.looser.items() if part.what is Asks.PRICE} == {
        Part(Asks.PRICE): 0,
        **dict.fromkeys((Part(Asks.PRICE, (pence,)) for pence in ("500", "1000", "1500")), 0),
    }
    assert {part: number for part, number in answer.looser.items() if part.what is not Asks.PRICE} == {
        Part(Asks.WORDS): 1,  # the choir
        Part(Asks.CHOICES): 2,
        Part(Facet.DAYS, ("WE",)): 1,
        Part(Facet.TAGS, ("free",)): 0,
        Part(Facet.TAGS, ("bookable",)): 0,
    }


def test_a_price_that_is_too_low_is_told(filled: Shelf) -> None:
    answer = filled.answer("bowls", price_most=4_00)
    assert answer.looser == {
        Part(Asks.WORDS): 2,
        Part(Asks.PRICE): 1,
        Part(Asks.PRICE, ("500",)): 0,
        Part(Asks.PRICE, ("1000",)): 0,
        Part(Asks.PRICE, ("1500",)): 1,
    }


def test_it_is_told_for_few_too_and_for_no_more(filled: Shelf) -> None:
    few = filled.answer(chosen={Facet.DAYS: ("WE",)})
    assert (few.total, few.looser) == (2, {Part(Facet.DAYS, ("WE",)): 8})
    enough = filled.answer(chosen={Facet.DAYS: ("TU",)})
    assert (enough.total, enough.looser) == (FEW, {})
    assert filled.answer().looser == {}


def test_a_page_beyond_the_last_counts_the_same(filled: Shelf) -> None:
    asked = {Facet.DAYS: ("WE",), Facet.AREAS: (SOUTH,)}
    assert filled.answer(chosen=asked, page=10**9).looser == filled.answer(chosen=asked).looser


@pytest.mark.parametrize("words", ["the and of", "!!! ???", "\"'()&|!:*", "\0"])
def test_words_that_say_nothing_are_said_to(filled: Shelf, words: str) -> None:
    answer = filled.answer(words)
    assert (answer.wordless, answer.total) == (True, 8)
    assert not filled.answer("the choir").wordless
    assert not filled.answer("  ").wordless


_CHOSEN = st.fixed_dictionaries(
    {},
    optional={facet: st.lists(st.sampled_from(values), min_size=1, unique=True) for facet, values in VALUES.items()},
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.sampled_from(["", "pottery", "potery north", "walking zeppelin", "choir drums", "the", "zeppelin"]),
    chosen=_CHOSEN,
    price=st.sampled_from([None, 0, 5_00]),
)
def test_each_number_is_what_the_search_without_that_part_finds(
    filled: Shelf, words: str, chosen: dict[Facet, list[str]], price: int | None
) -> None:
    asked = SearchRequest(words, {facet: tuple(values) for facet, values in chosen.items()}, price_most=price)
    answer = filled.index.search(asked)
    assert bool(answer.looser) == (answer.total < FEW and bool(asked.parts()))
    for part, number in answer.looser.items():
        assert filled.index.search(asked.without(part)).total == number, part
        assert part.what is not Asks.PRICE or number >= answer.total
        assert part.what not in ALL_OF or number >= answer.total
