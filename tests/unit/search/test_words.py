"""From any text to the words that are matched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.words import LONGEST_WORD, slips, slips_allowed, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gardening, for ALL!", ["gardening", "for", "all"]),
        ("one-to-one 3pm\u20135pm", ["one", "to", "one", "3pm", "5pm"]),
        ("carer's carers\u2019 CARERS", ["carers", "carers", "carers"]),
        ("Caf\u00e9 cafe\u0301", ["cafe", "cafe"]),
        ("\u0141\u00f3d\u017a \u00d8rsted stra\u00dfe \ufb01lm", ["lodz", "orsted", "strasse", "film"]),
        ("\u0646\u0650\u0627\u062f\u0640\u0640\u064a", ["\u0646\u0627\u062f\u064a"]),  # vowel signs, stretching
        ("\u06cc\u06a9", ["\u064a\u0643"]),  # the letters of a Farsi keyboard
        ("\u09ac\u09be\u0997\u09be\u09a8", ["\u09ac\u09be\u0997\u09be\u09a8"]),  # the vowel signs stay
        ("\u793e\u5340\u5712\u85dd A\u7d44", ["\u793e\u5340", "\u5340\u5712", "\u5712\u85dd", "a", "\u7d44"]),
        ("a\0b \U0001f33b c_d", ["a", "b", "c", "d"]),
        ("\u202bhe\u200bllo\u202c", ["hello"]),
        ("", []),
        ("x" * 100, ["x" * LONGEST_WORD]),
    ],
)
def test_the_words_of_a_text(text: str, words: list[str]) -> None:
    assert words_in(text) == words


@given(st.text(alphabet=st.characters()))
def test_words_are_letters_digits_and_marks_and_words_of_themselves(text: str) -> None:
    words = words_in(text)
    assert all(unicodedata.category(letter)[0] in "LNM" for word in words for letter in word)
    assert all(0 < len(word) <= LONGEST_WORD for word in words)
    assert [again for word in words for again in words_in(word)] == words


@pytest.mark.parametrize(
    ("typed", "meant", "number"),
    [
        ("garden", "garden", 0),
        ("gardn", "garden", 1),
        ("gaarden", "garden", 1),
        ("gatden", "garden", 1),
        ("gadren", "garden", 1),
        ("wheelchiar", "wheelchair", 1),
        ("counceling", "counselling", 2),
        ("", "abc", 3),
        ("abc", "", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_how_many_slips_lie_between(typed: str, meant: str, number: int) -> None:
    assert slips(typed, meant) == slips(meant, typed) == number


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_slips_are_at_least_the_difference_in_length_and_at_most_the_longer(one: str, other: str) -> None:
    assert abs(len(one) - len(other)) <= slips(one, other) <= max(len(one), len(other))
    assert (slips(one, other) == 0) == (one == other)


def test_short_words_are_mended_less() -> None:
    assert [slips_allowed("x" * length) for length in (0, 3, 4, 5, 6, 8, 9, 20)] == [0, 0, 1, 1, 2, 2, 3, 3]
