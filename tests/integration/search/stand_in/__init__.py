"""A stand-in for a Meilisearch server: its documented HTTP behaviour on loopback, and many ways to fail."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from threading import Event, RLock, Thread
from typing import Any, Self

from tests.integration.search.stand_in.shelves import DEFAULTS, Failed, Index

KEY = "a key for tests alone"
ENQUEUED = "2026-11-23T10:00:00Z"  # no fraction of a second, as may happen
_UID = re.compile(r"[A-Za-z0-9_-]{1,400}")


class Fault(StrEnum):
    """A way to fail."""

    HUNG = "takes the request and says nothing"
    SLOW = "answers after more than a second"
    BROKEN = "answers 500"
    DRIPPING = "answers a byte now and then, without end"
    RAMBLING = "answers what is no JSON"
    MISSHAPEN = "answers JSON of another shape"
    REFUSING = "does not know the key"
    STUCK = "takes tasks and never does them"
    FAILING = "takes tasks and fails them"


@dataclass
class Told:
    """A request that came."""

    method: str
    path: str
    body: Any


@dataclass
class StandIn:
    """The server. Tasks are done one after the other, in their order, after the request that asked for them is over."""

    indexes: dict[str, Index] = field(default_factory=dict)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    fault: Fault | None = None
    lock: RLock = field(default_factory=RLock)
    healed: Event = field(default_factory=Event)
    _queue: SimpleQueue[Callable[[], None] | None] = field(default_factory=SimpleQueue)
    _http: ThreadingHTTPServer | None = None
    port: int = 0

    def __enter__(self) -> Self:
        """Begin."""
        Thread(target=self._work, daemon=True).start()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End; those who still wait are let go."""
        self.heal()
        self.stop()
        self._queue.put(None)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen, on the port that it had."""
        stand_in = self

        class Handler(_Handler):
            server_of = stand_in

        self._http = _Http(("127.0.0.1", self.port), Handler)
        self.port = self._http.server_port
        Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Be gone, with what it holds kept."""
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()
            self._http = None

    def fail(self, fault: Fault) -> None:
        """Fail from now on."""
        self.healed.clear()
        self.fault = fault

    def heal(self) -> None:
        """Be well again, also for those who wait."""
        self.fault = None
        self.healed.set()

    def empty(self) -> None:
        """Forget everything, as one that was restarted without its disk."""
        with self.lock:
            self.indexes.clear()

    def held(self, name: str) -> dict[str, dict[str, Any]]:
        """The documents of an index, by their ids."""
        with self.lock:
            return dict(self.indexes[name].rows) if name in self.indexes else {}

    def ask_for(self, kind: str, uid: str | None, does: Callable[[], None]) -> dict[str, Any]:
        """Take a task; what is told of it at once."""
        with self.lock:
            number = len(self.tasks)
            task = {"uid": number, "indexUid": uid, "status": "enqueued", "type": kind, "error": None}
            self.tasks.append(task)
            self._queue.put(lambda: self._do(task, does))
        return {"taskUid": number, "indexUid": uid, "status": "enqueued", "type": kind, "enqueuedAt": ENQUEUED}

    def _work(self) -> None:
        while does := self._queue.get():
            does()

    def _do(self, task: dict[str, Any], does: Callable[[], None]) -> None:
        if self.fault is Fault.STUCK:
            return
        try:
            with self.lock:
                (_no_room if self.fault is Fault.FAILING else does)()
        except Failed as failure:
            error = {"message": str(failure), "code": failure.code, "type": "invalid_request", "link": ""}
            task |= {"status": "failed", "error": error}
        else:
            task["status"] = "succeeded"

    def index(self, uid: str, *, make: bool = False) -> Index:
        """One of the indexes; one that is written to is made."""
        if make and _UID.fullmatch(uid):
            return self.indexes.setdefault(uid, Index())
        if uid not in self.indexes:
            raise Failed("index_not_found", f"Index `{uid}` not found.", 404)
        return self.indexes[uid]


