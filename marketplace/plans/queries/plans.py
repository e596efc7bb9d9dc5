"""Reads of plans as they are written: the plan, its outcomes, and its lines with what each costs and who would pay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from marketplace.budgets.models import Budget, BudgetAccount
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Account, Organisation, Person
from marketplace.plans.models import Plan, PlanLine, PlanOutcome
from marketplace.plans.queries.scope import planned_by
from marketplace.plans.rules import Cost, Every, LineState, Sums, cost_of, much_words, summed


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan: whose, for which days, where it stands, and who saved it last. Contingency is in pence."""

    id: UUID
    person_id: UUID
    person: str
    budget_id: UUID
    starts: date
    ends: date
    state: str
    statement: str
    review_on: date | None
    contingency_pence: Pence
    contingency_why: str
    version: int
    changed_by: str
    changed_at: datetime
    may_change: bool


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What a person wants to be different."""

    id: UUID
    words: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a plan as it is written now; the unit's price and one's own money each time are in pence."""

    id: UUID
    plan_id: UUID
    outcome_id: UUID | None
    title: str
    about: str
    offer_id: UUID | None
    unit: str
    unit_pence: Pence
    quantity: Decimal
    every: str
    starts: date
    ends: date
    account_id: UUID | None
    account: str | None
    funder_id: UUID | None
    funder: str | None
    own_pence: Pence
    why: str
    state: str
    agreed_pence: Pence | None
    version: int
    changed_by: str
    sent_id: UUID | None

    @property
    def cost(self) -> Cost:
        """What it costs."""
        return cost_of(self.unit_pence, self.quantity, self.own_pence, Every(self.every), (self.starts, self.ends))

    @property
    def much(self) -> str:
        """How much how often, in words."""
        return much_words(self.quantity, Every(self.every))

    @property
    def asked(self) -> Pence:
        """What it asks a budget for, in pence; nothing where one pays for it oneself."""
        return self.cost.whole if self.account_id else 0


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A budget period that has no plan yet."""

    id: UUID
    starts: date
    ends: date


def sums_of(lines: Iterable[LineRow]) -> Sums:
    """What the lines that ask a budget for money come to; what was not agreed asks for none."""
    return summed(line.cost for line in lines if line.account_id and line.state != LineState.REFUSED)


def _plans(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Plan.id,
            Plan.person_id,
            Person.name,
            Plan.budget_id,
            Budget.starts,
            Budget.ends,
            Plan.state,
            Plan.statement,
            Plan.review_on,
            Plan.contingency_pence,
            Plan.contingency_why,
            Plan.version,
            Account.name,
            Plan.changed_at,
            planned_by(actor, Power.PLAN),
        )
        .join(Person, Person.id == Plan.person_id)
        .join(Budget, Budget.id == Plan.budget_id)
        .join(Account, Account.id == Plan.changed_by)
        .where(planned_by(actor, Power.SEE))
    )


def plans_for(session: Session, actor: Actor, person_id: UUID) -> list[PlanRow]:
    """The plans of one person that the actor may see, the newest period first."""
    asked = _plans(actor).where(Plan.person_id == person_id).order_by(Budget.starts.desc(), Plan.made_at.desc())
    rows = [PlanRow(*row) for row in session.execute(asked)]
    journals.saw(actor, {row.person_id for row in rows}, "opened")
    return rows


def plan_of(session: Session, actor: Actor, plan_id: UUID) -> PlanRow:
    """One plan. Raises NotFound."""
    found = session.execute(_plans(actor).where(Plan.id == plan_id)).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [found.person_id], "opened")
    return PlanRow(*found)


def budgets_to_plan(session: Session, actor: Actor, person_id: UUID) -> list[BudgetRow]:
    """The budget periods of a person, not yet over, that have no plan."""
    planned = select(Plan.budget_id).where(Plan.state != "ended")
    rows = session.execute(
        select(Budget.id, Budget.starts, Budget.ends)
        .where(Budget.person_id == person_id, Budget.ends >= actor.today, Budget.id.not_in(planned))
        .order_by(Budget.starts)
    )
    return [BudgetRow(*row) for row in rows]


def outcomes_of(session: Session, actor: Actor, plan_id: UUID) -> list[OutcomeRow]:
    """The outcomes of a plan that the actor may see, in their order."""
    rows = session.execute(
        select(PlanOutcome.id, PlanOutcome.words)
        .join(Plan, Plan.id == PlanOutcome.plan_id)
        .where(Plan.id == plan_id, planned_by(actor, Power.SEE))
        .order_by(PlanOutcome.place, PlanOutcome.id)
    )
    return [OutcomeRow(*row) for row in rows]


def lines_of(session: Session, actor: Actor, plan_id: UUID) -> list[LineRow]:
    """The lines of a plan that the actor may see, without those that were taken out."""
    funder, changed = aliased(Organisation), aliased(Account)
    rows = session.execute(
        select(
            PlanLine.id,
            PlanLine.plan_id,
            PlanLine.outcome_id,
            PlanLine.title,
            PlanLine.about,
            PlanLine.offer_id,
            PlanLine.unit,
            PlanLine.unit_pence,
            PlanLine.quantity,
            PlanLine.every,
            PlanLine.starts,
            PlanLine.ends,
            PlanLine.account_id,
            BudgetAccount.name,
            BudgetAccount.funder_id,
            funder.name,
            PlanLine.own_pence,
            PlanLine.why,
            PlanLine.state,
            PlanLine.agreed_pence,
            PlanLine.version,
            changed.name,
            PlanLine.sent_id,
        )
        .join(Plan, Plan.id == PlanLine.plan_id)
        .join(changed, changed.id == PlanLine.changed_by)
        .outerjoin(BudgetAccount, BudgetAccount.id == PlanLine.account_id)
        .outerjoin(funder, funder.id == BudgetAccount.funder_id)
        .where(Plan.id == plan_id, planned_by(actor, Power.SEE), PlanLine.state != LineState.DROPPED)
        .order_by(PlanLine.starts, PlanLine.title, PlanLine.id)
    )
    return [LineRow(*row) for row in rows]
