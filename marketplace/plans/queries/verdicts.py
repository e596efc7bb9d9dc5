"""Whether each line of a plan will be agreed: what its funder's rules say, and what was decided of like things."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, SpendingRule
from marketplace.budgets.rules.spending import Allowed, Effect, Rule, Verdict, allowed, national
from marketplace.foundation.access import Actor
from marketplace.people.models import Organisation
from marketplace.plans.models import Plan, PlanLine
from marketplace.plans.rules import FEWEST_LIKE, LineState

DECIDED = (LineState.AGREED, LineState.PART, LineState.REFUSED)


@dataclass(frozen=True, slots=True)
class LikeRow:
    """How many lines about the same thing one funder decided, and of how many it agreed at least a part."""

    asked: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Chances:
    """What the funders of some accounts say of what may be bought."""

    funders: Mapping[UUID, UUID]  # by account
    rules: Mapping[UUID, tuple[Rule, ...]]  # by funder
    like: Mapping[tuple[UUID, str], LikeRow]  # by funder and what it is about

    def verdict(self, account_id: UUID | None, about: str, day: date) -> Verdict:
        """Whether an account may pay for something on a day; nobody is against what it does not pay for."""
        funder_id = self.funders.get(account_id) if account_id else None
        return allowed(self.rules.get(funder_id, ()), [about], day) if funder_id else Allowed()

    def liked(self, account_id: UUID | None, about: str) -> LikeRow | None:
        """What was decided before of like things; None where it is of too few people to tell."""
        funder_id = self.funders.get(account_id) if account_id else None
        return self.like.get((funder_id, about)) if funder_id else None


def chances(session: Session, actor: Actor, account_ids: Iterable[UUID]) -> Chances:
    """What the funders of some accounts say; rules are public, and likes name nobody."""
    del actor  # everybody may read the rules, and numbers of five people or more
    wanted = list(account_ids)
    paid = select(BudgetAccount.id, BudgetAccount.funder_id).where(BudgetAccount.id.in_(wanted))
    funders = {row.id: row.funder_id for row in session.execute(paid)}
    rows = session.execute(
        select(
            Organisation.id,
            Organisation.kind,
            SpendingRule.about,
            SpendingRule.effect,
            SpendingRule.words,
            SpendingRule.source,
            SpendingRule.starts,
            SpendingRule.ends,
        )
        .outerjoin(SpendingRule, SpendingRule.funder_id == Organisation.id)
        .where(Organisation.id.in_(set(funders.values())))
    )
    rules: dict[UUID, tuple[Rule, ...]] = {}
    for row in rows:
        own = (Rule(row.about, Effect(row.effect), *row[4:]),) if row.about else ()
        rules[row.id] = (*rules.get(row.id, national(row.kind)), *own)
    return Chances(funders, rules, _like(session, set(funders.values())))


def _like(session: Session, funder_ids: set[UUID]) -> dict[tuple[UUID, str], LikeRow]:
    rows = session.execute(
        select(
            BudgetAccount.funder_id,
            PlanLine.about,
            func.count(),
            func.count().filter(PlanLine.state != LineState.REFUSED),
        )
        .join(BudgetAccount, BudgetAccount.id == PlanLine.account_id)
        .join(Plan, Plan.id == PlanLine.plan_id)
        .where(PlanLine.state.in_(DECIDED), BudgetAccount.funder_id.in_(funder_ids))
        .group_by(BudgetAccount.funder_id, PlanLine.about)
        .having(func.count(Plan.person_id.distinct()) >= FEWEST_LIKE)
    )
    return {(row[0], row[1]): LikeRow(row[2], row[3]) for row in rows}
