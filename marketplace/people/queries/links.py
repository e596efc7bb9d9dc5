"""Reads of links and of the letters that carried them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals, outbox, tokens
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Invitation, Link, LinkLetter, Organisation, Person
from marketplace.people.rules.joining import is_open
from marketplace.people.rules.mail import LETTER

PAGE = 50


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as whoever holds its token sees it; ``open`` until it is used, ended or late.

    ``has_account`` says whether the address that it went to has an account: its holder has shown that it is theirs.
    """

    purpose: str
    email: str | None
    account_id: UUID | None
    invitation_id: UUID | None
    open: bool
    has_account: bool


@dataclass(frozen=True, slots=True)
class LinkLetterRow:
    """A letter that left; ``opens`` is where its link leads, known in the demo alone."""

    recipient: str
    subject: str
    words: str
    sent_at: datetime
    opens: str | None


@dataclass(frozen=True, slots=True)
class FailedLetter:
    """A letter with a link that was tried too often: to whom, since when, and whether it could still be of use."""

    id: UUID
    recipient: str
    since: datetime
    of_use: bool


def link_letters_failed(session: Session, actor: Actor) -> list[FailedLetter]:
    """The letters with links that did not leave, the oldest first: for administrators. Raises NotFound."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    given_up = [UUID(payload["letter"]) for payload, _ in outbox.jobs_given_up(session, LETTER)]
    if not given_up:
        return []
    rows = session.execute(
        select(LinkLetter, Link.ends_at, Link.used_at, Link.ended_at, Person.id.label("person_id"))
        .outerjoin(Link, Link.id == LinkLetter.link_id)
        .outerjoin(Account, Account.email == LinkLetter.recipient)
        .outerjoin(Person, Person.account_id == Account.id)
        .where(LinkLetter.id.in_(given_up))
        .order_by(LinkLetter.asked_at, LinkLetter.id)
    ).all()
    journals.saw(actor, {row.person_id for row in rows if row.person_id})
    return [
        FailedLetter(
            row.LinkLetter.id,
            row.LinkLetter.recipient,
            row.LinkLetter.asked_at,
            of_use=row.ends_at is None or is_open(row.ends_at, row.used_at, row.ended_at, actor.now),
        )
        for row in rows
    ]


def link_behind(session: Session, actor: Actor, token: str) -> LinkRow:
    """The link of a token, also when it is spent. Raises NotFound for a token that no link ever had."""
    found = session.execute(
        select(
            Link.purpose,
            Link.email,
            Link.account_id,
            Link.invitation_id,
            Link.ends_at,
            Link.used_at,
            Link.ended_at,
            Account.id,
        )
        .outerjoin(Account, Account.email == Link.email)
        .where(Link.token_hash == tokens.kept(token))
    ).one_or_none()
    if found is None:
        raise NotFound
    usable = is_open(found.ends_at, found.used_at, found.ended_at, actor.now)
    return LinkRow(*found[:4], open=usable, has_account=found[7] is not None)


def link_letters_sent(session: Session, actor: Actor, recipient: str = "") -> list[LinkLetterRow]:
    """The newest letters that left, at most 50: for administrators, and for the worker, which alone sees where their
    links lead. Raises NotFound.
    """
    if not actor.may(Power.ADMINISTER) and actor.kind is not ActorKind.WORKER:
        raise NotFound
    asked: Select[*tuple[Any, ...]] = select(
        LinkLetter.recipient, LinkLetter.subject, LinkLetter.words, LinkLetter.sent_at, LinkLetter.opens
    )
    asked = asked.where(LinkLetter.sent_at.is_not(None))
    if recipient:
        asked = asked.where(LinkLetter.recipient == recipient)
    rows = session.execute(asked.order_by(LinkLetter.sent_at.desc(), LinkLetter.id).limit(PAGE))
    shown = actor.kind is ActorKind.WORKER
    return [LinkLetterRow(*row[:4], opens=row.opens if shown else None) for row in rows]


def organisation_inviting(session: Session, _actor: Actor, invitation_id: UUID | None) -> str | None:
    """The name of the organisation that invites, for its letter; None where a person does, whom no letter names."""
    asked = select(Organisation.name).join(Invitation, Invitation.organisation_id == Organisation.id)
    return session.scalar(asked.where(Invitation.id == invitation_id))


def own_email(session: Session, actor: Actor) -> str:
    """The address of the actor's own account. Raises NotFound without one."""
    found = session.scalar(select(Account.email).where(Account.id == actor.account_id))
    if found is None:
        raise NotFound
    return found
