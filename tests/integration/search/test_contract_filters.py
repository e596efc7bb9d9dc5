"""Every engine: narrowing by facets and price, the counts beside values, order, and pages."""

from uuid import UUID

import pytest

from search_index.documents import Facet, Kind
from search_index.engine import ALL_OF, MOST_PAGES, SearchRequest, Sort
from tests.integration.search.shelf import Shelf, document

NORTH, SOUTH = "E08000021", "E08000037"


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    """Six things to do."""
    shelf.put(
        document("Pottery", category=("arts",), areas=(NORTH,), days=("MO", "WE"), access=("step_free",)),
        document("Painting", category=("arts",), areas=(NORTH, SOUTH), days=("TU",), access=("step_free", "bsl")),
        document("Choir", category=("music",), areas=(SOUTH,), days=("WE",), tags=("free", "bookable")),
        document("Drums", category=("music",), areas=(NORTH,), days=("FR",), access=("bsl",), tags=("bookable",)),
        document("Digging", category=("nature",), areas=(NORTH,), days=("MO",), tags=("bookable",)),
        document("Drop in", kind=Kind.ENTRY, areas=(SOUTH,), tags=("free", "directory")),
    )
    return shelf


def test_any_value_of_a_facet_is_enough(filled: Shelf) -> None:
    assert filled.narrowed(category=("arts",)) == ["Painting", "Pottery"]
    assert filled.narrowed(category=("arts", "music")) == ["Choir", "Drums", "Painting", "Pottery"]
    assert filled.narrowed(days=("MO", "WE")) == ["Choir", "Digging", "Pottery"]


@pytest.mark.parametrize("facet", sorted(set(Facet) - ALL_OF))
def test_each_other_facet_takes_any_of_its_values(shelf: Shelf, facet: Facet) -> None:
    one, other = document("One", **{facet: ("x",)}), document("Other", **{facet: ("y", "z")})
    shelf.put(one, other, document("None"))
    assert shelf.narrowed(**{facet: ("x",)}) == ["One"]
    assert shelf.narrowed(**{facet: ("x", "z")}) == ["One", "Other"]


def test_all_access_needs_and_all_tags_must_hold(filled: Shelf) -> None:
    assert filled.narrowed(access=("step_free",)) == ["Painting", "Pottery"]
    assert filled.narrowed(access=("step_free", "bsl")) == ["Painting"]
    assert filled.narrowed(tags=("free",)) == ["Choir", "Drop in"]
    assert filled.narrowed(tags=("free", "bookable")) == ["Choir"]


def test_facets_narrow_together_and_with_words(filled: Shelf) -> None:
    assert filled.narrowed(category=("arts", "nature"), areas=(NORTH,), days=("MO",)) == ["Digging", "Pottery"]
    assert filled.narrowed("drums", areas=(NORTH,)) == ["Drums"]
    assert filled.narrowed("drums", areas=(SOUTH,)) == []


def test_an_empty_choice_is_no_choice_and_an_unknown_value_finds_nothing(filled: Shelf) -> None:
    assert len(filled.narrowed(category=(), areas=())) == 6
    for value in ("opera", "", "x' OR true --", "{}", 'a","b', "NUL \0", "half \ud800 a pair", "\u202e"):
        assert filled.narrowed(category=(value,)) == []
        assert filled.narrowed(access=(value,)) == []


@pytest.mark.parametrize(
    "value", ['a "b" c', "it's", "back\\slash", 'ends with \\"', "\\", "a, b", "x] OR [y", "\u5712\u85dd"]
)
def test_a_value_may_be_any_text(shelf: Shelf, value: str) -> None:
    shelf.put(document("One", category=(value,), culture=(value,)), document("Other", category=("a",), culture=("b",)))
    assert shelf.narrowed(category=(value,)) == shelf.narrowed(culture=(value,)) == ["One"]
    assert shelf.narrowed(category=(value, "a")) == ["One", "Other"]
    assert shelf.counts(Facet.CATEGORY) == {value: 1, "a": 1}


def test_many_values_are_all_counted_and_many_records_all_leafed_through(shelf: Shelf) -> None:
    shelf.put(*(document(f"Club {n:04}", areas=(f"E{n % 150:03}",)) for n in range(1_050)))
    answer = shelf.answer(size=100, page=11)
    assert (answer.total, answer.facets[Facet.AREAS]) == (1_050, {f"E{n:03}": 7 for n in range(150)})
    assert shelf.titles_of(answer) == [f"Club {n:04}" for n in range(1_000, 1_050)]


