"""Reads of a provider's own unit costs: the list, one with its versions, and what an offer's prices are held to."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Costing, CostingVersion, OfferCosting
from marketplace.catalogue.queries.force import versions_in_force
from marketplace.catalogue.rules.costing import Answer, Sheet, answers, from_document
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound

PAGE = 100


@dataclass(frozen=True, slots=True)
class CostingVersionRow:
    """One version of a costing: its number, the day that its costs are of, and when it was kept."""

    number: int
    day: date
    made_at: datetime


@dataclass(frozen=True, slots=True)
class CostingRow:
    """One costing in the list, with its newest version."""

    id: UUID
    name: str
    newest: CostingVersionRow
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WholeCostingRow:
    """One costing with a version's sheet, and every version that it has, the newest first."""

    id: UUID
    name: str
    version: CostingVersionRow
    sheet: Sheet
    versions: tuple[CostingVersionRow, ...]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """What an offer's prices are held to: a service of a version."""

    costing_id: UUID
    name: str
    number: int
    newest: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class HeldOfferRow:
    """An offer whose prices are held to a costing, and to which service of which version."""

    offer_id: UUID
    title: str
    number: int
    service: int


def costings(session: Session, actor: Actor) -> list[CostingRow]:
    """The costings of the actor's own organisation, the one that was kept last first."""
    if actor.organisation_id is None or not actor.may(Power.LIST):
        return []
    newest = (
        select(CostingVersion)
        .ext(distinct_on(CostingVersion.costing_id))
        .order_by(CostingVersion.costing_id, CostingVersion.number.desc())
        .subquery()
    )
    rows = session.execute(
        select(Costing.id, Costing.name, newest.c.number, newest.c.day, newest.c.made_at, newest.c.document)
        .join(newest, newest.c.costing_id == Costing.id)
        .where(Costing.provider_id == actor.organisation_id)
        .order_by(newest.c.made_at.desc(), Costing.id)
        .limit(PAGE)
    )
    return [
        CostingRow(
            row.id,
            row.name,
            CostingVersionRow(row.number, row.day, row.made_at),
            tuple(service["name"] for service in row.document["services"]),
        )
        for row in rows
    ]


def costing(session: Session, actor: Actor, costing_id: UUID, number: int | None = None) -> WholeCostingRow:
    """One of the organisation's own costings, with a version of it, the newest unless named. Raises NotFound."""
    if actor.organisation_id is None or not actor.may(Power.LIST):
        raise NotFound
    rows = session.execute(
        select(Costing.name, CostingVersion.number, CostingVersion.day, CostingVersion.made_at)
        .join(CostingVersion, CostingVersion.costing_id == Costing.id)
        .where(Costing.id == costing_id, Costing.provider_id == actor.organisation_id)
        .order_by(CostingVersion.number.desc())
        .limit(PAGE)
    ).all()
    versions = tuple(CostingVersionRow(row.number, row.day, row.made_at) for row in rows)
    found = next((version for version in versions if number in {None, version.number}), None)
    if found is None:
        raise NotFound
    document = session.scalars(
        select(CostingVersion.document).where(
            CostingVersion.costing_id == costing_id, CostingVersion.number == found.number
        )
    ).one()
    return WholeCostingRow(costing_id, rows[0].name, found, from_document(document), versions)


def held_to(session: Session, actor: Actor, offer_id: UUID) -> HeldRow | None:
    """What one of the organisation's own offers is held to; None where it is held to nothing."""
    row = session.execute(
        select(Costing.id, Costing.name, CostingVersion.number, CostingVersion.document, OfferCosting.service)
        .join(CostingVersion, CostingVersion.costing_id == Costing.id)
        .join(OfferCosting, OfferCosting.version_id == CostingVersion.id)
        .where(OfferCosting.offer_id == offer_id, Costing.provider_id == actor.organisation_id)
    ).one_or_none()
    if row is None:
        return None
    newest = select(CostingVersion.number).where(CostingVersion.costing_id == row.id)
    latest = session.scalars(newest.order_by(CostingVersion.number.desc()).limit(1)).one()
    answer = answers(from_document(row.document)).services[row.service]
    return HeldRow(row.id, row.name, row.number, latest, answer)


def held_under(session: Session, actor: Actor, costing_id: UUID) -> list[HeldOfferRow]:
    """The organisation's offers that are held to a costing, by title."""
    force = versions_in_force(date.max)
    rows = session.execute(
        select(OfferCosting.offer_id, force.c.title, CostingVersion.number, OfferCosting.service)
        .join(CostingVersion, CostingVersion.id == OfferCosting.version_id)
        .join(Costing, Costing.id == CostingVersion.costing_id)
        .join(force, force.c.offer_id == OfferCosting.offer_id)
        .where(CostingVersion.costing_id == costing_id, Costing.provider_id == actor.organisation_id)
        .order_by(force.c.title)
        .limit(PAGE)
    )
    return [HeldOfferRow(*row) for row in rows]
