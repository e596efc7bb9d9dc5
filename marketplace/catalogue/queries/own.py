"""Reads of the dates of a provider's own groups, closed ones included."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Offer, OfferSession
from marketplace.catalogue.queries.offers import SessionRow
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound

PAGE = 100


def _own(actor: Actor, offer_id: UUID) -> Select[*tuple[object, ...]]:
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
    """The dates to come of one of the actor's own offers, the soonest first, at most 100; also those that are closed."""
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
