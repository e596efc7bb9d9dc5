"""A funder's books: what a trial balance must add up to, the years it is drawn up for, and the published entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.budgets.rules import AccountKind, Holding, Pot
from marketplace.foundation.money import Pence

# the published layout: each column with what it says, in the order of the file; docs/books.md tells of it
COLUMNS: dict[str, str] = {
    "day": "The day of the entry in London, such as 2026-03-02.",
    "transaction": "What the entries of one transaction have in common. Over all accounts they add up to nothing.",
    "reason": "What happened, as docs/where-a-pound-goes.md names it.",
    "account": "The account, by its number here: the same one in every file. It names nobody.",
    "kind": "funder, budget, clearing or contribution.",
    "stream": "The name of the money, for an account of a person.",
    "holding": "How the money of a person is held: notional, direct, third_party or isf.",
    "pot": "available, promised, spent or banked in an account of a person, else balance.",
    "pence": "Whole pence into the pot, or, with a minus, out of it.",
}
YEAR_BEGINS = (4, 1)  # month and day of the financial year of public bodies


@dataclass(frozen=True, slots=True)
class Sum:
    """What the entries of one kind of account, way of holding and pot come to, in pence."""

    kind: str
    holding: str | None
    pot: str
    pence: Pence


@dataclass(frozen=True, slots=True)
class Held:
    """A funder's money that is held in one way, in pence."""

    holding: Holding
    available: Pence
    promised: Pence
    spent: Pence
    banked: Pence

    @property
    def whole(self) -> Pence:
        """All of it."""
        return self.available + self.promised + self.spent + self.banked


@dataclass(frozen=True, slots=True)
class Balance:
    """A trial balance: what was given, where it is, and what of it is owed to providers still. Pence."""

    given: Pence
    held: tuple[Held, ...]
    owed: Pence
    added: Pence = 0  # paid into budgets by people themselves, toward their care
    asked: Pence = 0  # owed to the funder by people, toward their care

    @property
    def square(self) -> bool:
        """Whether what was given, and what people paid in themselves, is all there."""
        return self.given + self.added == sum(held.whole for held in self.held)

    @property
    def to_pay(self) -> Pence:
        """What the funder itself had to pay to providers: what was spent of the money that it holds."""
        return sum(held.spent for held in self.held if held.holding is Holding.NOTIONAL)

    @property
    def paid(self) -> Pence:
        """What of that it has paid."""
        return self.to_pay - self.owed


def balance(sums: Iterable[Sum]) -> Balance:
    """The trial balance of one funder's accounts."""
    found = {(each.kind, each.holding, each.pot): each.pence for each in sums}

    def pots(holding: Holding) -> Held:
        order = (Pot.AVAILABLE, Pot.PROMISED, Pot.SPENT, Pot.BANKED)
        return Held(holding, *(found.get((AccountKind.BUDGET, holding, pot), 0) for pot in order))

    return Balance(
        given=-found.get((AccountKind.FUNDER, None, Pot.BALANCE), 0),
        held=tuple(held for held in map(pots, Holding) if held.whole),
        owed=-found.get((AccountKind.CLEARING, None, Pot.BALANCE), 0),
        added=-found.get((AccountKind.OWN_MONEY, None, Pot.BALANCE), 0),
        asked=found.get((AccountKind.CONTRIBUTION, None, Pot.BALANCE), 0),
    )


def year_of(day: date) -> date:
    """The first day of the financial year that a day is in."""
    begins = date(day.year, *YEAR_BEGINS)
    return begins if day >= begins else begins.replace(year=day.year - 1)


def years(first: date, today: date) -> list[date]:
    """The first days of the financial years from one day to today, the newest first."""
    return [date(year, *YEAR_BEGINS) for year in range(year_of(today).year, year_of(first).year - 1, -1)]


def year_ends(begins: date) -> date:
    """The last day of the financial year that begins on a day."""
    return date(begins.year + 1, *YEAR_BEGINS) - timedelta(days=1)
