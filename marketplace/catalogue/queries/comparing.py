"""Reads of a comparison: offers named, ended ones too, how long their sessions last, and what such things cost."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Integer, cast, extract, func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Offer, OfferPrice, OfferSession
from marketplace.catalogue.queries.force import versions_in_force
from marketplace.catalogue.queries.offers import OfferRow, offer, offers_indexed
from marketplace.catalogue.rules import ENOUGH_OFFERS, Level, OfferState
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence


@dataclass(frozen=True, slots=True)
class RangeRow:
    """What one unit of one kind of thing costs among offers on sale, in pence, and how many offers that is."""

    lowest: Pence
    highest: Pence
    offers: int


def offers_named(session: Session, actor: Actor, ids: Sequence[UUID]) -> dict[UUID, OfferRow]:
    """The offers among a few ids, by id, those that have ended too; drafts of others are left out. Public."""
    found = {row.id: row for row in offers_indexed(session, actor, ids)}
    for offer_id in ids:
        if offer_id not in found:  # rare: it has ended, or it never was
            with suppress(NotFound):
                found[offer_id] = offer(session, actor, offer_id)
    return found


def session_minutes(session: Session, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many minutes each date to come of an offer lasts; offers whose dates differ or are none are left out."""
    lasts = extract("epoch", OfferSession.ends_at - OfferSession.starts_at) / 60
    rows = session.execute(
        select(OfferSession.offer_id, cast(func.min(lasts), Integer).label("minutes"))
        .where(OfferSession.offer_id.in_(list(ids)), OfferSession.starts_at > actor.now, OfferSession.places > 0)
        .group_by(OfferSession.offer_id)
        .having(func.min(lasts) == func.max(lasts))
    )
    return {row.offer_id: row.minutes for row in rows}


def price_ranges(
    session: Session, actor: Actor, categories: Iterable[str], areas: Iterable[str]
) -> dict[tuple[str, str], RangeRow]:
    """What things of some kinds cost in some areas, by kind and unit; the usual support alone. Public.

    A range that fewer than three offers make is left out: it would be somebody's price.
    """
    force = versions_in_force(actor.today)
    count = func.count(Offer.id.distinct())
    rows = session.execute(
        select(force.c.category, OfferPrice.unit, func.min(OfferPrice.pence), func.max(OfferPrice.pence), count)
        .join(OfferPrice, OfferPrice.version_id == force.c.id)
        .join(Offer, Offer.id == force.c.offer_id)
        .where(
            Offer.state == OfferState.PUBLISHED,
            OfferPrice.level == Level.STANDARD,
            force.c.category.in_(list(categories)),
            force.c.areas.overlap(list(areas)),
        )
        .group_by(force.c.category, OfferPrice.unit)
        .having(count >= ENOUGH_OFFERS)
    )
    return {(category, unit): RangeRow(*found) for category, unit, *found in rows}
