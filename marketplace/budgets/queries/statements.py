"""Reads of one account month by month: what there was, each movement in its order, and what there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import LedgerEntry, LedgerTransaction
from marketplace.budgets.queries.money import AccountRow, account_for
from marketplace.budgets.rules import Pot
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import month_span
from marketplace.foundation.database import total
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence


@dataclass(frozen=True, slots=True)
class Pots:
    """The four pots of an account, in pence."""

    available: Pence = 0
    promised: Pence = 0
    spent: Pence = 0
    banked: Pence = 0

    def __add__(self, other: "Pots") -> "Pots":
        """Pot by pot."""
        return Pots(
            self.available + other.available,
            self.promised + other.promised,
            self.spent + other.spent,
            self.banked + other.banked,
        )


@dataclass(frozen=True, slots=True)
class LineRow:
    """One movement: what it changed in each pot, and what each held after it."""

    transaction_id: UUID
    at: datetime
    what: str
    change: Pots
    after: Pots


@dataclass(frozen=True, slots=True)
class Statement:
    """One account in one calendar month of London; ``month`` is its first day, ``months`` all that there are."""

    account: AccountRow
    month: date
    months: list[date]
    opening: Pots
    lines: list[LineRow]

    @property
    def closing(self) -> Pots:
        """What there was when the month ended, or is today."""
        return self.lines[-1].after if self.lines else self.opening


_POTS = (
    total(LedgerEntry.pence, LedgerEntry.pot == Pot.AVAILABLE),
    total(LedgerEntry.pence, LedgerEntry.pot == Pot.PROMISED),
    total(LedgerEntry.pence, LedgerEntry.pot == Pot.SPENT),
    total(LedgerEntry.pence, LedgerEntry.pot == Pot.BANKED),
)


def statement(session: Session, actor: Actor, account_id: UUID, month: date | None) -> Statement:
    """The statement of one account for the month of a day, or its latest.

    Raises NotFound, also for a month that it does not have.
    """
    account = account_for(session, actor, account_id)
    months = months_of(account, actor.today)
    month = month.replace(day=1) if month else months[0]
    if month not in months:
        raise NotFound
    begins, ends = month_span(month)
    opening = session.execute(
        select(*_POTS)
        .join(LedgerTransaction, LedgerTransaction.id == LedgerEntry.transaction_id)
        .where(LedgerEntry.account_id == account_id, LedgerTransaction.at < begins)
    ).one()
    rows = session.execute(
        select(LedgerTransaction.id, LedgerTransaction.at, LedgerTransaction.what, *_POTS)
        .join(LedgerEntry, LedgerEntry.transaction_id == LedgerTransaction.id)
        .where(LedgerEntry.account_id == account_id, LedgerTransaction.at >= begins, LedgerTransaction.at < ends)
        .group_by(LedgerTransaction.id)
        .order_by(LedgerTransaction.at, func.min(LedgerEntry.id))
    ).all()
    changes = [Pots(*row[3:]) for row in rows]
    after = list(accumulate(changes, initial=Pots(*opening)))[1:]
    lines = [LineRow(row[0], row[1], row[2], *pots) for row, *pots in zip(rows, changes, after, strict=True)]
    return Statement(account, month, months, Pots(*opening), lines)


def months_of(account: AccountRow, today: date) -> list[date]:
    """The first days of the months that an account has a statement for, the newest first.

    From the month in which its period begins, or this one if that is still to come, to this month or a month after
    its last day, in which the last bookings are settled.
    """
    first = min(account.starts, today).replace(day=1)
    last = max(first, min(today, account.ends + timedelta(days=62)).replace(day=1))
    return list(_months(first, last))[::-1]


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)
