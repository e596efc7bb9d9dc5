"""One's own account: another name, address and password, each told to whom it concerns."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import refuses, says, silent_about
from tests.faces.webkit.link_post import letters, link

Work = Callable[[], int]
ROBIN, NEW, SAM = "robin@example.org", "robin.new@example.org", "sam@example.org"
FRESH = "teapot walrus corridor"


@pytest.fixture
def robin(app: Flask, clock: TestClock) -> Client:
    """Somebody signed in, and somebody else with an account."""
    world.areas()
    world.person(email=ROBIN)
    world.person("Sam Other", email=SAM)
    return signed_in(app, ROBIN)


def test_another_name_is_the_persons_too(robin: Client) -> None:
    refuses(robin.send("/account/name", {"name": "  "}), "name")
    assert robin.send("/account/name", {"name": "Robin <b>Moor</b>"}).status_code == 303
    says(robin.page("/"), "Hello Robin <b>Moor</b>")
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM person WHERE name = 'Robin <b>Moor</b>'")) == 1


def test_another_password_ends_every_other_sign_in(app: Flask, robin: Client, work: Work) -> None:
    other = signed_in(app, ROBIN)
    assert robin.send("/account/password", {"now": "wrong", "password": FRESH}).status_code == 422
    refuses(robin.send("/account/password", {"now": world.PASSWORD, "password": "robinvale12345"}), "password", "name")
    assert robin.send("/account/password", {"now": world.PASSWORD, "password": FRESH}).status_code == 303
    assert (robin.get("/orders").status_code, other.get("/orders").status_code) == (200, 303)
    work()
    says(robin.page("/notices"), "Your password was changed")


def test_guesses_at_the_password_that_holds_now_are_slowed(robin: Client) -> None:
    for _ in range(5):
        robin.send("/account/password", {"now": "wrong", "password": FRESH})
    answer = robin.send("/account/password", {"now": world.PASSWORD, "password": FRESH})
    assert answer.status_code == 422
    says(answer.text, "There were too many tries")


def test_another_address_is_confirmed_there_and_told_to_the_old(app: Flask, robin: Client, work: Work) -> None:
    assert robin.send("/account/email", {"email": NEW.upper()}).location == "/letter-sent"
    (moving,) = letters(ROBIN, work)
    assert moving.subject == "A new e-mail address was asked for"
    silent_about(moving.words, NEW)
    where = link(NEW, work)
    stranger = app.test_client()  # a wrong address lets nobody in
    says(stranger.page(where), "Sign in first")
    sam = signed_in(app, SAM)
    assert sam.get(where).status_code == sam.send(where, come_from="/account/name").status_code == 403
    says(robin.page(where), f"You will sign in with {NEW}")
    assert robin.send(where).location == "/account"
    assert "Your e-mail address was changed" in {letter.subject for letter in letters(ROBIN, work)}
    assert app.test_client().send("/sign-in", {"email": ROBIN, "password": world.PASSWORD}).status_code == 422
    assert app.test_client().send("/sign-in", {"email": NEW, "password": world.PASSWORD}).status_code == 303
    assert robin.get(where).status_code == 410


def test_an_address_that_somebody_else_has_looks_the_same(robin: Client, work: Work) -> None:
    assert robin.send("/account/email", {"email": SAM}).location == "/letter-sent"
    (letter,) = letters(SAM, work)
    assert (letter.subject, letter.opens) == ("You have an account already", None)


def test_an_address_that_was_taken_meanwhile(robin: Client, work: Work) -> None:
    robin.send("/account/email", {"email": NEW})
    where = link(NEW, work)
    world.account("Nia New", NEW)
    answer = robin.send(where)
    assert answer.status_code == 410
    says(answer.text, "This cannot be your address here")


def test_a_reset_letter_to_the_old_address_opens_nothing_after_a_change(app: Flask, robin: Client, work: Work) -> None:
    app.test_client().send("/password", {"email": ROBIN})
    old = link(ROBIN, work)
    robin.send("/account/email", {"email": NEW})
    robin.send(link(NEW, work))
    assert app.test_client().get(old).status_code == 410
    robin.send("/account/email", {"email": "third@example.org"})


def test_a_proof_is_asked_for_before_another_address(robin: Client, clock: TestClock) -> None:
    robin.staying = None
    clock.forward(minutes=20)
    answer = robin.get("/account/email")
    assert answer.status_code == 303
    assert answer.location.startswith("/account/prove")
