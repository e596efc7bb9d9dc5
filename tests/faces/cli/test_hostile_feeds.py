"""Feeds whose servers are slow, lie, never end or lead elsewhere: one sentence, exit code 1, nothing half done."""

import gzip
import itertools
import socket
import ssl
import zlib
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
import trustme
from sqlalchemy import Engine

from marketplace.cli.fetching import BOUNDS
from tests.faces.cli.conftest import Run, listed
from tests.faces.cli.hostile import LIST, Request, Server, numbered, paged
from tests.unit.catalogue.invented import page_v1, page_v3

SERVICES = [numbered(n) for n in range(6)]


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Smaller bounds than those of the product."""

    def bound(**smaller: float) -> None:
        monkeypatch.setattr(import_module("marketplace.cli.feeds"), "BOUNDS", replace(BOUNDS, **smaller))

    return bound


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "2130706433", "[::ffff:127.0.0.1]"])  # noqa: S104
def test_this_machine_is_not_read_from_unless_allowed(run: Run, server: Server, host: str) -> None:
    server.routes[LIST] = page_v3(*SERVICES)
    told = run.refused(f"http://{host}:{server.port}{LIST}")
    assert "which is not on the public Internet" in told
    assert "Set OWNPATH_FEEDS_PRIVATE=1" in told
    assert server.asked == []


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("ftp://feeds.example/services", "begin with http:// or https://"),
        ("FILE:///etc/passwd", "begin with http:// or https://"),
        ("http://user:secret@feeds.example/", "holds a user name or password"),
        ("http://feeds.invalid/services", "There is no address for feeds.invalid"),
        ("http://10.0.0.1/services", "which is not on the public Internet"),
        ("http://169.254.169.254/latest/meta-data", "which is not on the public Internet"),
    ],
)
def test_an_address_that_is_none_for_feeds_is_refused(run: Run, address: str, sentence: str) -> None:
    assert sentence in run.refused(address)


@pytest.mark.parametrize(
    ("leads_to", "sentence"),
    [
        ("ftp://feeds.example/services", "begin with http:// or https://"),
        ("http://user:pass@feeds.example/", "holds a user name or password"),
        ("http://[::1/", "leads to “http://[::1/”, which is no address"),
        ("//feeds.invalid/v3", "There is no address for feeds.invalid"),
        (LIST, "leads on and on: more than 5 redirects"),
    ],
)
def test_where_a_redirect_leads_is_checked_again(inside: Run, server: Server, leads_to: str, sentence: str) -> None:
    server.routes[LIST] = lambda request: request.send(b"", 302, Location=leads_to)
    assert sentence in inside.refused(server.url())


def test_a_place_where_nobody_listens_is_told(inside: Run, server: Server) -> None:
    server.routes[LIST] = lambda request: request.send(b"", 301, Location=_closed())
    assert "cannot be reached: nothing answers there" in inside.refused(server.url())


def _closed() -> str:
    """An address of this machine where nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/services"


def test_a_redirect_from_outside_to_this_machine_is_refused(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is looked up stands for a server of the world; where that leads is not."""
    server.routes[LIST] = lambda request: request.send(b"", 302, Location=f"http://127.0.0.1:{server.port}/inner")
    public = iter([True, False])
    monkeypatch.setattr("marketplace.cli.fetching.addresses.is_public", lambda _: next(public))
    monkeypatch.setattr(socket, "getaddrinfo", _lookup(feeds="127.0.0.1"))
    assert "127.0.0.1 leads to 127.0.0.1, which is not on the public" in run.refused(
        f"http://feeds:{server.port}{LIST}"
    )
    assert len(server.asked) == 1


def _lookup(**names: str) -> Callable[..., object]:
    def lookup(host: str, port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (names.get(host, host), port))]

    return lookup


def test_a_name_is_looked_up_once_and_what_was_checked_is_asked(
    inside: Run, db: Engine, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS that answers otherwise the second time changes nothing: also new connections go to the first answer."""
    server.routes[LIST] = lambda request: (paged(request, SERVICES), setattr(request, "close_connection", True))[0]
    answers = iter([_lookup(feeds="127.0.0.1")])
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: next(answers)(host, port))
    result = inside(f"http://feeds:{server.port}{LIST}")
    assert result.exit_code == 0, result.output
    assert len(listed(db)) == 6


def test_a_kept_connection_that_the_server_ends_costs_nothing(inside: Run, db: Engine, server: Server) -> None:
    """The server ends it just when it is asked for the second page, which is asked for once more."""

    def hang_up_once(request: Request) -> None:
        if server.asked.count(request.path) == 1 and request.page == 2:
            request.close_connection = True
        else:
            paged(request, SERVICES)

    server.routes[LIST] = hang_up_once
    result = inside(f"http://127.0.0.1:{server.port}{LIST}")
    assert result.exit_code == 0, result.output
    assert len(listed(db)) == 6
    assert [path for path in server.asked if "page=2" in path] == [server.asked[1]] * 2


