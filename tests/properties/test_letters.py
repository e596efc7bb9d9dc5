"""Seeded random histories of letters: never outside the hours, never lost, each once, also with a killed worker.

The day's letters are told from the rest by what is in them; a letter handed over twice by a worker that died in between
bears the same Message-ID, by which mail programs show it once.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine, text

from marketplace.cli import nightly
from marketplace.foundation import access, database, outbox
from marketplace.people import operations as people
from marketplace.people.operations import Telling
from marketplace.people.rules.contact import ALWAYS, CHOOSABLE, URGENT, Contact, NoticeKind, open_at
from marketplace.people.rules.mail import MailTrouble
from marketplace.settings import Settings
from marketplace.webkit import letters
from marketplace.webkit.posting import NotTaken
from tests import world
from tests.keeping import empty
from tests.properties.running import run

ENGINE: list[Engine] = []
SETTINGS = Settings(mail_url="smtp://nowhere", public_url="https://ownpath.example", secret_key="a key")
BEGINNINGS = ["2026-03-02T10:00+00:00", "2026-03-28T20:00+00:00", "2026-10-24T20:00+00:00"]
HOURS = [(None, None), (time(9), time(18)), (time(1), time(2)), (time(0, 30), time(23)), (time(22), time(23, 59))]
CONTACTS = st.builds(
    lambda by_email, daily, hours: Contact(by_email, frozenset(daily), *hours),
    st.sampled_from([True, True, True, False]),
    st.sets(st.sampled_from(CHOOSABLE)),
    st.sampled_from(HOURS),
)


class Killed(BaseException):
    """The worker dies: nothing of what it was about to do is done."""


@dataclass
class Box:
    """The mail server as the worker sees it: what it took, and what it says."""

    now: datetime
    contact: Contact = field(default_factory=Contact)
    says: MailTrouble | None = None
    dies: str = ""
    taken: dict[str, list[tuple[datetime, Contact, EmailMessage]]] = field(default_factory=dict)

    def send(self, message: EmailMessage, _url: str) -> None:
        """Take a letter, or not; or die before or after."""
        if self.dies == "before":
            raise Killed
        if self.says:
            raise NotTaken(self.says, final=self.says is MailTrouble.NO_SUCH_BOX)
        self.taken.setdefault(message["Message-ID"], []).append((self.now, self.contact, message))
        if self.dies == "after":
            raise Killed


class Letters(RuleBasedStateMachine):
    """One person who is told things, changes their mind, and has a worker that may die."""

    def __init__(self) -> None:
        super().__init__()
        empty(ENGINE[0])
        world.areas()
        self.told: dict[str, NoticeKind] = {}
        self.deaths = 0
        self.send, self.box = letters.send, Box(world.NOW)
        letters.send = self.box.send
        self.robin = world.person(email="robin@example.org")

    def teardown(self) -> None:
        """Give the module its own sending back, once all has come to rest."""
        self.box.says, self.box.dies = None, ""
        for _ in range(24 * 4):
            self.box.now += timedelta(hours=1)
            self._work()
        left = self._states("waiting", "daily")
        letters.send = self.send
        assert left == [], "a letter is lost: it is under way, and nothing sends it"
        self.each_is_sent_once()

    @initialize(begins=st.sampled_from(BEGINNINGS))
    def begin(self, begins: str) -> None:
        """Some of it is told in the nights when the clocks change."""
        self.box.now = datetime.fromisoformat(begins)

    @rule(kind=st.sampled_from(NoticeKind))
    def tell(self, kind: NoticeKind) -> None:
        """Something happens."""
        once = f"n{len(self.told)}"
        self.told[once] = kind
        assert self.robin.account_id
        with database.writing() as session:
            news = Telling("News", f"This is {once}.", "order", None, once, kind)
            people.tell(session, world.system(self.box.now), [self.robin.account_id], news)

    @rule(contact=CONTACTS)
    def choose(self, contact: Contact) -> None:
        """They change their mind, also about what waits."""
        self.box.contact = contact
        with database.writing() as session:
            people.choose_contact(session, self.robin.at(self.box.now), contact)

    @rule(minutes=st.sampled_from([1, 7, 61, 60 * 5, 60 * 24]))
    def later(self, minutes: int) -> None:
        """Time passes, and the worker works."""
        self.box.now += timedelta(minutes=minutes)
        self._work()

    @rule(says=st.sampled_from([None, None, *MailTrouble]))
    def server(self, says: MailTrouble | None) -> None:
        """The mail server changes its mind."""
        self.box.says = says

    @rule(when=st.sampled_from(["before", "after"]))
    def dies(self, when: str) -> None:
        """The worker is killed in the middle of a letter; another takes over when its lease is over."""
        if self.deaths < outbox.MOST_ATTEMPTS - 2:
            self.deaths += 1
            self.box.dies = when
            self._work()
            self.box.dies = ""
            self.box.now += outbox.LEASE + timedelta(seconds=1)
            self._work()

    def _work(self) -> None:
        nightly.ask(access.clock(self.box.now))
        handlers: dict[str, Any] = {"nightly": lambda _: None, **letters.mail_handlers(SETTINGS, lambda: self.box.now)}
        with suppress(Killed):
            outbox.work(handlers, lambda: self.box.now)

    def _states(self, *states: str) -> list[str]:
        with database.reading() as session:
            return list(
                session.scalars(text("SELECT once FROM notice WHERE mail = ANY(:states)"), {"states": list(states)})
            )

    @invariant()
    def each_is_sent_once(self) -> None:
        """By what mail programs show: each notice stands in one letter at most, and whatever is sent stands in one."""
        shown = {name: copies[0][2].get_content() for name, copies in self.box.taken.items()}
        for once in self.told:
            assert sum(f"This is {once}.\n" in words for words in shown.values()) <= 1, once
        for once in self._states("sent"):
            assert any(f"This is {once}.\n" in words for words in shown.values()), once

    @invariant()
    def never_outside_the_hours(self) -> None:
        """No letter but an urgent one comes while its reader wants none, and none to who wants none at all."""
        for copies in self.box.taken.values():
            for at, contact, message in copies:
                words = message.get_content()
                kinds = {kind for once, kind in self.told.items() if f"This is {once}.\n" in words}
                assert kinds & URGENT or open_at(contact, at), (at, contact)
                assert kinds <= ALWAYS or contact.by_email, (at, contact)


def test_letters_come_at_their_hours_and_none_is_lost(db: Engine) -> None:
    ENGINE[:] = [db]
    run(Letters, examples=10, steps=20)
