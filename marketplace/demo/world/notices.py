"""The notices of the demo world: who has read theirs, how some want to be told of things, and mail that fails."""

from collections.abc import Iterator
from datetime import datetime, time
from functools import partial

from marketplace.demo.world.agenda import Step
from marketplace.demo.world.cast import Cast, email_of
from marketplace.demo.world.people import ADMINISTRATOR, PEOPLE
from marketplace.foundation import access, database
from marketplace.people import operations as people
from marketplace.people.operations import Telling
from marketplace.people.queries import mail_failures, notices_for
from marketplace.people.rules.contact import Contact, NoticeKind
from marketplace.people.rules.mail import MailTrouble
from marketplace.people.rules.needs import CommunicationNeed, Needs

READ_DAYS = 3  # before the anchor

MAUREEN = Contact(
    daily=frozenset({NoticeKind.MONEY, NoticeKind.OTHER}),
    begins=time(9),
    ends=time(19),
    other_name="Moira Thirlwell",
    other_contact="01632 960417",
)
NEEDS = {
    "maureen": Needs(
        (CommunicationNeed.LARGE_PRINT, CommunicationNeed.TEXT_NOT_CALLS),
        words="Some days I cannot get up. I read what you write, and answer when I can.",
        for_helpers=True,
        for_providers=True,
    ),
    "nasreen": Needs((CommunicationNeed.INTERPRETER,), "Punjabi", for_helpers=True),
}


def steps(cast: Cast) -> Iterator[Step]:
    """Long ago some said how to tell them things; three evenings before the anchor everybody looks at their notices."""
    early = cast.calendar.before(100, "12:20")
    yield Step(early, partial(_say, cast, early))
    now = cast.calendar.before(READ_DAYS, "21:30")
    yield Step(now, partial(_read, cast, now))
    failing = cast.calendar.before(2, "10:20")
    yield Step(failing, partial(_fail, cast, failing))


def _say(cast: Cast, now: datetime) -> None:
    with database.writing() as session:
        people.choose_contact(session, cast.actor(PEOPLE["maureen"][0], now), MAUREEN)
        for key, needs in NEEDS.items():
            people.record_needs(session, cast.actor(PEOPLE[key][0], now), needs)


def _read(cast: Cast, now: datetime) -> None:
    readers = [cast.actor(name, now) for name in cast.accounts]
    with database.writing() as session:
        for reader in readers:
            people.mark_seen(session, reader)


def _fail(cast: Cast, now: datetime) -> None:
    """The mailboxes of two are full or shut; of one the back office has marked the address."""
    office, worker = cast.actor(ADMINISTRATOR, now), access.worker(now)
    for key, stopped in (("owen", False), ("leon", True)):
        account_id = cast.accounts[PEOPLE[key][0]]
        telling = Telling(
            "Welcome to your notices",
            "All that we tell you stands in your notices, also when an e-mail does not arrive.",
            "welcome",
            None,
            "welcome",
        )
        with database.writing() as session:
            people.tell(session, worker, [account_id], telling)
            newest = notices_for(session, cast.actor(PEOPLE[key][0], now))[0]
            people.mail_failed(session, worker, [newest.id], MailTrouble.NO_SUCH_BOX)
            failing = [row.id for row in mail_failures(session, office) if row.email == email_of(PEOPLE[key][0])]
            for failure_id in failing if stopped else ():
                people.stop_mail(session, office, failure_id)
