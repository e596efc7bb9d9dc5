"""Reads of a funder's own money that holders have as funds: what is to be paid to them, and what each has."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, Fund, FundFee, Instalment
from marketplace.budgets.queries.funds import TO_COME
from marketplace.budgets.queries.money import funded_by
from marketplace.budgets.queries.streaming import held_back
from marketplace.budgets.rules import Holding
from marketplace.budgets.rules.funds import BEGUN
from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.foundation.database import total
from marketplace.foundation.money import Pence
from marketplace.people.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class HeldTotals:
    """What one holder has of a funder's money: how many people, and pence; nobody's purchases."""

    holder: str
    phone: str
    people: int
    available: Pence
    promised: Pence
    spent: Pence
    banked: Pence
    to_come: Pence
    fees: Pence


def held_of_ours(session: Session, actor: Actor) -> list[HeldTotals]:
    """What each holder has of the money of the actor's own organisation, by name."""
    coming = select(TO_COME).where(Instalment.account_id == BudgetAccount.id).scalar_subquery()
    fees = select(total(FundFee.pence)).where(FundFee.fund_id == Fund.id).scalar_subquery()
    rows = session.execute(
        select(
            Organisation.name,
            Organisation.phone,
            func.count(func.distinct(Fund.person_id)),
            total(BudgetAccount.available),
            total(BudgetAccount.promised),
            total(BudgetAccount.spent),
            total(BudgetAccount.banked),
            total(coming),
            total(fees),
        )
        .join(Fund, Fund.holder_id == Organisation.id)
        .join(BudgetAccount, BudgetAccount.id == Fund.account_id)
        .where(Fund.state.in_(BEGUN), funded_by(actor))
        .group_by(Organisation.id)
        .order_by(Organisation.name, Organisation.id)
    )
    return [HeldTotals(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class ToPayRow:
    """A payment that a funder has still to make to a holder: to whom, for which person, when, and pence."""

    account_id: UUID
    person_id: UUID
    person: str
    holder: str
    due_on: date
    pence: Pence


def to_pay_holders(session: Session, actor: Actor) -> list[ToPayRow]:
    """What the actor's own organisation has to pay to holders, the oldest first: what is due, and the next of each."""
    earliest = (
        select(Instalment.account_id, func.min(Instalment.due_on).label("first"))
        .where(Instalment.transaction_id.is_(None))
        .group_by(Instalment.account_id)
        .subquery("earliest")
    )
    rows = session.execute(
        select(BudgetAccount.id, Person.id, Person.name, Organisation.name, Instalment.due_on, Instalment.pence)
        .join(Instalment, Instalment.account_id == BudgetAccount.id)
        .join(earliest, earliest.c.account_id == BudgetAccount.id)
        .join(Person, Person.id == BudgetAccount.person_id)
        .join(Organisation, Organisation.id == BudgetAccount.holder_organisation_id)
        .where(
            BudgetAccount.holding == Holding.ISF,
            Instalment.transaction_id.is_(None),
            (Instalment.due_on <= actor.today) | (Instalment.due_on == earliest.c.first),
            ~held_back(actor, Instalment.account_id, Instalment.due_on),
            funded_by(actor),
        )
        .order_by(Instalment.due_on, Organisation.name, BudgetAccount.id)
    )
    found = [ToPayRow(*row) for row in rows]
    journals.saw(actor, {row.person_id for row in found}, "listed")
    return found
