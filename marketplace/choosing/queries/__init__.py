"""Every read of choosing."""

from marketplace.choosing.queries.items import ItemRow, entry_price, item_of, items_of, told_price
from marketplace.choosing.queries.lists import (
    InterestRow,
    ListRow,
    ShareRow,
    interests_of,
    lists_for,
    person_of_list,
    shares_of,
    shortlist,
)
from marketplace.choosing.queries.scope import reached_by

__all__ = [
    "InterestRow",
    "ItemRow",
    "ListRow",
    "ShareRow",
    "entry_price",
    "interests_of",
    "item_of",
    "items_of",
    "lists_for",
    "person_of_list",
    "reached_by",
    "shares_of",
    "shortlist",
    "told_price",
]
