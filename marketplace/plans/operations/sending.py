"""Sending a plan to those who decide, taking it back to change it, asking to reconsider, and ending it."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets.queries import accounts_for
from marketplace.budgets.rules.spending import EFFECT_WORDS, Allowed
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import working_days_after
from marketplace.foundation.database import table_of
from marketplace.foundation.models import Audit
from marketplace.foundation.money import Pence, pounds
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_organisation, settings_of
from marketplace.people.rules import SettingName
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.settings import PLAN_AGAIN_DAYS, PLAN_ALONE, PLAN_DAYS
from marketplace.plans.models import LineDecision, Plan, PlanLine, PlanSent
from marketplace.plans.operations.held import drafted, held, move_line, move_plan
from marketplace.plans.operations.writing import line_in
from marketplace.plans.queries import LineRow, OutcomeRow, chances, lines_of, outcomes_of
from marketplace.plans.rules import (
    LineMove,
    LineState,
    PlanMove,
    PlanRefused,
    Route,
    check_over,
    route_of,
)

_DEFAULTS = {
    SettingName.PLAN_ALONE: PLAN_ALONE,
    SettingName.PLAN_DAYS: PLAN_DAYS,
    SettingName.PLAN_AGAIN_DAYS: PLAN_AGAIN_DAYS,
}


def send(session: Session, actor: Actor, plan_id: UUID) -> None:
    """Send a plan to each funder whose money it asks for; what asks for nobody's needs no answer.

    Raises NotFound, and PlanRefused with what to change first.
    """
    plan = drafted(session, actor, plan_id)
    lines, outcomes = lines_of(session, actor, plan_id), outcomes_of(session, actor, plan_id)
    fresh = [line for line in lines if line.state == LineState.DRAFT]
    _check(plan, outcomes, lines, fresh)
    has = {row.id: (row.label, row.available + row.to_come) for row in accounts_for(session, actor, plan.person_id)}
    check_over(_asked(lines, has))
    move_plan(session, actor, plan, PlanMove.SEND)
    number = _next_number(session, plan_id)
    content = _content(session, actor, plan, outcomes, lines)
    for funder_id in sorted({line.funder_id for line in fresh if line.funder_id}):
        mine = [line for line in fresh if line.funder_id == funder_id]
        asked = sum(line.asked for line in mine)
        route = route_of(asked, _setting(session, actor, funder_id, SettingName.PLAN_ALONE) * 100)
        copy = {"number": number, "route": route, "asked_pence": asked, "statement": plan.statement}
        days = _setting(session, actor, funder_id, SettingName.PLAN_DAYS)
        sent_id = _copied(session, actor, plan, copy | {"funder_id": funder_id, "content": content}, days)
        for line in mine:
            move_line(session, actor, line, LineMove.SEND, plan.person_id, sent_id=sent_id)
    for line in fresh:
        if not line.funder_id:
            move_line(session, actor, line, LineMove.KEEP, plan.person_id, sent_id=None)
    settle(session, actor, plan_id)


def _check(plan: Any, outcomes: Sequence[OutcomeRow], lines: Sequence[LineRow], fresh: Sequence[LineRow]) -> None:
    """Raises PlanRefused for a plan that cannot be sent as it is."""
    if not outcomes:
        raise PlanRefused("Write what you want to be different first. Then say for each thing what it is for.")
    if not fresh:
        raise PlanRefused("There is nothing new to decide. Add what you want to do or to buy.")
    for line in lines:
        if line.outcome_id is None:
            raise PlanRefused(f"Say what “{line.title}” is for: choose which of the things that you want it helps.")
        if not line.why:
            raise PlanRefused(f"Say how “{line.title}” will help you. Whoever decides reads your words.")
    if plan.review_on is None:
        raise PlanRefused("Choose a day on which you want to look at the plan again.")


def _asked(lines: Iterable[LineRow], has: dict[UUID, tuple[str, Pence]]) -> dict[str, tuple[Pence, Pence]]:
    """What a plan asks each account for, and what that has, by the account's name."""
    asked: dict[str, tuple[Pence, Pence]] = {}
    for line in lines:
        if line.account_id and line.state != LineState.REFUSED:
            if line.account_id not in has:
                raise PlanRefused(
                    "Your plan asks for money that you cannot see, or whose time is over. Ask the person whose plan "
                    "it is to send it, or choose other money."
                )
            name, room = has[line.account_id]
            wanted = line.agreed_pence if line.agreed_pence is not None else line.asked
            asked[name] = (asked.get(name, (0, room))[0] + wanted, room)
    return asked


def _content(
    session: Session, actor: Actor, plan: Any, outcomes: Sequence[OutcomeRow], lines: Sequence[LineRow]
) -> str:
    """All that a plan says now, in words, as JSON: what a decider reads, and the person with them."""
    said = chances(session, actor, {line.account_id for line in lines if line.account_id})
    goals = {row.id: row.words for row in outcomes}
    rows = []
    for line in lines:
        verdict = said.verdict(line.account_id, line.about, max(line.starts, actor.today))
        rule = "" if isinstance(verdict, Allowed) else f"{verdict.rule.words} ({verdict.rule.source})"
        rows.append(
            {
                "id": str(line.id),
                "title": line.title,
                "outcome": goals[line.outcome_id] if line.outcome_id else "",
                "why": line.why,
                "much": line.much,
                "days": f"{line.starts:%-d %B %Y} to {line.ends:%-d %B %Y}",
                "each": line.cost.words,
                "own": pounds(line.own_pence) if line.own_pence else "",
                "asked": line.asked,
                "payer": f"{line.account} ({line.funder})" if line.account else "",
                "funder": str(line.funder_id or ""),
                "rule": rule,
                "effect": EFFECT_WORDS[verdict.effect],
                "offer": str(line.offer_id or ""),
            }
        )
    facts = {"contingency": plan.contingency_pence, "contingency_why": plan.contingency_why}
    review = {"review_on": f"{plan.review_on:%-d %B %Y}"}
    return json.dumps({"outcomes": list(goals.values()), "lines": rows} | facts | review)


