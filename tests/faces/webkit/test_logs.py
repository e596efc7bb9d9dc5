"""The logs: one JSON line for each event, numbered by request, and nothing that a person typed or is."""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from marketplace.foundation import database, outbox
from marketplace.people.operations import MAIL
from marketplace.webkit import logs
from search_index.worker import rebuild
from tests import world
from tests.faces.conftest import Client, TestClock
from tests.faces.shop import Shop

NAME, EMAIL = "Zebedee Quillfeather", "zebedee@quillfeather.example"
TYPED = {
    "search": "xylophone lessons",
    "password": "hunter-of-snarks",
    "guess": "nobody@guesswork.example",
    "message": "My left knee is plumbago",
    "worry": "The custodian is a gorgonzola",
    "dispute": "It was pumpernickel all along",
    "rating": "Splendiferous marmalade",
    "address": "marzipan-street",
}
PRIVATE = (NAME, "Zebedee", "Quillfeather", EMAIL, "Allotment", "Green Shoots", *TYPED.values())

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """The lines of the log as they are written to standard error, every level of them, each read once."""
    root, written = logging.getLogger(), StringIO()
    before, level = list(root.handlers), root.level
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", written)
        logs.configure("DEBUG")

    def read() -> list[dict[str, Any]]:
        found = [json.loads(line) for line in written.getvalue().splitlines()]
        written.seek(0)
        written.truncate()
        return found

    yield read
    root.handlers[:] = before
    root.setLevel(level)


def clean(found: list[dict[str, Any]]) -> None:
    """Nothing of anybody is in the lines, in whatever spelling an address would give it."""
    told = json.dumps(found, ensure_ascii=False).lower()
    for words in PRIVATE:
        for way in (words, words.replace(" ", "+"), words.replace(" ", "%20"), words.replace("@", "%40")):
            assert way.lower() not in told, f"{way!r} is in the log"


class Customer(Shop):
    """A person with a name that nothing else has."""

    def __init__(self, clock: TestClock) -> None:
        super().__init__(clock)
        self.robin = world.person(NAME, email=EMAIL)
        self.account_id = world.budget(self.robin, self.funder, 500_00)


@pytest.fixture
def shop(app: Flask, clock: TestClock) -> Customer:
    """The person, a provider, and what search finds."""
    return Customer(clock)


def sign_in(client: Client) -> None:
    """Guess wrongly, then sign in."""
    for email, typed in ((TYPED["guess"], TYPED["password"]), (EMAIL, TYPED["password"]), (EMAIL, world.PASSWORD)):
        client.send("/sign-in", {"email": email, "password": typed})
    client.staying = client.application.extensions["ownpath.clock"]()


def order(client: Client, shop: Customer) -> None:
    """Find something, order it with a message, and take what is asked wrongly back."""
    offer_id = world.offer(shop.owner)
    rebuild(shop.clock)
    client.get("/search", query_string={"q": TYPED["search"], "price": TYPED["address"]})
    client.get(f"/{TYPED['address']}/{NAME}?email={EMAIL}")
    asked = {"line": "session:standard", "first_day": ["9", "3", "2026"], "at": "10am", "times": "1", "every": "1"}
    check = client.get(f"/offers/{offer_id}/orders/new", query_string=asked).text
    form = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', check))
    for changed in ({"times": TYPED["message"]}, {}):
        sent = form | asked | {"message": TYPED["message"]} | changed
        answer = client.post(f"/offers/{offer_id}/orders", data=sent)
    assert answer.status_code == 303


def speak(client: Client, shop: Customer) -> None:
    """Worry, dispute and rate."""
    order_id = shop.recorded()
    worry = {"kind": "harm", "words": TYPED["worry"], "key": str(uuid4())}
    assert client.send(f"/orders/{order_id}/worry", worry).status_code == 303
    dispute = f"/bookings/{shop.order(order_id).bookings[0].id}/dispute"
    assert client.send(dispute, {"words": TYPED["dispute"]}).status_code == 303
    assert client.send(f"/orders/{order_id}/rating", {"words": TYPED["rating"], "again": "4"}).status_code == 422


