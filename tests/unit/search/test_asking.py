"""What is sent to a search server: words that hold no operator, values that end where we end them, exact numbers."""

import pytest

from marketplace.catalogue.rules import OUTCOME_WORDS
from marketplace.foundation.distance import Point
from search_index import outcomes
from search_index.documents import Facet, Kind
from search_index.engine import Near, SearchRequest, Sort
from search_index.meilisearch.asking import MOST_WORDS_TYPED, queries_of, typed
from search_index.meilisearch.layout import hit_of, id_of, index_settings, row_of
from search_index.synonyms import TABLE
from tests.integration.search.shelf import document


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("the and of", ()),
        ('"get out" -of the house', ("get", "house")),
        ("-gardening", ("gardening",)),
        ("Carer\u2019s Caf\u00e9", ("carers", "cafe")),
        ("walk walk WALK", ("walk",)),
        ("\u793e\u5340\u5712\u85dd", ("\u793e\u5340\u5712\u85dd",)),
        ("x" * 10_000, ("x" * 80,)),
    ],
)
def test_what_was_typed_becomes_words_without_signs(text: str, words: tuple[str, ...]) -> None:
    assert typed(text) == words


def test_no_more_words_are_sent_than_are_read() -> None:
    assert len(typed(" ".join(f"word{n}" for n in range(1_400)))) == MOST_WORDS_TYPED


def test_each_choice_of_which_any_is_enough_is_lifted_in_a_query_of_its_own() -> None:
    chosen = {Facet.CATEGORY: ("arts", "music"), Facet.DAYS: ("MO",), Facet.ACCESS: ("bsl", "step_free")}
    page, category, days = queries_of("records", ("choir",), SearchRequest(chosen=chosen, price_most=5_00))
    assert page["filter"] == [
        "price <= 500",
        'category IN ["arts", "music"]',
        'days IN ["MO"]',
        'access = "bsl"',
        'access = "step_free"',
    ]
    assert set(page["facets"]) == set(Facet) - {Facet.CATEGORY, Facet.DAYS}
    assert (category["facets"], category["filter"]) == (["category"], [page["filter"][0], *page["filter"][2:]])
    assert (days["facets"], days["hitsPerPage"]) == (["days"], 0)
    assert {query["matchingStrategy"] for query in (page, category, days)} == {"all"}


def test_a_value_cannot_end_its_own_quotation() -> None:
    (query, *_) = queries_of("records", (), SearchRequest(chosen={Facet.CATEGORY: ('x"] OR price > 0 \\',)}))
    assert query["filter"] == ['category IN ["x\\"] OR price > 0 \\\\"]']


def test_small_degrees_have_no_exponent() -> None:
    near = Near(Point(0.00001, -0.0000001), 500, "NCL")
    (query, *_) = queries_of("records", (), SearchRequest(near=near, sort=Sort.DISTANCE))
    assert query["sort"] == ["_geoPoint(0.0000100, -0.0000001):asc", "tie:asc", "id:asc"]
    assert query["filter"] == [
        '(_geoRadius(0.0000100, -0.0000001, 500) OR place = "online" OR (place = "home" AND areas = "NCL"))'
    ]


def test_an_id_is_what_a_server_takes_and_leads_back_to_the_record() -> None:
    made = document("Pottery", kind=Kind.ENTRY)
    assert row_of(made)["id"] == id_of(made.key) == f"entry-{made.record_id}"
    assert hit_of(id_of(made.key)) == (Kind.ENTRY, made.record_id)
    for wrong in ("", "offer", "offer-", "order-00000000-0000-0000-0000-000000000000"):
        with pytest.raises(ValueError, match=r".+"):
            hit_of(wrong)


def test_every_phrase_of_three_words_or_fewer_is_told_as_it_is_sent() -> None:
    told = index_settings()["synonyms"]
    assert told["service user"] == ["people use support"]
    assert told["pas"] == told["pa"] == ["personal assistant"]
    assert "people use support" not in told  # one way only
    sent = {phrase: typed(" ".join(phrase)) for phrase in (*TABLE, *outcomes.TABLE)}
    own = {typed(words) for words in OUTCOME_WORDS.values()}
    known = {tuple(dict.fromkeys(phrase.split())) for phrase in told} | own | {()}
    assert [phrase for phrase, words in sent.items() if words not in known] == []
    assert told["stuck indoors"] == ["get house"]  # "Get out of the house" without its common words
    assert "meet people make friends" in told["lonely"]
    assert "get house" not in told


def test_words_that_say_nothing_are_not_sent_unless_there_are_no_others() -> None:
    assert typed("I really want to try something like pottery") == ("pottery",)
    assert typed("really want") == ("really", "want")
    assert typed("get out of the house") == ("get", "house")  # as records say it, without its common words


def test_what_decides_on_the_server_is_what_the_page_says() -> None:
    """Slips and where a word stands before how near words are; nothing of price, kind or how often."""
    rules = index_settings()["rankingRules"]
    assert rules == ["sort", "words", "typo", "attribute", "proximity", "exactness", "tie:asc", "id:asc"]
    assert index_settings()["searchableAttributes"] == ["title", "about", "body"]
    assert index_settings()["typoTolerance"]["enabled"]
    about = row_of(document("Walk", about="Green Shoots", outcomes=("get_out", "music")))["about"]
    assert about == "green shoots get house"
