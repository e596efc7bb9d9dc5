"""What the index is told of by the clock alone: the offers that a day changes by itself."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, or_, select, union
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Accreditation, DirectoryEntry, Offer, OfferSession, OfferVersion
from marketplace.catalogue.queries.force import versions_in_force
from marketplace.catalogue.rules import OfferState
from marketplace.foundation.access import Actor

WEEK = timedelta(days=7)  # so many nights may be missed


def anything_to_find(session: Session, _actor: Actor) -> bool:
    """Whether there is a published offer or a directory entry at all. Public."""
    published = select(Offer.id).where(Offer.state == OfferState.PUBLISHED).exists()
    return bool(session.scalar(select(or_(published, select(DirectoryEntry.id).exists()))))


def offers_changing(session: Session, actor: Actor) -> list[UUID]:
    """The published offers that a day changes by itself, which the index does not know yet.

    A version of theirs has begun, a date of theirs has, or an accreditation of their provider began or ended, within a
    week. And all of which the index says how soon somebody can start: the day comes nearer, or goes with the clock.
    """
    changed = union(*_begun(actor), *_soon(actor))
    asked = select(Offer.id).where(Offer.state == OfferState.PUBLISHED, Offer.id.in_(changed.scalar_subquery()))
    return list(session.scalars(asked.order_by(Offer.id)))


def _begun(actor: Actor) -> list[Select[UUID]]:
    """The offers of which something began or ended lately."""
    today, lately = actor.today, actor.today - WEEK
    started = select(OfferVersion.offer_id).where(OfferVersion.starts <= today, OfferVersion.starts > lately)
    begun = select(OfferSession.offer_id).where(
        OfferSession.starts_at <= actor.now, OfferSession.starts_at > actor.now - WEEK
    )
    accredited = (
        select(Offer.id)
        .join(Accreditation, Accreditation.provider_id == Offer.provider_id)
        .where(Accreditation.starts.between(lately, today) | Accreditation.ends.between(lately, today))
    )
    return [started, begun, accredited]


def _soon(actor: Actor) -> list[Select[UUID]]:
    """The offers of which it is known how soon somebody new can start."""
    force = versions_in_force(actor.today)
    waits = select(force.c.offer_id).where(force.c.wait_weeks.is_not(None))
    dated = select(OfferSession.offer_id).where(
        OfferSession.starts_at > actor.now, OfferSession.taken < OfferSession.places
    )
    return [waits, dated]
