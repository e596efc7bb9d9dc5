"""When letters come: at the hours that somebody chose, at once or once a day, and never twice."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.cli import nightly
from marketplace.foundation import access, database
from marketplace.people import operations as people
from marketplace.people.operations import Telling
from marketplace.people.queries import MailRow, mail_sent
from marketplace.people.rules.contact import Contact, NoticeKind
from tests import world
from tests.faces.conftest import TestClock

EVENING = datetime(2026, 3, 2, 22, 15, tzinfo=UTC)
OFFICE_HOURS = Contact(begins=time(9), ends=time(18))
EVERYTHING = frozenset({NoticeKind.ORDERS, NoticeKind.MONEY, NoticeKind.ANSWERS, NoticeKind.TASKS, NoticeKind.OTHER})


@pytest.fixture
def robin(app: Flask, clock: TestClock) -> world.Actor:
    """A person who is told things, late in the evening."""
    world.areas()
    clock.instant = EVENING
    return world.person(email="robin@example.org")


def tell(robin: world.Actor, clock: TestClock, once: str, kind: NoticeKind = NoticeKind.ORDERS) -> None:
    """Tell somebody something now."""
    with database.writing() as session:
        news = Telling(f"News {once}", "There is news.", "order", None, once, kind)
        people.tell(session, world.system(clock()), [robin.account_id or UUID(int=0)], news)


def choose(robin: world.Actor, clock: TestClock, contact: Contact) -> None:
    """Somebody chooses how to be told of things."""
    with database.writing() as session:
        people.choose_contact(session, robin.at(clock()), contact)


def sent() -> list[MailRow]:
    """The letters that left, the oldest first."""
    with database.reading() as session:
        return mail_sent(session, world.system())[::-1]


def states() -> dict[str, str]:
    """Where the letter of each notice is."""
    with database.reading() as session:
        return dict(tuple(row) for row in session.execute(text("SELECT once, mail FROM notice")))


def test_a_letter_waits_until_the_hours_begin(robin: world.Actor, clock: TestClock, work: Callable[[], int]) -> None:
    choose(robin, clock, OFFICE_HOURS)
    tell(robin, clock, "a")
    assert (work(), sent()) == (0, [])
    clock.instant = datetime(2026, 3, 3, 8, 59, 59, tzinfo=UTC)
    assert (work(), sent()) == (0, [])
    clock.forward(seconds=1)
    work()
    assert [mail.subject for mail in sent()] == ["News a"]


@pytest.mark.parametrize(
    ("told", "leaves"),
    [  # the clocks go on at 01:00 UTC on 29 March, and back at 01:00 UTC on 25 October
        ("2026-03-28T22:00+00:00", "2026-03-29T08:00+00:00"),
        ("2026-03-27T22:00+00:00", "2026-03-28T09:00+00:00"),
        ("2026-10-24T21:00+00:00", "2026-10-25T09:00+00:00"),
        ("2026-10-23T21:00+00:00", "2026-10-24T08:00+00:00"),
    ],
)
def test_nine_is_nine_by_the_clocks_in_london(
    robin: world.Actor, clock: TestClock, work: Callable[[], int], told: str, leaves: str
) -> None:
    clock.instant = datetime.fromisoformat(told)
    choose(robin, clock, OFFICE_HOURS)
    tell(robin, clock, "a")
    clock.instant = datetime.fromisoformat(leaves)
    clock.forward(seconds=-1)
    assert (work(), sent()) == (0, [])
    clock.forward(seconds=1)
    work()
    assert len(sent()) == 1


@pytest.mark.parametrize("kind", [NoticeKind.HARM, NoticeKind.CALLED_OFF, NoticeKind.REFUSED, NoticeKind.SECURITY])
def test_what_is_urgent_waits_for_nothing(
    robin: world.Actor, clock: TestClock, work: Callable[[], int], kind: NoticeKind
) -> None:
    choose(robin, clock, Contact(daily=EVERYTHING, begins=time(9), ends=time(18)))
    tell(robin, clock, "a", kind)
    work()
    assert [mail.subject for mail in sent()] == ["News a"]


def test_the_letter_of_the_day_has_all_that_waited(
    robin: world.Actor, clock: TestClock, work: Callable[[], int]
) -> None:
    choose(robin, clock, Contact(daily=EVERYTHING))
    for once in ("a", "b", "c"):
        tell(robin, clock, once)
    assert (work(), sent()) == (0, [])
    clock.instant = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    work()
    (letter,) = sent()
    assert letter.subject == "What is new for you"
    assert [letter.words.count(f"News {once}\nThere is news.") for once in ("a", "b", "c")] == [1, 1, 1]
    assert set(states().values()) == {"sent"}
    tell(robin, clock, "d")
    clock.forward(hours=23)
    work()
    assert len(sent()) == 1
    clock.forward(hours=1)
    work()
    assert [mail.subject for mail in sent()] == ["What is new for you", "News d"]


def test_who_wants_nothing_by_mail_gets_only_what_is_about_safety(
    robin: world.Actor, clock: TestClock, work: Callable[[], int]
) -> None:
    choose(robin, clock, Contact(by_email=False))
    for kind in NoticeKind:
        tell(robin, clock, kind.value, kind)
    work()
    assert {mail.subject for mail in sent()} == {"News harm", "News security"}
    assert {once for once, state in states().items() if state == "kept"} == set(NoticeKind) - {"harm", "security"}


def test_what_waits_follows_what_is_chosen_meanwhile(
    robin: world.Actor, clock: TestClock, work: Callable[[], int]
) -> None:
    choose(robin, clock, OFFICE_HOURS)
    tell(robin, clock, "a")
    choose(robin, clock, Contact(begins=time(20), ends=time(22)))
    clock.instant = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    work()
    assert (sent(), states()) == ([], {"a": "waiting"})
    choose(robin, clock, Contact(daily=EVERYTHING, begins=time(7), ends=time(8)))
    clock.instant = datetime(2026, 3, 3, 20, 0, tzinfo=UTC)
    work()
    assert (sent(), states()) == ([], {"a": "daily"})
    clock.instant = datetime(2026, 3, 4, 7, 30, tzinfo=UTC)
    work()
    assert len(sent()) == 1


def test_who_stops_letters_gets_none_that_waits(robin: world.Actor, clock: TestClock, work: Callable[[], int]) -> None:
    choose(robin, clock, Contact(daily=EVERYTHING))
    tell(robin, clock, "a")
    choose(robin, clock, Contact(by_email=False))
    clock.instant = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    work()
    assert (sent(), states()) == ([], {"a": "kept"})


def test_what_missed_the_letter_of_the_day_comes_with_the_next(
    robin: world.Actor, clock: TestClock, work: Callable[[], int]
) -> None:
    choose(robin, clock, Contact(daily=EVERYTHING))
    tell(robin, clock, "a")
    with database.writing() as session:  # as if it had been told while the letter left
        session.execute(text("UPDATE outbox SET done_at = now() WHERE topic = 'daily_letter'"))
    clock.instant = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
    nightly.ask(access.clock(clock()))
    clock.instant = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    work()
    assert len(sent()) == 1


def test_a_letter_says_why_it_came_and_how_to_stop_it(
    robin: world.Actor, clock: TestClock, work: Callable[[], int]
) -> None:
    tell(robin, clock, "a")
    tell(robin, clock, "b", NoticeKind.SECURITY)
    work()
    plain, safety = sorted(sent(), key=lambda mail: mail.subject)
    assert "Why you get this: you have an account with us" in plain.words
    assert "/account/notices\n" in plain.words
    assert "/unsubscribe/" in plain.words
    assert "So we always send it." in safety.words
    assert "/account/notices\n" in safety.words
    assert "/unsubscribe/" not in safety.words
