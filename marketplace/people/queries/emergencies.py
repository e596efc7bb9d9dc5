"""Reads of what officials opened in an emergency: by themselves, and by those who watch over it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, EmergencyAccess, Mandate, Organisation, Person
from marketplace.people.queries.scope import in_force
from marketplace.people.rules import MAY_OPEN, MandateKind

PAGE = 50


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """One opening: whom, by whom of which body, why, between which instants (UTC); whether it stands, and is own."""

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
        select(EmergencyAccess, Person.name.label("person"), Account.name.label("by"), Organisation.name)
        .join(Person, Person.id == EmergencyAccess.person_id)
        .join(Account, Account.id == EmergencyAccess.account_id)
        .join(Organisation, Organisation.id == EmergencyAccess.organisation_id)
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