def test_a_server_that_hangs_up_each_time_is_asked_twice_at_most(inside: Run, server: Server) -> None:
    server.routes[LIST] = lambda request: (
        setattr(request, "close_connection", True) if request.page == 2 else paged(request, SERVICES)
    )
    assert "broke off" in inside.refused(f"http://127.0.0.1:{server.port}{LIST}")
    assert sum("page=2" in path for path in server.asked) == 2


@pytest.mark.parametrize(
    ("say", "sentence"),
    [
        (lambda request: request.send(b"<!DOCTYPE html><title>Log in</title>"), "it looks like a web page"),
        (lambda request: request.send(b""), "the answer is empty"),
        (lambda request: request.json({"version": "HSDS-UK-3.0"}), "not a feed of services"),
        (lambda request: request.json("services"), "not a feed of services"),
        (lambda request: request.json([1, 2]), "is a list, but not one of services"),
        (lambda request: request.send(b"[" * 100_000), "nested too deeply"),
        (lambda request: request.send(b'[{"id": NaN}]'), "which is not a number"),
        (lambda request: request.send(b"\xff\xfe\x00"), "is not UTF-8 text"),
        (lambda request: request.send(b"no", 500), "answered 500, not a page of services"),
        (lambda request: request.send(b"", 204, Content_Length=""), "answered 204"),
        (lambda request: request.send(b"", 302), "answered 302"),
        (lambda request: request.send(b"[{}]", Content_Length="3"), "is cut off"),
        (lambda request: request.send(b"[{}]", Content_Length="400", Connection="close"), "broke off"),
        (lambda request: request.send(b"[{}]", Content_Encoding="gzip"), "says that it is compressed, and is not"),
        (lambda request: request.send(b"zz\r\n[]", Content_Length="", Transfer_Encoding="chunked"), "broke off"),
        (lambda request: request.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n"), "does not speak HTTP"),
        (lambda request: request.send(b"", X="a" * 70_000), "does not speak HTTP"),
        (lambda request: request.send(b"", **{f"X{n}": "a" for n in range(200)}), "does not speak HTTP"),
    ],
)
def test_an_answer_that_is_no_feed_is_refused(
    inside: Run, server: Server, say: Callable[[Request], None], sentence: str
) -> None:
    def once(request: Request) -> None:
        say(request)
        request.close_connection = True

    server.routes[LIST] = once
    assert sentence in inside.refused(server.url())


@pytest.mark.parametrize("how", ["gzip", "deflate"])
@pytest.mark.parametrize("chunked", [True, False])
def test_a_small_answer_that_swells_is_stopped(
    inside: Run, server: Server, bounded: Callable[..., None], how: str, chunked: bool
) -> None:
    made = zlib.compressobj(9, wbits=31 if how == "gzip" else 15)
    bomb = b"".join(made.compress(b" " * 1_000_000) for _ in range(120)) + made.flush()
    assert len(bomb) < 200_000

    def swell(request: Request) -> None:
        if not chunked:
            request.send(bomb, Content_Encoding=how)
            return
        request.send(b"", Content_Length="", Transfer_Encoding="chunked", Content_Encoding=how)
        request.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(bomb), bomb))

    server.routes[LIST] = swell
    bounded(bytes=3_000_000)
    assert "is too large: the most that is taken is 3 MB" in inside.refused(server.url())


def test_a_page_that_never_ends_is_stopped(inside: Run, server: Server, bounded: Callable[..., None]) -> None:
    def pour(request: Request) -> None:
        request.begin(Content_Length="", Connection="close")
        while not request.wait(0):
            request.wfile.write(b" " * 65_536)

    server.routes[LIST] = pour
    bounded(bytes=2_000_000)
    assert "is too large: the most that is taken is 2 MB" in inside.refused(server.url())


def test_the_size_of_all_pages_together_is_bounded(inside: Run, server: Server, bounded: Callable[..., None]) -> None:
    many = [numbered(n, description="a" * 10_000) for n in range(200)]
    server.routes[LIST] = lambda request: paged(request, many)
    bounded(bytes=500_000)
    assert "is too large" in inside.refused(server.url())


def test_a_server_that_says_nothing_is_not_waited_for(
    inside: Run, server: Server, bounded: Callable[..., None]
) -> None:
    server.routes[LIST] = lambda request: request.wait()
    bounded(silence=0.2)
    assert "stopped answering in the middle" in inside.refused(server.url())


def test_a_server_that_stops_in_the_middle_is_not_waited_for(
    inside: Run, server: Server, bounded: Callable[..., None]
) -> None:
    server.routes[LIST] = lambda request: (request.begin(), request.wait())[0]
    bounded(silence=0.2)
    assert "stopped answering in the middle" in inside.refused(server.url())


