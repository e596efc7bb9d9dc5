"""Stopping letters by their link: one step, without signing in, and never what is about safety."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.queries import Outgoing, Told
from marketplace.people.rules.contact import Contact, NoticeKind
from marketplace.settings import Settings
from marketplace.webkit.letters import letter
from marketplace.webkit.unsubscribing import LASTS, Subscriber, token
from tests import world
from tests.faces.conftest import SECRET, Client, TestClock
from tests.faces.shop import says
from tests.faces.storefront.people import nothing_changes
from tests.faces.storefront.sheet import sheet

EMAIL = "robin@example.org"
SETTINGS = Settings(public_url="https://ownpath.example", secret_key=SECRET)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def robin(app: Flask, clock: TestClock) -> UUID:
    """An account that gets letters."""
    world.areas()
    return world.person(email=EMAIL).account_id or UUID(int=0)


def link(account_id: UUID, kind: NoticeKind = NoticeKind.ORDERS) -> str:
    """Where the header of a letter leads."""
    post = Outgoing(account_id, "Robin Vale", EMAIL, Contact(), False, (Told(uuid4(), kind, "News", "There is news."),))
    sent = letter(post, SETTINGS, world.NOW)
    raw = bytes(sent).decode().replace("\n ", "")  # as it is on its way
    assert ("List-Unsubscribe-Post: List-Unsubscribe=One-Click" in raw) == ("List-Unsubscribe:" in raw)
    found = [line for line in raw.splitlines() if line.startswith("List-Unsubscribe:")]
    return found[0].partition("<https://ownpath.example")[2].rstrip(">") if found else ""


def by_email() -> list[bool]:
    """Who still gets letters, of those who chose anything."""
    with database.reading() as session:
        return list(session.scalars(text("SELECT by_email FROM contact_preference")))


def test_a_mail_program_stops_letters_in_one_step(app: Flask, robin: UUID) -> None:
    answer = app.test_client().post(link(robin), data=ONE_CLICK)
    assert answer.status_code == 200
    says(answer.text, "Our e-mails have stopped")
    assert by_email() == [False]
    assert app.test_client().post(link(robin), data=ONE_CLICK).status_code == 200
    assert by_email() == [False]


def test_looking_at_the_link_stops_nothing(app: Flask, robin: UUID) -> None:
    visitor: Client = app.test_client()  # type: ignore[assignment]
    with nothing_changes():
        page = visitor.page(link(robin))
    says(page, "Stop our e-mails?", "worries of harm")
    says(sheet(page, "/unsubscribe/").send(visitor).text, "Our e-mails have stopped")
    assert by_email() == [False]


def test_what_else_was_chosen_stays(app: Flask, robin: UUID) -> None:
    with database.writing() as session:
        chosen = Contact(ring=True, phone="01632 960 001", other_name="Sue Vale")
        people.choose_contact(session, world.actor(robin), chosen)
    app.test_client().post(link(robin), data=ONE_CLICK)
    with database.reading() as session:
        row = session.execute(text("SELECT by_email, ring, phone, other_name FROM contact_preference")).one()
    assert row == (False, True, "01632 960 001", "Sue Vale")


@pytest.mark.parametrize("kind", [NoticeKind.SECURITY, NoticeKind.HARM])
def test_what_is_about_safety_has_no_such_link(robin: UUID, kind: NoticeKind) -> None:
    assert link(robin, kind) == ""


def test_links_that_are_made_up_old_or_of_another_do_nothing(app: Flask, robin: UUID) -> None:
    mine = link(robin).removeprefix("/unsubscribe/")
    who = Subscriber(robin, EMAIL)
    wrong = [
        "nonsense",
        "%C3%A9",
        "a" * 10_000,
        mine[:-3],
        mine[:40] + ("B" if mine[40] == "A" else "A") + mine[41:],
        token("another key", who, world.NOW),
        token(SECRET, who, world.NOW - LASTS - timedelta(seconds=1)),
        token(SECRET, Subscriber(robin, "before@example.org"), world.NOW),
        token(SECRET, Subscriber(uuid4(), EMAIL), world.NOW),
    ]
    with nothing_changes():
        for made_up in wrong:
            answer = app.test_client().post(f"/unsubscribe/{made_up}", data=ONE_CLICK)
            assert answer.status_code == 404, made_up[:60]
            says(answer.text, "This link does not work")
    assert app.test_client().get("/unsubscribe/nonsense").status_code == 404
    assert by_email() == []


def test_nobody_can_read_in_a_link_whose_it_is(robin: UUID) -> None:
    assert str(robin) not in link(robin)
    assert "robin" not in link(robin)
