"""How a budget may be held and drawn down, and how its instalments fall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from uuid import UUID

from marketplace.foundation.errors import Refusal
from marketplace.foundation.money import MOST_PENCE, Pence, in_parts, pounds


class Holding(StrEnum):
    """Who holds the money of a budget account (FIELD.md A1)."""

    NOTIONAL = "notional"
    DIRECT = "direct"
    THIRD_PARTY = "third_party"
    ISF = "isf"


class AccountKind(StrEnum):
    """What a ledger account stands for."""

    BUDGET = "budget"  # one person's money of one stream, held in one way
    FUNDER = "funder"  # what a funder has put into budgets (falls below zero)
    CLEARING = "clearing"  # what the holder of the money owes to providers (falls below zero)
    PROVIDER = "provider"  # what a provider is owed
    PAID_BY_PERSON = "paid_by_person"  # what a provider was paid by the person, outside
    OWN_MONEY = "own_money"
    CONTRIBUTION = "contribution"


class Pot(StrEnum):
    """The part of an account that an entry changes: budget accounts have four, all others one."""

    AVAILABLE = "available"
    PROMISED = "promised"
    SPENT = "spent"
    BANKED = "banked"
    BALANCE = "balance"


class Paid(StrEnum):
    """In what pieces a stream's money comes."""

    AT_ONCE = "at_once"
    FOUR_WEEKLY = "four_weekly"


HOLDING_WORDS = {
    Holding.NOTIONAL: "held by the funder",
    Holding.DIRECT: "direct payment",
    Holding.THIRD_PARTY: "held by someone for you",
    Holding.ISF: "Individual Service Fund",
}

FOUR_WEEKS = timedelta(weeks=4)
LONGEST_PERIOD = timedelta(days=731)
LATE_AFTER = timedelta(days=3)  # a bank may take so long, so a payment is late only then


class OverBudget(Refusal):
    """The account does not have enough left; ``each`` is what it was asked for one by one, if it was for several."""

    field = "account_id"

    def __init__(self, left: Pence, asked: Pence, each: Sequence[Pence] = ()) -> None:
        enough = covered(left, each)
        if enough:
            mend = f"It is enough for {enough} of the {len(each)}. You can book fewer times, or choose another account."
        else:
            mend = "You can choose another account, or something that costs less."
        super().__init__(f"This costs {pounds(asked)}, and {pounds(left)} is left in this account. {mend}")
        self.left = left
        self.asked = asked


class OutsidePeriod(Refusal):
    """A day lies outside the period of the account that should pay for it."""

    field = "account_id"

    def __init__(self, day: date, starts: date, ends: date) -> None:
        super().__init__(
            f"This account pays for days from {starts:%-d %B %Y} to {ends:%-d %B %Y}, and {day:%-d %B %Y} is not one "
            "of them. Choose other days or another account."
        )


class NoAccount(Refusal):
    """The account named is not one that this actor may spend from; one that does not exist reads the same."""

    field = "account_id"

    def __init__(self) -> None:
        super().__init__("Choose which account pays.")


class BudgetRefused(Refusal):
    """The figures or dates of a budget do not make sense."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment into an account: the day it is due and its pence."""

    due_on: date
    pence: Pence


@dataclass(frozen=True, slots=True)
class Entry:
    """One leg of a ledger transaction: pence into (or, negative, out of) one pot of one account."""

    account_id: UUID
    pot: Pot
    pence: Pence


class NotToRecord(Refusal):
    """A payment cannot be recorded now."""

    def __init__(self) -> None:
        super().__init__("This payment cannot be recorded yet: an earlier one comes first. Look at the list again.")


class PartRefused(Refusal):
    """A part of a payment that cannot have been paid."""

    field = "pence"

    def __init__(self, due: Pence) -> None:
        super().__init__(
            f"{pounds(due)} was to be paid. Enter what was paid of it. If it was paid twice, write this one down as "
            "paid, and then the next one."
        )


def part_of(due: Pence, paid: Pence | None) -> Pence:
    """What was paid of a payment (None: all of it). Raises PartRefused for nothing, and for more than there was."""
    if paid is None:
        return due
    if not 0 < paid <= due:
        raise PartRefused(due)
    return paid


def receivable(open_days: Sequence[date], today: date) -> list[date]:
    """The payments that can be recorded now, of the sorted days that are still open: what is due, and the next one."""
    return [day for day in open_days if day <= today or day == open_days[0]]


def may_receive(due_on: date, open_days: Sequence[date], today: date) -> None:
    """Raises NotToRecord unless a payment is one that can be recorded now; the open days are sorted."""
    if due_on not in receivable(open_days, today):
        raise NotToRecord


def covered(left: Pence, each: Sequence[Pence]) -> int:
    """How many of several sums, in their order, the money that is left pays for."""
    return sum(total <= left for total in accumulate(each))


def hold(left: Pence, asked: Pence, each: Sequence[Pence] = ()) -> Pence:
    """What is left after promising a sum, which is for several where each is given.

    Raises OverBudget when there is not enough.
    """
    if asked > left:
        raise OverBudget(left, asked, each)
    return left - asked


def check_budget(
    starts: date, ends: date, shares: Sequence[tuple[Holding, Pence]], plan_agreed_on: date | None
) -> None:
    """Raises BudgetRefused when dates are upside down, nothing is given, or a direct payment has no plan (F3)."""
    if ends < starts:
        raise BudgetRefused("The last day must be after the first day.", "ends")
    if (ends - starts).days > LONGEST_PERIOD.days:
        raise BudgetRefused("A budget can run for up to two years. Give the next period its own budget.", "ends")
    if not shares or any(pence <= 0 for _, pence in shares):
        raise BudgetRefused("Give an amount for at least one way of holding the money.", "notional")
    if any(pence > MOST_PENCE for _, pence in shares):
        raise BudgetRefused(f"An amount can be up to {pounds(MOST_PENCE)}.", "notional")
    if plan_agreed_on is None and any(holding is Holding.DIRECT for holding, _ in shares):
        raise BudgetRefused(
            "A direct payment may be spent only on needs in the agreed plan (Care Act 2014, section 33). "
            "Give the day on which the plan was agreed.",
            "plan_agreed_on",
        )


def instalments(total: Pence, starts: date, ends: date, paid: Paid) -> list[Instalment]:
    """The instalments of a sum over a period, both ends included; the first is due on its first day."""
    count = 1 if paid is Paid.AT_ONCE else max(1, -(-((ends - starts).days + 1) // FOUR_WEEKS.days))
    return [Instalment(starts + n * FOUR_WEEKS, pence) for n, pence in enumerate(in_parts(total, count)) if pence]


def moved(account_id: UUID, pence: Pence, out_of: Pot, into: Pot) -> list[Entry]:
    """The two legs that move pence between two pots of one account; none when there is nothing to move."""
    if not pence:
        return []
    return [Entry(account_id, out_of, -pence), Entry(account_id, into, pence)]


def inside(day: date, starts: date, ends: date) -> None:
    """Raises OutsidePeriod when a day is not inside an account's period, both ends included."""
    if not starts <= day <= ends:
        raise OutsidePeriod(day, starts, ends)
