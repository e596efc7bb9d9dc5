"""What the page about how results are sorted says of the best match, held to by each engine that reads words."""

import pytest

from search_index.documents import Kind
from tests.integration.search.conftest import ENGINES, READERS
from tests.integration.search.shelf import Shelf, document

reads_words = pytest.mark.parametrize("index", READERS, indirect=True)
any_engine = pytest.mark.parametrize("index", ENGINES, indirect=True)


@reads_words
def test_an_outcome_finds_what_says_it_and_first_what_says_it_first(shelf: Shelf) -> None:
    shelf.put(
        document("A walk", outcomes=("outdoors", "get_out")),
        document("B trips", outcomes=("get_out", "outdoors")),
        document("C sums", outcomes=("money",)),
    )
    assert shelf.find("leave the house") == ["B trips", "A walk"]
    assert shelf.find("I want to get out of the house") == ["B trips", "A walk"]


@reads_words
def test_a_word_that_means_the_same_comes_after_the_word_in_the_same_place(shelf: Shelf) -> None:
    shelf.put(document("A choir"), document("B singing"), document("C pottery"))
    assert shelf.find("singing") == ["B singing", "A choir"]


@any_engine
def test_small_words_neither_narrow_nor_lift(shelf: Shelf) -> None:
    shelf.put(document("Pottery"), document("Really want something", body="Help with anything"))
    assert shelf.find("I really want to try something like pottery")[0] == "Pottery"
    assert shelf.find("pottery") == ["Pottery"]


@any_engine
def test_where_nothing_has_all_the_words_a_rare_one_tells_more(shelf: Shelf) -> None:
    shelf.put(*(document(f"Club {n}", body="In town") for n in range(8)), document("Unicycles"))
    answer = shelf.answer("unicycles town")
    assert (shelf.titles_of(answer), answer.partly) == (["Unicycles"], True)


@reads_words
def test_words_of_other_languages_find_what_is_offered_in_them(shelf: Shelf) -> None:
    shelf.put(document("Helper", body="Polish\nPersonal assistant"), document("Choir"))
    for words in ("polski", "po polsku", "asystent po polsku"):
        assert shelf.find(words) == ["Helper"], words


@any_engine
def test_a_long_sentence_is_read_to_its_end(shelf: Shelf) -> None:
    shelf.put(document("Driving lessons"), document("Choir"))
    sentence = "I had a bad fall last winter and since then I have not been so sure of myself and I would like driving"
    assert shelf.find(sentence)[0] == "Driving lessons"


@reads_words
def test_where_a_word_is_counts_more_than_how_often(shelf: Shelf) -> None:
    shelf.put(
        document("A club", body="Pottery, " * 50),
        document("B club", about="Pottery house", body="Clay"),
        document("C club", about="Pottery, " * 50),
        document("D pottery"),
    )
    assert shelf.find("pottery")[0] == "D pottery"
    assert shelf.find("pottery")[-1] == "A club"


@reads_words
def test_a_slip_is_allowed_for_and_the_word_as_typed_comes_first(shelf: Shelf) -> None:
    shelf.put(document("Pottery"), document("Choir", body="Potters meet here."))
    assert shelf.find("pottary") == ["Pottery"]
    shelf.put(document("Gardeners"), document("Wardeners", about="Gardeners"))
    assert shelf.find("gardeners")[0] == "Gardeners"


@any_engine
def test_free_and_what_is_not_booked_here_stand_beside_the_rest_by_title(shelf: Shelf) -> None:
    shelf.put(
        document("Walk A", price=30_00),
        document("Walk B", price=0),
        document("Walk C", price=None, kind=Kind.ENTRY),
        document("Walk D", price=5_00, rating=4.0),
    )
    assert shelf.find("walk") == shelf.find("") == ["Walk A", "Walk B", "Walk C", "Walk D"]
