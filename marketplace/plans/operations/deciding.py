"""Deciding about a plan, line by line: one reader or two, each with a reason, and the person is told."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor, Section
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_person
from marketplace.people.rules.contact import NoticeKind
from marketplace.plans.models import LineDecision, Plan, PlanLine, PlanSent
from marketplace.plans.operations.held import move_line
from marketplace.plans.operations.sending import settle
from marketplace.plans.queries import decisions_of, read_by
from marketplace.plans.rules import (
    Answer,
    Every,
    LineMove,
    LineState,
    NotYoursToDecide,
    PlanRefused,
    Route,
    Step,
    check_answer,
    cost_of,
)

MOVES = {Answer.AGREED: LineMove.AGREE, Answer.PART: LineMove.PART, Answer.REFUSED: LineMove.REFUSE}


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """What is said of one line: an answer with its reason, or of a second reader whether they agree with the first.

    ``pence`` is the sum that an answer in part agrees to, for all of its times.
    """

    line_id: UUID
    answer: Answer | None = None
    words: str = ""
    pence: Pence | None = None
    agrees: bool | None = None


def decide(session: Session, actor: Actor, sent_id: UUID, request: DecisionRequest) -> None:
    """Decide about one line of what was sent to the actor's own funder.

    Raises NotFound, NotYoursToDecide, IllegalMove for a line that waits for nobody, and PlanRefused.
    """
    sent = session.execute(
        select(PlanSent.id, PlanSent.plan_id, PlanSent.route, PlanSent.barred).where(
            PlanSent.id == sent_id, read_by(actor)
        )
    ).one_or_none()
    if sent is None:
        raise NotFound
    plan = session.execute(
        select(Plan.id, Plan.person_id).where(Plan.id == sent.plan_id).with_for_update(key_share=True)
    ).one()
    line = session.execute(
        select(*PlanLine.__table__.c)
        .where(PlanLine.id == request.line_id, PlanLine.sent_id == sent_id)
        .with_for_update(key_share=True)
    ).one_or_none()
    if line is None:
        raise PlanRefused("This was changed or taken back meanwhile. Look at the plan again.")
    if actor.account_id in sent.barred:
        raise NotYoursToDecide
    if line.state == LineState.SECOND:
        _second(session, actor, sent, line, plan, request)
    else:
        _first(session, actor, sent, line, plan, request)
    settle(session, actor, plan.id)
    _tell(session, actor, plan)


def _first(session: Session, actor: Actor, sent: Any, line: Any, plan: Any, request: DecisionRequest) -> None:
    if request.answer is None:
        raise PlanRefused("This was handed back meanwhile. Read it again, then say what you decide.")
    days = (line.starts, line.ends)
    asked = cost_of(line.unit_pence, line.quantity, line.own_pence, Every(line.every), days).whole
    pence = check_answer(request.answer, request.pence, asked, request.words)
    move = LineMove.PROPOSE if sent.route == Route.TWO else MOVES[request.answer]
    holds = sent.route != Route.TWO and request.answer is not Answer.REFUSED
    move_line(session, actor, line, move, plan.person_id, agreed_pence=pence if holds else None)
    _write(session, actor, sent, line, Step.FIRST, (request.answer, pence, request.words))


def _second(session: Session, actor: Actor, sent: Any, line: Any, plan: Any, request: DecisionRequest) -> None:
    said = [row for row in decisions_of(session, actor, plan.id) if row.line_id == line.id]
    first = next(row for row in reversed(said) if row.step == Step.FIRST)
    if first.decided_by == actor.account_id:
        raise NotYoursToDecide
    if request.agrees is None:
        raise PlanRefused("Say whether you agree with the first reader.", "agrees")
    answer = Answer(first.answer)
    if request.agrees:
        agreed = None if answer is Answer.REFUSED else first.pence
        move_line(session, actor, line, MOVES[answer], plan.person_id, agreed_pence=agreed)
        _write(session, actor, sent, line, Step.SECOND, (answer, first.pence, request.words))
        return
    if not request.words.strip():
        raise PlanRefused("Say why you do not agree. The first reader and the person read it.", "words")
    move_line(session, actor, line, LineMove.BACK, plan.person_id)
    _write(session, actor, sent, line, Step.BACK, (answer, first.pence, request.words))


def _write(session: Session, actor: Actor, sent: Any, line: Any, step: Step, said: tuple[Answer, Pence, str]) -> None:
    answer, pence, words = said
    before = select(func.count()).where(LineDecision.line_id == line.id).scalar_subquery()
    session.execute(
        insert(LineDecision).values(
            id=uuid4(),
            line_id=line.id,
            sent_id=sent.id,
            turn=before + 1,
            step=step,
            answer=answer,
            pence=pence,
            words=words.strip(),
            decided_by=actor.account_id,
            decided_at=actor.now,
        )
    )


def _tell(session: Session, actor: Actor, plan: Any) -> None:
    telling = Telling(
        "There is news of your plan",
        "Whoever decides about the plan has answered about a part of it. Please look.",
        "plan",
        plan.id,
        f"plan {plan.id} {actor.now:%Y%m%d%H%M%S}",
        NoticeKind.ANSWERS,
        plan.person_id,
    )
    tell(session, actor, accounts_of_person(session, actor, plan.person_id, Section.PLANS), telling)
