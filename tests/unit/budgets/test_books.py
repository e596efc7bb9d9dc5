"""What a trial balance adds up to, the financial years, and the published columns."""

import re
from datetime import date

import pytest

from marketplace.budgets.rules import Holding
from marketplace.budgets.rules.books import COLUMNS, Sum, balance, year_ends, year_of, years
from marketplace.settings import ROOT

SUMS = [
    Sum("funder", None, "balance", -500),
    Sum("budget", "notional", "available", 300),
    Sum("budget", "notional", "spent", 50),
    Sum("budget", "direct", "promised", 150),
    Sum("clearing", None, "balance", -20),
]


def test_what_was_given_is_all_there_and_what_is_owed_was_not_paid() -> None:
    found = balance(SUMS)
    assert found.square
    assert [(held.holding, held.whole) for held in found.held] == [(Holding.NOTIONAL, 350), (Holding.DIRECT, 150)]
    assert (found.given, found.to_pay, found.paid, found.owed) == (500, 50, 30, 20)


def test_a_penny_that_is_missing_is_seen() -> None:
    assert not balance([*SUMS, Sum("budget", "isf", "banked", -1)]).square


def test_nothing_is_square() -> None:
    assert balance([]).square


@pytest.mark.parametrize(
    ("day", "begins"),
    [("2026-03-31", "2025-04-01"), ("2026-04-01", "2026-04-01"), ("2028-02-29", "2027-04-01")],
)
def test_a_financial_year_begins_in_april(day: str, begins: str) -> None:
    assert year_of(date.fromisoformat(day)) == date.fromisoformat(begins)


def test_the_years_from_the_first_entry_to_today() -> None:
    assert years(date(2025, 3, 31), date(2026, 4, 1)) == [date(2026, 4, 1), date(2025, 4, 1), date(2024, 4, 1)]
    assert year_ends(date(2025, 4, 1)) == date(2026, 3, 31)


def test_the_page_tells_of_each_column_in_its_order() -> None:
    told = re.findall(r"^\| `(\w+)` \| (.+) \|$", (ROOT / "docs" / "books.md").read_text(), re.MULTILINE)
    assert told == list(COLUMNS.items())
