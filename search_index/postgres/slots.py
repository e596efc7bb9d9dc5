"""The two slots: which one answers, how documents are written to it, and how the other is filled and swapped in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, Text, bindparam, delete, func, literal, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY, Insert, insert
from sqlalchemy.orm import Session

from marketplace.foundation import database
from marketplace.foundation.database import Base
from search_index.documents import Document, Facet
from search_index.models import DocumentA, DocumentB, LiveSlot, WordA, WordB
from search_index.postgres.lexemes import Stems, Worded, vocabulary, worded
from search_index.words import words_in

SWAP = "search_index: which slots are in use"  # the advisory lock: shared by puts, alone for a swap
GONE = "gone"  # the kind of a row that keeps a removed document out of the slot that is being filled
FIRST = "a"  # the slot that answers when there is no row that says which

_STEMS = """
    SELECT coalesce(json_object_agg(word, (ts_lexize('pg_catalog.english_stem', word))[1]), '{}')
    FROM unnest(CAST(:words AS text[])) AS word
"""
ALIKE = 0.2  # the share of letter triples in common from which PostgreSQL offers a word; slips() decides
MOST_MILLISECONDS = 2_000  # of one statement of a search
# The settings are for the transaction of the search: room to count 10,000 documents, indexes that lie in memory, plans
# made once for each shape of request, no compiling of what takes less time to run, how alike words must be for one to
# be taken for a slip of the other, and how long a statement may take.
_OPENED = f"""
    SELECT (SELECT live FROM search_live), ({_STEMS}),
        set_config('work_mem', '32MB', true),
        set_config('random_page_cost', '1', true),
        set_config('plan_cache_mode', 'force_generic_plan', true),
        set_config('jit', 'off', true),
        set_config('pg_trgm.similarity_threshold', '{ALIKE}', true),
        set_config('statement_timeout', :longest, true)
"""  # noqa: S608 - put together from the text above only


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the two pairs of tables."""

    name: str
    documents: Table
    words: Table


def _slot(name: str, document: type[Base], word: type[Base]) -> Slot:
    tables = Base.metadata.tables
    return Slot(name, tables[document.__tablename__], tables[word.__tablename__])


SLOTS = {"a": _slot("a", DocumentA, WordA), "b": _slot("b", DocumentB, WordB)}


def other(slot: Slot) -> Slot:
    """The slot beside this one."""
    return SLOTS["b" if slot.name == "a" else "a"]


def live(session: Session) -> Slot:
    """The slot that answers."""
    return SLOTS[session.scalar(select(LiveSlot.live)) or FIRST]


def stems_of(session: Session, words: Sequence[str]) -> Stems:
    """The English stem of each word; None for those too common to search by."""
    return session.scalars(text(_STEMS), {"words": words}).one()


def opened(session: Session, words: Sequence[str]) -> tuple[Slot, Stems]:
    """What every search begins with, in one statement: the slot that answers, and the stems of the words."""
    asked = {"words": words, "longest": str(MOST_MILLISECONDS)}
    name, stems, *_ = session.execute(text(_OPENED), asked).one()
    return SLOTS[name or FIRST], stems