def test_a_person_goes_through_and_leaves_nothing_in_the_logs(
    app: Flask, shop: Customer, lines: Lines, work: Callable[[], int]
) -> None:
    client = app.test_client()
    sign_in(client)
    order(client, shop)
    speak(client, shop)
    while work():
        pass
    found = lines()
    clean(found)
    endpoints = {line.get("endpoint") for line in found if line["message"] == "request"}
    assert {
        "webkit.sign_in_check",
        "storefront.search",
        "storefront.order_place",
        "storefront.worry_say",
        "storefront.booking_disputed",
        "storefront.rating_save",
    } <= endpoints


def test_each_request_is_one_line_with_its_number(app: Flask, db: Engine, lines: Lines) -> None:
    client = app.test_client()
    answers = [client.get(address) for address in ("/help", "/nothing", "/search?q=x")]
    found = lines()
    assert [line["request"] for line in found] == [answer.headers["X-Request-Id"] for answer in answers]
    assert len({line["request"] for line in found}) == 3
    assert [(line["endpoint"], line["method"], line["status"]) for line in found] == [
        ("storefront.help_page", "GET", 200),
        (None, "GET", 404),
        ("storefront.search", "GET", 200),
    ]
    for line in found:
        assert (line["levelname"], line["name"], line["message"]) == ("INFO", "ownpath.request", "request")
        assert line["milliseconds"] >= 0
        assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", line["asctime"])


def refused() -> IntegrityError:
    """What the database says of a second account with an address: it quotes the address."""
    with pytest.raises(IntegrityError) as found:
        world.account(NAME, EMAIL)
    assert EMAIL in str(found.value)
    return found.value


def test_a_row_that_the_database_refuses_is_not_quoted(
    app: Flask, shop: Customer, lines: Lines, fails: Callable[[Exception], str]
) -> None:
    failure = refused()
    lines()
    answer = app.test_client().get(fails(failure))
    assert answer.status_code == 500
    found = lines()
    clean(found)
    (line,) = [line for line in found if line["levelname"] == "ERROR"]
    assert line["request"] == answer.headers["X-Request-Id"]
    told = line["exc_info"].splitlines()
    assert told[0].startswith("IntegrityError at ")
    assert "open_account" in told[0]
    assert told[1].startswith("UniqueViolation (uq_account_email) at ")


def test_a_page_that_fails_says_what_kind_of_failure_and_where(
    app: Flask, shop: Customer, lines: Lines, fails: Callable[[Exception], str]
) -> None:
    first, second = ValueError(f"{NAME} typed {TYPED['message']}"), RuntimeError(EMAIL)
    second.__context__, first.__context__ = first, second  # a circle, which must not go round for ever
    app.test_client().get(fails(second))
    found = lines()
    clean(found)
    (line,) = [line for line in found if line["levelname"] == "ERROR"]
    assert re.fullmatch(r"RuntimeError at .*helping.py:\d+ help_page > .*\nValueError", line["exc_info"])


def test_a_job_that_fails_says_which_job_alone(shop: Customer, clock: TestClock, lines: Lines) -> None:
    def fail(_payload: dict[str, Any]) -> None:
        raise refused()

    with database.writing() as session:
        outbox.enqueue(session, world.system(), [("odd", {"words": TYPED["message"]})])
    lines()
    assert outbox.work({"odd": fail, MAIL: fail}, clock) > 1
    found = lines()
    clean(found)
    assert {(line["message"], line["topic"], line["failure"]) for line in found if "topic" in line} == {
        ("job failed", "odd", "IntegrityError"),
        ("job failed", MAIL, "IntegrityError"),
    }


def test_a_database_that_is_down_says_so_without_its_address(
    app: Flask, shop: Customer, lines: Lines, down: list[str]
) -> None:
    answer = app.test_client().get(f"/search?q={TYPED['search']}")
    assert answer.status_code == 503
    found = lines()
    clean(found)
    warned = [line for line in found if line["levelname"] == "WARNING"]
    assert [(line["message"], line["failure"]) for line in warned] == [("database unavailable", "OperationalError")]
