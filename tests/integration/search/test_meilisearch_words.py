"""The Meilisearch engine where nothing holds all the words: the rarest that something holds together, and few calls."""

import pytest

from search_index.documents import Facet
from search_index.engine import Asks, Part
from tests.integration.search.conftest import REAL, on_stand_in
from tests.integration.search.shelf import Shelf, document
from tests.integration.search.stand_in import StandIn

pytestmark = pytest.mark.parametrize("index", [pytest.param(on_stand_in, id="stand-in"), *REAL], indirect=True)
MOST_CALLS = 5


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    """Things to do, of which many are green and one is by a clarinet."""
    shelf.put(
        document("Clarinet lessons", about="Gateshead", days=("MO",)),
        document("Green walk", about="Gateshead", days=("TU",)),
        document("Green club", about="Newcastle", days=("TU",)),
        document("Green choir", about="Durham", days=("WE",)),
    )
    return shelf


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("trombone green gateshead", ["Green walk"]),
        ("green clarinet", ["Clarinet lessons"]),  # the rarer word
        ("xylophone clarinet", ["Clarinet lessons"]),
        ("gates clarinet", ["Clarinet lessons"]),  # only the last word may be half typed
        ("xylophone trombone", []),
        ("green clarinet the trombone cluba", ["Clarinet lessons"]),
    ],
)
def test_what_holds_the_most_of_the_words_is_found_and_said(filled: Shelf, typed: str, found: list[str]) -> None:
    answer = filled.answer(typed)
    assert (filled.titles_of(answer), answer.partly, answer.mended) == (found, bool(found), "")


def test_a_choice_in_the_way_drops_no_word(filled: Shelf) -> None:
    answer = filled.answer("green gateshead", chosen={Facet.DAYS: ("MO",)})
    assert (answer.total, answer.partly) == (0, False)
    assert answer.looser == {Part(Asks.WORDS): 1, Part(Facet.DAYS, ("MO",)): 1}


def test_a_word_and_a_choice_in_the_way_are_counted_by_the_words_that_are_left(filled: Shelf) -> None:
    answer = filled.answer("green xylophone", chosen={Facet.DAYS: ("MO",)})
    assert (answer.total, answer.partly) == (0, False)
    assert answer.looser == {Part(Asks.WORDS): 1, Part(Facet.DAYS, ("MO",)): 3}


def test_a_search_takes_one_call_and_never_more_than_a_few(filled: Shelf, stand_in: StandIn) -> None:
    every = dict.fromkeys(Facet, ("a", "b", "c"))
    for words, chosen, most in (
        ("green", {}, 1),
        ("green", {Facet.DAYS: ("TU", "WE"), Facet.AREAS: ()}, 1),
        ("green trombone clarinet xylophone walk club", every, MOST_CALLS),
    ):
        stand_in.told.clear()
        filled.answer(words, chosen=chosen)
        assert len(stand_in.told) <= most
