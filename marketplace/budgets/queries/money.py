"""Reads of a person's money: their accounts with what is left, and what moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, bindparam, func, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, Instalment, LedgerEntry, LedgerTransaction
from marketplace.budgets.queries.spending import (
    PERMISSIONS_OF_ACCOUNT,
    RULES_OF_ACCOUNT,
    Bought,
    permissions_read,
    rules_read,
)
from marketplace.budgets.queries.streaming import TURNS_OF_ACCOUNT, held_back, turns_read
from marketplace.budgets.rules import Pot
from marketplace.budgets.rules.asking import Permission
from marketplace.budgets.rules.spending import Rule, Verdict, allowed, strictest
from marketplace.budgets.rules.streams import Turn
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.database import total
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Organisation
from marketplace.people.queries import ASKER, account_of, asked_by, open_to

STATEMENT_PAGE = 50


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One budget account, in pence; ``have`` is what has been credited to date, ``to_come`` what has not yet.

    ``begun`` says whether its period has: money of a period to come is for dates of that period.
    """

    id: UUID
    person_id: UUID
    name: str
    holding: str
    funder_id: UUID
    funder: str
    starts: date
    ends: date
    available: Pence
    promised: Pence
    spent: Pence
    banked: Pence
    to_come: Pence
    begun: bool

    @property
    def have(self) -> Pence:
        """What has been credited to date."""
        return self.available + self.promised + self.spent + self.banked

    @property
    def label(self) -> str:
        """The account's name with its funder."""
        return f"{self.name} ({self.funder})"


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement of one account: the pence into (or, negative, out of) each pot."""

    transaction_id: UUID
    at: datetime
    what: str
    account: str
    available: Pence
    promised: Pence
    spent: Pence
    banked: Pence


_TO_COME = (
    select(total(Instalment.pence))
    .where(Instalment.account_id == BudgetAccount.id, Instalment.transaction_id.is_(None))
    .scalar_subquery()
)

_ACCOUNT = select(
    BudgetAccount.id,
    BudgetAccount.person_id,
    BudgetAccount.name,
    BudgetAccount.holding,
    BudgetAccount.funder_id,
    Organisation.name,
    BudgetAccount.starts,
    BudgetAccount.ends,
    BudgetAccount.available,
    BudgetAccount.promised,
    BudgetAccount.spent,
    BudgetAccount.banked,
    _TO_COME,
    BudgetAccount.starts <= bindparam("today"),
).join(Organisation, Organisation.id == BudgetAccount.funder_id)


def accounts_for(
    session: Session, actor: Actor, person_id: UUID, power: Power = Power.SEE, *, current: bool = True
) -> list[AccountRow]:
    """A person's budget accounts, but for those that have ended unless all are asked for: by period, the fullest first.

    With Power.SPEND, only those that the actor may spend from. None for somebody else's person.
    """
    mine = open_to(actor, power, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id))
    asked = _ACCOUNT.where(BudgetAccount.person_id == person_id, mine)
    if current:
        asked = asked.where(BudgetAccount.ends >= actor.today)
    asked = asked.order_by(BudgetAccount.starts, BudgetAccount.available.desc(), BudgetAccount.id)
    rows = session.execute(asked, {"today": actor.today})
    accounts = [AccountRow(*row) for row in rows]
    journals.saw(actor, {account.person_id for account in accounts}, "opened")
    return accounts


def account_for(session: Session, actor: Actor, account_id: UUID) -> AccountRow:
    """One budget account, of whatever period, that the actor may look at, or holds. Raises NotFound."""
    mine = open_to(actor, Power.SEE, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id))
    mine |= (BudgetAccount.holder_organisation_id == actor.organisation_id) & actor.may(Power.LIST)
    found = session.execute(_ACCOUNT.where(BudgetAccount.id == account_id, mine), {"today": actor.today}).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [found.person_id], "opened")
    return AccountRow(*found)


def left_of(session: Session, actor: Actor, people: Iterable[UUID]) -> dict[UUID, Pence]:
    """What is left (pence) in today's accounts of each of several people, where the actor may see any of them."""
    rows = session.execute(
        select(BudgetAccount.person_id, total(BudgetAccount.available))
        .where(
            BudgetAccount.person_id.in_(list(people)),
            BudgetAccount.starts <= actor.today,
            BudgetAccount.ends >= actor.today,
            open_to(actor, Power.SEE, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id)),
        )
        .group_by(BudgetAccount.person_id)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class SpendRow:
    """An account as paying from it needs it: its period, how it is held, what was left (pence) when it was read.

    ``rules`` and ``permissions`` are those of its funder about what is bought; by ``turns`` it stands still or is over.
    """

    id: UUID
    name: str
    holding: str
    starts: date
    ends: date
    available: Pence
    funder_id: UUID
    funder: str
    rules: tuple[Rule, ...]
    permissions: tuple[Permission, ...]
    turns: tuple[Turn, ...]

    def verdict(self, bought: Sequence[tuple[date, str]]) -> Verdict:
        """Whether it can pay for what is bought, given as days and categories."""
        return strictest([allowed(self.rules, [category], day) for day, category in bought])

    def verdict_ahead(self, category: str, today: date) -> Verdict:
        """The strictest that its rules say of a category today or on any later day."""
        days = [today, *(rule.starts for rule in self.rules if rule.starts > today)]
        return self.verdict([(day, category) for day in days])

    def permitted(self, days: Sequence[date]) -> tuple[Permission, ...]:
        """What its funder said yes to for all of some days."""
        return tuple(each for each in self.permissions if each.covers(days))


