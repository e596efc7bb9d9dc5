"""Who is to be told of something, and what an account was told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Mandate, Membership, Notice, Person, SentMail
from marketplace.people.queries.scope import in_force, still_member
from marketplace.people.rules import POWERS_OF_DUTY, MandateKind

PAGE = 50


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One thing that an account was told; ``fresh`` until the account says it has seen its list."""

    id: UUID
    at: datetime
    subject: str
    words: str
    about: str
    about_id: UUID | None
    fresh: bool


@dataclass(frozen=True, slots=True)
class MailRow:
    """One e-mail that left, or in the demo would have left."""

    recipient: str
    subject: str
    words: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A notice with the address to send it to."""

    id: UUID
    name: str
    email: str
    subject: str
    words: str
    sent: bool


def accounts_of_person(session: Session, actor: Actor, person_id: UUID) -> set[UUID]:
    """The accounts that hear what happens to a person: their own, their supporters', their brokers'."""
    own = select(Person.account_id).where(Person.id == person_id, Person.account_id.is_not(None))
    given = select(Mandate).where(Mandate.person_id == person_id, in_force(actor)).subquery()
    supporters = select(given.c.holder_account_id).where(given.c.holder_account_id.is_not(None))
    brokers = select(Membership.account_id).where(
        Membership.organisation_id.in_(
            select(given.c.holder_organisation_id).where(given.c.kind == MandateKind.BROKER)
        ),
        still_member(actor),
    )
    return {row for row in session.scalars(own.union(supporters, brokers)) if row is not None}


def accounts_of_organisation(session: Session, actor: Actor, organisation_id: UUID, power: Power) -> set[UUID]:
    """The members of an organisation whose duties give a power."""
    duties = [duty.value for duty, powers in POWERS_OF_DUTY.items() if power in powers]
    return set(
        session.scalars(
            select(Membership.account_id).where(
                Membership.organisation_id == organisation_id,
                Membership.duties.overlap(duties),
                still_member(actor),
            )
        )
    )


def accounts_of_office(session: Session, actor: Actor) -> set[UUID]:
    """The administrators."""
    duties = [duty.value for duty, powers in POWERS_OF_DUTY.items() if Power.ADMINISTER in powers]
    return set(
        session.scalars(select(Membership.account_id).where(Membership.duties.overlap(duties), still_member(actor)))
    )


_FRESH = or_(Account.notices_seen_at.is_(None), Notice.at > Account.notices_seen_at)
_NOTICE = select(
    Notice.id,
    Notice.at,
    Notice.subject,
    Notice.words,
    Notice.about,
    Notice.about_id,
    _FRESH.label("fresh"),
).join(Account, Account.id == Notice.account_id)


def notices_for(session: Session, actor: Actor) -> list[NoticeRow]:
    """What the actor's account was told, newest first, at most 50."""
    rows = session.execute(
        _NOTICE.where(Notice.account_id == actor.account_id).order_by(Notice.at.desc(), Notice.id).limit(PAGE)
    )
    return [NoticeRow(*row) for row in rows]


def notice(session: Session, actor: Actor, notice_id: UUID) -> NoticeRow:
    """One notice of the actor's own. Raises NotFound."""
    found = session.execute(_NOTICE.where(Notice.id == notice_id, Notice.account_id == actor.account_id)).one_or_none()
    if found is None:
        raise NotFound
    return NoticeRow(*found)


def fresh_count(session: Session, actor: Actor) -> int:
    """How many notices the actor's account has not seen."""
    counted = session.scalar(
        select(func.count())
        .select_from(Notice)
        .join(Account, Account.id == Notice.account_id)
        .where(Account.id == actor.account_id, _FRESH)
    )
    return counted or 0


def outgoing(session: Session, _actor: Actor, notice_id: UUID) -> Outgoing | None:
    """A notice as the mail handler needs it, or None when there is none, or nobody to send it to any more."""
    found = session.execute(
        select(Notice.id, Account.name, Account.email, Notice.subject, Notice.words, SentMail.notice_id.is_not(None))
        .join(Account, Account.id == Notice.account_id)
        .outerjoin(SentMail, SentMail.notice_id == Notice.id)
        .where(Notice.id == notice_id, Account.closed_at.is_(None))
    ).one_or_none()
    return Outgoing(*found) if found else None


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
