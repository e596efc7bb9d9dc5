"""Reads of what officials opened in an emergency: by themselves, and by those who watch over it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, false, or_, select
from sqlalchemy.orm import Session, aliased

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, EmergencyAccess, Mandate, Membership, Organisation, Person
from marketplace.people.queries.scope import in_force, still_member
from marketplace.people.rules import MAY_OPEN, Duty, MandateKind

PAGE = 50
_CHECKER = aliased(Account)


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """One opening: whom, by whom of which body, why, between which instants (UTC); whether it stands, and is own.

    ``checked_at``, ``checked_by`` and ``finding`` say who looked at the reason, and what they found.
    """

    id: UUID
    person_id: UUID
    person: str
    by: str
    organisation: str
    reason: str
    begun_at: datetime
    ends_at: datetime
    stands: bool
    own: bool
    checked_at: datetime | None
    checked_by: str | None
    finding: str | None


def _told(actor: Actor) -> ColumnElement[bool]:
    """The condition that an opening is the actor's own, or that they watch over it."""
    if actor.may(Power.ADMINISTER):
        return EmergencyAccess.id.is_not(None)
    own = (EmergencyAccess.account_id == actor.account_id) & (EmergencyAccess.organisation_id == actor.organisation_id)
    if actor.organisation_id is None or not actor.powers & MAY_OPEN:
        return EmergencyAccess.id.is_(None)
    if not actor.may(Power.SAFEGUARD):
        return own
    named = select(Mandate.person_id).where(
        Mandate.holder_organisation_id == actor.organisation_id, Mandate.kind == MandateKind.FUNDER, in_force(actor)
    )
    return or_(own, EmergencyAccess.person_id.in_(named))


def _asked(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            EmergencyAccess,
            Person.name.label("person"),
            Account.name.label("by"),
            Organisation.name,
            _CHECKER.name.label("checked_by"),
        )
        .join(Person, Person.id == EmergencyAccess.person_id)
        .join(Account, Account.id == EmergencyAccess.account_id)
        .join(Organisation, Organisation.id == EmergencyAccess.organisation_id)
        .outerjoin(_CHECKER, _CHECKER.id == EmergencyAccess.checked_by)
        .where(_told(actor))
    )


def _row(actor: Actor, row: Row[*tuple[Any, ...]]) -> EmergencyRow:
    kept: EmergencyAccess = row.EmergencyAccess
    return EmergencyRow(
        kept.id,
        kept.person_id,
        row.person,
        row.by,
        row.name,
        kept.reason,
        kept.begun_at,
        kept.ends_at,
        stands=kept.ends_at > actor.now,
        own=kept.account_id == actor.account_id,
        checked_at=kept.checked_at,
        checked_by=row.checked_by,
        finding=kept.finding,
    )


def emergencies(session: Session, actor: Actor, page: int = 1) -> list[EmergencyRow]:
    """What the actor opened, or watches over, the newest first; 50 to a page."""
    asked = _asked(actor).order_by(EmergencyAccess.begun_at.desc(), EmergencyAccess.id)
    rows = [_row(actor, row) for row in session.execute(asked.limit(PAGE).offset((page - 1) * PAGE))]
    journals.saw(actor, [row.person_id for row in rows])
    return rows


def emergency(session: Session, actor: Actor, access_id: UUID) -> EmergencyRow:
    """One opening that the actor made or watches over. Raises NotFound."""
    found = session.execute(_asked(actor).where(EmergencyAccess.id == access_id)).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [found.EmergencyAccess.person_id], "opened")
    return _row(actor, found)


def watched_over(actor: Actor) -> ColumnElement[bool]:
    """The condition that an opening is for the actor to look at: another's, under their watch, looked at by nobody yet.

    Leads look at those of people who named their funder; the back office at those that no lead watches over.
    """
    waits = EmergencyAccess.checked_at.is_(None) & (EmergencyAccess.account_id != actor.account_id) & _told(actor)
    if not actor.may(Power.ADMINISTER):
        return waits if actor.may(Power.SAFEGUARD) else false()
    lead = exists().where(
        Mandate.person_id == EmergencyAccess.person_id,
        Mandate.kind == MandateKind.FUNDER,
        in_force(actor),
        Membership.organisation_id == Mandate.holder_organisation_id,
        Membership.account_id != EmergencyAccess.account_id,
        Membership.duties.contains([Duty.SAFEGUARDING_LEAD.value]),
        still_member(actor),
    )
    return waits & ~lead


def emergencies_to_check(session: Session, actor: Actor) -> list[tuple[UUID, datetime]]:
    """The openings that the actor has to look at, by id and since when: for lists that name nobody."""
    asked = select(EmergencyAccess.id, EmergencyAccess.begun_at).where(watched_over(actor))
    asked = asked.order_by(EmergencyAccess.begun_at, EmergencyAccess.id)
    return [(id_, since) for id_, since in session.execute(asked)]
