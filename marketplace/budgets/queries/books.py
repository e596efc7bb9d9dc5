"""Reads of a funder's own books: its trial balance on a day, and the entries of a financial year."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, LedgerAccount, LedgerEntry, LedgerTransaction
from marketplace.budgets.queries.money import funded_by
from marketplace.budgets.rules import AccountKind, Pot
from marketplace.budgets.rules.books import Balance, Sum, balance, year_ends, years
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import at, civil
from marketplace.foundation.database import total


def balance_on(session: Session, actor: Actor, day: date) -> Balance:
    """The trial balance of the actor's own organisation at the end of a day, from the entries alone."""
    rows = session.execute(
        select(LedgerAccount.kind, BudgetAccount.holding, LedgerEntry.pot, func.sum(LedgerEntry.pence))
        .select_from(LedgerEntry)
        .join(LedgerAccount, LedgerAccount.id == LedgerEntry.account_id)
        .join(LedgerTransaction, LedgerTransaction.id == LedgerEntry.transaction_id)
        .outerjoin(BudgetAccount, BudgetAccount.id == LedgerAccount.id)
        .where(_own(actor), LedgerTransaction.at < _after(day))
        .group_by(LedgerAccount.kind, BudgetAccount.holding, LedgerEntry.pot)
    )
    added = session.scalars(
        select(total(LedgerEntry.pence))
        .join(BudgetAccount, BudgetAccount.id == LedgerEntry.account_id)
        .join(LedgerTransaction, LedgerTransaction.id == LedgerEntry.transaction_id)
        .where(funded_by(actor), LedgerTransaction.what == "contribution_in", LedgerTransaction.at < _after(day))
    ).one()
    own = Sum(AccountKind.OWN_MONEY, None, Pot.BALANCE, -added)
    return balance([*(Sum(row[0], row[1], row[2], int(row[3])) for row in rows), own])


def book_years(session: Session, actor: Actor) -> list[date]:
    """The first days of the financial years in which the actor's own organisation has entries, the newest first."""
    first = session.scalar(
        select(func.min(LedgerTransaction.at))
        .join(LedgerEntry, LedgerEntry.transaction_id == LedgerTransaction.id)
        .join(LedgerAccount, LedgerAccount.id == LedgerEntry.account_id)
        .outerjoin(BudgetAccount, BudgetAccount.id == LedgerAccount.id)
        .where(_own(actor))
    )
    return years(civil(first), actor.today) if first else []


def entries_of_year(session: Session, actor: Actor, begins: date) -> list[Sequence[object]]:
    """The entries of the financial year that begins on a day, in the published columns, as they were posted."""
    rows = session.execute(
        select(
            LedgerTransaction.at,
            LedgerTransaction.id,
            LedgerTransaction.what,
            LedgerAccount.id,
            LedgerAccount.kind,
            BudgetAccount.name,
            BudgetAccount.holding,
            LedgerEntry.pot,
            LedgerEntry.pence,
        )
        .select_from(LedgerEntry)
        .join(LedgerAccount, LedgerAccount.id == LedgerEntry.account_id)
        .join(LedgerTransaction, LedgerTransaction.id == LedgerEntry.transaction_id)
        .outerjoin(BudgetAccount, BudgetAccount.id == LedgerAccount.id)
        .where(
            _own(actor), LedgerTransaction.at >= at(begins, time()), LedgerTransaction.at < _after(year_ends(begins))
        )
        .order_by(LedgerEntry.id)
    )
    return [(civil(row[0]), *row[1:]) for row in rows]


def _own(actor: Actor) -> ColumnElement[bool]:
    """The condition that an account is of the actor's own organisation as a funder, or of a person it funds."""
    if not actor.may(Power.COMMISSION) or actor.organisation_id is None:
        return false()
    return or_(LedgerAccount.organisation_id == actor.organisation_id, funded_by(actor))


def _after(day: date) -> datetime:
    """The instant at which a day in London is over."""
    return at(day + timedelta(days=1), time())
