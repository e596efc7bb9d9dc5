"""Reads of offers: the public page, the cards of a list, the provider's own, and what buying needs to know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, Subquery, Uuid, and_, any_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import DirectoryEntry, Offer, OfferSession, OfferVersion
from marketplace.catalogue.queries.force import PriceRow, price_rows, prices_of, versions_in_force
from marketplace.catalogue.rules import OfferState
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Organisation
from marketplace.people.queries import ASKER, asked_by

SESSIONS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer as it stands today: its own state, the words of the version in force, and its provider."""

    id: UUID
    state: str
    provider_id: UUID
    provider: str
    provider_about: str
    provider_email: str
    provider_phone: str
    user_led: bool
    small: bool
    version_id: UUID
    number: int
    starts: date
    title: str
    summary: str
    description: str
    category: str
    group: bool
    place: str
    venue: str
    areas: list[str]
    days: list[str]
    parts: list[str]
    languages: list[str]
    access: list[str]
    takes: list[str]
    notice_hours: int
    late_percent: int
    vat: str
    outcomes: list[str]
    workers: list[str]
    culture: list[str]
    trial: bool
    wait_weeks: int | None
    outward: str
    prices: tuple[PriceRow, ...]

    @property
    def lowest(self) -> PriceRow:
        """The cheapest price line."""
        return self.prices[0]

    @property
    def on_sale(self) -> bool:
        """Whether it can be booked now."""
        return self.state == OfferState.PUBLISHED


@dataclass(frozen=True, slots=True)
class OfferCard:
    """One offer in a list: what a person compares. ``places`` is None for times that are agreed."""

    id: UUID
    title: str
    summary: str
    provider: str
    user_led: bool
    category: str
    place: str
    venue: str
    areas: list[str]
    group: bool
    prices: tuple[PriceRow, ...]
    places: int | None
    next_at: datetime | None
    outward: str = ""

    @property
    def lowest(self) -> PriceRow:
        """The cheapest price line."""
        return self.prices[0]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One date of a group: UTC start and end, its places and how many are taken."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    places: int
    taken: int

    @property
    def left(self) -> int:
        """Places left."""
        return self.places - self.taken


def _offers(force: Subquery) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Offer.id,
            Offer.state,
            Offer.provider_id,
            Organisation.name.label("provider"),
            Organisation.about,
            Organisation.email,
            Organisation.phone,
            Organisation.user_led,
            Organisation.small,
            force.c.id.label("version_id"),
            *(force.c[name] for name in _WORDS),
            prices_of(force).label("prices"),
        )
        .join(force, force.c.offer_id == Offer.id)
        .join(Organisation, Organisation.id == Offer.provider_id)
    )


_WORDS = (
    "number",
    "starts",
    "title",
    "summary",
    "description",
    "category",
    "group",
    "place",
    "venue",
    "areas",
    "days",
    "parts",
    "languages",
    "access",
    "takes",
    "notice_hours",
    "late_percent",
    "vat",
    "outcomes",
    "workers",
    "culture",
    "trial",
    "wait_weeks",
    "outward",
)


def _row(found: Sequence[Any]) -> OfferRow:
    return OfferRow(*found[:-1], prices=price_rows(found[-1]))


def offer(session: Session, actor: Actor, offer_id: UUID) -> OfferRow:
    """One offer that was ever published, or the actor's own organisation's at any time. Raises NotFound."""
    seen = or_(Offer.state != OfferState.DRAFT, Offer.provider_id == actor.organisation_id)
    force = versions_in_force(actor.today)
    found = session.execute(
        _offers(force).where(Offer.id == offer_id, force.c.offer_id == offer_id, seen)
    ).one_or_none()
    if found is None:
        raise NotFound
    return _row(found)


def offers_indexed(session: Session, actor: Actor, offer_ids: Iterable[UUID] | None = None) -> list[OfferRow]:
    """The published offers among those named (or all), for the search index."""
    asked = _offers(versions_in_force(actor.today)).where(Offer.state == OfferState.PUBLISHED)
    if offer_ids is not None:
        asked = asked.where(Offer.id.in_(list(offer_ids)))
    return [_row(found) for found in session.execute(asked.order_by(Offer.id))]


def anything_to_find(session: Session, _actor: Actor) -> bool:
    """Whether there is a published offer or a directory entry at all. Public."""
    published = select(Offer.id).where(Offer.state == OfferState.PUBLISHED).exists()
    return bool(session.scalar(select(or_(published, select(DirectoryEntry.id).exists()))))


