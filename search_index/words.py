"""From any text to the plain words that are matched: folded, without accents, in every script."""

import re
import unicodedata

LONGEST_WORD = 40  # characters; what is longer is not a word that anybody types

# Accents, Hebrew points and Arabic vowel signs may be left out when typing; the vowel signs of Indic scripts may not.
_LEFT_OUT = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # stretching, soft hyphens, marks of direction
    "'\u2019\u02bc]"  # carer's, carers', carers
)
_SAME_LETTER = str.maketrans(
    {
        "\u0142": "l",  # Polish crossed l has no accent to take away
        "\u00f8": "o",
        "\u0111": "d",
        "\u00f0": "d",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u0131": "i",
        "\u06cc": "\u064a",  # Farsi and Urdu yeh and kaf, as Arabic keyboards type them
        "\u06a9": "\u0643",
    }
)
_UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)")


def fold(text: str) -> str:
    """Text in small letters, without the marks that people leave out."""
    small = unicodedata.normalize("NFKD", text).casefold()  # in this order: some capitals are letters in disguise
    bare = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", small))
    return unicodedata.normalize("NFC", bare.translate(_SAME_LETTER))


def runs_in(text: str) -> list[str]:
    """The folded words of a text as they are written, in order: letters, digits and their marks, and nothing else.

    What is written without spaces is one of them.
    """
    spaced = "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in fold(text))
    return spaced.split()


def words_in(text: str) -> list[str]:
    """The folded words of a text, in order; none longer than LONGEST_WORD.

    Chinese and Japanese are written without spaces, and are cut into overlapping pairs of characters.
    """
    words: list[str] = []
    for word in runs_in(text):
        if word.isascii():
            words.append(word[:LONGEST_WORD])
        else:
            words += _pieces(word)
    return words


def _pieces(word: str) -> list[str]:
    """A word, or where a part of it is written without spaces, the pairs of characters of that part."""
    pieces: list[str] = []
    for part in filter(None, _UNSPACED.split(word)):
        if len(part) > 1 and _UNSPACED.fullmatch(part):
            pieces += [part[at : at + 2] for at in range(len(part) - 1)]
        else:
            pieces.append(part[:LONGEST_WORD])
    return pieces


def slips_allowed(word: str) -> int:
    """How many typing slips a word of this length may hold and still be mended."""
    if len(word) < 4:
        return 0
    return 1 if len(word) <= 5 else 2 if len(word) <= 8 else 3


def slips(typed: str, meant: str) -> int:
    """How many letters were left out, added, changed or swapped with their neighbour between two words."""
    before: list[int] = []
    last = list(range(len(meant) + 1))
    for i, letter in enumerate(typed):
        row = [i + 1]
        for j, other in enumerate(meant):
            cost = min(last[j] + (letter != other), last[j + 1] + 1, row[j] + 1)
            if i and j and letter == meant[j - 1] and typed[i - 1] == other:
                cost = min(cost, before[j - 1] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
