"""How many statements each page needs that somebody signed in can open, with few rows and with many.

Nothing has to be listed here when a page is added: every route that answers GET is tried as every kind of user, with
one record of each state for every id in its address, and the dearest answer counts.
"""

import os
from http import HTTPStatus
from importlib import import_module
from itertools import product
from typing import Any

import psycopg
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench import web
from bench.estate import USERS, Shape, few, ids_of, load, many
from bench.ground import Ground, NotAsItShouldBe, verify
from bench.people import ident
from bench.report import Figure
from marketplace.foundation import access, database
from marketplace.people import operations as people
from search_index.worker import rebuild

LIMIT = 15
UNIT = "statements"
OK, SEE_OTHER = 200, 303
NOT_THERE = -1
NOT_PAGES = ("doors.", "webkit.", "demo.")  # for machines, for those not signed in, and for the demo
# what to ask of a page beside its bare address
ASKED = {
    "search": ("?q=pottery&days=MO&price=20", "?q=potery", "?q=potery+in+the+gardn&days=MO", "?q=pottery&page=3"),
    "order_list": ("?page=2",),
    "setting_new": ("?name=silence_days",),
    "offer_move": ("?to=published", "?to=paused", "?to=withdrawn"),
}

Counts = dict[str, int]


class Counter:
    """Counts the statements of an engine; BEGIN, COMMIT and a pool's look whether a connection lives are none."""

    def __init__(self) -> None:
        self.count = 0

    def watch(self, engine: Engine) -> None:
        """Count what this engine sends."""
        event.listen(engine, "before_cursor_execute", self._one)

    def _one(self, *_: Any) -> None:
        self.count += 1


def measure(ground: Ground) -> list[Figure]:
    """The number of statements of each page, and how many pages need more when there are more rows."""
    small, large = few(), many(ground.sizes.many)
    counts = {shape.name: _counts(ground, shape) for shape in (small, large)}
    _say(counts[small.name], counts[large.name])
    figures = [
        Figure(f"signed_in_pages/{name}/{shape}", number, UNIT, limit=LIMIT)
        for shape, counted in counts.items()
        for name, number in counted.items()
    ]
    growing = _growing(counts[small.name], counts[large.name])
    return [
        *sorted(figures, key=lambda figure: figure.name),
        Figure("signed_in_pages/pages that need more with more rows", len(growing), "pages", limit=0),
    ]


def _growing(small: Counts, large: Counts) -> list[str]:
    return sorted(name for name in small if large.get(name, 0) > small[name])


def _say(small: Counts, large: Counts) -> None:
    """Print the statements of each page, with few rows and with many."""
    names = sorted({*small, *large})
    print(
        f"signed_in_pages: {len(names)} pages of {len(USERS)} kinds of users; statements with few rows and with many:"
    )
    growing = _growing(small, large)
    for name in names:
        told = " GROWS" if name in growing else " one of them only" if name not in small or name not in large else ""
        print(f"  {name:<55} {small.get(name, '-'):>3} {large.get(name, '-'):>3}{told}")


def _counts(ground: Ground, shape: Shape) -> Counts:
    """The statements of each page in a database of a shape."""
    url = ground.copy("bench_pages")
    app = _app(url)
    counter = Counter()
    counter.watch(database.connect(url))
    with psycopg.connect(url) as connection:
        load(connection, shape)
    rebuild(app.extensions["ownpath.clock"])
    verify()
    counts: Counts = {}
    for user in USERS:
        client = _signed_in(app, user)
        for name, address in _addresses(app, user, shape):
            page = f"{user}/{name}"
            counts[page] = max(_count(client, counter, address), counts.get(page, NOT_THERE))
    ground.drop("bench_pages")
    _say_unseen(app, counts)
    return {page: number for page, number in counts.items() if number > NOT_THERE}


def _app(url: str) -> Flask:
    """The product with every face, in this process, pointed at a database."""
    os.environ.update(web.environment(url), OWNPATH_LOG_LEVEL="ERROR")
    app = import_module("wsgi").app  # not before now: it is made when it is imported
    database.connect(url)
    return app


def _signed_in(app: Flask, user: str) -> FlaskClient:
    """A client whose sign-in has shown its second step."""
    kind, _, number = USERS[user].rpartition(":")
    with database.writing() as session:
        actor = access.worker(app.extensions["ownpath.clock"]())
        token = people.begin(session, actor, ident(kind, number), stepped=True)
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"] = token
    return client


def _addresses(app: Flask, user: str, shape: Shape) -> list[tuple[str, str]]:
    """The endpoint and the address of every page, for each record that could be named in it."""
    ids = ids_of(user, shape)
    found: list[tuple[str, str]] = []
    with app.test_request_context():  # left before any page is asked for, or the pages would share it
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or _is_no_page(rule.endpoint):
                continue
            names = sorted(rule.arguments)
            for chosen in product(*(ids[name] for name in names)):
                values: dict[str, Any] = dict(zip(names, chosen, strict=True))
                address = app.url_for(rule.endpoint, **values)
                queries = ("", *ASKED.get(rule.endpoint.rpartition(".")[2], ()))
                found += [(rule.endpoint, address + query) for query in queries]
    return found


def _is_no_page(endpoint: str) -> bool:
    return endpoint.endswith(".static") or endpoint.startswith(NOT_PAGES)


def _count(client: FlaskClient, counter: Counter, address: str) -> int:
    """The statements of one page, or of the filled-in page that it leads to; NOT_THERE where this user has none."""
    before = counter.count
    answer = client.get(address)
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotAsItShouldBe(f"{address} answered {answer.status_code}")
    leads_to = answer.headers.get("Location", "")
    if answer.status_code == SEE_OTHER and "?" in leads_to and not leads_to.startswith("/sign-in"):
        return _count(client, counter, leads_to)
    return counter.count - before if answer.status_code == OK else NOT_THERE


def _say_unseen(app: Flask, counts: Counts) -> None:
    """Print the pages that no user could open, so that nothing is left out without being told."""
    seen = {page.partition("/")[2] for page, number in counts.items() if number > NOT_THERE}
    rules = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    unseen = sorted(endpoint for endpoint in rules - seen if not _is_no_page(endpoint))
    if unseen:
        print(f"  Not a page of its own for any user: {', '.join(unseen)}", flush=True)
