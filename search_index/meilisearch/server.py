"""The one file that speaks to a Meilisearch server, by its official client: bounded calls, and tasks awaited."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from typing import Any, TypeVar

import meilisearch
from meilisearch.errors import MeilisearchApiError, MeilisearchError

SEARCH_SECONDS = 1.0  # law 12
WRITE_SECONDS = 8.0  # less than others wait for a lock
REBUILD_SECONDS = 300.0  # for one task of a rebuild
CALL_SECONDS = 8.0  # for one call, however long its task may take
MOST_WAITING = 64  # calls of this process that the server has not ended
MOST_BYTES = 20_000_000  # of documents sent at once; the server takes 100 MB unless told otherwise
FIRST_PAUSE, LONGEST_PAUSE = 0.003, 0.25  # seconds between looks at a task

NOT_THERE = "index_not_found"
THERE_ALREADY = "index_already_exists"
_ENDED_BADLY = frozenset({"failed", "canceled"})
# no connection, no answer in time, no JSON, or JSON of another shape
_UNREADABLE = (MeilisearchError, OSError, ValueError, LookupError, TypeError, AttributeError)

Row = dict[str, Any]
T = TypeVar("T")


class NoAnswer(Exception):
    """The server did not answer in time, or not as it should."""


class Refused(NoAnswer):
    """The server answered that it will not, or a task of it failed; ``code`` is its own word for why."""

    def __init__(self, code: str | None, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Until:
    """An instant by which something must be over."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """How many seconds there are still; never below nought."""
        return max(0.0, self._at - time.monotonic())


class Server:
    """A Meilisearch server. Every method raises NoAnswer, and none takes longer than it says, whatever the server does.

    The client bounds each read from the network and not the whole answer, so that a server that sends a byte now and
    then would hold it for ever, and so would a name that is not resolved. Each call is therefore made on a thread of
    its own, which is left behind when time is up; of those there are never more than MOST_WAITING. A client is made
    for each call, since it keeps the headers of the call that it is at.
    """

    def __init__(self, url: str, key: str) -> None:
        self._url, self._key = url.rstrip("/"), key
        self._room = BoundedSemaphore(MOST_WAITING)

    def ask(self, queries: Sequence[Mapping[str, Any]], until: Until) -> list[dict[str, Any]]:
        """The results of many queries, in their order, in one call."""
        results = self._call(lambda client: client.multi_search(list(queries))["results"], until)
        if len(results) != len(queries):
            raise NoAnswer(f"{len(queries)} queries, {len(results)} results")
        return results

    def sizes(self, until: Until) -> dict[str, int]:
        """How many documents each index holds, by the name of the index."""

        def read(client: meilisearch.Client) -> dict[str, int]:
            told = client.http.get("stats")["indexes"]
            return {name: index["numberOfDocuments"] for name, index in told.items()}

        return self._call(read, until)

    def create(self, index: str, settings: Mapping[str, Any], until: Until) -> None:
        """Make an index with its settings; one that is there gets the settings."""
        try:
            self._do(lambda client: client.http.post("indexes", {"uid": index, "primaryKey": "id"}), until)
        except Refused as refusal:
            if refusal.code != THERE_ALREADY:
                raise
        self._do(lambda client: client.http.patch(f"indexes/{index}/settings", settings), until)

    def drop(self, index: str, until: Until) -> None:
        """Take an index away; one that is not there is no error."""
        try:
            self._do(lambda client: client.http.delete(f"indexes/{index}"), until)
        except Refused as refusal:
            if refusal.code != NOT_THERE:
                raise

    def add(self, index: str, rows: Sequence[Row], until: Until) -> None:
        """Add documents, or replace those that are there."""
        for lot in _lots(rows):
            self._do(lambda client, lot=lot: client.http.post(f"indexes/{index}/documents?primaryKey=id", lot), until)

    def delete(self, index: str, ids: Sequence[str], until: Until) -> None:
        """Take documents out by their ids; those that are not there are no error."""
        self._do(lambda client: client.http.post(f"indexes/{index}/documents/delete-batch", list(ids)), until)

    def delete_where(self, index: str, condition: str, until: Until) -> None:
        """Take out every document that meets a condition."""
        self._do(lambda client: client.http.post(f"indexes/{index}/documents/delete", {"filter": condition}), until)

    def swap(self, one: str, other: str, until: Until) -> None:
        """Let two indexes change their names, at once."""
        self._do(lambda client: client.http.post("swap-indexes", [{"indexes": [one, other]}]), until)

    def _do(self, send: Callable[[meilisearch.Client], Any], until: Until) -> None:
        """Ask for a task, and wait until it has succeeded.

        Tasks are read as they come over the wire: the client's own type for them refuses an instant without a fraction
        of a second.
        """
        number = self._call(lambda client: int(send(client)["taskUid"]), until)
        pause = FIRST_PAUSE
        while until.left:
            time.sleep(min(pause, until.left))
            status, error = self._call(lambda client: _state(client.http.get(f"tasks/{number}")), until)
            if status == "succeeded":
                return
            if status in _ENDED_BADLY:
                raise Refused(error.get("code"), str(error.get("message")))
            pause = min(pause * 2, LONGEST_PAUSE)
        raise NoAnswer("the task is not over in time")

    def _call(self, call: Callable[[meilisearch.Client], T], until: Until) -> T:
        """What a call gives, if it does in time. Raises NoAnswer, also for an answer that is no JSON."""
        seconds = min(until.left, CALL_SECONDS)
        if not seconds or not self._room.acquire(blocking=False):
            raise NoAnswer("there is no time left" if not seconds else "too many calls are not over")
        answer: Future[T] = Future()

        def run() -> None:
            try:
                answer.set_result(call(meilisearch.Client(self._url, self._key or None, timeout=seconds)))  # ty: ignore[invalid-argument-type]
            except Exception as failure:  # noqa: BLE001 - it is raised where the answer is waited for
                answer.set_exception(failure)
            finally:
                self._room.release()

        Thread(target=run, daemon=True, name="meilisearch").start()
        try:
            return answer.result(seconds)
        except MeilisearchApiError as failure:
            raise Refused(failure.code, failure.message) from failure
        except _UNREADABLE as failure:
            raise NoAnswer(str(failure) or type(failure).__name__) from failure


def _state(task: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The status of a task, and what went wrong with it."""
    return task["status"], task.get("error") or {}


def _lots(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Documents in lots that the server takes at once."""
    lot: list[Row] = []
    size = 0
    for row in rows:
        length = len(json.dumps(row))
        if lot and size + length > MOST_BYTES:
            yield lot
            lot, size = [], 0
        lot.append(row)
        size += length
    if lot:
        yield lot