def test_each_count_lifts_the_choice_of_its_own_facet(filled: Shelf) -> None:
    chosen = {"category": ("arts",), "areas": (NORTH,)}
    assert filled.counts(Facet.CATEGORY, **chosen) == {"arts": 2, "music": 1, "nature": 1}  # in the north
    assert filled.counts(Facet.AREAS, **chosen) == {NORTH: 2, SOUTH: 1}  # of the arts
    assert filled.counts(Facet.DAYS, **chosen) == {"MO": 1, "WE": 1, "TU": 1}  # of the arts in the north
    assert filled.counts(Facet.CATEGORY, "drums", **chosen) == {"music": 1}


def test_each_count_is_what_choosing_that_value_alone_would_find(filled: Shelf) -> None:
    chosen = {"category": ("music",), "days": ("WE",)}
    for facet in (Facet.CATEGORY, Facet.DAYS, Facet.AREAS):
        for value, number in filled.counts(facet, **chosen).items():
            assert len(filled.narrowed(**chosen | {facet: (value,)})) == number, (facet, value)


def test_where_all_must_hold_each_count_is_what_is_left_when_that_is_chosen_too(filled: Shelf) -> None:
    assert filled.counts(Facet.ACCESS, access=("step_free",)) == {"step_free": 2, "bsl": 1}
    assert filled.counts(Facet.TAGS, tags=("free",)) == {"free": 2, "bookable": 1, "directory": 1}
    for value, number in filled.counts(Facet.ACCESS, access=("step_free",), areas=(NORTH,)).items():
        assert len(filled.narrowed(access=("step_free", value), areas=(NORTH,))) == number


def test_counts_and_total_are_of_all_pages(filled: Shelf) -> None:
    answer = filled.answer(size=1, page=3)
    assert (len(answer.hits), answer.total) == (1, 6)
    assert answer.facets[Facet.TAGS] == {"bookable": 3, "free": 2, "directory": 1}
    assert set(answer.facets) == set(Facet)


def test_a_price_filters_everything_but_what_has_no_known_price(shelf: Shelf) -> None:
    shelf.put(
        document("Free", price=0, category=("arts",)),
        document("Ten", price=10_00, category=("arts",)),
        document("Twelve", price=12_00, category=("music",)),
        document("Unknown", price=None, category=("music",)),
    )
    assert shelf.find(price_most=10_00) == ["Free", "Ten"]
    assert shelf.find(price_most=0) == ["Free"]
    assert shelf.answer(price_most=10_00).facets[Facet.CATEGORY] == {"arts": 2}
    assert shelf.find(price_most=10**30) == ["Free", "Ten", "Twelve"]
    assert shelf.find(price_most=-1) == ["Free"]


def test_by_price_free_comes_first_and_the_unknown_last(shelf: Shelf) -> None:
    shelf.put(
        document("Unknown", price=None),
        document("Dear", price=90_00),
        document("Beta", price=10_00),
        document("alpha", price=10_00),
        document("Free", price=0),
    )
    assert shelf.find(sort=Sort.PRICE) == ["Free", "alpha", "Beta", "Dear", "Unknown"]


def test_by_rating_the_unrated_come_last(shelf: Shelf) -> None:
    shelf.put(
        document("Unrated", rating=None),
        document("Poor", rating=1.5),
        document("Best", rating=3.9),
        document("Also best", rating=3.9),
    )
    assert shelf.find(sort=Sort.RATING) == ["Also best", "Best", "Poor", "Unrated"]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("words", ["", "same"])
def test_ties_go_by_title_then_by_key_so_that_pages_never_overlap(shelf: Shelf, sort: Sort, words: str) -> None:
    ids = [UUID(int=n) for n in range(25)]
    shelf.put(*(document("Same", record_id=ids[n]) for n in reversed(range(25))))
    pages = [shelf.answer(words, sort=sort, page=page, size=10) for page in (1, 2, 3, 4)]
    assert [hit.record_id for page in pages for hit in page.hits] == ids
    assert {page.total for page in pages} == {25}


def test_a_page_out_of_range_is_brought_into_it_or_is_empty(filled: Shelf) -> None:
    assert len(filled.find(page=0)) == len(filled.find(page=-(10**30))) == 6
    assert filled.find(page=2) == filled.find(page=10**30) == []
    assert len(filled.find(size=0)) == 1
    assert SearchRequest(page=10**9).bounded().page == MOST_PAGES


def test_an_empty_index_answers(shelf: Shelf) -> None:
    answer = shelf.answer("anything", chosen={Facet.CATEGORY: ("arts",)})
    assert (answer.hits, answer.total, answer.mended, answer.partly) == ((), 0, "", False)
    assert answer.facets == {facet: {} for facet in Facet}
    assert shelf.index.count() == 0
