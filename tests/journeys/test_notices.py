"""A person says how and when to be told of things; a letter waits until the morning, and then leaves."""

from collections.abc import Callable
from datetime import UTC, datetime

from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.operations import Telling
from marketplace.people.queries import mail_sent
from marketplace.people.rules.contact import NoticeKind
from tests import world
from tests.faces.conftest import TestClock
from tests.journeys.conftest import Visitor


def _tell(person: world.Actor, clock: TestClock, subject: str, kind: NoticeKind) -> None:
    news = Telling(subject, "Open it to see what it is.", "money", None, subject, kind, person.own_person_id)
    with database.writing() as session:
        people.tell(session, world.system(clock()), [person.account_id], news)


def _letters() -> list[str]:
    with database.reading() as session:
        return [mail.subject for mail in mail_sent(session, world.system())][::-1]


def test_a_letter_waits_until_the_morning(
    visitor: Callable[[], Visitor], work: Callable[[], object], clock: TestClock
) -> None:
    world.areas()
    person = world.person(email="robin@example.org")
    clock.instant = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)
    robin = visitor().sign_in("robin@example.org")
    robin.follow("Your account").follow("How you tell me things").sees("Letters go to robin@example.org.")
    robin.choose("Here, and by e-mail too").fill("No letter before", "6pm").fill("No letter after", "9am")
    robin.press("Save").sees("There is a problem", "The second hour must be later in the same day")
    robin.fill("No letter before", "9am").fill("No letter after", "6pm").press("Save")
    robin.sees("We will tell you things in this way from now on.")

    _tell(person, clock, "News of your money", NoticeKind.MONEY)
    _tell(person, clock, "The provider cancelled a booking", NoticeKind.CALLED_OFF)
    work()
    assert _letters() == ["The provider cancelled a booking"]
    robin.open("/").sees("Notices 2").follow("Notices").press("News of your money").press("Open it").sees("My money")
    robin.sees("Notices 1")

    clock.instant = datetime(2026, 3, 3, 8, 59, tzinfo=UTC)
    work()
    assert len(_letters()) == 1
    clock.forward(minutes=1)
    work()
    assert _letters() == ["The provider cancelled a booking", "News of your money"]

    robin.open("/account/needs").choose("British Sign Language").fill("The language you like best", "BSL")
    robin.choose("Providers I have an order with").press("Save").sees("You said it once")