@pytest.mark.parametrize("where", ["head", "body", "chunks", "trailers"])
def test_a_server_that_sends_a_byte_at_a_time_is_hung_up_on(
    inside: Run, server: Server, bounded: Callable[..., None], where: str
) -> None:
    begins = {
        "head": b"HTTP/1.1 200 OK\r\nX: ",
        "body": b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        "chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "trailers": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n",
    }
    drop = {"head": b" ", "body": b" ", "chunks": b"1\r\n \r\n", "trailers": b"X: y\r\n"}

    def drip(request: Request) -> None:
        request.wfile.write(begins[where])
        while not request.wait(0.02):
            request.wfile.write(drop[where])

    server.routes[LIST] = drip
    bounded(all_of_it=0.5)
    assert "The feed took longer than 0.5 seconds, so nothing was taken" in inside.refused(server.url())


def test_many_pages_that_are_each_quick_are_bounded_by_the_clock(
    inside: Run, server: Server, bounded: Callable[..., None]
) -> None:
    def another(request: Request) -> None:
        request.wait(0.02)
        request.json(page_v3(numbered(request.page), pages=1_900, page=request.page))

    server.routes[LIST] = another
    bounded(all_of_it=0.5)
    assert "took longer than 0.5 seconds" in inside.refused(server.url())


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"total_pages": 10**9}, "names more than 2,000 pages"),
        ({"total_pages": 1}, "has 1 pages, and that page 1 is not the last"),
        ({"last_page": True}, "has 3 pages, and that page 1 is the last"),
    ],
)
def test_a_feed_that_lies_about_its_pages_is_refused(
    inside: Run, server: Server, told: dict[str, object], sentence: str
) -> None:
    server.routes[LIST] = lambda request: paged(request, SERVICES, **told)
    assert sentence in inside.refused(server.url())


def test_a_number_of_pages_that_grows_is_refused(inside: Run, server: Server) -> None:
    server.routes[LIST] = lambda request: paged(request, SERVICES, last_page=None, total_pages=3 + request.page)
    told = inside.refused(server.url())
    assert "The feed said that it has 4 pages, and on page 2 that it has 5" in told


@pytest.mark.parametrize("total", [None, 1_000])
def test_pages_that_repeat_are_refused(inside: Run, server: Server, total: int | None) -> None:
    def same(request: Request) -> None:
        request.json({"contents": SERVICES[:2], "last_page": False, "total_pages": total})

    server.routes[LIST] = same
    assert "The feed repeats itself: page 2 holds only what came before" in inside.refused(server.url())
    assert len(server.asked) == 2


def test_pages_that_come_round_again_are_refused(inside: Run, server: Server) -> None:
    def round_again(request: Request) -> None:
        request.json({"contents": [SERVICES[request.page % 3]], "last_page": False})

    server.routes[LIST] = round_again
    assert "page 4 holds only what came before" in inside.refused(server.url())


def test_new_services_for_ever_are_stopped(inside: Run, server: Server, bounded: Callable[..., None]) -> None:
    new = itertools.count()

    def another(request: Request) -> None:
        request.json({"contents": [numbered(next(new))], "last_page": False})

    server.routes[LIST] = another
    bounded(pages=20)
    assert "names more than 20 pages" in inside.refused(server.url())
    bounded(records=10)
    assert "holds more than 10 records" in inside.refused(server.url())


@pytest.mark.parametrize(
    ("say", "sentence"),
    [
        (lambda request: request.send(b"no", 503), "answered 503, not a service"),
        (lambda request: request.send(b"<html>"), "it looks like a web page"),
        (lambda request: request.json([]), "not one service"),
        (lambda request: request.json(numbered(9)), "holds another service than the one that was asked for"),
    ],
)
def test_a_service_that_cannot_be_had_in_full_stops_all(
    inside: Run, server: Server, say: Callable[[Request], None], sentence: str
) -> None:
    server.routes |= {
        LIST: page_v1(*(numbered(n, cost_options=...) for n in range(3))),
        f"{LIST}/s0": numbered(0),
        f"{LIST}/s1": say,
    }
    assert sentence in inside.refused(server.url())


def test_a_certificate_must_be_trusted_and_of_the_name(
    inside: Run, db: Engine, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    authority, trusted = trustme.CA(), tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    server.wrap(context)
    server.routes[LIST] = page_v3(*SERVICES)
    named, numeric = f"https://localhost:{server.port}{LIST}", f"https://127.0.0.1:{server.port}{LIST}"
    monkeypatch.setattr(socket, "getaddrinfo", _lookup(localhost="127.0.0.1"))
    assert "cannot be trusted" in inside.refused(named)  # nobody vouches for it
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    assert "cannot be trusted" in inside.refused(numeric)  # the same server, under another name
    assert inside(named).exit_code == 0
    assert len(listed(db)) == 6


def test_a_server_without_tls_is_not_trusted(inside: Run, server: Server) -> None:
    assert "cannot be trusted" in inside.refused(server.url().replace("http:", "https:"))


def test_an_answer_in_gzip_is_read(inside: Run, db: Engine, server: Server) -> None:
    body = gzip.compress(b'{"contents": []}')
    server.routes[LIST] = lambda request: request.send(body, Content_Encoding="gzip")
    assert "The feed holds no services." in inside(server.url()).stdout
