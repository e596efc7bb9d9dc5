"""Folded words as PostgreSQL's lexemes: each by its English stem and as it stands, so that every language is found.

The vectors and queries are written out here, not by PostgreSQL's own parser: what a word is does not depend on the
server's locale, and nothing typed is ever read as an operator. Words hold letters, digits and marks only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from search_index import synonyms
from search_index.documents import Document
from search_index.synonyms import Phrase, Term
from search_index.words import words_in

MOST_WORDS_INDEXED = 3_000  # of one document: a tsvector holds a megabyte
MOST_WORDS_TYPED = 12
SHORTEST_MENDED_TO = 3
LAST_POSITION = 16_383  # PostgreSQL keeps no higher one
GAP = 10  # between title, about and body, so that no phrase runs across

Stems = Mapping[str, str | None]  # None: a word such as "the", which is neither stored nor searched


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of a document with their places and weights."""

    document: Document
    places: tuple[tuple[str, str], ...]  # word, and its place with the letter of its weight: "12B"

    @property
    def words(self) -> set[str]:
        """Every word once."""
        return {word for word, _ in self.places}

    def vector(self, stems: Stems) -> str:
        """The document as a tsvector."""
        found: dict[str, list[str]] = {}
        for word, place in self.places:
            for lexeme in _forms(word, stems):
                found.setdefault(lexeme, []).append(place)
        return " ".join(f"'{lexeme}':{','.join(places)}" for lexeme, places in found.items())


def worded(document: Document) -> Worded:
    """A document with its words counted through."""
    places: list[tuple[str, str]] = []
    at = 0
    for weight, text in (("A", document.title), ("B", document.about), ("C", document.body)):
        for word in words_in(text)[: MOST_WORDS_INDEXED - len(places)]:
            at = min(at + 1, LAST_POSITION)
            places.append((word, f"{at}{weight}"))
        at += GAP
    return Worded(document, tuple(places))


def vocabulary(documents: Iterable[Worded], stems: Stems) -> list[str]:
    """The words that a typing slip may be mended to, in one order for all who write them."""
    words = {word for each in documents for word in each.words}
    return sorted(w for w in words if len(w) >= SHORTEST_MENDED_TO and not w.isdecimal() and stems.get(w))


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched: one tsquery for each term, all of which must match, or with ``partly`` as many as can.

    ``typed`` are the words as they were typed, in any order and number: records that hold them come before those that
    hold what means the same.
    """

    words: tuple[str, ...]
    parts: tuple[Term, ...]
    terms: tuple[str, ...]
    typed: str
    mended: bool = False
    partly: bool = False

    @property
    def all_of(self) -> str:
        """The tsquery of records that match every term."""
        return " & ".join(self.terms)

    @property
    def any_of(self) -> str:
        """The tsquery of records that match a term."""
        return " | ".join(self.terms)


def typed_words(text: str) -> tuple[str, ...]:
    """The first words that somebody typed."""
    return tuple(words_in(text)[:MOST_WORDS_TYPED])


def needed(words: Sequence[str]) -> list[str]:
    """The words whose stems are needed to build the query of the words typed."""
    return sorted(synonyms.all_words(synonyms.terms_of(words)))


def query_of(words: Sequence[str], stems: Stems, *, whole: bool = False) -> Query:
    """The query of the words typed. The last may be half a word still, unless it is said to be whole."""
    parts = tuple(dict.fromkeys(part for part in synonyms.terms_of(words) if any(stems[word] for word in part.words)))
    half = None if whole or not parts else words[-1]
    return Query(
        words=tuple(words),
        parts=parts,
        terms=tuple(f"({' | '.join(_ways(part, stems, half))})" for part in parts),
        typed=" | ".join(f"'{form}'" for part in parts for word in part.words for form in _forms(word, stems)),
    )


def title_query(words: Sequence[str], stems: Stems) -> str:
    """The tsquery of titles that hold every word typed, the last as a whole or half word; empty for no such words."""
    *whole, half = words
    each = [" | ".join(f"'{form}':A" for form in _forms(word, stems)) for word in whole if stems[word]]
    return " & ".join([*(f"({forms})" for forms in each), f"'{half}':*A"])


def _forms(word: str, stems: Stems) -> Iterator[str]:
    """The lexemes that a word is stored under."""
    stem = stems[word]
    if stem is not None:
        yield word
        if stem != word:
            yield stem


def _ways(part: Term, stems: Stems, half: str | None) -> Iterator[str]:
    """Each way in which a record may match a term."""
    each = [" | ".join(f"'{form}'" for form in _forms(word, stems)) for word in part.words if stems[word]]
    yield " & ".join(f"({forms})" for forms in each)
    if part.words == (half,):
        yield f"'{half}':*"
    yield from dict.fromkeys(filter(None, (_phrase(phrase, stems) for phrase in part.akin)))


def _phrase(phrase: Phrase, stems: Stems) -> str:
    """Words that must stand one after the other; those that are not stored keep their place."""
    query, last = "", 0
    for at, word in enumerate(phrase):
        if stem := stems[word]:
            query += f" <{at - last}> '{stem}'" if query else f"'{stem}'"
            last = at
    return query