def offers_changing(session: Session, actor: Actor) -> list[UUID]:
    """The published offers that a day changes by itself, which the index does not know yet.

    A version of theirs has begun, or a date of theirs, within a week: so many nights may be missed.
    """
    week = timedelta(days=7)
    started = select(OfferVersion.offer_id).where(
        OfferVersion.starts <= actor.today, OfferVersion.starts > actor.today - week
    )
    begun = select(OfferSession.offer_id).where(
        OfferSession.starts_at <= actor.now, OfferSession.starts_at > actor.now - week
    )
    changed = select(Offer.id).where(Offer.state == OfferState.PUBLISHED, Offer.id.in_(started.union(begun)))
    return list(session.scalars(changed.order_by(Offer.id)))


def places_of_groups(actor: Actor) -> Subquery:
    """Places left and the next date of each group, from now on: a subquery that reads of lists share."""
    return (
        select(
            OfferSession.offer_id,
            func.sum(OfferSession.places - OfferSession.taken).label("left"),
            func.min(OfferSession.starts_at).filter(OfferSession.taken < OfferSession.places).label("next_at"),
        )
        .where(OfferSession.starts_at > actor.now)
        .group_by(OfferSession.offer_id)
        .subquery("left_places")
    )


def places_left(session: Session, actor: Actor, offer_ids: Iterable[UUID]) -> dict[UUID, tuple[int, datetime | None]]:
    """For each group among the offers: places left on dates to come, and the next date that has one."""
    left = places_of_groups(actor)
    rows = session.execute(
        select(left.c.offer_id, left.c.left, left.c.next_at).where(left.c.offer_id.in_(list(offer_ids)))
    )
    return {offer_id: (count, next_at) for offer_id, count, next_at in rows}


def _cards() -> Select[*tuple[Any, ...]]:
    """The statement of the cards of the offers named in ``ids``, on sale, as of the asker's day."""
    force, left = versions_in_force(ASKER.today), places_of_groups(ASKER)
    ids = bindparam("ids", type_=ARRAY(Uuid()))
    return (
        select(
            Offer.id,
            force.c.title,
            force.c.summary,
            Organisation.name,
            Organisation.user_led,
            force.c.category,
            force.c.place,
            force.c.venue,
            force.c.areas,
            force.c.group,
            prices_of(force),
            left.c.left,
            left.c.next_at,
            force.c.outward,
        )
        .join(force, force.c.offer_id == Offer.id)
        .join(Organisation, Organisation.id == Offer.provider_id)
        .outerjoin(left, and_(left.c.offer_id == Offer.id, left.c.offer_id == any_(ids)))
        .where(Offer.id == any_(ids), force.c.offer_id == any_(ids), Offer.state == OfferState.PUBLISHED)
    )


_CARDS = _cards()  # built once, since building it takes longer than running it


def cards(session: Session, actor: Actor, offer_ids: Sequence[UUID]) -> dict[UUID, OfferCard]:
    """The offers among those named that are on sale, by id, as the cards of a list."""
    if not offer_ids:
        return {}
    return {
        found[0]: OfferCard(
            *found[:10],
            prices=price_rows(found[10]),
            places=(found[11] or 0) if found[9] else None,
            next_at=found[12],
            outward=found[13],
        )
        for found in session.execute(_CARDS, {"ids": list(offer_ids)} | asked_by(actor))
    }


def alternatives(session: Session, actor: Actor, like: OfferRow, most: int = 3) -> list[OfferCard]:
    """Offers on sale that are most like one: its category first, then those that serve its areas."""
    force = versions_in_force(actor.today)
    near = session.scalars(
        select(Offer.id)
        .join(force, force.c.offer_id == Offer.id)
        .where(Offer.state == OfferState.PUBLISHED, Offer.id != like.id, force.c.areas.overlap(like.areas))
        .order_by((force.c.category == like.category).desc(), force.c.title)
        .limit(most)
    ).all()
    found = cards(session, actor, near)
    return [found[offer_id] for offer_id in near if offer_id in found]


def sessions_of(session: Session, actor: Actor, offer_id: UUID) -> list[SessionRow]:
    """The dates of a group to come, the soonest first, at most 60. Closed ones that nobody took are left out."""
    rows = session.execute(
        select(OfferSession.id, OfferSession.starts_at, OfferSession.ends_at, OfferSession.places, OfferSession.taken)
        .where(OfferSession.offer_id == offer_id, OfferSession.starts_at > actor.now, OfferSession.places > 0)
        .order_by(OfferSession.starts_at)
        .limit(SESSIONS_SHOWN)
    )
    return [SessionRow(*row) for row in rows]