def _next_number(session: Session, plan_id: UUID) -> int:
    return 1 + (session.scalar(select(func.max(PlanSent.number)).where(PlanSent.plan_id == plan_id)) or 0)


def _setting(session: Session, actor: Actor, funder_id: UUID, name: SettingName) -> int:
    row = settings_of(session, actor, [funder_id]).get((funder_id, name))
    return row.value if row else _DEFAULTS[name]


def _copied(
    session: Session, actor: Actor, plan: Any, copy: dict[str, Any], days: int, also_barred: Iterable[UUID] = ()
) -> UUID:
    """Keep what a funder reads, with who may not decide about it and by when it answers; tell the funder."""
    audit = table_of(Audit).c
    lines = select(PlanLine.id).where(PlanLine.plan_id == plan.id)
    wrote = select(audit.account_id).where(
        (audit.subject_id == plan.id) | audit.subject_id.in_(lines),
        audit.action.in_(("begun", "saved", "put in", "changed", "send")),
        audit.account_id.is_not(None),
    )
    barred = set(session.scalars(wrote)) | {actor.account_id} | set(also_barred)
    sent_id = uuid4()
    made = {"id": sent_id, "plan_id": plan.id, "barred": sorted(each for each in barred if each)}
    by = {"sent_by": actor.account_id, "sent_at": actor.now, "answer_by": working_days_after(actor.today, days)}
    session.execute(insert(PlanSent).values(made | by | copy))
    telling = Telling(
        "A plan waits for your answer",
        "Somebody sent a plan that asks for money that you give. Please look, and answer in good time.",
        "sent_plan",
        sent_id,
        f"plan {sent_id}",
        NoticeKind.TASKS,
        organisation_id=copy["funder_id"],
    )
    tell(session, actor, accounts_of_organisation(session, actor, copy["funder_id"], Power.COMMISSION), telling)
    return sent_id


def settle(session: Session, actor: Actor, plan_id: UUID) -> None:
    """A plan that was sent is decided once no line of it waits; its row is locked by whoever asks."""
    open_lines = select(func.count()).where(
        PlanLine.plan_id == plan_id, PlanLine.state.in_((LineState.WAITING, LineState.SECOND))
    )
    plan = session.execute(select(Plan.id, Plan.state, Plan.person_id).where(Plan.id == plan_id)).one()
    if plan.state == "sent" and not session.scalar(open_lines):
        move_plan(session, actor, plan, PlanMove.DECIDE)


def change(session: Session, actor: Actor, plan_id: UUID) -> None:
    """Take a plan back to change it: what is agreed stays agreed. Raises NotFound, IllegalMove."""
    plan = held(session, actor, plan_id)
    move_plan(session, actor, plan, PlanMove.CHANGE)
    back = (LineState.WAITING, LineState.SECOND, LineState.OWN, LineState.REFUSED)
    for line in lines_of(session, actor, plan_id):
        if line.state in back:
            move_line(session, actor, line, LineMove.CHANGE, plan.person_id, sent_id=None)


def ask_again(session: Session, actor: Actor, plan_id: UUID, line_id: UUID | None, words: str) -> None:
    """Ask a funder to look again at what it did not agree to: somebody new reads it, and has a day to answer by.

    Raises NotFound, IllegalMove, and PlanRefused without words.
    """
    plan = held(session, actor, plan_id)
    line = line_in(session, actor, plan_id, line_id)
    if not words.strip():
        raise PlanRefused("Say why they should look at it again. Somebody new reads your words.", "words")
    move_plan(session, actor, plan, PlanMove.AGAIN)
    decided = select(LineDecision.decided_by).where(LineDecision.line_id == line.id)
    before = session.execute(select(PlanSent.funder_id, PlanSent.content).where(PlanSent.id == line.sent_id)).one()
    number = _next_number(session, plan_id)
    rows = {row.id: row.asked for row in lines_of(session, actor, plan_id)}
    copy = {"number": number, "route": Route.AGAIN, "asked_pence": rows[line.id], "statement": words.strip()}
    copy |= {"funder_id": before.funder_id, "content": before.content}
    days = _setting(session, actor, before.funder_id, SettingName.PLAN_AGAIN_DAYS)
    sent_id = _copied(session, actor, plan, copy, days, session.scalars(decided))
    move_line(session, actor, line, LineMove.AGAIN, plan.person_id, sent_id=sent_id, agreed_pence=None)


def end(session: Session, actor: Actor, plan_id: UUID) -> None:
    """A plan is over; what is agreed in it stays written down. Raises NotFound, IllegalMove."""
    move_plan(session, actor, held(session, actor, plan_id), PlanMove.END)