_TO_SPEND = (
    select(
        BudgetAccount.id,
        BudgetAccount.name,
        BudgetAccount.holding,
        BudgetAccount.starts,
        BudgetAccount.ends,
        BudgetAccount.available,
        BudgetAccount.funder_id,
        Organisation.name,
        Organisation.kind,
        RULES_OF_ACCOUNT,
        PERMISSIONS_OF_ACCOUNT,
        TURNS_OF_ACCOUNT,
    )
    .join(Organisation, Organisation.id == BudgetAccount.funder_id)
    .where(
        BudgetAccount.id == any_(bindparam("spent_ids", type_=ARRAY(Uuid()))),
        BudgetAccount.person_id == bindparam("spent_by"),
        open_to(ASKER, Power.SPEND, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id)),
    )
)


def accounts_to_spend(
    session: Session, actor: Actor, person_id: UUID, account_ids: Sequence[UUID], bought: Bought
) -> list[SpendRow]:
    """Those of a person's accounts that the actor may spend from, in the order asked: not theirs is not there.

    Each comes with what its funder's rules say of what is bought.
    """
    asked = {"spent_ids": list(account_ids), "spent_by": person_id} | asked_by(actor) | bought.bound
    rows = session.execute(_TO_SPEND, asked)
    found = {
        row.id: SpendRow(*row[:8], rules_read(row[8], row[9]), permissions_read(row[10]), turns_read(row[11]))
        for row in rows
    }
    return [found[each] for each in account_ids if each in found]


def accounts_funded(session: Session, actor: Actor, person_id: UUID) -> list[AccountRow]:
    """The accounts of one person that the actor's own organisation funds, newest period first."""
    asked = _ACCOUNT.where(BudgetAccount.person_id == person_id, funded_by(actor))
    rows = session.execute(asked.order_by(BudgetAccount.starts.desc()), {"today": actor.today})
    accounts = [AccountRow(*row) for row in rows]
    journals.saw(actor, {account.person_id for account in accounts}, "opened")
    return accounts


def funded_by(actor: Actor) -> ColumnElement[bool]:
    """The condition that a budget account is of a stream of the actor's own organisation."""
    return (BudgetAccount.funder_id == actor.organisation_id) & actor.may(Power.COMMISSION)


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """One instalment of an account a funder pays: its day, pence, and whether it has been credited, or waits."""

    account_id: UUID
    account: str
    holding: str
    due_on: date
    pence: Pence
    credited: bool
    waits: bool


def instalments_funded(session: Session, actor: Actor, person_id: UUID) -> list[InstalmentRow]:
    """The instalments of one person's accounts that the actor's own organisation funds, by day."""
    rows = session.execute(
        select(
            Instalment.account_id,
            BudgetAccount.name,
            BudgetAccount.holding,
            Instalment.due_on,
            Instalment.pence,
            Instalment.transaction_id.is_not(None),
            Instalment.transaction_id.is_(None) & held_back(actor, Instalment.account_id, Instalment.due_on),
        )
        .join(BudgetAccount, BudgetAccount.id == Instalment.account_id)
        .where(BudgetAccount.person_id == person_id, funded_by(actor))
        .order_by(Instalment.due_on, BudgetAccount.holding)
    )
    return [InstalmentRow(*row) for row in rows]


def movements_for(session: Session, actor: Actor, person_id: UUID) -> list[MovementRow]:
    """What moved in a person's accounts, newest first, at most 50 movements."""

    def pot(name: Pot) -> ColumnElement[int]:
        return total(LedgerEntry.pence, LedgerEntry.pot == name)

    rows = session.execute(
        select(
            LedgerTransaction.id,
            LedgerTransaction.at,
            LedgerTransaction.what,
            BudgetAccount.name,
            pot(Pot.AVAILABLE),
            pot(Pot.PROMISED),
            pot(Pot.SPENT),
            pot(Pot.BANKED),
        )
        .join(LedgerEntry, LedgerEntry.transaction_id == LedgerTransaction.id)
        .join(BudgetAccount, BudgetAccount.id == LedgerEntry.account_id)
        .where(
            BudgetAccount.person_id == person_id,
            open_to(actor, Power.SEE, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id)),
        )
        .group_by(LedgerTransaction.id, BudgetAccount.id)
        .order_by(LedgerTransaction.at.desc(), LedgerTransaction.id)
        .limit(STATEMENT_PAGE)
    )
    movements = [MovementRow(*row) for row in rows]
    if movements:
        journals.saw(actor, [person_id], "opened")
    return movements


def funders_of(session: Session, actor: Actor, person_id: UUID) -> list[UUID]:
    """The funders of a person's budgets that run on the actor's day, the largest account's first."""
    rows = session.execute(
        select(
            BudgetAccount.funder_id, func.max(BudgetAccount.available + BudgetAccount.promised + BudgetAccount.spent)
        )
        .where(
            BudgetAccount.person_id == person_id,
            BudgetAccount.starts <= actor.today,
            BudgetAccount.ends >= actor.today,
            open_to(actor, Power.SEE, BudgetAccount.person_id),  # who pays is asked for whatever is worried about
        )
        .group_by(BudgetAccount.funder_id)
        .order_by(func.max(BudgetAccount.available + BudgetAccount.promised + BudgetAccount.spent).desc())
    )
    return [row[0] for row in rows]
