"""A plan in hand: found within the actor's reach and locked, moved in its table, and what is written of it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.plans.models import Plan, PlanLine
from marketplace.plans.queries import planned_by
from marketplace.plans.rules import LineMove, LineState, PlanMove, PlanRefused, PlanState, line_after, plan_after


def held(session: Session, actor: Actor, plan_id: UUID) -> Any:
    """A plan that the actor may change, which nobody else changes meanwhile. Raises NotFound."""
    asked = select(*Plan.__table__.c).where(Plan.id == plan_id, planned_by(actor, Power.PLAN))
    found = session.execute(asked.with_for_update(key_share=True)).one_or_none()
    if found is None or actor.account_id is None:
        raise NotFound
    return found


def drafted(session: Session, actor: Actor, plan_id: UUID) -> Any:
    """A plan that is being written. Raises NotFound, and PlanRefused for one that is not."""
    plan = held(session, actor, plan_id)
    if plan.state != PlanState.DRAFT:
        raise PlanRefused("This plan is not being written now. Choose “Change the plan” first.")
    return plan


def move_plan(session: Session, actor: Actor, plan: Any, move: PlanMove) -> PlanState:
    """Move a plan, and say so in the audit; its new state. Raises IllegalMove."""
    became = plan_after(PlanState(plan.state), move)
    session.execute(update(Plan).where(Plan.id == plan.id).values(state=became))
    moved = journals.move("plan", plan.id, move, plan.state, became)
    journals.audit(session, actor, [moved], person_id=plan.person_id)
    return became


def move_line(session: Session, actor: Actor, line: Any, move: LineMove, person_id: UUID, **also: object) -> None:
    """Move a line of a plan, and say so in the audit. Raises IllegalMove."""
    became = line_after(LineState(line.state), move)
    session.execute(update(PlanLine).where(PlanLine.id == line.id).values(state=became, **also))
    moved = journals.move("plan_line", line.id, move, line.state, became)
    journals.audit(session, actor, [moved], person_id=person_id)
