"""Every read of plans."""

from marketplace.plans.queries.plans import (
    BudgetRow,
    LineRow,
    OutcomeRow,
    PlanRow,
    budgets_to_plan,
    lines_of,
    outcomes_of,
    plan_of,
    plans_for,
    sums_of,
)
from marketplace.plans.queries.scope import planned_by, read_by
from marketplace.plans.queries.sent import (
    DecisionRow,
    SentRow,
    StandRow,
    decisions_of,
    plan_read,
    plans_put,
    sent_for,
    stands_of,
)
from marketplace.plans.queries.verdicts import Chances, LikeRow, chances

__all__ = [
    "BudgetRow",
    "Chances",
    "DecisionRow",
    "LikeRow",
    "LineRow",
    "OutcomeRow",
    "PlanRow",
    "SentRow",
    "StandRow",
    "budgets_to_plan",
    "chances",
    "decisions_of",
    "lines_of",
    "outcomes_of",
    "plan_of",
    "plan_read",
    "planned_by",
    "plans_for",
    "plans_put",
    "read_by",
    "sent_for",
    "stands_of",
    "sums_of",
]
