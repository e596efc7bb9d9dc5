"""Which version of an offer is in force, and its price lines: what the reads of the catalogue share."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, Subquery, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on

from marketplace.catalogue.models import OfferPrice, OfferVersion
from marketplace.catalogue.rules import LEVEL_WORDS, Level, per_unit
from marketplace.foundation.money import Pence


@dataclass(frozen=True, slots=True)
class PriceRow:
    """What one unit at one level of support costs the buyer, in pence."""

    unit: str
    level: str
    pence: Pence

    @property
    def per(self) -> str:
        """How the unit is said: ``an hour``."""
        return per_unit(self.unit)

    @property
    def level_words(self) -> str:
        """The level in plain words."""
        return LEVEL_WORDS[Level(self.level)]


def versions_in_force(day: date) -> Subquery:
    """The version of each offer that holds on a day: the latest start, and of those the highest number."""
    return (
        select(OfferVersion)
        .where(OfferVersion.starts <= day)
        .ext(distinct_on(OfferVersion.offer_id))
        .order_by(OfferVersion.offer_id, OfferVersion.starts.desc(), OfferVersion.number.desc())
        .subquery("force")
    )


def prices_of(force: Subquery) -> ScalarSelect[Any]:
    """The price lines of a version as JSON, the cheapest first."""
    line = func.json_build_object("unit", OfferPrice.unit, "level", OfferPrice.level, "pence", OfferPrice.pence)
    lines = func.json_agg(aggregate_order_by(line, OfferPrice.pence, OfferPrice.unit))
    return select(lines).where(OfferPrice.version_id == force.c.id).scalar_subquery()


def price_rows(lines: list[dict[str, Any]]) -> tuple[PriceRow, ...]:
    """Price lines as rows, from their JSON."""
    return tuple(PriceRow(**line) for line in lines)
