"""Every read of budgets."""

from marketplace.budgets.queries.money import (
    AccountRow,
    InstalmentRow,
    MovementRow,
    SpendRow,
    account_to_spend,
    accounts_for,
    accounts_funded,
    funded_by,
    funders_of,
    instalments_funded,
    left_of,
    movements_for,
)
from marketplace.budgets.queries.streams import StreamRow, StreamTotals, stream_funded, streams_funded
from marketplace.budgets.queries.verify import findings

__all__ = [
    "AccountRow",
    "InstalmentRow",
    "MovementRow",
    "SpendRow",
    "StreamRow",
    "StreamTotals",
    "account_to_spend",
    "accounts_for",
    "accounts_funded",
    "findings",
    "funded_by",
    "funders_of",
    "instalments_funded",
    "left_of",
    "movements_for",
    "stream_funded",
    "streams_funded",
]
