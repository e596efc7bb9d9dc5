"""Every read of budgets."""

from marketplace.budgets.queries.banking import (
    BankingRow,
    BankMoveRow,
    BankRow,
    accounts_to_bank,
    bank_row,
    banks_for,
)
from marketplace.budgets.queries.books import balance_on, book_years, entries_of_year
from marketplace.budgets.queries.money import (
    AccountRow,
    InstalmentRow,
    MovementRow,
    SpendRow,
    account_for,
    accounts_for,
    accounts_funded,
    accounts_to_spend,
    funded_by,
    funders_of,
    instalments_funded,
    left_of,
    movements_for,
)
from marketplace.budgets.queries.statements import LineRow, Pots, Statement, months_of, statement
from marketplace.budgets.queries.streams import StreamRow, StreamTotals, stream_funded, streams_funded
from marketplace.budgets.queries.verify import findings

__all__ = [
    "AccountRow",
    "BankMoveRow",
    "BankRow",
    "BankingRow",
    "InstalmentRow",
    "LineRow",
    "MovementRow",
    "Pots",
    "SpendRow",
    "Statement",
    "StreamRow",
    "StreamTotals",
    "account_for",
    "accounts_for",
    "accounts_funded",
    "accounts_to_bank",
    "accounts_to_spend",
    "balance_on",
    "bank_row",
    "banks_for",
    "book_years",
    "entries_of_year",
    "findings",
    "funded_by",
    "funders_of",
    "instalments_funded",
    "left_of",
    "months_of",
    "movements_for",
    "statement",
    "stream_funded",
    "streams_funded",
]
