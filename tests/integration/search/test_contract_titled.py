"""Every engine that knows titles: what somebody who is still typing is offered, by the words of titles."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_index.documents import Kind
from search_index.engine import MOST_TITLED
from tests.integration.search.conftest import SUGGESTERS
from tests.integration.search.shelf import Shelf, document

pytestmark = pytest.mark.parametrize("index", SUGGESTERS, indirect=True)


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    """Things whose words are in title, about and body."""
    shelf.put(
        document("Gardening for beginners", about="Choir House"),
        document("Our garden", kind=Kind.ENTRY),
        document("The community choir", body="We sing in a garden."),
        document("Caf\u00e9 Lumi\u00e8re"),
    )
    return shelf


def titled(shelf: Shelf, words: str, most: int = 8) -> list[str]:
    """The titles offered."""
    return [shelf.titles[hit.record_id] for hit in shelf.index.titled(words, most)]


def test_half_a_word_of_a_title_offers_it_and_nothing_else_does(filled: Shelf) -> None:
    assert titled(filled, "gar") == ["Gardening for beginners", "Our garden"]
    assert titled(filled, "choi") == ["The community choir"]
    assert titled(filled, "sing") == []
    assert titled(filled, "gardning") == []


def test_all_that_is_typed_must_be_in_it_and_only_the_last_may_be_half_a_word(filled: Shelf) -> None:
    assert titled(filled, "gardening for beg") == ["Gardening for beginners"]
    assert titled(filled, "the com") == ["The community choir"]
    assert titled(filled, "gard beg") == []
    assert titled(filled, "lumi") == titled(filled, "CAFE LUM") == ["Caf\u00e9 Lumi\u00e8re"]


def test_so_many_are_offered_and_no_more(shelf: Shelf) -> None:
    shelf.put(*(document(f"Yoga {n:03}") for n in range(300)))
    assert len(titled(shelf, "yo", 3)) == 3
    assert len(titled(shelf, "y", 10**9)) == MOST_TITLED
    assert titled(shelf, "yoga 007") == ["Yoga 007"]
    assert titled(shelf, "yoga", 0) == titled(shelf, "yoga", -1) == []


@pytest.mark.parametrize("words", ["", "  ", "!?", "\U0001f33b", "& | ! :*", "\0"])
def test_no_words_offer_nothing(filled: Shelf, words: str) -> None:
    assert titled(filled, words) == []


def test_what_was_taken_out_is_offered_no_more(filled: Shelf) -> None:
    gone = document("Garden party")
    filled.put(gone)
    assert "Garden party" in titled(filled, "gar")
    filled.index.remove([gone.key])
    assert "Garden party" not in titled(filled, "gar")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_whatever_is_typed_offers_something_or_nothing(filled: Shelf, words: str) -> None:
    assert len(titled(filled, words)) <= 4
