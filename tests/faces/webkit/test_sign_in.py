"""Signing in and out: the right words for everybody, guesses slowed, and never off this site."""

import re
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import refuses, says, silent_about

EMAIL = "robin@example.org"
TOGETHER = "That e-mail address and password do not go together. Check both and try again."


@pytest.fixture
def robin(app: Flask, clock: TestClock) -> UUID:
    """An account that can sign in."""
    world.areas()
    account_id = world.person(email=EMAIL).account_id
    assert account_id
    return account_id


def visitor(app: Flask) -> Client:
    """A browser that nobody has signed in with."""
    return app.test_client()


def attempt(client: Client, email: str = EMAIL, **more: object) -> tuple[int, str]:
    """Try to sign in, with a wrong password unless one is given: the status, and where it led or what the page says."""
    answer = client.send("/sign-in", {"email": email, "password": "wrong"} | more)
    return answer.status_code, answer.location or answer.text


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return client.get("/orders").status_code == 200


def test_the_right_password_opens_the_start_page(app: Flask, robin: UUID) -> None:
    client = visitor(app)
    assert attempt(client, password=world.PASSWORD) == (303, "/")
    says(client.page("/"), "Hello Robin Vale", "Signed in as Robin Vale", "Sign out Robin Vale")
    with database.reading() as session:
        done = session.scalars(text("SELECT action FROM audit WHERE subject_id = :id ORDER BY id"), {"id": robin}).all()
    assert done == ["opened", "signed in"]


@pytest.mark.parametrize("email", ["  Robin@EXAMPLE.org ", "ROBIN@EXAMPLE.ORG", "robin@example.org\r\n"])
def test_letter_case_and_spaces_around_the_address_do_not_matter(app: Flask, robin: UUID, email: str) -> None:
    assert attempt(visitor(app), email, password=world.PASSWORD)[0] == 303


def test_an_unknown_address_and_a_wrong_password_read_the_same(app: Flask, robin: UUID) -> None:
    pages = []
    for email in (EMAIL, "nobody@example.org"):
        status, page = attempt(visitor(app), email, password="guess-that-was-typed")
        assert status == 422
        says(page, "There is a problem", TOGETHER)
        assert f'value="{email}"' in page
        silent_about(page, "guess-that-was-typed")
        pages.append(re.sub(r'name="csrf_token"[^>]*>', "", page).replace(email, ""))
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("email", {"email": ""}, "Enter your e-mail address"),
        ("email", {"email": "   "}, "Enter your e-mail address"),
        ("email", {"email": "robin\0@example.org"}, "hidden character"),
        ("email", {"email": "x" * 10_000}, "Shorten it"),
        ("password", {"password": ""}, "Enter your password"),
    ],
)
def test_a_gap_is_named(app: Flask, robin: UUID, field: str, typed: dict[str, object], words: str) -> None:
    client = visitor(app)
    answer = client.send("/sign-in", {"email": EMAIL, "password": "wrong"} | typed)
    refuses(answer, field, words)
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM sign_in_guess")) == 0


@pytest.mark.parametrize("password", ["\0", "🌱" * 400, "correct horse battery\0", " correct horse battery"])
def test_an_odd_password_is_a_wrong_one(app: Flask, robin: UUID, password: str) -> None:
    assert attempt(visitor(app), password=password)[0] == 422


def test_after_five_wrong_guesses_it_waits_and_says_how_long(app: Flask, robin: UUID, clock: TestClock) -> None:
    client = visitor(app)
    for _ in range(5):
        says(attempt(client)[1], TOGETHER)
    status, page = attempt(client, password=world.PASSWORD)
    assert status == 422
    says(page, "There were too many tries.", "wait 2 seconds and try again")
    clock.forward(seconds=3)
    waits = []
    for _ in range(9):
        says(attempt(client)[1], TOGETHER)
        waits.append(re.search(r"wait (.*?) and try", attempt(client)[1])[1])
        clock.forward(minutes=5)
    assert waits[:4] == ["4 seconds", "8 seconds", "16 seconds", "32 seconds"]
    assert waits[-1] == "about 5 minutes"
    assert attempt(client, password=world.PASSWORD)[0] == 303


def test_slowing_one_account_leaves_the_others_alone(app: Flask, robin: UUID) -> None:
    world.person("Sam Other", email="sam@example.org")
    client = visitor(app)
    for _ in range(6):
        attempt(client)
    assert attempt(client, "sam@example.org", password=world.PASSWORD)[0] == 303


def test_guesses_are_forgotten_after_an_hour_and_by_signing_in(app: Flask, robin: UUID, clock: TestClock) -> None:
    client = visitor(app)
    for way in ("time", "success"):
        for _ in range(4):
            attempt(client)
        if way == "time":
            clock.forward(minutes=61)
        else:
            assert attempt(client, password=world.PASSWORD)[0] == 303
            client = visitor(app)
    for _ in range(4):
        says(attempt(client)[1], TOGETHER)
    assert attempt(client, password=world.PASSWORD)[0] == 303


