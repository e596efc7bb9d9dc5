"""Reads of the journals by the person whose they are: who looked at what, and what was done in their name."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.models import Audit, Looked
from marketplace.people.models import Account, Mandate, Organisation, Person
from marketplace.people.queries.scope import open_to
from marketplace.people.rules import MandateKind

PAGE = 50


@dataclass(frozen=True, slots=True)
class LookRow:
    """Somebody looked at one page on one day in London, so many times, for the last time at an instant (UTC).

    ``page`` is the endpoint, ``how`` opened or listed; ``reason`` is what an official gave in an emergency.
    """

    day: date
    name: str
    organisation: str | None
    page: str
    how: str
    reason: str | None
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class DeedRow:
    """Something that somebody who acts for a person did: by whom, for which organisation, and to which record."""

    at: datetime
    name: str
    organisation: str | None
    subject: str
    subject_id: UUID
    action: str
    became: str | None


def looks_at(session: Session, actor: Actor, person_id: UUID, page: int = 1) -> list[LookRow]:
    """Who looked at a person's details, the newest day first, 50 to a page: for them, and for whom they let read it."""
    day = func.date(func.timezone("Europe/London", Looked.at))
    last = func.max(Looked.at)
    rows = session.execute(
        select(day, Account.name, Organisation.name, Looked.page, Looked.how, Looked.reason, func.count(), last)
        .join(Account, Account.id == Looked.account_id)
        .outerjoin(Organisation, Organisation.id == Looked.organisation_id)
        .where(Looked.person_id == person_id, open_to(actor, Power.SEE, Looked.person_id, Section.JOURNAL))
        .group_by(day, Account.id, Organisation.id, Looked.page, Looked.how, Looked.reason)
        .order_by(day.desc(), last.desc(), Account.id, Looked.page)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [LookRow(*row) for row in rows]


def deeds_for(session: Session, actor: Actor, mandate_id: UUID | None = None, page: int = 1) -> list[DeedRow]:
    """What was done in the actor's own name by those who hold, or held, a mandate of theirs, the newest first.

    With a mandate, by its holder alone. 50 to a page.
    """
    holder = select(Mandate.id).where(
        Mandate.person_id == Audit.person_id,
        Mandate.kind != MandateKind.FUNDER,
        or_(
            Mandate.holder_account_id == Audit.account_id,
            Mandate.holder_organisation_id == Audit.organisation_id,
        ),
    )
    if mandate_id is not None:
        holder = holder.where(Mandate.id == mandate_id)
    rows = session.execute(
        select(Audit.at, Account.name, Organisation.name, Audit.subject, Audit.subject_id, Audit.action, Audit.became)
        .join(Person, Person.id == Audit.person_id)
        .join(Account, Account.id == Audit.account_id)
        .outerjoin(Organisation, Organisation.id == Audit.organisation_id)
        .where(Audit.person_id == actor.own_person_id, Audit.account_id != Person.account_id, holder.exists())
        .order_by(Audit.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [DeedRow(*row) for row in rows]
