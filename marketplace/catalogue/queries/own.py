"""Reads of a provider's own offers: the list, one of them, its versions, and its dates, closed ones included."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Offer, OfferSession, OfferVersion
from marketplace.catalogue.queries.force import PriceRow, price_rows, prices_of, versions_in_force
from marketplace.catalogue.queries.offers import OfferRow, SessionRow, offer, places_of_groups
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound

PAGE = 100


@dataclass(frozen=True, slots=True)
class OwnOfferRow:
    """One offer in its provider's list."""

    id: UUID
    state: str
    title: str
    number: int
    group: bool
    prices: tuple[PriceRow, ...]
    places: int | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in an offer's history."""

    number: int
    starts: date
    title: str
    prices: tuple[PriceRow, ...]


def own_offer(session: Session, actor: Actor, offer_id: UUID) -> OfferRow:
    """One offer of the actor's own organisation. Raises NotFound."""
    row = offer(session, actor, offer_id)
    if actor.organisation_id is None or row.provider_id != actor.organisation_id:
        raise NotFound
    return row


def own_offers(session: Session, actor: Actor) -> list[OwnOfferRow]:
    """The offers of the actor's own organisation, drafts included, by title."""
    if actor.organisation_id is None or not actor.may(Power.LIST):
        return []
    force, left = versions_in_force(date.max), places_of_groups(actor)
    rows = session.execute(
        select(Offer.id, Offer.state, force.c.title, force.c.number, force.c.group, prices_of(force), left.c.left)
        .join(force, force.c.offer_id == Offer.id)
        .outerjoin(left, left.c.offer_id == Offer.id)
        .where(Offer.provider_id == actor.organisation_id)
        .order_by(force.c.title, Offer.id)
    )
    return [OwnOfferRow(*row[:5], prices=price_rows(row[5]), places=(row[6] or 0) if row[4] else None) for row in rows]


def versions_of(session: Session, actor: Actor, offer_id: UUID) -> list[VersionRow]:
    """The history of one of the actor's own offers, the newest first."""
    force = select(OfferVersion).where(OfferVersion.offer_id == offer_id).subquery("force")
    rows = session.execute(
        select(force.c.number, force.c.starts, force.c.title, prices_of(force))
        .join(Offer, Offer.id == force.c.offer_id)
        .where(Offer.provider_id == actor.organisation_id)
        .order_by(force.c.number.desc())
    )
    return [VersionRow(*row[:3], prices=price_rows(row[3])) for row in rows]


def _own(actor: Actor, offer_id: UUID) -> Select[UUID, datetime, datetime, int, int]:
    """The dates of one offer of the actor's own organisation that are still to come."""
    return (
        select(OfferSession.id, OfferSession.starts_at, OfferSession.ends_at, OfferSession.places, OfferSession.taken)
        .join(Offer, Offer.id == OfferSession.offer_id)
        .where(
            OfferSession.offer_id == offer_id,
            OfferSession.starts_at > actor.now,
            Offer.provider_id == actor.organisation_id,
        )
        .order_by(OfferSession.starts_at)
    )


def own_sessions(session: Session, actor: Actor, offer_id: UUID) -> list[SessionRow]:
    """The dates to come of one of the actor's own offers, the soonest first, at most 100; closed ones too."""
    if actor.organisation_id is None or not actor.may(Power.LIST):
        return []
    return [SessionRow(*row) for row in session.execute(_own(actor, offer_id).limit(PAGE))]


def own_session(session: Session, actor: Actor, offer_id: UUID, session_id: UUID) -> SessionRow:
    """One date to come of one of the actor's own offers. Raises NotFound."""
    if actor.organisation_id is None or not actor.may(Power.LIST):
        raise NotFound
    found = session.execute(_own(actor, offer_id).where(OfferSession.id == session_id)).one_or_none()
    if found is None:
        raise NotFound
    return SessionRow(*found)
