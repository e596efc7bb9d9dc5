"""Every read of commissioning."""

from marketplace.commissioning.queries.funded import (
    FundedGroup,
    FundedOrder,
    funded_by_area,
    funded_by_provider,
    orders_funded,
    ratings_funded,
)
from marketplace.commissioning.queries.gaps import (
    PAGE,
    GapCount,
    GapRow,
    NamelessGap,
    asked_by,
    funders_covering,
    gap,
    gap_in_area,
    gaps_counted,
    gaps_for,
    gaps_in_area,
    gaps_told,
    in_own_area,
)

__all__ = [
    "PAGE",
    "FundedGroup",
    "FundedOrder",
    "GapCount",
    "GapRow",
    "NamelessGap",
    "asked_by",
    "funded_by_area",
    "funded_by_provider",
    "funders_covering",
    "gap",
    "gap_in_area",
    "gaps_counted",
    "gaps_for",
    "gaps_in_area",
    "gaps_told",
    "in_own_area",
    "orders_funded",
    "ratings_funded",
]