def in_use(session: Session) -> list[Slot]:
    """The slots that puts and removes must reach, the live one first. They stay so until this transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock_shared(_lock(SWAP))))
    row = session.execute(select(LiveSlot.live, LiveSlot.filling)).one_or_none()
    return [SLOTS[name] for name in (row or (FIRST, None)) if name]


def write(session: Session, slots: Iterable[Slot], documents: Sequence[Document]) -> None:
    """Put documents into slots, over what is there."""
    rows, words = _rows(session, documents)
    for slot in slots:
        session.execute(_over(slot), rows)
        _learn(session, slot, words)


def erase(session: Session, slots: Sequence[Slot], keys: Sequence[str]) -> None:
    """Take documents out of slots; in one that is being filled, say that they are gone, so that they stay out."""
    answering, *filling = slots
    rows = [_gone(key) for key in sorted(set(keys))]
    session.execute(delete(answering.documents).where(answering.documents.c.key == bindparam("key")), rows)
    for slot in filling:
        session.execute(_over(slot), rows)


def open_fresh() -> Slot:
    """Empty the slot that does not answer, and from now on let puts and removes reach it too."""
    with database.writing() as session:
        session.execute(select(func.pg_advisory_xact_lock(_lock(SWAP))))
        slot = other(live(session))
        session.execute(text(f"TRUNCATE {slot.documents.name}, {slot.words.name}"))
        _mark(session, other(slot), slot)
        return slot


def fill(slot: Slot, documents: Sequence[Document]) -> None:
    """Put documents into a slot that is being filled, unless a put or a remove came before them: it knows better."""
    with database.writing() as session:
        rows, words = _rows(session, documents)
        session.execute(insert(slot.documents).on_conflict_do_nothing(), rows)
        _learn(session, slot, words)


def swap(slot: Slot) -> None:
    """Let a filled slot answer from now on."""
    with database.writing() as session:
        session.execute(text(f"ANALYZE {slot.documents.name}, {slot.words.name}"))
    with database.writing() as session:
        session.execute(select(func.pg_advisory_xact_lock(_lock(SWAP))))
        session.execute(delete(slot.documents).where(slot.documents.c.kind == GONE))
        _mark(session, slot, None)


def give_up() -> None:
    """Let puts and removes reach the live slot only again, after a rebuild that failed."""
    with database.writing() as session:
        session.execute(select(func.pg_advisory_xact_lock(_lock(SWAP))))
        session.execute(update(LiveSlot).values(filling=None))


def _over(slot: Slot) -> Insert:
    """Write rows over those of the same key."""
    asked = insert(slot.documents)
    new = {column.name: column for column in asked.excluded if column.name != "key"}
    return asked.on_conflict_do_update(index_elements=["key"], set_=new)


def _mark(session: Session, answering: Slot, filling: Slot | None) -> None:
    values = {"live": answering.name, "filling": filling.name if filling else None}
    asked = insert(LiveSlot).values(one=1, **values)
    session.execute(asked.on_conflict_do_update(index_elements=["one"], set_=values))


def _lock(name: str) -> Any:
    return func.hashtextextended(name, 0)


def _rows(session: Session, documents: Sequence[Document]) -> tuple[list[dict[str, Any]], list[str]]:
    """Documents as rows and their vocabulary, each in one order for all who write, so that none waits in a circle."""
    latest = {document.key: document for document in documents}
    known = [worded(latest[key]) for key in sorted(latest)]
    stems = stems_of(session, sorted({word for each in known for word in each.words}))
    return [_row(each, stems) for each in known], vocabulary(known, stems)


def _row(known: Worded, stems: Stems) -> dict[str, Any]:
    document = known.document
    return {
        "key": document.key,
        "kind": document.kind.value,
        "record_id": document.record_id,
        "title": " ".join(words_in(document.title)),
        "words": known.vector(stems),
        "price": document.price,
        "rating": document.rating,
        "latitude": document.point.latitude if document.point else None,
        "longitude": document.point.longitude if document.point else None,
        "soonest": document.soonest,
        **{facet.value: sorted(document.facets[facet]) for facet in Facet},
    }


def _gone(key: str) -> dict[str, Any]:
    """A row that says that a document is gone."""
    nobody = "00000000-0000-0000-0000-000000000000"
    empty = {"title": "", "words": "", **dict.fromkeys(("price", "rating", "latitude", "longitude", "soonest"))}
    return {"key": key, "kind": GONE, "record_id": nobody, **empty, **{facet.value: [] for facet in Facet}}


def _learn(session: Session, slot: Slot, words: list[str]) -> None:
    """Add words to the vocabulary of a slot, which forgets only when it is filled afresh.

    A word that no document holds any more is never offered all the same, since mending looks at the documents too.
    """
    new = select(func.unnest(literal(words, ARRAY(Text))))
    session.execute(insert(slot.words).from_select(["word"], new).on_conflict_do_nothing())
