"""What the page about how results are sorted says of the best match, held to by the engine."""

import pytest
from sqlalchemy import Engine as Database

from search_index.postgres import PostgresEngine
from tests.integration.search.shelf import Shelf, document


@pytest.fixture
def shelf(db: Database) -> Shelf:
    """An empty index."""
    return Shelf(PostgresEngine())


def test_an_outcome_finds_what_says_it_and_first_what_says_it_first(shelf: Shelf) -> None:
    shelf.put(
        document("A walk", outcomes=("outdoors", "get_out")),
        document("B trips", outcomes=("get_out", "outdoors")),
        document("C sums", outcomes=("money",)),
    )
    assert shelf.find("leave the house") == ["B trips", "A walk"]
    assert shelf.find("I want to get out of the house") == ["B trips", "A walk"]


def test_a_word_that_means_the_same_comes_after_the_word_in_the_same_place(shelf: Shelf) -> None:
    shelf.put(document("A choir"), document("B singing"), document("C pottery"))
    assert shelf.find("singing") == ["B singing", "A choir"]


def test_small_words_neither_narrow_nor_lift(shelf: Shelf) -> None:
    shelf.put(document("Pottery"), document("Really want something", body="Help with anything"))
    assert shelf.find("I really want to try something like pottery")[0] == "Pottery"
    assert shelf.find("pottery") == ["Pottery"]


def test_where_nothing_has_all_the_words_a_rare_one_tells_more(shelf: Shelf) -> None:
    shelf.put(*(document(f"Club {n}", body="In town") for n in range(8)), document("Unicycles"))
    answer = shelf.answer("unicycles town")
    assert (shelf.titles_of(answer), answer.partly) == (["Unicycles"], True)


def test_words_of_other_languages_find_what_is_offered_in_them(shelf: Shelf) -> None:
    shelf.put(document("Helper", body="Polish\nPersonal assistant"), document("Choir"))
    for words in ("polski", "po polsku", "asystent po polsku"):
        assert shelf.find(words) == ["Helper"], words


def test_a_long_sentence_is_read_to_its_end(shelf: Shelf) -> None:
    shelf.put(document("Driving lessons"), document("Choir"))
    sentence = "I had a bad fall last winter and since then I have not been so sure of myself and I would like driving"
    assert shelf.find(sentence)[0] == "Driving lessons"
