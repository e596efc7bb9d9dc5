"""Handing money over from one account of a stream to another: what is left, and the payments that are still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, Fund, HoldingTerms, Instalment, LedgerAccount
from marketplace.budgets.operations import ledger
from marketplace.budgets.operations.banking import empty_banks
from marketplace.budgets.rules import AccountKind, Entry, Holding, Pot
from marketplace.budgets.rules.funds import PAID_WITHIN, FundState
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LockedFund:
    """A fund as its row stood when it was locked, with the fee (pence) and the notice of the terms that were signed."""

    id: UUID
    person_id: UUID
    source_id: UUID
    home_id: UUID
    holder_id: UUID
    account_id: UUID | None
    state: FundState
    answer_by: date
    answered_at: datetime | None
    ends_on: date | None
    fee: Pence
    notice: timedelta


def locked_fund(session: Session, _actor: Actor, *which: ColumnElement[bool]) -> LockedFund:
    """The one fund that fits, locked. Raises NotFound."""
    row = session.execute(
        select(
            Fund.id,
            Fund.person_id,
            Fund.source_id,
            Fund.home_id,
            Fund.holder_id,
            Fund.account_id,
            Fund.state,
            Fund.answer_by,
            Fund.answered_at,
            Fund.ends_on,
            HoldingTerms.fee,
            HoldingTerms.notice_days,
        )
        .join(HoldingTerms, HoldingTerms.id == Fund.terms_id)
        .where(*which)
        .with_for_update(of=Fund)
    ).one_or_none()
    if row is None:
        raise NotFound
    return LockedFund(
        id=row.id,
        person_id=row.person_id,
        source_id=row.source_id,
        home_id=row.home_id,
        holder_id=row.holder_id,
        account_id=row.account_id,
        state=FundState(row.state),
        answer_by=row.answer_by,
        answered_at=row.answered_at,
        ends_on=row.ends_on,
        fee=row.fee,
        notice=timedelta(days=row.notice_days),
    )


def opened_for(session: Session, _actor: Actor, fund: LockedFund) -> UUID:
    """The account of a fund, opened beside the one that it is handed over from, with nothing in it yet."""
    source = session.execute(
        select(
            BudgetAccount.stream_id,
            BudgetAccount.person_id,
            BudgetAccount.funder_id,
            BudgetAccount.name,
            BudgetAccount.starts,
            BudgetAccount.ends,
        ).where(BudgetAccount.id == fund.source_id)
    ).one()
    account_id = uuid4()
    session.execute(insert(LedgerAccount).values(id=account_id, kind=AccountKind.BUDGET, person_id=fund.person_id))
    opened = {"id": account_id, "holding": Holding.ISF, "holder_organisation_id": fund.holder_id}
    session.execute(insert(BudgetAccount).values(**opened, **source._mapping))  # noqa: SLF001 - a row's named columns
    return account_id


def hand_over(session: Session, actor: Actor, fund: LockedFund, from_id: UUID, to_id: UUID) -> None:
    """Hand over what is left in an account and what is to come into it; what is promised stays until it settles.

    What the funder holds itself goes back to it first, as a payment that it has to make to the holder; what a holder
    has goes on to the next one, or back.
    """
    ledger.lock(session, actor, [from_id, to_id])
    empty_banks(session, actor, from_id, fund.person_id)
    _pass_on(session, from_id, to_id)
    left, holding, funder_id = session.execute(
        select(BudgetAccount.available, BudgetAccount.holding, BudgetAccount.funder_id).where(
            BudgetAccount.id == from_id
        )
    ).one()
    if not left:
        return
    out = Entry(from_id, Pot.AVAILABLE, -left)
    key = f"handed_over:{fund.id}:{uuid4()}"
    if holding == Holding.NOTIONAL:
        funder = ledger.account_of(session, actor, AccountKind.FUNDER, organisation=funder_id)
        ledger.post(session, actor, "handed_over", key, [out, Entry(funder, Pot.BALANCE, left)])
        days = _days_of(session, to_id)
        due = {"account_id": to_id, "due_on": _free(actor.today + PAID_WITHIN, days), "pence": left}
        session.execute(insert(Instalment).values(**due))
    else:
        ledger.post(session, actor, "handed_over", key, [out, Entry(to_id, Pot.AVAILABLE, left)])


def _pass_on(session: Session, from_id: UUID, to_id: UUID) -> None:
    """Have the payments that are still to come come into another account."""
    taken = list(_days_of(session, to_id))
    coming = select(Instalment.due_on).where(Instalment.account_id == from_id, Instalment.transaction_id.is_(None))
    for due_on in session.scalars(coming.order_by(Instalment.due_on)).all():
        taken.append(_free(due_on, taken))
        session.execute(
            update(Instalment)
            .where(Instalment.account_id == from_id, Instalment.due_on == due_on)
            .values(account_id=to_id, due_on=taken[-1])
        )


def _days_of(session: Session, account_id: UUID) -> Sequence[date]:
    """The days on which an account has a payment, come or to come: it has one a day."""
    return session.scalars(select(Instalment.due_on).where(Instalment.account_id == account_id)).all()


def _free(day: date, taken: Sequence[date]) -> date:
    """A day, or the first after it that has no payment yet."""
    while day in taken:
        day += DAY
    return day
