"""Asking a server that is not trusted: its address checked and kept, its redirects followed, its answer bounded."""

import errno
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.util import Url

from marketplace.catalogue.rules import MOST_BYTES, FeedRefused
from marketplace.cli.fetching.addresses import PORTS, Place, parsed, places_of
from marketplace.cli.fetching.bounds import Bounds, Watch

OK, MOVED = 200, frozenset({301, 302, 303, 307, 308})
CHUNK = 65_536
SENT = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Ownpath-feeds"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: the address that it came from, its status, and its body when the status is 200."""

    address: str
    status: int
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a connection goes: to places that were checked, whatever the name leads to by now."""

    places: Sequence[Place]
    watch: Watch


class _Plain(HTTPConnection):
    """A connection to the places of its route; the name stays the one that TLS and the server are told."""

    def __init__(self, *args: Any, route: Route, **named: Any) -> None:
        super().__init__(*args, **named)
        self.route = route

    def _new_conn(self) -> socket.socket:
        return _connected(self, self.route)


class _Secure(HTTPSConnection):
    """The same over TLS."""

    def __init__(self, *args: Any, route: Route, **named: Any) -> None:
        super().__init__(*args, **named)
        self.route = route

    def _new_conn(self) -> socket.socket:
        return _connected(self, self.route)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain  # ty: ignore[invalid-assignment] - the library's own class does not fit its protocol either


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure  # ty: ignore[invalid-assignment] - the same


def _connected(connection: HTTPConnection, route: Route) -> socket.socket:
    """A socket to the first place that answers."""
    failure = errno.EADDRNOTAVAIL
    for family, place in route.places:
        made = socket.socket(family, socket.SOCK_STREAM)
        made.settimeout(connection.timeout)
        failure = made.connect_ex(place)
        if failure == 0:
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            route.watch.keep(made)
            return made
        made.close()
    if failure in {errno.EAGAIN, errno.ETIMEDOUT}:
        raise ConnectTimeoutError(connection, "timed out")
    raise NewConnectionError(connection, os.strerror(failure))


class Asker:
    """Asks servers, within bounds that hold for all that is asked of it; a context, which ends its connections.

    ``private``: the installation allows private networks.
    """

    def __init__(self, bounds: Bounds, *, private: bool) -> None:
        self.bounds = bounds
        self._private = private
        self._left = bounds.bytes
        self._pools: dict[tuple[str, str, int], HTTPConnectionPool] = {}
        self._watch = Watch(bounds.all_of_it)

    def __enter__(self) -> Self:
        """Start the clock."""
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it, and end the connections."""
        for pool in self._pools.values():
            pool.close()
        self._watch.stop()

    def get(self, address: str) -> Answer:
        """What a server answers, redirects followed. Raises FeedRefused when it does not, or not within bounds."""
        here = address
        for _ in range(self.bounds.redirects + 1):
            url = parsed(here)
            try:
                answer, leads_to = self._asked(url)
            except (HTTPError, OSError, ValueError) as failure:
                raise FeedRefused(self._why(url, failure)) from None
            if leads_to is None:
                return answer
            here = _joined(here, leads_to)
            if url.scheme == "https" and parsed(here).scheme == "http":
                raise FeedRefused(f"{address} leads from https to {here[:200]}, which anybody on the way may change.")
        raise FeedRefused(f"{address} leads on and on: more than {self.bounds.redirects} redirects.")

    def _asked(self, url: Url) -> tuple[Answer, str | None]:
        """One answer, and where it leads to when it is a redirect."""
        self._in_time()
        sent = self._sent(url)
        try:
            if sent.status in MOVED and sent.headers.get("Location"):
                return Answer(url.url, sent.status), sent.headers["Location"]
            return Answer(url.url, sent.status, self._body(url, sent) if sent.status == OK else b""), None
        finally:
            sent.close()  # an answer that was read to its end has given its connection back already

    def _sent(self, url: Url) -> BaseHTTPResponse:
        """The answer as it begins. A server may end a kept connection at any time: then once more, on a new one."""
        pool = self._pool(url)
        made = pool.num_connections
        try:
            return _begun(pool, url)
        except ProtocolError:
            if pool.num_connections > made:
                raise
            return _begun(pool, url)

    def _pool(self, url: Url) -> HTTPConnectionPool:
        """The connections to a host, which is looked up and checked the first time only."""
        scheme, host = url.scheme or "https", url.host or ""
        port = url.port or PORTS[scheme]
        key = (scheme, host, port)
        if key not in self._pools:
            route = Route(places_of(url, private=self._private), self._watch)
            patience = Timeout(connect=self.bounds.connect, read=self.bounds.silence)
            kind = _SecurePool if scheme == "https" else _PlainPool
            self._pools[key] = kind(host, port, timeout=patience, maxsize=1, route=route)
        return self._pools[key]

    def _body(self, url: Url, sent: BaseHTTPResponse) -> bytes:
        """The body, decompressed as it comes and counted after that."""
        parts: list[bytes] = []
        size = 0
        for part in sent.stream(CHUNK, decode_content=True):
            self._in_time()
            size += len(part)
            self._left -= len(part)
            if size > MOST_BYTES or self._left < 0:
                most = MOST_BYTES if size > MOST_BYTES else self.bounds.bytes
                raise FeedRefused(f"{url.url} is too large: the most that is taken is {most / 1_000_000:g} MB.")
            parts.append(part)
        self._in_time()
        return b"".join(parts)

    def _in_time(self) -> None:
        if self._watch.over:
            raise FeedRefused(self._too_slow())

    def _too_slow(self) -> str:
        return f"The feed took longer than {self._watch.seconds:g} seconds, so nothing was taken. Try again later."

    def _why(self, url: Url, failure: Exception) -> str:
        """What went wrong, for whoever runs the installation."""
        if self._watch.over:
            return self._too_slow()
        return f"{url.url} {_sentence(failure)}"


def _begun(pool: HTTPConnectionPool, url: Url) -> BaseHTTPResponse:
    return pool.urlopen("GET", url.request_uri, headers=SENT, redirect=False, retries=False, preload_content=False)


def _joined(here: str, leads_to: str) -> str:
    """The address that a redirect leads to."""
    try:
        return urljoin(here, leads_to)
    except ValueError:
        raise FeedRefused(f"{here} leads to “{leads_to[:200]}”, which is no address.") from None


def _sentence(failure: Exception) -> str:
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (SSLError, "cannot be trusted: its certificate is not one for this name, or it does not speak https."),
        (NewConnectionError, "cannot be reached: nothing answers there."),
        (ConnectTimeoutError, "does not answer. Try again later."),
        (ReadTimeoutError, "stopped answering in the middle. Try again later."),
        (DecodeError, "says that it is compressed, and is not."),
        (ProtocolError, "broke off, or does not speak HTTP. Try again later."),
    )
    return next((words for kind, words in kinds if isinstance(failure, kind)), "cannot be read.")
