"""What buying needs to know of an offer: its versions with their terms, and the dates that were named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Offer, OfferPrice, OfferSession, OfferVersion
from marketplace.catalogue.queries.offers import SessionRow
from marketplace.catalogue.rules import OfferState
from marketplace.foundation.access import Actor
from marketplace.foundation.money import Pence
from marketplace.people.models import Organisation


@dataclass(frozen=True, slots=True)
class TermsRow:
    """What buying needs of one version: its day of effect, its terms, and the price of one unit (pence)."""

    version_id: UUID
    number: int
    starts: date
    title: str
    category: str
    group: bool
    takes: list[str]
    notice_hours: int
    late_percent: int
    vat: str
    state: str
    provider_id: UUID
    provider: str
    pence: Pence | None


_TERMS = (  # built once: building it took longer than running it
    select(
        OfferVersion.id,
        OfferVersion.number,
        OfferVersion.starts,
        OfferVersion.title,
        OfferVersion.category,
        OfferVersion.group,
        OfferVersion.takes,
        OfferVersion.notice_hours,
        OfferVersion.late_percent,
        OfferVersion.vat,
        Offer.state,
        Offer.provider_id,
        Organisation.name,
        OfferPrice.pence,
    )
    .join(Offer, Offer.id == OfferVersion.offer_id)
    .join(Organisation, Organisation.id == Offer.provider_id)
    .outerjoin(
        OfferPrice,
        and_(
            OfferPrice.version_id == OfferVersion.id,
            OfferPrice.unit == bindparam("unit"),
            OfferPrice.level == bindparam("level"),
        ),
    )
    .where(OfferVersion.offer_id == bindparam("offer_id"), Offer.state != OfferState.DRAFT)
    .order_by(OfferVersion.starts.desc(), OfferVersion.number.desc())
)


def terms(session: Session, _actor: Actor, offer_id: UUID, unit: str, level: str) -> list[TermsRow]:
    """Every version of an offer with its terms and the price of one unit, the one that rules latest first.

    Whether it is on sale is in the rows, since a page that says what happened needs them all the same.
    """
    rows = session.execute(_TERMS, {"offer_id": offer_id, "unit": unit, "level": level})
    return [TermsRow(*row) for row in rows]


def sessions_named(session: Session, _actor: Actor, offer_id: UUID, ids: Iterable[UUID]) -> list[SessionRow]:
    """The dates named that belong to an offer, by start."""
    rows = session.execute(
        select(OfferSession.id, OfferSession.starts_at, OfferSession.ends_at, OfferSession.places, OfferSession.taken)
        .where(OfferSession.offer_id == offer_id, OfferSession.id.in_(list(ids)))
        .order_by(OfferSession.starts_at)
    )
    return [SessionRow(*row) for row in rows]
