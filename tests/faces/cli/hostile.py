"""A server on loopback that answers as a test tells it to: a right feed, or one that does what no server may."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.unit.catalogue.invented import Json, page_v3, service

LIST = "/v3/services"


class Request(BaseHTTPRequestHandler):
    """One request, and the ways of answering it."""

    protocol_version = "HTTP/1.1"
    server: "_Listener"

    def do_GET(self) -> None:
        self.server.told.asked.append(self.path)
        parts = urlsplit(self.path)
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        answer = self.server.told.routes.get(parts.path)
        try:
            if answer is None:
                self.send(b"Not found", 404)
            elif callable(answer):
                answer(self)
            else:
                self.send(json.dumps(answer).encode())
        except OSError:
            self.close_connection = True  # the client has gone, as it should

    @property
    def page(self) -> int:
        """The page that is asked for."""
        return int(self.query.get("page", "1"))

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """An answer; headers by their names with _ for -."""
        told = {"Content_Length": str(len(body)), "Content_Type": "application/json"} | headers
        self.send_response(status)
        for name, value in told.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def json(self, document: object) -> None:
        """A document as JSON."""
        self.send(json.dumps(document).encode())

    def begin(self, **headers: str) -> None:
        """Only the status and the headers of an answer that says it is very long."""
        self.send(b"", **({"Content_Length": "1000000"} | headers))
        self.wfile.flush()

    def wait(self, seconds: float | None = None) -> bool:
        """Say nothing until the test is over, or for a while; whether the test is over."""
        return self.server.told.over.wait(seconds)

    def log_message(self, *_: Any) -> None:
        """Say nothing on the screen."""


Answer = Json | list[Any] | Callable[[Request], None]


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    told: "Server"

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is none of the test's business."""


@dataclass
class Server:
    """What is answered at each path, what was asked, and where it listens."""

    routes: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        """Listen."""
        self._listener = _Listener(("127.0.0.1", 0), Request)
        self._listener.told = self
        self._thread = threading.Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of whoever waits, and end."""
        self.over.set()
        self._listener.shutdown()
        self._listener.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return self._listener.server_address[1]

    def url(self, path: str = LIST) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def wrap(self, context: Any) -> None:
        """Speak TLS from now on."""
        self._listener.socket = context.wrap_socket(self._listener.socket, server_side=True)


def numbered(number: int, **changed: object) -> Json:
    """A service that is full, by its number."""
    told = {"id": f"s{number}", "name": f"Service {number}", "cost_options": [{"id": "c", "option": "Free"}]}
    return service(**(told | changed))


def paged(request: Request, services: list[Json], size: int = 2, **told: object) -> None:
    """The page that is asked for, in the envelope of version 3."""
    pages = max(-(-len(services) // size), 1)
    held = services[(request.page - 1) * size : request.page * size]
    document = page_v3(*held, pages=pages, page=request.page)
    ends = {"first_page": request.page == 1, "last_page": request.page >= pages, "total_items": len(services)}
    request.json(document | ends | told)
