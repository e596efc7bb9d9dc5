"""What to search for when nothing matches: typing slips mended, and if that does not help, the most of the words."""

from collections.abc import Sequence
from dataclasses import replace
from math import log1p

from sqlalchemy import FromClause, Select, Text, any_, cast, func, literal, or_, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY
from sqlalchemy.orm import Session

from search_index import synonyms
from search_index.postgres.lexemes import Query, Worth, needed, query_of
from search_index.postgres.slots import Slot, stems_of
from search_index.words import slips, slips_allowed

SHORTEST_PIECE = 3  # letters of a word that was run into the next one
NEARLY = 0.6  # of what the best record holds of the words: with less, another is not shown
MOST_OFFERED = 40  # for each word


def softened(session: Session, slot: Slot, query: Query) -> Query:
    """One that may find something; the same query where only the filters are in the way of what matches all of it."""
    everything, *each = _numbers(session, slot, [query.all_of, *query.terms])
    if everything:
        return query
    unknown = [part.words[0] for part, found in zip(query.parts, each, strict=True) if not found and not part.akin]
    mended = _mended(session, slot, query, unknown)
    if not mended.mended and len(mended.terms) < 2:
        return mended
    documents, patterns = _patterns(session, slot, mended)
    if any(all(held) for held, _ in patterns):
        return mended
    return replace(mended, partly=_worth(documents, patterns)) if len(mended.terms) > 1 else mended


def _patterns(session: Session, slot: Slot, query: Query) -> tuple[int, list[tuple[Sequence[bool], int]]]:
    """How many documents there are, and of each set of terms that any of them holds, how many hold just these."""
    matches = [slot.documents.c.words.bool_op("@@")(cast(literal(term), TSQUERY)) for term in query.terms]
    documents = select(func.count()).select_from(slot.documents).scalar_subquery()
    each = [match.label(f"held_{n}") for n, match in enumerate(matches)]
    held = select(*each).where(or_(*matches)).subquery("held")
    rows = session.execute(select(documents, func.count(), *held.c).group_by(*held.c)).all()
    return (rows[0][0] if rows else 0), [(tuple(row[2:]), row[1]) for row in rows]


def _worth(documents: int, patterns: Sequence[tuple[Sequence[bool], int]]) -> Worth | None:
    """What each term tells, by how few records hold it, and about how much of that the best records hold."""
    if not patterns:
        return None
    numbers = [sum(number for held, number in patterns if held[n]) for n in range(len(patterns[0][0]))]
    each = tuple(log1p(documents / (1 + number)) for number in numbers)
    best = max(sum(worth for worth, so in zip(each, held, strict=True) if so) for held, _ in patterns)
    return Worth(each, NEARLY * best)


def _mended(session: Session, slot: Slot, query: Query, unknown: Sequence[str]) -> Query:
    """The query with the unknown words replaced by those that were likely meant, if there are such."""
    meant = _meant(session, slot, unknown)
    if not meant:
        return query
    words = [piece for word in query.words for piece in meant.get(word, word).split()]
    mended = query_of(words, stems_of(session, needed(words)), whole=query.words[-1] in meant)
    return replace(mended, mended=True)


def _cuts(word: str) -> list[tuple[str, str]]:
    """Each two words that a word may be without the blank between them."""
    return [(word[:at], word[at:]) for at in range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1)]


def _meant(session: Session, slot: Slot, unknown: Sequence[str]) -> dict[str, str]:
    """For each unknown word the likeliest of those near it that would find something.

    That is the one with the fewest slips, then the same first letter, then in most documents.
    """
    cuts = {word: _cuts(word) for word in unknown}
    typed = [word for word in unknown if slips_allowed(word)]
    pieces = sorted({piece for cut in cuts.values() for pair in cut for piece in pair})
    if not typed and not pieces:
        return {}
    found = _near(session, slot, typed, pieces)
    known = {word for piece, word in found if piece == word}
    apart = {word: " ".join(pair) for word, cut in cuts.items() for pair in cut if known.issuperset(pair)}
    near = [pair for pair in found if pair[0] in typed and slips(*pair) <= slips_allowed(pair[0])]
    words = sorted({word for _, word in near})
    numbers = dict(zip(words, _numbers(session, slot, [f"'{word}'" for word in words]), strict=True))

    def order(pair: tuple[str, str]) -> tuple[int, bool, int, str]:
        typed, word = pair
        return slips(typed, word), typed[0] != word[0], -numbers[word], word

    useful = [pair for pair in near if numbers[pair[1]] or pair[1] in synonyms.SINGLE_WORDS]
    return dict(sorted(useful, key=order, reverse=True)) | apart  # of each the likeliest is written last, and stays


def _numbers(session: Session, slot: Slot, tsqueries: Sequence[str]) -> Sequence[int]:
    """How many documents match each tsquery, whatever is chosen."""
    asked = func.unnest(cast(literal(list(tsqueries), ARRAY(Text)), ARRAY(TSQUERY)))
    asked = asked.table_valued("query", with_ordinality="at").render_derived("asked")
    matching = select(func.count()).where(slot.documents.c.words.bool_op("@@")(asked.c.query)).scalar_subquery()
    return session.scalars(select(matching).select_from(asked).order_by(asked.c.at)).all()


def _near(session: Session, slot: Slot, unknown: Sequence[str], pieces: Sequence[str]) -> list[tuple[str, str]]:
    """Unknown words, each with the words like it, of the vocabulary and of the table of synonyms; and known pieces."""
    typed = func.unnest(literal(list(unknown), ARRAY(Text))).table_valued("word").render_derived("typed")
    known = (
        func.unnest(literal(sorted(synonyms.SINGLE_WORDS), ARRAY(Text))).table_valued("word").render_derived("known")
    )
    held = slot.words.c.word
    whole = select(held.label("typed"), held, literal(0.0).label("unlike")).where(
        held == any_(literal(list(pieces), ARRAY(Text)))
    )
    near = union_all(whole, _alike(typed, slot.words), _alike(typed, known)).order_by("unlike")
    near = near.limit(MOST_OFFERED * len(unknown) + len(pieces))
    return [(row.typed, row.word) for row in session.execute(near)]


def _alike(typed: FromClause, words: FromClause) -> Select[str, str, float]:
    """Pairs of a typed word and one like it, and how unlike they are."""
    unlike = 1 - func.similarity(words.c.word, typed.c.word)
    return select(typed.c.word.label("typed"), words.c.word, unlike.label("unlike")).join_from(
        typed, words, words.c.word.bool_op("%")(typed.c.word)
    )
