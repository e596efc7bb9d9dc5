"""The second step of signing in: set up, asked for, never taken twice, and needed by whoever works for somebody."""

import re
from html import unescape
from uuid import UUID

import pyotp
import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.people import operations as people
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import says, silent_about

EMAIL, STAFF = "robin@example.org", "green@example.org"


@pytest.fixture
def robin(app: Flask, clock: TestClock) -> UUID:
    """Somebody who can sign in."""
    world.areas()
    account_id = world.person(email=EMAIL).account_id
    assert account_id
    return account_id


def field(page: str, name: str) -> str:
    """What a field of a page holds."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, page
    return unescape(found[1])


def codes_of(page: str) -> list[str]:
    """The codes on paper that a page shows."""
    return re.findall(r"<li>((?:[A-Z2-7]{4}-){3}[A-Z2-7]{4})</li>", page)


def secret_of(page: str) -> str:
    """The secret that a page shows for typing into an app."""
    found = re.search(r'op-secret">([A-Z2-7 ]+)<', page)
    assert found, page
    return found[1].replace(" ", "")


def set_up(client: Client, clock: TestClock) -> tuple[pyotp.TOTP, list[str]]:
    """Set up an app; the app, and the codes on paper."""
    page = client.page("/account/second-step/code")
    app = pyotp.TOTP(secret_of(page))
    sent = {"secret": field(page, "secret"), "code": app.at(clock())}
    answer = client.send("/account/second-step/code", sent)
    assert answer.status_code == 200, answer.text
    return app, codes_of(answer.text)


def password(client: Client, email: str = EMAIL) -> str:
    """Type the password; the page that comes."""
    return client.send("/sign-in", {"email": email, "password": world.PASSWORD}).text


def step(client: Client, code: str) -> int:
    """Type a code; the status that comes."""
    return client.send("/sign-in/step", {"code": code}).status_code


def test_once_it_is_set_up_the_password_alone_opens_nothing(app: Flask, robin: UUID, clock: TestClock) -> None:
    device, paper = set_up(signed_in(app, EMAIL), clock)
    assert len(set(paper)) == 10
    clock.forward(minutes=1)
    client = app.test_client()
    says(password(client), "One more step", "Your password is right")
    assert client.get("/orders").status_code == 303
    assert step(client, "000000") == 422
    assert step(client, device.at(clock())) == 303
    says(client.page("/"), "Hello Robin Vale")


def test_a_code_opens_once_only(app: Flask, robin: UUID, clock: TestClock) -> None:
    device, paper = set_up(signed_in(app, EMAIL), clock)
    first, second = app.test_client(), app.test_client()
    password(first)
    assert step(first, device.at(clock())) == 422  # it was typed when the app was set up
    assert step(first, paper[0].lower().replace("-", " ")) == 303
    password(second)
    assert step(second, paper[0]) == 422
    clock.forward(minutes=1)
    code = device.at(clock())
    assert step(second, code) == 303
    third = app.test_client()
    password(third)
    assert step(third, code) == 422
    says(
        first.page("/notices"),
        "An app that shows codes was added to your account",
        "One of your recovery codes was used",
    )
    says(first.page("/account/second-step"), "You have 9 left")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12345",
        "\N{FULLWIDTH DIGIT ONE}" * 6,
        "x" * 10_000,
        "'; --",
        "123 456 789",
        "\N{ARABIC-INDIC DIGIT ONE}" * 6,
    ],
)
def test_what_is_no_code_is_refused_and_counted(app: Flask, robin: UUID, clock: TestClock, typed: str) -> None:
    set_up(signed_in(app, EMAIL), clock)
    client = app.test_client()
    password(client)
    assert step(client, typed) == 422
    assert client.get("/orders").status_code == 303


def test_codes_cannot_be_guessed_at_for_long(app: Flask, robin: UUID, clock: TestClock) -> None:
    device, _ = set_up(signed_in(app, EMAIL), clock)
    clock.forward(minutes=1)
    client = app.test_client()
    password(client)
    for _ in range(5):
        client.send("/sign-in/step", {"code": "000000"})
    page = client.send("/sign-in/step", {"code": device.at(clock())})
    assert page.status_code == 422
    says(page.text, "There were too many tries")


def test_the_half_way_there_does_not_last(app: Flask, robin: UUID, clock: TestClock) -> None:
    device, _ = set_up(signed_in(app, EMAIL), clock)
    client = app.test_client()
    password(client)
    clock.forward(minutes=11)
    answer = client.send("/sign-in/step", {"code": device.at(clock())}, come_from="/sign-in")
    assert answer.status_code == 422
    says(answer.text, "That took too long. Please type your password again.")
    assert client.get("/orders").status_code == 303
    visitor = app.test_client()  # who never gave a password
    assert visitor.send("/sign-in/step", {"code": device.at(clock())}, come_from="/sign-in").status_code == 422


def test_whoever_works_for_somebody_needs_one(app: Flask, clock: TestClock) -> None:
    world.areas()
    world.provider("Green Shoots", email=STAFF)
    client = app.test_client()
    answer = client.send("/sign-in", {"email": STAFF, "password": world.PASSWORD})
    assert answer.location == "/account/second-step"
    client.staying = clock()
    says(client.page(answer.location), "You work for an organisation, so you need one")
    away = client.get("/provider/")
    assert (away.status_code, away.location) == (303, "/account/second-step")
    assert client.get("/").location == "/account/second-step"
    sent = client.send("/provider/offers/new", {"title": "Potting shed"}, come_from="/account/second-step")
    assert (sent.status_code, sent.location) == (303, "/account/second-step")
    says(client.page("/help"), "To work for your organisation here, you need a second step")
    set_up(client, clock)
    says(client.page("/provider/"), "for Green Shoots")
    refused = client.send("/account/second-step/code/remove", come_from="/account/second-step")
    assert refused.status_code == 422
    says(refused.text, "Add another one first")


def test_a_person_may_take_theirs_away_and_is_told(app: Flask, robin: UUID, clock: TestClock) -> None:
    client = signed_in(app, EMAIL)
    set_up(client, clock)
    assert client.send("/account/second-step/code/remove", come_from="/account/second-step").status_code == 303
    says(client.page("/notices"), "The app that shows codes was removed from your account")
    other = app.test_client()
    assert other.send("/sign-in", {"email": EMAIL, "password": world.PASSWORD}).status_code == 303


def test_a_secret_that_was_changed_on_its_way_is_not_taken(app: Flask, robin: UUID, clock: TestClock) -> None:
    client, other = signed_in(app, EMAIL), pyotp.random_base32()
    page = client.page("/account/second-step/code")
    sealed = field(page, "secret")
    for made_up in (other, "", sealed[:-6]):
        sent = {"secret": made_up, "code": pyotp.TOTP(other).at(clock())}
        assert client.send("/account/second-step/code", sent).status_code == 422
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM code_device")) == 0


def test_the_secret_does_not_lie_open_in_the_database(app: Flask, robin: UUID, clock: TestClock) -> None:
    device, paper = set_up(signed_in(app, EMAIL), clock)
    with database.reading() as session:
        kept = session.execute(text("SELECT secret FROM code_device")).scalar_one()
        hashes = session.scalars(text("SELECT code_hash FROM recovery_code")).all()
    assert device.secret not in kept
    assert not set(hashes) & {code.replace("-", "") for code in paper}


def test_a_proof_that_is_old_is_asked_for_by_the_step(app: Flask, robin: UUID, clock: TestClock) -> None:
    client = signed_in(app, EMAIL)
    device, _ = set_up(client, clock)
    client.staying = None
    clock.forward(minutes=16)
    asked = client.send("/account/second-step/paper", come_from="/account/second-step")
    says(asked.text, "Show that it is you", "Six numbers from your app")
    silent_about(asked.text, "Password")
    form = {"kept": field(asked.text, "kept"), "code": device.at(clock())}
    carried = client.send("/account/prove", form)
    says(carried.text, "Nothing you typed is lost")
    done = client.send("/account/second-step/paper", come_from="/account/second-step")
    assert len(codes_of(done.text)) == 10


def test_the_back_office_resets_it_for_others_only(app: Flask, robin: UUID, clock: TestClock) -> None:
    set_up(signed_in(app, EMAIL), clock)
    office = world.administrator()
    with database.writing() as session:
        people.reset_second_step(session, office, robin)
    client = app.test_client()
    assert client.send("/sign-in", {"email": EMAIL, "password": world.PASSWORD}).status_code == 303
    says(client.page("/notices"), "Your second step was taken away by our team")


@pytest.mark.parametrize(
    "answer", [{}, {"ceremony": "x", "credential": "x"}, {"credential": "{}"}, {"credential": "[1]"}]
)
def test_what_is_no_passkey_opens_nothing(app: Flask, robin: UUID, answer: dict[str, str]) -> None:
    client = app.test_client()
    begun = client.post("/sign-in/passkey/begin", headers={"X-CSRFToken": client.token("/sign-in")}).json
    assert begun
    for ceremony in (begun["ceremony"], "11111111-2222-4333-8444-555555555555"):
        page = client.send("/sign-in/passkey", {"ceremony": ceremony} | answer, come_from="/sign-in")
        assert page.status_code == 422
        says(page.text, "That passkey did not work here")


def test_strangers_who_guess_do_not_keep_the_person_out(app: Flask, robin: UUID, clock: TestClock) -> None:
    home = app.test_client()
    home.send("/sign-in", {"email": EMAIL, "password": world.PASSWORD})
    home.send("/sign-out", come_from="/orders")
    for number in range(8):  # from many addresses, so that no address is slowed
        stranger = app.test_client()
        stranger.post(
            "/sign-in",
            data={"email": EMAIL, "password": "wrong", "csrf_token": stranger.token("/sign-in")},
            environ_base={"REMOTE_ADDR": f"10.0.0.{number}"},
        )
    elsewhere = app.test_client()
    says(password(elsewhere), "There were too many tries")
    assert home.send("/sign-in", {"email": EMAIL, "password": world.PASSWORD}).status_code == 303


def test_a_stolen_note_of_a_known_browser_gives_few_guesses(app: Flask, robin: UUID) -> None:
    home = app.test_client()
    home.send("/sign-in", {"email": EMAIL, "password": world.PASSWORD})
    note = home.get_cookie("ownpath-known")
    assert note
    assert note.http_only
    silent_about(note.value, EMAIL, "robin")
    thief = app.test_client()
    thief.set_cookie("ownpath-known", note.value)
    pages = [thief.send("/sign-in", {"email": EMAIL, "password": f"guess {n}"}).text for n in range(7)]
    says(pages[-1], "There were too many tries")
    for made_up in ("nonsense", note.value[:-3], ""):
        client = app.test_client()
        client.set_cookie("ownpath-known", made_up)
        assert client.send("/sign-in", {"email": EMAIL, "password": world.PASSWORD}).status_code == 303