def _no_room() -> None:
    raise Failed("no_space_left_on_device")


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked did not wait; that is what is tried here."""


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server_of: StandIn

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PATCH(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(length)
        match self.server_of.fault:
            case Fault.HUNG:
                self.server_of.healed.wait()
            case Fault.SLOW:
                self.server_of.healed.wait(1.1)
                self._reply(sent)
            case Fault.DRIPPING:
                self._drip()
            case Fault.BROKEN:
                self._send(500, b'{"message": "out of memory", "code": "internal", "type": "internal", "link": ""}')
            case Fault.RAMBLING:
                self._send(200, b"<!DOCTYPE html><title>A captive portal</title>")
            case Fault.MISSHAPEN:
                self._send(200, b'{"results": {"hits": 7}, "indexes": [1], "taskUid": null, "status": 5}')
            case _:
                self._reply(sent)

    def _drip(self) -> None:
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drop: ")
            while not self.server_of.healed.wait(0.2):
                self.wfile.write(b"x")

    def _reply(self, sent: bytes) -> None:
        try:
            status, told = self._told(sent)
        except Failed as failure:
            told = {"message": str(failure), "code": failure.code, "type": "invalid_request", "link": ""}
            status = failure.status
        self._send(status, json.dumps(told).encode())

    def _send(self, status: int, body: bytes) -> None:
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def _told(self, sent: bytes) -> tuple[int, Any]:
        """The status and the body of the answer."""
        server = self.server_of
        if server.fault is Fault.REFUSING or self.headers.get("Authorization") != f"Bearer {KEY}":
            raise Failed("invalid_api_key", "The provided API key is invalid.", 403)
        if sent and self.headers.get("Content-Type") != "application/json" and self.command != "DELETE":
            raise Failed("missing_content_type", status=415)
        body = json.loads(sent) if sent else None
        path = self.path.partition("?")[0].strip("/")
        server.told.append(Told(self.command, self.path, body))
        for method, pattern, does in _ROUTES:
            if method == self.command and (found := re.fullmatch(pattern, path)):
                with server.lock:
                    return (200 if does in _AT_ONCE else 202), does(server, body, *found.groups())
        raise Failed("not_found", path, 404)


def _stats(server: StandIn, _body: Any) -> Any:
    indexes = {uid: {"numberOfDocuments": len(index.rows)} for uid, index in server.indexes.items()}
    return {"databaseSize": 0, "lastUpdate": ENQUEUED, "indexes": indexes}


def _task(server: StandIn, _body: Any, number: str) -> Any:
    if int(number) >= len(server.tasks):
        raise Failed("task_not_found", status=404)
    return server.tasks[int(number)] | {"enqueuedAt": ENQUEUED}


def _multi_search(server: StandIn, body: Any) -> Any:
    return {"results": [server.index(query["indexUid"]).search(query) for query in body["queries"]]}


def _create(server: StandIn, body: Any) -> Any:
    def does() -> None:
        if body["uid"] in server.indexes:
            raise Failed("index_already_exists", body["uid"])
        server.indexes[body["uid"]] = Index()

    if not _UID.fullmatch(body["uid"]):
        raise Failed("invalid_index_uid", body["uid"])
    return server.ask_for("indexCreation", body["uid"], does)


def _configure(server: StandIn, body: Any, uid: str) -> Any:
    if unknown := set(body) - set(DEFAULTS):
        raise Failed("bad_request", f"Unknown field {unknown}")
    return server.ask_for("settingsUpdate", uid, lambda: server.index(uid, make=True).configure(body))


def _put(server: StandIn, body: Any, uid: str) -> Any:
    return server.ask_for("documentAdditionOrUpdate", uid, lambda: server.index(uid, make=True).put(body))


def _delete(server: StandIn, body: Any, uid: str) -> Any:
    def does() -> None:
        for document_id in body:
            server.index(uid).rows.pop(str(document_id), None)

    return server.ask_for("documentDeletion", uid, does)


def _delete_where(server: StandIn, body: Any, uid: str) -> Any:
    def does() -> None:
        index = server.index(uid)
        asked = index.condition(body["filter"], "invalid_document_filter")
        index.rows = {name: row for name, row in index.rows.items() if not asked(row)}

    return server.ask_for("documentDeletion", uid, does)


def _drop(server: StandIn, _body: Any, uid: str) -> Any:
    def does() -> None:
        server.index(uid)
        del server.indexes[uid]

    return server.ask_for("indexDeletion", uid, does)


def _swap(server: StandIn, body: Any) -> Any:
    def does() -> None:
        for pair in body:
            one, other = pair["indexes"]
            held = server.index(one), server.index(other)
            server.indexes[other], server.indexes[one] = held

    return server.ask_for("indexSwap", None, does)


_ROUTES: list[tuple[str, str, Callable[..., Any]]] = [
    ("GET", "stats", _stats),
    ("GET", r"tasks/(\d+)", _task),
    ("POST", "multi-search", _multi_search),
    ("POST", "indexes", _create),
    ("PATCH", r"indexes/([\w-]+)/settings", _configure),
    ("POST", r"indexes/([\w-]+)/documents", _put),
    ("POST", r"indexes/([\w-]+)/documents/delete-batch", _delete),
    ("POST", r"indexes/([\w-]+)/documents/delete", _delete_where),
    ("DELETE", r"indexes/([\w-]+)", _drop),
    ("POST", "swap-indexes", _swap),
]
_AT_ONCE = {_stats, _task, _multi_search}
