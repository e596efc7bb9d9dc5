"""The one error table: every failure is a kind page with the right status, and says nothing of what is inside."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from marketplace.foundation import database
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people.rules import MandateKind
from marketplace.webkit.errors import WORDS
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import says, silent_about
from tests.faces.webkit.conftest import EMAIL, SECRET

NOBODYS = UUID(int=7)
BUSY = ("We are busy just now", "Nothing was done. Wait a minute and try again.")


def kind(page: str, status: int) -> None:
    """The page has the table's words, and ways on."""
    says(page, *WORDS[status], "Go to the start", "Find support", "Get help")
    silent_about(page, SECRET, "Traceback", "psycopg", "sqlalchemy", "Error:")


@pytest.mark.parametrize("address", ["/nothing", f"/offers/{NOBODYS}", "/offers/x", f"/orders/{NOBODYS}", "/own/x.css"])
def test_nothing_by_that_address(robin: Client, app: Flask, address: str) -> None:
    page = robin.page(address, 404)
    kind(page, 404)
    says(page, "Signed in as Robin Vale", "My money")
    if address.startswith("/o"):
        return
    kind(app.test_client().page(address, 404), 404)


def test_a_way_of_asking_that_a_page_does_not_take(robin: Client) -> None:
    answer = robin.send("/orders", come_from="/sign-in")
    assert answer.status_code == 405
    kind(answer.text, 405)
    assert robin.get("/notices/seen").status_code == 405


@pytest.mark.parametrize("sent_as", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_too_much(robin: Client, sent_as: str) -> None:
    typed = b'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\n' + b"x" * 1_100_000 + b"\r\n--x--\r\n"
    answer = robin.post("/sign-in", data=typed, content_type=sent_as)
    assert answer.status_code == 413
    kind(answer.text, 413)


@pytest.mark.parametrize("token", [{}, {"csrf_token": ""}, {"csrf_token": "made up"}, {"csrf_token": "\0"}])
def test_a_form_without_its_token(robin: Client, token: dict[str, object]) -> None:
    robin.page("/sign-in")
    answer = robin.post("/notices/seen", data=token)
    assert answer.status_code == 400
    says(answer.text, "This page was open for too long", "open the page again", "Find support", "Signed in as Robin")


def test_a_token_of_somebody_else(robin: Client, app: Flask) -> None:
    answer = robin.post("/notices/seen", data={"csrf_token": app.test_client().token("/sign-in")})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "failure",
    [RuntimeError(SECRET), KeyError(SECRET), ProgrammingError("SELECT", {"name": SECRET}, ValueError(SECRET))],
)
def test_a_page_that_fails_says_nothing_of_what_is_inside(
    robin: Client, fails: Callable[[Exception], str], failure: Exception
) -> None:
    answer = robin.get(fails(failure))
    assert answer.status_code == 500
    kind(answer.text, 500)
    says(answer.text, "Signed in as Robin Vale")


def test_refusals_that_no_form_shows_have_a_page(robin: Client, fails: Callable[[Exception], str]) -> None:
    answer = robin.get(fails(Refusal("You can book up to 60 times at once.")))
    assert answer.status_code == 422
    says(answer.text, "That cannot be done", "You can book up to 60 times at once.", "Get help")
    assert robin.get(fails(NotFound())).status_code == 404


@pytest.mark.parametrize(
    "failure",
    [
        OperationalError("SELECT", {}, ValueError(SECRET)),
        InterfaceError("SELECT", {}, ValueError(SECRET)),
        NoConnectionFree(SECRET),
    ],
)
def test_a_database_that_cannot_answer_now_is_not_our_mistake(
    robin: Client, fails: Callable[[Exception], str], failure: Exception
) -> None:
    answer = robin.get(fails(failure))
    assert answer.status_code == 503
    kind(answer.text, 503)


def test_without_a_database_the_page_says_so_and_asks_nothing_more(robin: Client, app: Flask, down: list[str]) -> None:
    for client, address in (
        (robin, "/orders"),
        (robin, "/"),
        (robin, "/help"),
        (robin, "/nothing"),
        (app.test_client(), f"/offers/{NOBODYS}"),
        (app.test_client(), "/search?q=garden"),
    ):
        down.clear()
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 404 if address == "/nothing" else 503)
        kind(answer.text, answer.status_code)
        silent_about(answer.text, "Robin Vale")
        assert len(down) == 1 if answer.status_code == 503 else len(down) <= 2


def test_what_needs_no_database_goes_on_without_one(app: Flask, down: list[str]) -> None:
    client = app.test_client()
    for address in ("/", "/help", "/privacy", "/sign-in", "/health"):
        assert client.get(address).status_code == 200
    answer = client.send("/sign-in", {"email": EMAIL, "password": "x"})
    assert answer.status_code == 503
    kind(answer.text, 503)


def test_it_comes_back_by_itself(robin: Client, db: Engine) -> None:
    with database.reading() as session:
        session.execute(text("SELECT 1"))
    with db.connect() as other:
        mine = "datname = current_database() AND pid <> pg_backend_pid()"
        other.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {mine}"))
    assert robin.get("/orders").status_code == 200


@pytest.fixture
def hasty(db: Engine) -> Iterator[None]:
    """A database that waits for locks a twentieth of a second only."""

    def hurry(connection: Connection) -> None:
        connection.exec_driver_sql("SET LOCAL lock_timeout = 50")

    event.listen(db, "begin", hurry)
    yield
    event.remove(db, "begin", hurry)


def test_a_lock_that_somebody_holds_too_long_is_being_busy(robin: Client, db: Engine, hasty: None) -> None:
    token = robin.token("/sign-in")
    with db.connect() as other:
        other.execute(text("SELECT FROM sign_in FOR UPDATE"))
        answer = robin.post("/account/stay", data={"csrf_token": token})
        assert answer.status_code == 503
        kind(answer.text, 503)
        says(answer.text, *BUSY)
        other.rollback()
    assert robin.post("/notices/seen", data={"csrf_token": token}).status_code == 303


def test_so_is_a_lock_on_the_journal_of_who_looked(robin: Client, app: Flask, db: Engine, hasty: None) -> None:
    council = world.commissioner(email="north@example.org")
    person = world.person("Sam Other")
    world.trusts(person, council, MandateKind.FUNDER)
    client, address = signed_in(app, "north@example.org"), f"/commission/people/{person.own_person_id}"
    with db.connect() as other:
        other.execute(text("LOCK TABLE looked IN EXCLUSIVE MODE"))
        answer = client.get(address)
        assert answer.status_code == 503
        kind(answer.text, 503)
        silent_about(answer.text, "Sam Other")
        other.rollback()
    assert client.get(address).status_code == 200