def guess_at_many(app: Flask, count: int, first: int = 0) -> None:
    """One wrong guess at each of many accounts, all from one address."""
    client = visitor(app)
    for number in range(first, first + count):
        attempt(client, f"person{number}@example.org")


def test_guessing_at_many_accounts_from_one_address_is_slowed_too(app: Flask, robin: UUID, clock: TestClock) -> None:
    guess_at_many(app, 30)
    client = visitor(app)
    says(attempt(client, password=world.PASSWORD)[1], "There were too many tries.")
    client.environ_base["REMOTE_ADDR"] = "127.0.0.2"
    assert attempt(client, password=world.PASSWORD)[0] == 303
    clock.forward(minutes=6)
    assert attempt(visitor(app), password=world.PASSWORD)[0] == 303


def test_signing_in_oneself_does_not_hide_guesses_at_others(app: Flask, robin: UUID) -> None:
    guess_at_many(app, 29)
    client = visitor(app)
    assert attempt(client, password=world.PASSWORD)[0] == 303
    guess_at_many(app, 1, first=50)
    says(attempt(visitor(app), password=world.PASSWORD)[1], "too many tries")


def test_ones_own_slips_do_not_count_against_the_address_once_signed_in(app: Flask, robin: UUID) -> None:
    for _ in range(20):
        client = visitor(app)
        attempt(client)
        attempt(client)
        assert attempt(client, password=world.PASSWORD)[0] == 303


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example/x",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/orders",
        "http:///evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "//[",
        "http://[::1",
        "//\u2100.example",
        "///evil.example",
        "orders",
        "\0//evil.example",
        "",
    ],
)
def test_the_page_wanted_is_never_on_another_site(app: Flask, robin: UUID, wanted: str) -> None:
    client = visitor(app)
    assert client.get("/sign-in", query_string={"next": wanted}).status_code == 200
    status, where = attempt(client, password=world.PASSWORD, next=wanted)
    assert status == 303
    assert re.fullmatch(r"/(?![/\\]).*|/", where), where
    assert "evil" not in where or where == "/evil.example"


@pytest.mark.parametrize("wanted", ["/orders?page=2", "http://localhost/orders?page=2"])
def test_the_page_wanted_comes_next(app: Flask, robin: UUID, wanted: str) -> None:
    client = visitor(app)
    says(client.get("/sign-in", query_string={"next": wanted}).text, "Please sign in first.")
    assert attempt(client, password=world.PASSWORD, next=wanted) == (303, "/orders?page=2")


def test_a_page_that_needs_signing_in_leads_there_and_back(app: Flask, robin: UUID) -> None:
    client = visitor(app)
    sent = client.get("/orders?page=2")
    assert sent.status_code == 303
    page = client.page(sent.location)
    wanted = re.search(r'name="next"[^>]*value="([^"]*)"', page)
    assert wanted
    assert attempt(client, password=world.PASSWORD, next=wanted[1]) == (303, "/orders?page=2")


def test_a_session_from_before_is_worth_nothing_after_signing_in(app: Flask, robin: UUID) -> None:
    client = visitor(app)
    client.page("/sign-in")
    planted = client.get_cookie("ownpath")
    assert planted
    token = client.token("/sign-in")
    sent = client.post("/sign-in", data={"csrf_token": token, "email": EMAIL, "password": world.PASSWORD})
    assert sent.status_code == 303
    assert client.get_cookie("ownpath") != planted
    old = visitor(app)
    old.set_cookie("ownpath", planted.value)
    assert not is_in(old)
    assert client.post("/notices/seen", data={"csrf_token": token}).status_code == 400
    assert client.send("/notices/seen", come_from="/sign-in").status_code == 303


def test_signing_out_ends_it(app: Flask, robin: UUID) -> None:
    client = signed_in(app, EMAIL)
    assert is_in(client)
    token = client.token("/orders")
    answer = client.post("/sign-out", data={"csrf_token": token})
    assert (answer.status_code, answer.location) == (303, "/")
    page = client.page("/")
    says(page, "You are signed out.", "Sign in")
    silent_about(page, "Robin Vale")
    assert not is_in(client)
    silent_about(client.page("/"), "You are signed out.")


def test_a_sign_in_of_an_account_that_is_gone_is_none(app: Flask, robin: UUID) -> None:
    client = signed_in(app, EMAIL)
    with database.writing() as session:
        session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(text("DELETE FROM account"))
    assert client.get("/orders").status_code == 303
    says(client.page("/"), "Find support that suits you", "Sign in")


def test_a_cookie_that_somebody_made_is_none(app: Flask, robin: UUID) -> None:
    for made in ("nonsense", f'{{"_user_id":"{robin}"}}', "\u00e9"):
        client = visitor(app)
        client.set_cookie("ownpath", made)
        assert not is_in(client)


def test_slowing_is_the_same_for_an_address_that_has_no_account(app: Flask, robin: UUID) -> None:
    for email in (EMAIL, "nobody@example.org"):
        client = visitor(app)
        said = [attempt(client, email)[1] for _ in range(6)]
        says(said[4], TOGETHER)
        says(said[5], "wait 2 seconds and try again")
