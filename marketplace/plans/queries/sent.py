"""Reads of plans as they were sent: what the decider reads, where each line stands, what was decided, who has it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Account, Membership, Organisation, Person, WorkTaken
from marketplace.people.queries import still_member
from marketplace.people.rules.safeguarding import WorkKind, overdue
from marketplace.plans.models import LineDecision, Plan, PlanLine, PlanSent
from marketplace.plans.queries.scope import planned_by, read_by
from marketplace.plans.rules import OPEN, Step


@dataclass(frozen=True, slots=True)
class SentRow:
    """A plan as one funder reads it: who decides (route), by when, who took it (None: nobody), how many lines wait."""

    id: UUID
    plan_id: UUID
    person_id: UUID
    person: str
    funder_id: UUID
    funder: str
    number: int
    route: str
    asked_pence: Pence
    statement: str
    content: dict[str, Any]
    sent_by: str
    sent_at: datetime
    answer_by: date
    taken_by: str | None
    waits: int
    for_me: bool  # the actor is not barred from deciding
    phone: str  # of the funder; empty where it gave none
    days: int  # since it was sent
    late: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What somebody decided of a line, in which step, and why."""

    line_id: UUID
    sent_id: UUID
    step: str
    answer: str
    pence: Pence
    words: str
    name: str
    decided_by: UUID
    at: datetime

    @property
    def holds(self) -> bool:
        """Whether it is an answer, and not handed back."""
        return self.step != Step.BACK


@dataclass(frozen=True, slots=True)
class StandRow:
    """Where a line that was sent stands now."""

    id: UUID
    state: str
    agreed_pence: Pence | None


def _sent(actor: Actor, reach: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    waits = select(func.count()).where(PlanLine.sent_id == PlanSent.id, PlanLine.state.in_(OPEN)).scalar_subquery()
    taken = (
        select(Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .join(WorkTaken, WorkTaken.membership_id == Membership.id)
        .where(WorkTaken.kind == WorkKind.PLAN, WorkTaken.record_id == PlanSent.id, still_member(actor))
        .scalar_subquery()
    )
    return (
        select(
            PlanSent.id,
            PlanSent.plan_id,
            Plan.person_id,
            Person.name,
            PlanSent.funder_id,
            Organisation.name,
            PlanSent.number,
            PlanSent.route,
            PlanSent.asked_pence,
            PlanSent.statement,
            PlanSent.content,
            Account.name,
            PlanSent.sent_at,
            PlanSent.answer_by,
            taken,
            waits,
            ~PlanSent.barred.contains([actor.account_id]),
            Organisation.phone,
        )
        .join(Plan, Plan.id == PlanSent.plan_id)
        .join(Person, Person.id == Plan.person_id)
        .join(Organisation, Organisation.id == PlanSent.funder_id)
        .join(Account, Account.id == PlanSent.sent_by)
        .where(reach)
    )


def _row(actor: Actor, row: Any) -> SentRow:
    content: Any = json.loads(row[10]) if row[10] else {}
    late = row[15] > 0 and overdue(row[13], actor.today)
    days = (actor.now - row[12]).days
    return SentRow(*row[:10], content, *row[11:], days, late)


def sent_for(session: Session, actor: Actor, plan_ids: Iterable[UUID]) -> list[SentRow]:
    """What was sent of plans that the actor may see, the newest first."""
    mine = and_(PlanSent.plan_id.in_(list(plan_ids)), planned_by(actor, Power.SEE))
    asked = _sent(actor, mine).order_by(PlanSent.number.desc(), Organisation.name)
    return [_row(actor, row) for row in session.execute(asked)]


def plan_read(session: Session, actor: Actor, sent_id: UUID) -> SentRow:
    """One plan as it was sent to the actor's own funder. Raises NotFound."""
    found = session.execute(_sent(actor, and_(PlanSent.id == sent_id, read_by(actor)))).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [found.person_id], "opened")
    return _row(actor, found)


def plans_put(session: Session, actor: Actor, *, only_waiting: bool) -> list[SentRow]:
    """The plans that were sent to the actor's own funder: what waits, what is due first, and then what is answered."""
    asked = _sent(actor, read_by(actor)).order_by(PlanSent.answer_by, PlanSent.id)
    if only_waiting:
        asked = asked.where(PlanSent.id.in_(select(PlanLine.sent_id).where(PlanLine.state.in_(OPEN))))
    rows = [_row(actor, row) for row in session.execute(asked)]
    if not only_waiting:  # the list of what waits names nobody
        journals.saw(actor, {row.person_id for row in rows})
    return sorted(rows, key=lambda row: not row.waits)


def decisions_of(session: Session, actor: Actor, plan_id: UUID) -> list[DecisionRow]:
    """What was decided of a plan's lines, oldest first, for those who may see the plan, and for whoever decides."""
    rows = session.execute(
        select(
            LineDecision.line_id,
            LineDecision.sent_id,
            LineDecision.step,
            LineDecision.answer,
            LineDecision.pence,
            LineDecision.words,
            Account.name,
            LineDecision.decided_by,
            LineDecision.decided_at,
        )
        .join(PlanSent, PlanSent.id == LineDecision.sent_id)
        .join(Plan, Plan.id == PlanSent.plan_id)
        .join(Account, Account.id == LineDecision.decided_by)
        .where(PlanSent.plan_id == plan_id, or_(planned_by(actor, Power.SEE), read_by(actor)))
        .order_by(LineDecision.decided_at, LineDecision.line_id, LineDecision.turn)
    )
    return [DecisionRow(*row) for row in rows]


def stands_of(session: Session, actor: Actor, sent_id: UUID) -> dict[UUID, StandRow]:
    """Where the lines stand that are with the actor's own funder as they were sent."""
    rows = session.execute(
        select(PlanLine.id, PlanLine.state, PlanLine.agreed_pence)
        .join(PlanSent, PlanSent.id == PlanLine.sent_id)
        .where(PlanSent.id == sent_id, read_by(actor))
    )
    return {row.id: StandRow(*row) for row in rows}
