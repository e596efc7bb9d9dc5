"""Joining: what a stranger learns, what a link does once, and what comes after; a forgotten password; a provider."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text

from marketplace.foundation import database
from marketplace.people.rules.joining import ASKS_AN_HOUR
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import refuses, says, silent_about
from tests.faces.webkit.link_post import letters, link

ASH, ROBIN = "ash@example.org", "robin@example.org"
PASSWORD = "teapot walrus corridor"
NEW = {"name": "Ash Vale", "password": PASSWORD, "area_code": world.AREA}
Work = Callable[[], int]


@pytest.fixture
def robin(app: Flask, clock: TestClock) -> None:
    """Somebody who has an account already."""
    world.areas()
    world.person(email=ROBIN)


def asks(client: Client, where: str, email: str) -> str:
    """Ask for a letter; what the page says after it."""
    answer = client.send(where, {"email": email})
    assert (answer.status_code, answer.location) == (303, "/letter-sent")
    return client.page(answer.location)


def joins(app: Flask, work: Work, email: str = ASH, **changed: str) -> Client:
    """Somebody who has joined as a person."""
    client = app.test_client()
    asks(client, "/join", email)
    answer = client.send(link(email, work), NEW | changed)
    assert answer.status_code == 303, answer.text[-2000:]
    client.staying = app.extensions["ownpath.clock"]()
    return client


def test_a_person_joins_by_a_letter_and_is_who_they_are(app: Flask, robin: None, work: Work) -> None:
    client = joins(app, work)
    says(client.page(client.get("/account/start").location), "Hello Ash Vale")
    with database.reading() as session:
        row = session.execute(
            text("SELECT p.name, p.area_code FROM person p JOIN account a ON a.id = account_id WHERE a.email = :e"),
            {"e": ASH},
        ).one()
    assert tuple(row) == ("Ash Vale", world.AREA)
    answer = app.test_client().send("/sign-in", {"email": ASH, "password": PASSWORD})
    assert answer.status_code == 303


@pytest.mark.parametrize("where", ["/join", "/join/provider", "/password"])
def test_a_stranger_learns_nothing_of_who_has_an_account(app: Flask, db: Engine, robin: None, where: str) -> None:
    """The same page, the same statements and so the same time: who has an account is looked up by the worker."""
    said: dict[str, tuple[str, list[str]]] = {}
    for email in (ROBIN, ASH):
        client, ran = app.test_client(), []

        def note(*called: object, ran: list[str] = ran) -> None:
            ran.append(str(called[2]))

        event.listen(db, "before_cursor_execute", note)
        page = re.sub(r'value="[^"]+"', "", asks(client, where, email))
        event.remove(db, "before_cursor_execute", note)
        said[email] = (page, ran)
    assert said[ROBIN] == said[ASH]


def test_the_owner_of_the_address_is_told_instead(app: Flask, robin: None, work: Work) -> None:
    asks(app.test_client(), "/join", ROBIN)
    (letter,) = letters(ROBIN, work)
    assert (letter.subject, letter.opens) == ("You have an account already", None)
    assert "Robin" not in letter.subject
    asks(app.test_client(), "/password", ASH)
    (letter,) = letters(ASH, work)
    says(letter.words, "There is no account with it")
    assert letter.opens is None


def test_no_token_lies_in_the_database(app: Flask, robin: None, work: Work) -> None:
    """Neither before the letter leaves nor after; only the demo keeps where a link leads, for its visitors."""
    asks(app.test_client(), "/join", ASH)
    with database.reading() as session:
        assert session.scalar(text("SELECT token_hash FROM link")) is None
    token = link(ASH, work).rpartition("/")[2]
    with database.reading() as session:
        kept = session.scalars(
            text("SELECT l::text FROM link l UNION SELECT o::text FROM outbox o UNION SELECT words FROM link_letter")
        ).all()
    assert all(token not in row for row in kept)


def test_opening_a_link_uses_nothing_and_using_it_twice_is_told_kindly(app: Flask, robin: None, work: Work) -> None:
    client = app.test_client()
    asks(client, "/join", ASH)
    where = link(ASH, work)
    for _ in range(3):  # programs that look through mail
        answer = app.test_client().get(where)
        assert answer.status_code == 200
        assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert client.send(where, NEW).status_code == 303
    for again in (app.test_client().get(where), client.get(where)):
        assert again.status_code == 410
        says(again.text, "This link is spent", "Ask for a new letter")
    late = app.test_client()
    token = late.token("/join")
    assert late.post(where, data=NEW | {"csrf_token": token}).status_code == 410


def test_a_late_link_and_one_that_never_was(app: Flask, robin: None, work: Work, clock: TestClock) -> None:
    asks(app.test_client(), "/join", ASH)
    where = link(ASH, work)
    clock.forward(hours=48)
    assert app.test_client().get(where).status_code == 410
    assert app.test_client().get(where[:-1]).status_code == 404
    assert app.test_client().get("/links/%00%ff").status_code == 404


def test_an_account_that_came_meanwhile(app: Flask, robin: None, work: Work) -> None:
    asks(app.test_client(), "/join", ASH)
    where = link(ASH, work)
    world.account("Ash Vale", ASH)
    answer = app.test_client().get(where)
    assert answer.status_code == 410
    says(answer.text, "You have an account already")


@pytest.mark.parametrize(
    "email",
    [
        "",
        "nonsense",
        "a@b",
        "a b@example.org",
        "a@example.org\nBcc: b@example.org",
        "<b>@example.org ",
        "é@example.org",
        "a@example.org,b@example.org",
        "\0@example.org",
    ],
)
def test_what_is_no_address(app: Flask, robin: None, email: str) -> None:
    answer = app.test_client().send("/join", {"email": email})
    refuses(answer, "email")
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM link_letter")) == 0


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Choose a password"),
        ("short words", "at least 12"),
        ("Password123456", "Many people use that one"),
        ("P4ssw0rdP4ssw0rd!!", "Many people use that one"),
        ("qwertyuiop[]", "Many people use that one"),
        ("123456789012", "Many people use that one"),
        ("aaaaaaaaaaaaaaa", "Many people use that one"),
        ("ashvale12345", "your name"),
        ("ash@example.org", "your name"),
        ("x" * 201, "at most 200"),
    ],
)
def test_a_weak_password_is_refused_and_the_link_stays(
    app: Flask, robin: None, work: Work, password: str, words: str
) -> None:
    client = app.test_client()
    asks(client, "/join", ASH)
    where = link(ASH, work)
    answer = client.send(where, NEW | {"password": password})
    refuses(answer, "password", words, typed="Ash Vale")
    assert client.send(where, NEW).status_code == 303


def test_one_address_gets_few_letters_and_nobody_is_told(app: Flask, robin: None, work: Work, clock: TestClock) -> None:
    for _ in range(6):
        asks(app.test_client(), "/join", ASH)
    assert len(letters(ASH, work)) == 3
    clock.forward(hours=1)
    asks(app.test_client(), "/join", ASH)
    assert len(letters(ASH, work)) == 4


def test_one_network_that_tries_many_addresses_is_slowed(app: Flask, robin: None, clock: TestClock) -> None:
    client = app.test_client()
    for number in range(ASKS_AN_HOUR):
        asks(client, "/join", f"somebody{number}@example.org")
    for email in (ROBIN, ASH):
        answer = client.send("/join", {"email": email})
        assert answer.status_code == 422
        says(answer.text, "Too much was asked from your network", "about 60 minutes")
    clock.forward(hours=1)
    asks(client, "/join", ASH)


def test_a_forgotten_password_signs_out_everywhere(app: Flask, robin: None, work: Work) -> None:
    open_still = signed_in(app, ROBIN)
    asks(app.test_client(), "/password", ROBIN)
    asks(app.test_client(), "/password", ROBIN)
    newer, older = (letter.opens or "" for letter in letters(ROBIN, work))
    client = app.test_client()
    answer = client.send(newer, {"password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert open_still.get("/orders").status_code == 303
    assert client.get("/orders").status_code == 303  # the letter alone signs nobody in
    assert app.test_client().get(older).status_code == 410
    for password, status in ((world.PASSWORD, 422), (PASSWORD, 303)):
        assert app.test_client().send("/sign-in", {"email": ROBIN, "password": password}).status_code == status


def test_a_provider_drafts_at_once_and_publishes_once_checked(app: Flask, robin: None, work: Work) -> None:
    client = app.test_client()
    asks(client, "/join/provider", ASH)
    answer = client.send(link(ASH, work), {"name": "Ash Vale", "password": PASSWORD})
    assert answer.location == "/account/provider"
    about = {"name": "Ash Gardens", "about": "We garden.", "email": "hello@example.org", "phone": ""}
    answer = client.send("/account/provider", about)
    says(client.page(client.get("/account/start").location), "A second step when you sign in", "you need one")
    client = signed_in(app, ASH)
    says(client.page("/provider/"), "Make your first offer")
    with database.reading() as session:
        account_id = session.scalar(text("SELECT id FROM account WHERE email = :e"), {"e": ASH})
    owner = world.actor(account_id)
    offer_id = world.offer(owner, published=False)
    publish = f"/provider/offers/{offer_id}/move"
    refused = client.send(publish, {"to": "published"}, come_from=f"{publish}?to=published")
    says(refused.text, "The Ownpath back office does that, and tells you by Monday 9 March 2026")
    world.administrator("office@example.org")
    office = signed_in(app, "office@example.org")
    says(office.page("/office/checks"), "Ash Gardens", "Answer by Monday 9 March 2026")
    check = f"/office/checks/{owner.organisation_id}"
    refuses(office.send(check, {"answer": "no"}), "why", "Say why")
    assert office.send(check, {"answer": "no", "why": "There is no such charity number."}).status_code == 303
    refused = client.send(publish, {"to": "published"}, come_from=f"{publish}?to=published")
    says(refused.text, "There is no such charity number.")
    assert office.send(check, {"answer": "yes"}).status_code == 303
    assert office.get(check).status_code == 404
    done = client.send(publish, {"to": "published"}, come_from=f"{publish}?to=published")
    assert done.status_code == 303


def test_somebody_who_is_nothing_yet_is_told_what_to_do(app: Flask, robin: None) -> None:
    world.account("Una Shaw", "una@example.org")
    client = signed_in(app, "una@example.org")
    assert client.get("/").location == "/account/start"
    says(client.page("/account/start"), "I need support", "I offer support", "Somebody invited me")
    assert client.send("/account/person", {"area_code": world.AREA}).location == "/"
    says(client.page("/"), "Hello Una Shaw")
    says(client.send("/account/person", {"area_code": world.AREA}).text, "You have said that already")
    silent_about(client.page("/"), "I offer support")
