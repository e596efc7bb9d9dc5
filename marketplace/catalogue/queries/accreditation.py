"""Reads of accreditation: which funders stand by a provider today, and a funder's own list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Accreditation
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.people.models import Organisation


@dataclass(frozen=True, slots=True)
class AccreditationRow:
    """One accreditation: both days are inside, and no last day means until it is ended."""

    id: UUID
    provider_id: UUID
    provider: str
    funder_id: UUID
    funder: str
    starts: date
    ends: date | None


def _holds(actor: Actor) -> ColumnElement[bool]:
    """Whether an accreditation holds on the actor's day."""
    return (Accreditation.starts <= actor.today) & or_(Accreditation.ends.is_(None), Accreditation.ends >= actor.today)


def accredited_by(session: Session, actor: Actor, provider_ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """The funders that stand by each of some providers on the actor's day, by provider. It is public."""
    rows = session.execute(
        select(Accreditation.provider_id, Accreditation.funder_id)
        .where(Accreditation.provider_id.in_(list(provider_ids)), _holds(actor))
        .order_by(Accreditation.provider_id, Accreditation.funder_id)
    )
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for provider_id, funder_id in rows:
        found[provider_id].append(funder_id)
    return {provider_id: tuple(funders) for provider_id, funders in found.items()}


def accreditations(session: Session, actor: Actor) -> list[AccreditationRow]:
    """The accreditations that hold today or will: of the commissioner's own funder, or all for the back office.

    By provider, and for anybody else none.
    """
    funder = aliased(Organisation)
    asked = (
        select(
            Accreditation.id,
            Accreditation.provider_id,
            Organisation.name,
            Accreditation.funder_id,
            funder.name,
            Accreditation.starts,
            Accreditation.ends,
        )
        .join(Organisation, Organisation.id == Accreditation.provider_id)
        .join(funder, funder.id == Accreditation.funder_id)
        .where(or_(Accreditation.ends.is_(None), Accreditation.ends >= actor.today))
        .order_by(Organisation.name, Accreditation.starts)
    )
    if actor.kind is not ActorKind.WORKER and not actor.may(Power.ADMINISTER):
        own = actor.organisation_id if actor.may(Power.COMMISSION) else None
        asked = asked.where(Accreditation.funder_id == own)
    return [AccreditationRow(*row) for row in session.execute(asked)]
