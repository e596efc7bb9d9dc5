"""The engine on a Meilisearch server: two indexes, of which one answers while the other is filled."""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import func, select

from marketplace.foundation import database
from search_index.documents import Document, Facet
from search_index.engine import AlreadyRebuilding, Answer, Fill, SearchRequest, in_lots
from search_index.meilisearch import asking
from search_index.meilisearch.finding import Search
from search_index.meilisearch.layout import GONE, id_of, index_settings, row_gone, row_of
from search_index.meilisearch.server import (
    NOT_THERE,
    REBUILD_SECONDS,
    SEARCH_SECONDS,
    WRITE_SECONDS,
    NoAnswer,
    Refused,
    Server,
    Until,
)

SWAP = "search_index: which meilisearch indexes are in use"  # shared by puts, alone for a fill and a swap
REBUILD = "search_index: rebuild meilisearch"  # the advisory lock of whoever fills an index

__all__ = ["MeilisearchEngine", "NoAnswer"]


class MeilisearchEngine:
    """An index on a Meilisearch server, and while it is rebuilt a second one beside it.

    Both names begin with the prefix. The second is there while it is being filled, or after a rebuild was killed; puts
    and removes reach it whenever it is there. Locks are PostgreSQL's, since that is what all processes have in common.
    Beside what the protocol names, every method raises NoAnswer; a search does when it takes longer than ``seconds``.
    """

    def __init__(self, url: str, key: str, prefix: str, seconds: float = SEARCH_SECONDS) -> None:
        self._server, self.seconds = Server(url, key), seconds
        self.live, self.filled = f"{prefix}-records", f"{prefix}-records-next"

    def search(self, request: SearchRequest) -> Answer:
        """What matches."""
        return self.answered(request, counted=False)[0]

    def answered(self, request: SearchRequest, *, counted: bool) -> tuple[Answer, int | None]:
        """What matches, and if asked how many documents there are."""
        bounded, search = request.bounded(), Search(self._server, self.live, Until(self.seconds))
        try:
            return search.answer(bounded, counted=counted)
        except Refused as refusal:
            if refusal.code != NOT_THERE:
                raise
        nothing = Answer((), 0, {facet: {} for facet in Facet}, looser=dict.fromkeys(bounded.parts(), 0))
        return nothing, 0 if counted else None  # nothing was ever put

    def put(self, documents: Sequence[Document]) -> None:
        """Add or replace documents, within WRITE_SECONDS."""
        if documents:
            rows, until = _rows(documents), Until(WRITE_SECONDS)
            with _locked(SWAP, func.pg_advisory_xact_lock_shared):
                for index in self._in_use(until):
                    self._server.add(index, rows, until)

    def remove(self, keys: Sequence[str]) -> None:
        """Take documents out, within WRITE_SECONDS; in an index that is being filled, say that they are gone."""
        if keys:
            until = Until(WRITE_SECONDS)
            with _locked(SWAP, func.pg_advisory_xact_lock_shared):
                answering, *filling = self._in_use(until)
                self._server.delete(answering, [id_of(key) for key in keys], until)
                for index in filling:
                    self._server.add(index, [row_gone(key) for key in keys], until)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Fill a fresh index, some documents at a time, and swap. Raises AlreadyRebuilding."""
        with self.filling() as fill:
            for some in in_lots(documents):
                fill(some)
        return self.count()

    @contextmanager
    def filling(self) -> Generator[Fill]:
        """A fresh index to fill, which answers from the end of the block on. Raises AlreadyRebuilding."""
        with _locked(REBUILD, func.pg_try_advisory_xact_lock):
            self._open_fresh()
            try:
                yield self._fill
                self._swap()
            except BaseException:
                with suppress(NoAnswer):  # what is left over is taken away by the next rebuild
                    self._server.drop(self.filled, Until(WRITE_SECONDS))
                raise

    def count(self) -> int:
        """How many documents the index that answers holds."""
        return self._server.sizes(Until(self.seconds)).get(self.live, 0)

    def _in_use(self, until: Until) -> list[str]:
        """The indexes that puts and removes must reach; the one that answers is first, and made if it is not there."""
        there = self._server.sizes(until)
        if self.live not in there:
            self._server.create(self.live, index_settings(), until)
        return [self.live, self.filled] if self.filled in there else [self.live]

    def _open_fresh(self) -> None:
        """An empty index with its settings, which puts and removes reach from now on."""
        until = Until(REBUILD_SECONDS)
        with _locked(SWAP, func.pg_advisory_xact_lock):
            self._server.drop(self.filled, until)
            self._in_use(until)  # an index can only be swapped with one that is there
            self._server.create(self.filled, index_settings(), until)

    def _fill(self, documents: Sequence[Document]) -> None:
        """Put documents into the index that is being filled, unless a put or a remove came before: it knows better."""
        until = Until(REBUILD_SECONDS)
        rows = _rows(documents)
        with _locked(SWAP, func.pg_advisory_xact_lock):
            (there,) = self._server.ask([asking.query_among(self.filled, [row["id"] for row in rows])], until)
            known = set(asking.ids_of(there))
            self._server.add(self.filled, [row for row in rows if row["id"] not in known], until)

    def _swap(self) -> None:
        """Let the filled index answer, and take the other away."""
        until = Until(REBUILD_SECONDS)
        with _locked(SWAP, func.pg_advisory_xact_lock):
            self._server.delete_where(self.filled, f"{GONE} = true", until)
            self._server.swap(self.live, self.filled, until)
            self._server.drop(self.filled, until)


def _rows(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Documents as the server stores them; of those with the same key the last."""
    return [row_of(document) for document in {document.key: document for document in documents}.values()]


@contextmanager
def _locked(name: str, lock: Callable[..., Any]) -> Generator[None]:
    """Hold an advisory lock, in a transaction that does nothing else. Raises AlreadyRebuilding if it cannot be had."""
    with database.writing() as session:
        if session.scalar(select(lock(func.hashtextextended(name, 0)))) is False:
            raise AlreadyRebuilding
        yield
