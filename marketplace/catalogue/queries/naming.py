"""Names of providers and places of what is on sale, for somebody who is still typing one."""

from dataclasses import dataclass

from sqlalchemy import SQLColumnExpression, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Offer, OfferVersion
from marketplace.catalogue.rules import OfferState
from marketplace.foundation.access import Actor
from marketplace.people.models import Organisation

SHORTEST = 3  # letters; fewer begin too many names, and no index helps
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class NamesRow:
    """Names, each once and by the alphabet."""

    providers: list[str]
    venues: list[str]


def names_begun(session: Session, _actor: Actor, typed: str, most: int) -> NamesRow:
    """At most so many providers that have something on sale, and venues, of whose names a word begins as typed."""
    wanted = typed.strip()
    if len(wanted) < SHORTEST:
        return NamesRow([], [])
    on_sale = select(Offer.id).where(Offer.provider_id == Organisation.id, Offer.state == OfferState.PUBLISHED)
    providers = select(Organisation.name).where(_begun(Organisation.name, wanted), on_sale.exists())
    some = (
        select(OfferVersion.venue)
        .join(Offer, Offer.id == OfferVersion.offer_id)
        .where(_begun(OfferVersion.venue, wanted), Offer.state == OfferState.PUBLISHED)
        .limit(LOOKED_AT)
        .subquery("some")
    )
    venues = select(some.c.venue).distinct().order_by(some.c.venue).limit(most)
    return NamesRow(
        list(session.scalars(providers.distinct().order_by(Organisation.name).limit(most))),
        list(session.scalars(venues)),
    )


def _begun(name: SQLColumnExpression[str], typed: str) -> SQLColumnExpression[bool]:
    """Whether a word of a name begins as typed; nothing typed is read as a pattern."""
    return or_(name.istartswith(typed, autoescape=True), name.icontains(f" {typed}", autoescape=True))
