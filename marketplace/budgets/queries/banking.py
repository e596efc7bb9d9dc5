"""Reads of what is put by for later: each with what is left of it, and what may be put by."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import Bank, BankMove, BudgetAccount, LedgerTransaction
from marketplace.budgets.rules.banking import BankBounds, Bound, Purse
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.database import total
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Organisation
from marketplace.people.queries import account_of, open_to, settings_of
from marketplace.people.rules import SettingName


@dataclass(frozen=True, slots=True)
class BankRow:
    """Money put by: why, when it is to be used, until when; all that was put in and what is left of it, in pence."""

    id: UUID
    person_id: UUID
    account: str
    funder: str
    reason: str
    words: str
    until: date
    made_at: datetime
    put: Pence
    left: Pence


@dataclass(frozen=True, slots=True)
class BankMoveRow:
    """One move of a bank: when, what, and its pence (negative: out of it)."""

    at: datetime
    kind: str
    pence: Pence


@dataclass(frozen=True, slots=True)
class BankingRow:
    """An account that money may be put by from: its name, what it holds, and what its funder allows."""

    id: UUID
    label: str
    purse: Purse
    bounds: BankBounds


def _banks(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Bank.id,
            BudgetAccount.person_id,
            BudgetAccount.name,
            Organisation.name,
            Bank.reason,
            Bank.words,
            Bank.until,
            Bank.made_at,
            total(BankMove.pence, BankMove.pence > 0),
            total(BankMove.pence),
        )
        .join(BudgetAccount, BudgetAccount.id == Bank.account_id)
        .join(Organisation, Organisation.id == BudgetAccount.funder_id)
        .join(BankMove, BankMove.bank_id == Bank.id)
        .where(open_to(actor, Power.SEE, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id)))
        .group_by(Bank.id, BudgetAccount.id, Organisation.id)
    )


def banks_for(session: Session, actor: Actor, person_id: UUID) -> list[BankRow]:
    """What a person has put by and not used up, the first to end first; nothing of somebody else's."""
    asked = _banks(actor).where(BudgetAccount.person_id == person_id).having(total(BankMove.pence) > 0)
    rows = [BankRow(*row) for row in session.execute(asked.order_by(Bank.until, Bank.id))]
    if rows:
        journals.saw(actor, [person_id], "opened")
    return rows


def bank_row(session: Session, actor: Actor, bank_id: UUID) -> tuple[BankRow, list[BankMoveRow]]:
    """One bank with its moves, newest first. Raises NotFound."""
    found = session.execute(_banks(actor).where(Bank.id == bank_id)).one_or_none()
    if found is None:
        raise NotFound
    row = BankRow(*found)
    journals.saw(actor, [row.person_id], "opened")
    moves = session.execute(
        select(LedgerTransaction.at, BankMove.kind, BankMove.pence)
        .join(LedgerTransaction, LedgerTransaction.id == BankMove.transaction_id)
        .where(BankMove.bank_id == bank_id)
        .order_by(LedgerTransaction.at.desc(), LedgerTransaction.id)
    )
    return row, [BankMoveRow(*move) for move in moves]


def accounts_to_bank(session: Session, actor: Actor, person_id: UUID) -> list[BankingRow]:
    """The accounts of a person that run today and that the actor may put money by from, the fullest first."""
    rows = session.execute(
        select(
            BudgetAccount.id,
            BudgetAccount.name,
            Organisation.name,
            BudgetAccount.funder_id,
            BudgetAccount.available,
            BudgetAccount.promised,
            BudgetAccount.spent,
            BudgetAccount.banked,
            BudgetAccount.ends,
        )
        .join(Organisation, Organisation.id == BudgetAccount.funder_id)
        .where(
            BudgetAccount.person_id == person_id,
            BudgetAccount.starts <= actor.today,
            BudgetAccount.ends >= actor.today,
            open_to(actor, Power.SPEND, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id)),
        )
        .order_by(BudgetAccount.available.desc(), BudgetAccount.id)
    ).all()
    if rows:
        journals.saw(actor, [person_id], "opened")
    allowed = _bounds(session, actor, {row[3] for row in rows})
    return [
        BankingRow(
            account_id, f"{name} ({funder})", Purse(left + promised + spent + banked, left, banked, ends), allowed[by]
        )
        for account_id, name, funder, by, left, promised, spent, banked, ends in rows
    ]


def bounds_of(session: Session, actor: Actor, account_id: UUID) -> BankBounds:
    """What the funder of an account allows today."""
    funder_id = session.scalars(select(BudgetAccount.funder_id).where(BudgetAccount.id == account_id)).one()
    return _bounds(session, actor, {funder_id})[funder_id]


def _bounds(session: Session, actor: Actor, funder_ids: set[UUID]) -> dict[UUID, BankBounds]:
    known = settings_of(session, actor, funder_ids)

    def bound(funder_id: UUID, name: SettingName) -> Bound | None:
        row = known.get((funder_id, name))
        return Bound(row.value, row.source) if row else None

    return {
        each: BankBounds(bound(each, SettingName.BANK_PERCENT), bound(each, SettingName.BANK_DAYS))
        for each in funder_ids
    }


def purse_of(session: Session, _actor: Actor, account_id: UUID) -> Purse:
    """What an account holds, for whoever has locked it."""
    row = session.execute(
        select(
            BudgetAccount.available + BudgetAccount.promised + BudgetAccount.spent + BudgetAccount.banked,
            BudgetAccount.available,
            BudgetAccount.banked,
            BudgetAccount.ends,
        ).where(BudgetAccount.id == account_id)
    ).one()
    return Purse(*row)


def left_in(session: Session, _actor: Actor, bank_id: UUID) -> Pence:
    """What is left in a bank, for whoever has locked its account."""
    return session.scalars(select(total(BankMove.pence)).where(BankMove.bank_id == bank_id)).one()
