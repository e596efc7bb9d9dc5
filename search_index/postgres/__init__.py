"""The engine on PostgreSQL's own text search and trigrams: nothing to install beside the database."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple
from uuid import UUID

from psycopg.errors import QueryCanceled
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from marketplace.foundation import database
from search_index.documents import Document, Facet, Kind
from search_index.engine import (
    FEW,
    MOST_TITLED,
    AlreadyRebuilding,
    Answer,
    Fill,
    Hit,
    Part,
    SearchRequest,
    TookTooLong,
    in_lots,
)
from search_index.postgres import slots
from search_index.postgres.lexemes import Query, needed, query_of, typed_words
from search_index.postgres.mending import softened
from search_index.postgres.slots import FIRST, Slot
from search_index.postgres.statement import answer_to, numbers_without, titled

TRIES = 5
REBUILD = "search_index: rebuild"  # the advisory lock of whoever fills a slot


class _Swapped(Exception):
    """The slots were swapped in the middle of a search."""


class PostgresEngine:
    """The index in two slots of tables, of which one answers while the other is filled."""

    def search(self, request: SearchRequest) -> Answer:
        """What matches, in one READ ONLY transaction of its own."""
        bounded = request.bounded()
        for _ in range(TRIES):
            try:
                with _in_time() as session:
                    return _answer(session, bounded)
            except _Swapped:  # begin again with the slot that answers now
                continue
        raise _Swapped

    def titled(self, words: str, most: int) -> Sequence[Hit]:
        """Records by the words of their titles, in one READ ONLY transaction of its own."""
        typed = typed_words(words)
        if not typed:
            return ()
        with _in_time() as session:
            slot, stems = slots.opened(session, sorted(set(typed)))
            found = session.execute(*titled(slot, typed, stems, min(max(most, 0), MOST_TITLED)))
            return tuple(Hit(Kind(kind), record_id) for kind, record_id in found)

    def put(self, documents: Sequence[Document]) -> None:
        """Add or replace documents, in a transaction of its own."""
        if documents:
            with database.writing() as session:
                slots.write(session, slots.in_use(session), documents)

    def remove(self, keys: Sequence[str]) -> None:
        """Take documents out, in a transaction of its own."""
        if keys:
            with database.writing() as session:
                slots.erase(session, slots.in_use(session), keys)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Fill the slot that does not answer, some at a time, and swap. Raises AlreadyRebuilding."""
        with self.filling() as fill:
            for some in in_lots(documents):
                fill(some)
        return self.count()

    @contextmanager
    def filling(self) -> Generator[Fill]:
        """The slot that does not answer, emptied; it answers from the end of the block on. Raises AlreadyRebuilding."""
        with database.writing() as guard:  # holds the lock, and nothing else, until it is over
            if not guard.scalar(select(func.pg_try_advisory_xact_lock(func.hashtextextended(REBUILD, 0)))):
                raise AlreadyRebuilding
            slot = slots.open_fresh()
            try:
                yield partial(slots.fill, slot)
                slots.swap(slot)
            except BaseException:
                slots.give_up()
                raise

    def count(self) -> int:
        """How many documents the slot that answers holds."""
        with database.reading() as session:
            return session.scalars(select(func.count()).select_from(slots.live(session).documents)).one()


@contextmanager
def _in_time() -> Generator[Session]:
    """A READ ONLY transaction whose statements end in time. Raises TookTooLong."""
    try:
        with database.reading() as session:
            yield session
    except OperationalError as failed:
        if isinstance(failed.orig, QueryCanceled):
            raise TookTooLong from failed
        raise


class _Found(NamedTuple):
    """What the statement of a search gives: the total, [kind, id] of each hit, and [facet, value, number]."""

    total: int
    page: list[tuple[str, str]] | None
    counts: list[tuple[str, str, int]] | None


def _answer(session: Session, request: SearchRequest) -> Answer:
    words = typed_words(request.words)
    slot, stems = slots.opened(session, needed(words))
    query = query_of(words, stems)
    found = _found(session, slot, query, request)
    if query.terms and not found.total:
        softer = softened(session, slot, query)
        if softer != query:
            query, found = softer, _found(session, slot, softer, request)
    looser = _looser(session, slot, query, request) if found.total < FEW else {}
    return _told(found, query, wordless=bool(request.words.strip()) and not query.terms, looser=looser)


def _found(session: Session, slot: Slot, query: Query, request: SearchRequest) -> _Found:
    name, *found = session.execute(*answer_to(slot, query, request)).one()
    if (name or FIRST) != slot.name:
        raise _Swapped
    return _Found(*found)


def _looser(session: Session, slot: Slot, query: Query, request: SearchRequest) -> dict[Part, int]:
    """How many there would be without each part of a request, in one statement."""
    parts = request.parts()
    if not parts:
        return {}
    name, numbers = session.execute(*numbers_without(slot, query, request, parts)).one()
    if (name or FIRST) != slot.name:
        raise _Swapped
    return dict(zip(parts, numbers, strict=True))


def _told(found: _Found, query: Query, *, wordless: bool, looser: dict[Part, int]) -> Answer:
    facets: dict[Facet, dict[str, int]] = {facet: {} for facet in Facet}
    for facet, value, number in found.counts or ():
        facets[Facet(facet)][value] = int(number)
    return Answer(
        hits=tuple(Hit(Kind(kind), UUID(record_id)) for kind, record_id in found.page or ()),
        total=found.total,
        facets=facets,
        mended=" ".join(query.words) if query.mended else "",
        partly=query.partly is not None and found.total > 0,
        wordless=wordless,
        looser=looser,
    )
