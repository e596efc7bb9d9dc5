"""The PostgreSQL engine mends typing slips, but only in words that no document knows."""

import pytest
from sqlalchemy import Engine as Database

from search_index.documents import Facet
from search_index.engine import Asks, Part
from search_index.postgres import PostgresEngine
from tests.integration.search.shelf import Shelf, document


@pytest.fixture
def shelf(db: Database) -> Shelf:
    """A few things to do."""
    made = Shelf(PostgresEngine())
    made.put(
        document("Gardening mornings", about="Gateshead", days=("MO",)),
        document("Clarinet lessons", about="Newcastle upon Tyne", days=("TU",)),
        document("Counselling", about="Gateshead", body="In a quiet room."),
        document("Saturday club", body="Wheelchair users are welcome. Woodwork, yoga and swimming."),
        document("Hydrotherapy pool", body="A warm pool and a hoist."),
    )
    return made


@pytest.mark.parametrize(
    ("typed", "mended", "title"),
    [
        ("gardning", "gardening", "Gardening mornings"),
        ("gadrening", "gardening", "Gardening mornings"),
        ("clarnet", "clarinet", "Clarinet lessons"),
        ("wheelchiar", "wheelchair", "Saturday club"),
        ("counceling", "counselling", "Counselling"),
        ("counsilling", "counselling", "Counselling"),
        ("woodwrok", "woodwork", "Saturday club"),
        ("hidrotherapy", "hydrotherapy", "Hydrotherapy pool"),
        ("swiming", "swimming", "Saturday club"),
        ("yoag", "yoga", "Saturday club"),
        ("GARDNING!", "gardening", "Gardening mornings"),
        ("g\u00e0rdning", "gardening", "Gardening mornings"),
    ],
)
def test_a_slip_is_mended_and_said(shelf: Shelf, typed: str, mended: str, title: str) -> None:
    answer = shelf.answer(typed)
    assert (shelf.titles_of(answer)[0], answer.mended, answer.partly) == (title, mended, False)


def test_only_the_unknown_word_is_mended(shelf: Shelf) -> None:
    answer = shelf.answer("gardning in gateshead")
    assert (shelf.titles_of(answer), answer.mended) == (["Gardening mornings"], "gardening in gateshead")
    answer = shelf.answer("clarnet lessns newcas")  # two slips, and a word that is not finished
    assert (shelf.titles_of(answer), answer.mended) == (["Clarinet lessons"], "clarinet lessons newcas")


@pytest.mark.parametrize("known", ["garden", "gardeners", "clarinets", "clarin", "allotment", "DP", "counselor"])
def test_what_is_known_is_not_mended(shelf: Shelf, known: str) -> None:
    shelf.put(document("Direct payment advice", body="For those who are counselors of others."))
    answer = shelf.answer(known)
    assert answer.total > 0
    assert answer.mended == ""


@pytest.mark.parametrize("unlike", ["xylophone", "qqqqqqq", "yga", "12345678", "\u5712\u85dd"])
def test_what_is_like_nothing_stays_and_finds_nothing(shelf: Shelf, unlike: str) -> None:
    answer = shelf.answer(unlike)
    assert (answer.hits, answer.total, answer.mended, answer.partly) == ((), 0, "", False)


def test_a_slip_in_a_word_that_means_the_same_finds_it(shelf: Shelf) -> None:
    shelf.put(document("Short break house"))
    answer = shelf.answer("respit")  # no document says respite
    assert (shelf.titles_of(answer), answer.mended) == (["Short break house"], "respite")


def test_a_mended_word_finds_what_means_the_same(shelf: Shelf) -> None:
    shelf.put(document("Allotment on Fridays"))
    assert shelf.find("gardning") == ["Gardening mornings", "Allotment on Fridays"]


def test_a_filter_in_the_way_mends_nothing(shelf: Shelf) -> None:
    answer = shelf.answer("gardening", chosen={Facet.DAYS: ("SU",)})
    assert (answer.total, answer.mended) == (0, "")
    answer = shelf.answer("gardning", chosen={Facet.DAYS: ("MO",)})
    assert (answer.total, answer.mended) == (1, "gardening")


def test_what_cannot_be_mended_beside_what_can_gives_the_most_of_the_words(shelf: Shelf) -> None:
    answer = shelf.answer("xylophone gardning gateshead")
    assert (shelf.titles_of(answer), answer.partly) == (["Gardening mornings"], True)
    assert answer.mended == "xylophone gardening gateshead"


def test_new_words_are_mended_to_at_once_and_gone_ones_no_more(shelf: Shelf) -> None:
    made = document("Trampoline hour")
    shelf.put(made)
    assert shelf.answer("trampolin").mended == ""  # the beginning of a known word
    assert shelf.answer("tramplione").mended == "trampoline"
    shelf.index.remove([made.key])
    assert (shelf.answer("tramplione").mended, shelf.find("tramplione")) == ("", [])


def test_the_word_in_most_documents_is_taken_where_several_are_as_near(shelf: Shelf) -> None:
    shelf.put(document("Bolding"), document("Holding"), document("Holding hands"))
    assert shelf.answer("folding").mended == "holding"


def test_the_words_are_counted_as_they_were_mended(shelf: Shelf) -> None:
    answer = shelf.answer("gardning", chosen={Facet.DAYS: ("FR",)})
    assert (answer.total, answer.mended) == (0, "gardening")
    assert answer.looser == {Part(Asks.WORDS): 0, Part(Facet.DAYS, ("FR",)): 1}


def test_two_words_run_together_are_taken_apart(shelf: Shelf) -> None:
    answer = shelf.answer("gardeningmornings")
    assert (shelf.titles_of(answer), answer.mended) == (["Gardening mornings"], "gardening mornings")
