"""Words as PostgreSQL's lexemes, written out without its parser."""

import re
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.rules import Outcome
from search_index.documents import Document, Facet, Kind, key_of
from search_index.postgres.lexemes import MOST_WORDS_TYPED, needed, query_of, typed_words, vocabulary, worded
from search_index.words import words_in

STOP = {"the", "of", "for"}

OUTCOMES = {f"outcome:{outcome}" for outcome in Outcome}


def stems(words: list[str]) -> dict[str, str | None]:
    """A stemmer of a child: no filler, no plural."""
    return {word: None if word in STOP else word.removesuffix("s") for word in words}


def document(title: str, body: str = "") -> Document:
    """A document with words in it."""
    key = key_of(Kind.OFFER, UUID(int=1))
    return Document(key, Kind.OFFER, UUID(int=1), title, "", body, dict.fromkeys(Facet, ()), None, None)


def asked(text: str) -> list[str]:
    """The tsqueries of the terms typed."""
    words = typed_words(text)
    return list(query_of(words, stems(needed(words))).terms)


def test_a_vector_has_each_word_and_its_stem_with_place_and_weight() -> None:
    known = worded(document("The clubs", "Club of clubs"))
    vector = known.vector(stems(sorted(known.words)))
    assert vector.split() == ["'clubs':2A,25C", "'club':2A,23C,25C"]
    assert vocabulary([known], stems(sorted(known.words))) == ["club", "clubs"]


def test_each_term_is_matched_by_its_stem_as_it_stands_and_by_what_means_the_same() -> None:
    assert asked("red balls") == ["(('red'))", "(('balls' | 'ball') | 'balls':*)"]
    assert asked("the") == []
    assert asked("") == []
    (term,) = asked("DP")
    assert term == "(('dp') | 'dp':* | 'direct' <1> 'payment' | 'cash' <1> 'payment')"
    (term,) = asked("circles of support")
    assert term == "(('circles' | 'circle') & ('support') | 'circle' <2> 'support')"


def test_a_whole_last_word_is_not_a_beginning() -> None:
    words = typed_words("red ball")
    assert query_of(words, stems(needed(words)), whole=True).terms == ("(('red'))", "(('ball'))")


def test_words_are_searched_once_and_not_without_end() -> None:
    assert asked("club Club clubs clubs") == asked("club clubs")
    assert len(asked("one to one")) == 1
    assert len(typed_words(" ".join(f"word{n}" for n in range(1000)))) == MOST_WORDS_TYPED


@given(st.text())
def test_nothing_typed_is_ever_an_operator(text: str) -> None:
    for term in asked(text):
        assert re.fullmatch(r"[()&|<>:* \d]*", re.sub("'[^']*'", "", term))
        for lexeme in re.findall(r"'([^']*)'", term):
            assert words_in(lexeme) == [lexeme] or lexeme in OUTCOMES
