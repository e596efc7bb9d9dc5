"""Every engine: which words find what, in which order, in every script, and whatever is typed."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search_index.documents import Facet, Kind
from search_index.engine import Sort
from tests.integration.search.shelf import Shelf, document

ANYTHING = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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


def test_words_are_found_in_title_about_and_body(filled: Shelf) -> None:
    assert filled.find("clarinet") == ["Clarinet lessons"]
    assert filled.find("newcastle") == ["Gardening for beginners"]
    assert filled.find("wheelchair") == ["Saturday club"]
    assert filled.find("trombone") == []


def test_all_words_must_match_and_filler_does_not_matter(filled: Shelf) -> None:
    assert filled.find("green gateshead") == ["Walking group"]
    assert filled.find("the walking group in Gateshead") == ["Walking group"]


def test_the_last_word_may_be_half_typed_and_no_other(filled: Shelf) -> None:
    assert filled.find("clari") == ["Clarinet lessons"]
    assert filled.find("gateshead cla") == ["Clarinet lessons"]
    assert filled.answer("gates clarinet").partly


def test_no_words_and_words_without_letters_find_everything(filled: Shelf) -> None:
    everything = ["Clarinet lessons", "Gardening for beginners", "Saturday club", "Walking group"]
    for words in ("", "   ", "\n\t", "!?", "\U0001f33b", "& | ! :*"):
        assert filled.find(words) == everything


def test_free_things_and_directory_entries_are_never_ranked_below(shelf: Shelf) -> None:
    shelf.put(
        document("Yoga A", kind=Kind.ENTRY, price=None, tags=("directory",)),
        document("Yoga B", price=30_00, rating=4.0, tags=("bookable",)),
        document("Yoga C", price=0, tags=("bookable", "free")),
        document("Yoga D", kind=Kind.ENTRY, price=0, tags=("directory", "free")),
    )
    assert shelf.find("yoga") == shelf.find() == ["Yoga A", "Yoga B", "Yoga C", "Yoga D"]


def test_a_filter_in_the_way_does_not_drop_words(shelf: Shelf) -> None:
    shelf.put(document("Pottery in town", days=("MO",)), document("Pottery", days=("TU",)))
    answer = shelf.answer("pottery town", chosen={Facet.DAYS: ("TU",)})
    assert (answer.total, answer.partly) == (0, False)
    assert answer.facets[Facet.DAYS] == {"MO": 1}  # the way out is shown


@pytest.mark.parametrize("words", ["carer's", "carers'", "carer\u2019s", "\u2018carers\u2019", '"carers"', "carers;--"])
def test_apostrophes_and_quotes_do_not_matter(shelf: Shelf, words: str) -> None:
    shelf.put(document("Carers\u2019 caf\u00e9"), document("Other"))
    assert shelf.find(words) == ["Carers\u2019 caf\u00e9"]


@ANYTHING
@example("'")
@example("\\' OR 1=1 --")
@example("a & b | !c <-> d:* (")
@example("garden\0ing")
@example("half \ud800 a pair")
@example("\U0001f33b\U0001f468\u200d\U0001f469\u200d\U0001f467")
@example("\u202egninedrag")
@example(":* " * 100)
@example("gardening " * 1_000)
@example("x" * 10_000)
@example(" ".join(f"word{n}" for n in range(1_400)))
@example("\u0bb5\u0bbe" * 5_000)
@example("%s %(words)s :words {0}")
@given(st.text(max_size=80))
def test_whatever_is_typed_gives_results_or_none(filled: Shelf, words: str) -> None:
    answer = filled.answer(words)
    assert len(answer.hits) == answer.total <= 4


def test_a_record_may_say_more_than_anybody_reads(shelf: Shelf) -> None:
    long = [f"{n}{chr(0x0B95) * 60}" for n in range(20_000)]  # long words of three bytes a letter, all different
    shelf.put(document("Beacon", about="Tower", body=" ".join(long)), document("Other", body="word " * 100_000))
    assert shelf.find("beacon tower") == ["Beacon"]
    assert shelf.find("word") == ["Other"]


@ANYTHING
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(Sort))
def test_whatever_a_record_says_can_be_put_and_found_by(shelf: Shelf, title: str, body: str, sort: Sort) -> None:
    made = document(f"Beacon {title}", body=body)
    shelf.put(made)
    assert made.title in shelf.find("beacon", sort=sort)
    shelf.index.remove([made.key])
    assert shelf.index.count() == 0
