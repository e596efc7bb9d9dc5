"""Letters: what is under way to whom, what left, and what did not arrive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, ContactPreference, MailFailure, MailStopped, Notice, Person, SentMail
from marketplace.people.queries.contact import CONTACT, contact_from
from marketplace.people.rules.contact import Contact, MailState, NoticeKind

PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One notice in a letter."""

    id: UUID
    kind: NoticeKind
    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Notices to send in one letter, the oldest first: to whom, how they want it, and whether mail reaches them."""

    account_id: UUID
    name: str
    email: str
    contact: Contact
    stopped: bool
    notices: tuple[Told, ...]

    @property
    def ids(self) -> list[UUID]:
        """The notices."""
        return [told.id for told in self.notices]


@dataclass(frozen=True, slots=True)
class Reader:
    """An account that is told something: how it wants that, and whether its address is known not to work."""

    account_id: UUID
    contact: Contact
    stopped: bool


@dataclass(frozen=True, slots=True)
class MailRow:
    """One e-mail that left, or in the demo would have left."""

    recipient: str
    subject: str
    words: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class FailureRow:
    """Mail that does not reach an account: since when, why, and how many letters."""

    id: UUID
    name: str
    email: str
    why: str
    since: datetime
    letters: int


_STOPPED = MailStopped.account_id.is_not(None)
_READER = (
    select(Account.id, Account.name, Account.email, _STOPPED, *CONTACT)
    .outerjoin(ContactPreference, ContactPreference.account_id == Account.id)
    .outerjoin(MailStopped, (MailStopped.account_id == Account.id) & (MailStopped.email == Account.email))
)


def readers(session: Session, _actor: Actor, accounts: Iterable[UUID]) -> list[Reader]:
    """How each of some accounts wants to be told of things, by id."""
    rows = session.execute(_READER.where(Account.id.in_(list(accounts))).order_by(Account.id))
    return [Reader(row[0], contact_from(row[4:]), row[3]) for row in rows]


def letter_of(session: Session, actor: Actor, notice_id: UUID) -> Outgoing | None:
    """The letter of one notice, for the worker; None unless it is under way to an account that is open."""
    return _outgoing(session, actor, Notice.id == notice_id, MailState.WAITING)


def daily_letter_of(session: Session, actor: Actor, account_id: UUID) -> Outgoing | None:
    """All that waits for an account's letter of the day, for the worker; None when nothing does."""
    return _outgoing(session, actor, Notice.account_id == account_id, MailState.DAILY)


def _outgoing(session: Session, actor: Actor, which: ColumnElement[bool], state: MailState) -> Outgoing | None:
    """One letter with the notices that are in a state. Raises NotFound for anybody but the worker."""
    if actor.kind is not ActorKind.WORKER:
        raise NotFound
    asked = select(Notice.id, Notice.kind, Notice.subject, Notice.words, Notice.account_id)
    rows = session.execute(asked.where(which, Notice.mail == state).order_by(Notice.at, Notice.id)).all()
    if not rows:
        return None
    to = session.execute(_READER.where(Account.id == rows[0].account_id, Account.closed_at.is_(None))).one_or_none()
    if to is None:
        return None
    notices = tuple(Told(row.id, NoticeKind(row.kind), row.subject, row.words) for row in rows)
    return Outgoing(to[0], to[1], to[2], contact_from(to[4:]), to[3], notices)


def mail_sent(session: Session, actor: Actor, recipient: str = "") -> list[MailRow]:
    """The newest e-mails that left, at most 50: for administrators, and for the worker that sends them."""
    if not actor.may(Power.ADMINISTER) and actor.kind is not ActorKind.WORKER:
        raise NotFound
    asked = (
        select(SentMail.recipient, SentMail.subject, SentMail.words, SentMail.sent_at, Person.id)
        .join(Notice, Notice.id == SentMail.notice_id)
        .outerjoin(Person, Person.account_id == Notice.account_id)
    )
    if recipient:
        asked = asked.where(SentMail.recipient == recipient)
    rows = session.execute(asked.order_by(SentMail.sent_at.desc(), SentMail.notice_id).limit(PAGE)).all()
    journals.saw(actor, {row.id for row in rows if row.id})
    return [MailRow(*row[:4]) for row in rows]


def mail_failures(session: Session, actor: Actor) -> list[FailureRow]:
    """Mail that does not arrive and nobody has settled, the oldest first: for administrators, without its words."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    letters = (
        select(func.count())
        .where(Notice.account_id == MailFailure.account_id, Notice.mail == MailState.FAILED)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            MailFailure.id,
            Account.name,
            Account.email,
            MailFailure.why,
            MailFailure.since,
            letters,
            Person.id.label("of"),
        )
        .join(Account, Account.id == MailFailure.account_id)
        .outerjoin(Person, Person.account_id == MailFailure.account_id)
        .where(MailFailure.settled_at.is_(None))
        .order_by(MailFailure.since, MailFailure.id)
    ).all()
    journals.saw(actor, {row.of for row in rows if row.of})
    return [FailureRow(*row[:6]) for row in rows]


def mail_in_trouble(session: Session, actor: Actor) -> list[tuple[UUID, datetime]]:
    """The mail that does not arrive, by id and since when: for lists that name nobody. Raises NotFound."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    asked = select(MailFailure.id, MailFailure.since).where(MailFailure.settled_at.is_(None))
    return [(id_, since) for id_, since in session.execute(asked.order_by(MailFailure.since, MailFailure.id))]
