"""The table of words that mean the same."""

import pytest

from search_index.synonyms import LEADS_TO, SAME, SINGLE_WORDS, TABLE, Term, all_words, terms_of
from search_index.words import words_in


def found(words: str) -> list[set[str]]:
    """For each term of what was typed, what means the same."""
    return [{" ".join(phrase) for phrase in term.akin} for term in terms_of(words_in(words))]


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("DP", "direct payment"),
        ("Direct Payments", "dp"),
        ("PHB", "personal health budget"),
        ("ISFs", "individual service fund"),
        ("PA", "personal assistant"),
        ("personal assistants", "pa"),
        ("ULO", "user led organisation"),
        ("user-led organisation", "ulo"),
        ("RAS", "resource allocation system"),
        ("suitable person", "authorised person"),
        ("service users", "people who use support"),
        ("FACS", "eligible needs"),
        ("CPA", "care programme approach"),
        ("CCG", "integrated care board"),
        ("counselling", "talking therapy"),
        ("horticulture", "gardening"),
        ("short breaks", "respite"),
        ("befriending", "companionship"),
        ("fitness", "gym"),
        ("painting", "craft"),
        ("wheelchair", "step free"),
        ("deaf", "british sign language"),
    ],
)
def test_words_of_the_field_lead_to_each_other(typed: str, means: str) -> None:
    (akin,) = found(typed)
    assert means in akin


def test_the_longest_known_phrase_is_one_term_and_other_words_stand_alone() -> None:
    terms = terms_of(words_in("cheap direct payment support broker in town"))
    assert [term.words for term in terms] == [
        ("cheap",),
        ("direct", "payment"),
        ("support", "broker"),
        ("in",),
        ("town",),
    ]
    assert terms[0] == Term(("cheap",), (("free",),))
    assert {"dp", "brokerage"} < all_words(terms)
    assert terms_of([]) == []


def test_some_words_lead_one_way_only() -> None:
    assert "carer" in found("caring")[0]
    assert "caring" not in found("carer")[0]


def test_every_phrase_of_the_table_is_typed_and_found_by_words() -> None:
    for line in (*SAME, *LEADS_TO):
        for phrase in line.replace("->", ",").split(","):
            assert words_in(phrase), line
    assert all(typed not in akin for typed, akin in TABLE.items())
    assert {"gardening", "counselling", "wheelchair", "respite"} < SINGLE_WORDS


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("get out of the house", "get_out"),
        ("leaving my house", "get_out"),
        ("play music again", "music"),
        ("cook for myself", "eat"),
        ("stop feeling lonely at weekends", "people"),
        ("I want to get a job", "work"),
        ("looking after my home", "home"),
    ],
)
def test_everyday_words_lead_to_outcomes(typed: str, outcome: str) -> None:
    assert outcome in {each for term in terms_of(words_in(typed)) for each in term.outcomes}


def test_words_that_say_nothing_are_left_out_unless_there_is_nothing_else() -> None:
    assert [term.words for term in terms_of(words_in("I really want to try pottery"))][-1] == ("pottery",)
    assert ("want",) not in [term.words for term in terms_of(words_in("I really want to try pottery"))]
    assert [term.words for term in terms_of(["want"])] == [("want",)]
