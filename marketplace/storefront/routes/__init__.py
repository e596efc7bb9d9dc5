"""The routes of the storefront."""

from marketplace.storefront.routes import (
    asking,
    banking,
    finding,
    helping,
    holding,
    home,
    listing,
    money,
    notices,
    ordering,
    orders,
    paying,
    questions,
    saying,
    spending,
    trusting,
)

__all__ = [
    "asking",
    "banking",
    "finding",
    "helping",
    "holding",
    "home",
    "listing",
    "money",
    "notices",
    "ordering",
    "orders",
    "paying",
    "questions",
    "saying",
    "spending",
    "trusting",
]
