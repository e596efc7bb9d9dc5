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


def test_other_forms_of_a_word_find_it(filled: Shelf) -> None:
    assert filled.find("GARDENS") == ["Gardening for beginners", "Walking group"]
    assert filled.find("clarinets") == ["Clarinet lessons"]
    assert filled.find("planting") == ["Gardening for beginners"]


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


def test_title_comes_before_about_and_about_before_body(shelf: Shelf) -> None:
    shelf.put(
        document("A club", body="Some pottery."),
        document("B club", about="Pottery house"),
        document("C pottery"),
    )
    assert shelf.find("pottery") == ["C pottery", "B club", "A club"]


def test_the_word_as_typed_comes_before_what_means_the_same(shelf: Shelf) -> None:
    shelf.put(document("Allotment mornings"), document("Gardening mornings"))
    assert shelf.find("gardening") == ["Gardening mornings", "Allotment mornings"]
    assert shelf.find("allotment") == ["Allotment mornings", "Gardening mornings"]


def test_free_things_and_directory_entries_are_never_ranked_below(shelf: Shelf) -> None:
    shelf.put(
        document("Yoga A", kind=Kind.ENTRY, price=None, tags=("directory",)),
        document("Yoga B", price=30_00, rating=4.0, tags=("bookable",)),
        document("Yoga C", price=0, tags=("bookable", "free")),
        document("Yoga D", kind=Kind.ENTRY, price=0, tags=("directory", "free")),
    )
    assert shelf.find("yoga") == shelf.find() == ["Yoga A", "Yoga B", "Yoga C", "Yoga D"]


def test_when_nothing_holds_all_words_those_that_hold_the_most_are_found(filled: Shelf) -> None:
    answer = filled.answer("green gateshead trombone")
    assert (filled.titles_of(answer), answer.partly) == (["Walking group"], True)
    answer = filled.answer("clarinet wheelchair")
    assert (sorted(filled.titles_of(answer)), answer.partly) == (["Clarinet lessons", "Saturday club"], True)
    answer = filled.answer("green gateshead")
    assert answer.partly is False


def test_a_filter_in_the_way_does_not_drop_words(shelf: Shelf) -> None:
    shelf.put(document("Pottery in town", days=("MO",)), document("Pottery", days=("TU",)))
    answer = shelf.answer("pottery town", chosen={Facet.DAYS: ("TU",)})
    assert (answer.total, answer.partly) == (0, False)
    assert answer.facets[Facet.DAYS] == {"MO": 1}  # the way out is shown


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("DP", "You can pay from a direct payment."),
        ("direct payments", "DP welcome"),
        ("PHB", "Personal health budgets are taken."),
        ("ISF", "We hold an Individual Service Fund for you."),
        ("PAs", "Find a personal assistant."),
        ("ULO", "A user-led organisation."),
        ("suitable person", "For the authorised person."),
        ("RAS", "The resource allocation system."),
        ("service user", "For people who use support."),
        ("talking therapy", "Counselling on Mondays."),
        ("counsellor", "A kind of therapy."),
        ("horticulture", "Gardening."),
        ("respite", "A short break."),
        ("befriending", "A buddy for you."),
        ("gym", "Fitness for all."),
        ("painting", "Arts and crafts."),
        ("caring", "For carers."),
    ],
)
def test_words_of_the_field_find_what_means_the_same(shelf: Shelf, typed: str, told: str) -> None:
    shelf.put(document("This", body=told), document("Other", body="Nothing of the kind: a directory of payment terms."))
    assert shelf.find(typed) == ["This"]


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Caf\u00e9 Lumi\u00e8re", "cafe lumiere"),
        ("Klub \u0141\u00f3d\u017a", "lodz"),
        ("Clwb y T\u0177", "clwb ty"),
        (
            "\u0646\u0627\u062f\u064a \u0627\u0644\u062d\u062f\u064a\u0642\u0629",
            "\u0627\u0644\u062d\u062f\u064a\u0642\u0629",
        ),
        ("\u0646\u064e\u0627\u062f\u0650\u064a", "\u0646\u0627\u062f\u064a"),
        ("\u09ac\u09be\u0997\u09be\u09a8 \u0995\u09cd\u09b2\u09be\u09ac", "\u09ac\u09be\u0997\u09be\u09a8"),
        ("\u0a2c\u0a3e\u0a17\u0a2c\u0a3e\u0a28\u0a40", "\u0a2c\u0a3e\u0a17\u0a2c\u0a3e\u0a28\u0a40"),
        ("\u793e\u5340\u5712\u85dd\u5c0f\u7d44", "\u5712\u85dd"),
        ("\u041a\u043b\u0443\u0431 \u0441\u0430\u0434\u043e\u0432\u043e\u0434\u043e\u0432", "\u043a\u043b\u0443\u0431"),
        ("\u05de\u05d5\u05e2\u05d3\u05d5\u05df", "\u202b\u05de\u05d5\u05e2\u05d3\u05d5\u05df\u202c"),
    ],
)
def test_every_script_is_found_with_and_without_its_marks(shelf: Shelf, title: str, typed: str) -> None:
    shelf.put(document(title), document("Something else"))
    assert shelf.find(typed) == [title]
    assert shelf.find(title) == [title]


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
    assert shelf.find("words") == ["Other"]


@ANYTHING
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(Sort))
def test_whatever_a_record_says_can_be_put_and_found_by(shelf: Shelf, title: str, body: str, sort: Sort) -> None:
    made = document(f"Beacon {title}", body=body)
    shelf.put(made)
    assert made.title in shelf.find("beacon", sort=sort)
    shelf.index.remove([made.key])
    assert shelf.index.count() == 0
