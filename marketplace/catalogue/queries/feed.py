"""Reads of the open feed: offers on sale and their providers, in an order that stays while people read page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, any_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Offer, OfferPrice, OfferSession, OfferVersion
from marketplace.catalogue.queries.force import price_rows, prices_of, versions_in_force
from marketplace.catalogue.rules import OfferState, Place
from marketplace.catalogue.rules.open_referral_out import (
    PublishedDate,
    PublishedOrganisation,
    PublishedPrice,
    PublishedService,
    Taxonomy,
    Term,
)
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import LONDON, day_span
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Area, Organisation
from marketplace.people.rules import OrganisationKind

MOST_DATES = 12  # of one group, the soonest first
_IN_LISTS = {
    Taxonomy.PAYMENT: "takes",
    Taxonomy.ACCESS: "access",
    Taxonomy.PART: "parts",
    Taxonomy.OUTCOME: "outcomes",
    Taxonomy.CULTURE: "culture",
    Taxonomy.WORKER: "workers",
}
_IN_WORDS = {Taxonomy.CATEGORY: "category", Taxonomy.PLACE: "place"}


@dataclass(frozen=True, slots=True)
class FeedAsk:
    """Which page of which services. ``terms``: with any of these, None for whatever; ``placed``: only at a location."""

    page: int = 1
    size: int = 50
    search: str = ""
    organisations: tuple[UUID, ...] | None = None
    modified_after: datetime | None = None
    terms: tuple[Term, ...] | None = None
    placed: bool = False

    @property
    def offset(self) -> int:
        """How many slots come before the page."""
        return (self.page - 1) * self.size


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """The rows of a page; how many items there are on all pages, and how many slots they are counted by."""

    rows: list[Row]
    total: int
    slots: int


def feed_services(session: Session, actor: Actor, ask: FeedAsk) -> Found[PublishedService]:
    """A page of the services on sale, in the order in which they were listed. Public.

    What was taken off sale today keeps its slot until midnight and is not told, so a page may hold fewer than it
    could, and no other record moves to a page that has been read already.
    """
    matching = _matching(actor, ask)
    held = matching.subquery("held")
    slots, total = session.execute(select(func.count(), func.count().filter(held.c.live)).select_from(held)).one()
    page = matching.order_by(Offer.listed_at, Offer.id).offset(ask.offset).limit(ask.size)
    ids = [row.id for row in session.execute(page) if row.live] if ask.offset < slots else []
    found = {row.id: row for row in _published(session, actor, ids)}
    return Found([found[each] for each in ids if each in found], total, slots)


def feed_service(session: Session, actor: Actor, offer_id: UUID) -> PublishedService:
    """One service on sale. Public. Raises NotFound."""
    found = _published(session, actor, [offer_id])
    if not found:
        raise NotFound
    return found[0]


def feed_dates(session: Session, actor: Actor, offer_ids: Iterable[UUID]) -> dict[UUID, tuple[PublishedDate, ...]]:
    """The dates to come of the groups among offers, by offer: the soonest twelve of each. Public."""
    place = func.row_number().over(partition_by=OfferSession.offer_id, order_by=OfferSession.starts_at)
    ranked = (
        select(OfferSession.offer_id, OfferSession.id, OfferSession.starts_at, OfferSession.ends_at, place.label("at"))
        .where(OfferSession.offer_id.in_(list(offer_ids)), OfferSession.starts_at > actor.now)
        .where(OfferSession.places > 0)
        .subquery()
    )
    dates: dict[UUID, tuple[PublishedDate, ...]] = {}
    rows = session.execute(select(ranked).where(ranked.c.at <= MOST_DATES).order_by(ranked.c.offer_id, ranked.c.at))
    for row in rows:
        dates[row.offer_id] = (*dates.get(row.offer_id, ()), PublishedDate(row.id, row.starts_at, row.ends_at))
    return dates


def feed_organisations(session: Session, actor: Actor, ask: FeedAsk) -> Found[PublishedOrganisation]:
    """A page of the providers that have something on sale, in the order of their first offer. Public."""
    offers = (
        select(
            Offer.provider_id,
            func.min(Offer.listed_at).label("first"),
            func.bool_or(Offer.state == OfferState.PUBLISHED).label("live"),
        )
        .where(_listed(actor), _begun(actor))
        .group_by(Offer.provider_id)
        .subquery("offers")
    )
    matching = (
        select(*_MAKER, offers.c.live, offers.c.first)
        .join(offers, offers.c.provider_id == Organisation.id)
        .where(Organisation.kind == OrganisationKind.PROVIDER)
        .where(*(or_(Organisation.name.icontains(word, autoescape=True),
                     Organisation.about.icontains(word, autoescape=True)) for word in ask.search.split()))
    )  # fmt: skip
    held = matching.subquery("held")
    slots, total = session.execute(select(func.count(), func.count().filter(held.c.live)).select_from(held)).one()
    page = matching.order_by(offers.c.first, Organisation.id).offset(ask.offset).limit(ask.size)
    return Found([PublishedOrganisation(*row[:7]) for row in session.execute(page) if row.live], total, slots)


def feed_organisation(session: Session, actor: Actor, organisation_id: UUID) -> PublishedOrganisation:
    """One provider that has something on sale. Public. Raises NotFound."""
    selling = select(Offer.id).where(
        Offer.provider_id == organisation_id, Offer.state == OfferState.PUBLISHED, _begun(actor)
    )
    found = session.execute(
        select(*_MAKER).where(
            Organisation.id == organisation_id, Organisation.kind == OrganisationKind.PROVIDER, selling.exists()
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    return PublishedOrganisation(*found)


_MAKER = (
    Organisation.id,
    Organisation.name,
    Organisation.about,
    Organisation.email,
    Organisation.phone,
    Organisation.user_led,
    Organisation.small,
)
_SAID = ("starts", "title", "summary", "description", "category", "group", "place", "venue")
_LISTS = ("days", "parts", "languages", "access", "takes", "outcomes", "culture", "workers")


def _listed(actor: Actor) -> ColumnElement[bool]:
    """Whether an offer has a slot: it is on sale, or it was until today."""
    today, _ = day_span(actor.today)
    return or_(Offer.state == OfferState.PUBLISHED, Offer.left_at >= today)


def _begun(actor: Actor) -> ColumnElement[bool]:
    """Whether an offer has a version in force."""
    begun = select(OfferVersion.id).where(OfferVersion.offer_id == Offer.id, OfferVersion.starts <= actor.today)
    return begun.exists()


def _modified(force: Subquery) -> ColumnElement[datetime]:
    """When an offer last became another: by what somebody did, or because the day of a version came."""
    began = func.timezone(LONDON.key, cast(force.c.starts, TIMESTAMP(timezone=False)))
    return func.greatest(Offer.changed_at, began)


def _matching(actor: Actor, ask: FeedAsk) -> Select[*tuple[Any, ...]]:
    """The ids of the slots that match, and whether each is still on sale."""
    live = (Offer.state == OfferState.PUBLISHED).label("live")
    asked = (
        select(Offer.id, live)
        .join(Organisation, Organisation.id == Offer.provider_id)
        .where(_listed(actor), Organisation.kind == OrganisationKind.PROVIDER)
    )
    if ask.organisations is not None:
        asked = asked.where(Offer.provider_id.in_(ask.organisations))
    if not (ask.search or ask.modified_after or ask.terms is not None or ask.placed):
        return asked.where(_begun(actor))
    force = versions_in_force(actor.today)
    asked = asked.join(force, force.c.offer_id == Offer.id)
    if ask.modified_after:
        asked = asked.where(_modified(force) >= ask.modified_after)
    if ask.terms is not None:
        asked = asked.where(or_(False, *(_has(force, term) for term in ask.terms)))
    if ask.placed:
        venue = and_(force.c.place == Place.VENUE, force.c.venue != "")
        asked = asked.where(or_(force.c.place == Place.ONLINE, venue))
    return asked.where(*(_says(force, word) for word in ask.search.split()))


def _says(force: Subquery, word: str) -> ColumnElement[bool]:
    held = (force.c.title, force.c.summary, force.c.description, Organisation.name)
    return or_(*(each.icontains(word, autoescape=True) for each in held))


def _has(force: Subquery, term: Term) -> ColumnElement[bool]:
    """Whether an offer carries a term of ours."""
    kind = term.taxonomy
    if kind in _IN_LISTS:
        return force.c[_IN_LISTS[kind]].contains([term.code])
    if kind in _IN_WORDS:
        return force.c[_IN_WORDS[kind]] == term.code
    if kind is Taxonomy.SIZE:
        return force.c.group.is_(term.code == "group")
    if kind is Taxonomy.MAKER:
        return (Organisation.user_led if term.code == "user_led" else Organisation.small).is_(True)
    priced = select(OfferPrice.version_id).where(OfferPrice.version_id == force.c.id, OfferPrice.unit == term.code)
    return priced.exists()


def _published(session: Session, actor: Actor, ids: Sequence[UUID]) -> list[PublishedService]:
    """The offers named that are on sale, without their dates."""
    if not ids:
        return []
    force = versions_in_force(actor.today)
    areas = select(func.json_object_agg(Area.code, Area.name)).where(Area.code == any_(force.c.areas))
    rows = session.execute(
        select(
            Offer.id,
            _modified(force),
            *(force.c[name] for name in _SAID),
            *(force.c[name] for name in _LISTS),
            force.c.outward,
            *_MAKER,
            prices_of(force),
            areas.scalar_subquery(),
        )
        .join(force, force.c.offer_id == Offer.id)
        .join(Organisation, Organisation.id == Offer.provider_id)
        .where(Offer.id.in_(ids), force.c.offer_id.in_(ids), Offer.state == OfferState.PUBLISHED)
        .where(Organisation.kind == OrganisationKind.PROVIDER)
    )
    return [_service(row) for row in rows]


def _service(row: Sequence[Any]) -> PublishedService:
    said, lists = len(_SAID) + 2, len(_LISTS)
    told = said + lists
    maker = told + 1
    prices, areas = row[maker + len(_MAKER) :]
    return PublishedService(
        *row[:said],
        **{name: tuple(held) for name, held in zip(_LISTS, row[said:told], strict=True)},
        outward=row[told],
        organisation=PublishedOrganisation(*row[maker : maker + len(_MAKER)]),
        prices=tuple(PublishedPrice(each.unit, each.level, each.pence) for each in price_rows(prices)),
        areas=areas or {},
    )
