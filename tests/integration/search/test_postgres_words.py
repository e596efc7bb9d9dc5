"""The PostgreSQL engine reads English: the forms of a word, and where nothing holds all words, what holds the most."""

import pytest

from tests.integration.search.conftest import POSTGRESQL
from tests.integration.search.shelf import Shelf, document

pytestmark = pytest.mark.parametrize("index", [POSTGRESQL], indirect=True)


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    """A few things to do."""
    shelf.put(
        document("Gardening for beginners", about="Green Shoots\nNewcastle upon Tyne", body="Dig and plant with us."),
        document("Clarinet lessons", about="Tune Up\nGateshead", body="Learn to play, or to play better."),
        document("Walking group", about="Green Shoots\nGateshead", body="We walk by the river, and end in a garden."),
        document("Saturday club", about="Caf\u00e9 Lumi\u00e8re", body="Games and company. Wheelchair users welcome."),
    )
    return shelf


def test_other_forms_of_a_word_find_it(filled: Shelf) -> None:
    assert filled.find("GARDENS") == ["Gardening for beginners", "Walking group"]
    assert filled.find("clarinets") == ["Clarinet lessons"]
    assert filled.find("planting") == ["Gardening for beginners"]


def test_when_nothing_holds_all_words_those_that_hold_the_most_are_found(filled: Shelf) -> None:
    answer = filled.answer("green gateshead trombone")
    assert (filled.titles_of(answer), answer.partly) == (["Walking group"], True)
    answer = filled.answer("clarinet wheelchair")
    assert (sorted(filled.titles_of(answer)), answer.partly) == (["Clarinet lessons", "Saturday club"], True)
    answer = filled.answer("green gateshead")
    assert answer.partly is False
