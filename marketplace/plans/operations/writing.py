"""Writes of a plan that is being written: beginning it, its words and outcomes, and its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets.models import Budget
from marketplace.budgets.queries import accounts_for
from marketplace.budgets.rules import NoAccount
from marketplace.budgets.rules.spending import ABOUT_WORDS
from marketplace.catalogue.queries import offer
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.errors import KeyReused, NotFound
from marketplace.foundation.money import MOST_PENCE, Pence, times
from marketplace.people.models import Account
from marketplace.people.queries import person
from marketplace.plans.models import Plan, PlanLine, PlanOutcome
from marketplace.plans.operations.held import drafted, move_line
from marketplace.plans.queries import planned_by
from marketplace.plans.rules import (
    MOST_LINES,
    MOST_OUTCOMES,
    Every,
    LineMove,
    LineState,
    PlanChanged,
    PlanRefused,
    PlanState,
    outcomes_matched,
)


@dataclass(frozen=True, slots=True)
class WordsRequest:
    """A plan's own words, as they stood when ``version`` was read; outcomes one by one, contingency in pence."""

    version: int
    outcomes: Sequence[str]
    statement: str = ""
    review_on: date | None = None
    contingency_pence: Pence = 0
    contingency_why: str = ""


@dataclass(frozen=True, slots=True)
class LineRequest:
    """One line: an offer with one of its prices (``price``: unit:level), or a thing in words with its own price.

    ``line_id`` and ``version`` name the line that is changed; the key makes the same form twice one line.
    """

    key: UUID
    outcome_id: UUID | None
    title: str
    about: str
    quantity: Decimal
    every: Every
    starts: date
    ends: date
    unit_pence: Pence
    why: str
    offer_id: UUID | None = None
    price: str = ""
    account_id: UUID | None = None
    own_pence: Pence = 0
    line_id: UUID | None = None
    version: int = 1


def start(session: Session, actor: Actor, key: UUID, person_id: UUID, budget_id: UUID) -> UUID:
    """A plan for a budget period of a person; its id, also of the one that there is.

    Raises NotFound unless the actor may plan for the person, PlanRefused for a period that is not theirs, KeyReused.
    """
    person(session, actor, person_id, Power.PLAN, Section.PLANS)
    theirs = select(Budget.id).where(Budget.id == budget_id, Budget.person_id == person_id, Budget.ends >= actor.today)
    if session.scalar(theirs) is None or actor.account_id is None:
        raise PlanRefused("Choose which budget the plan is for.", "budget_id")
    plan_id = session.scalar(
        insert(Plan)
        .values(
            id=uuid4(),
            key=key,
            person_id=person_id,
            budget_id=budget_id,
            state=PlanState.DRAFT,
            made_by=actor.account_id,
            made_at=actor.now,
            changed_by=actor.account_id,
            changed_at=actor.now,
        )
        .on_conflict_do_nothing()
        .returning(Plan.id)
    )
    if plan_id is None:
        standing = select(Plan.id).where(Plan.budget_id == budget_id, Plan.state != PlanState.ENDED)
        there = session.scalar(standing)
        if there is None:
            raise KeyReused
        return there
    journals.audit(session, actor, [journals.move("plan", plan_id, "begun")], person_id=person_id)
    return plan_id


def save_words(session: Session, actor: Actor, plan_id: UUID, request: WordsRequest) -> None:
    """Save a plan's own words. Raises NotFound, PlanChanged when somebody else saved meanwhile, and PlanRefused."""
    plan = drafted(session, actor, plan_id)
    _as_read(session, plan, request.version)
    if not 0 <= request.contingency_pence <= MOST_PENCE:
        raise PlanRefused("Enter a sum in pounds, or leave it empty.", "contingency")
    _outcomes(session, plan_id, list(dict.fromkeys(words.strip() for words in request.outcomes if words.strip())))
    session.execute(
        update(Plan)
        .where(Plan.id == plan_id)
        .values(
            statement=request.statement,
            review_on=request.review_on,
            contingency_pence=request.contingency_pence,
            contingency_why=request.contingency_why,
            version=Plan.version + 1,
            changed_by=actor.account_id,
            changed_at=actor.now,
        )
    )
    journals.audit(session, actor, [journals.move("plan", plan_id, "saved")], person_id=plan.person_id)


def _as_read(session: Session, row: Any, version: int) -> None:
    """Raises PlanChanged when a row is not as it was read."""
    if row.version != version:
        raise PlanChanged(session.scalars(select(Account.name).where(Account.id == row.changed_by)).one())


def _outcomes(session: Session, plan_id: UUID, wanted: Sequence[str]) -> None:
    """Make the outcomes of a plan those that are wanted. Raises PlanRefused."""
    if len(wanted) > MOST_OUTCOMES or any(len(words) > 500 for words in wanted):
        raise PlanRefused(f"Write at most {MOST_OUTCOMES} lines, each of at most 500 characters.", "outcomes")
    rows = session.execute(
        select(PlanOutcome.id, PlanOutcome.words).where(PlanOutcome.plan_id == plan_id).order_by(PlanOutcome.place)
    )
    kept: dict[UUID, str] = {row.id: row.words for row in rows}
    stays, fresh = outcomes_matched(kept, wanted)
    gone = [each for each in kept if each not in stays]
    named = PlanLine.outcome_id.in_(gone) & (PlanLine.state != LineState.DROPPED)
    if session.scalar(select(func.count()).where(named)):
        raise PlanRefused("Something in your plan is for what you took away. Change that first.", "outcomes")
    session.execute(update(PlanLine).where(PlanLine.outcome_id.in_(gone)).values(outcome_id=None))
    session.execute(delete(PlanOutcome).where(PlanOutcome.id.in_(gone)))
    ids = {words: each for each, words in stays.items()} | {words: uuid4() for words in fresh}
    for place, words in enumerate(wanted):
        row = {"id": ids[words], "plan_id": plan_id, "place": place, "words": words}
        made = insert(PlanOutcome).values(row)
        session.execute(made.on_conflict_do_update(index_elements=["id"], set_={"place": place, "words": words}))


def put_line(session: Session, actor: Actor, plan_id: UUID, request: LineRequest) -> UUID:
    """Put a line into a plan, or change one; its id. The same form puts it in once.

    Raises NotFound, PlanRefused, NoAccount for an account that is not the person's, and PlanChanged.
    """
    plan = drafted(session, actor, plan_id)
    before = session.scalar(select(PlanLine.id).where(PlanLine.key == request.key, PlanLine.plan_id == plan_id))
    if before is not None and request.line_id is None:
        return before
    values = _what(session, actor, request) | _for_what(session, actor, plan, request)
    values |= {"changed_by": actor.account_id, "changed_at": actor.now}
    line_id = request.line_id or uuid4()
    if request.line_id:
        line = line_in(session, actor, plan_id, line_id)
        _as_read(session, line, request.version)
        if line.state != LineState.DRAFT:
            raise PlanRefused("This is agreed already, so it stays as it is. Add something else beside it.")
        session.execute(update(PlanLine).where(PlanLine.id == line_id).values(**values, version=PlanLine.version + 1))
    else:
        _room(session, plan_id)
        made = {"id": line_id, "key": request.key, "plan_id": plan_id, "state": LineState.DRAFT}
        session.execute(insert(PlanLine).values(made | values))
    moved = journals.move("plan_line", line_id, "changed" if request.line_id else "put in")
    journals.audit(session, actor, [moved], person_id=plan.person_id)
    return line_id


def line_in(session: Session, actor: Actor, plan_id: UUID, line_id: UUID | None) -> Any:
    """One line of a plan that the actor may change, which is locked. Raises NotFound."""
    mine = PlanLine.plan_id.in_(select(Plan.id).where(Plan.id == plan_id, planned_by(actor, Power.PLAN)))
    asked = select(*PlanLine.__table__.c).where(PlanLine.id == line_id, mine)
    found = session.execute(asked.with_for_update(key_share=True)).one_or_none()
    if found is None or found.state == LineState.DROPPED:
        raise NotFound
    return found


def _room(session: Session, plan_id: UUID) -> None:
    held = select(func.count()).where(PlanLine.plan_id == plan_id, PlanLine.state != LineState.DROPPED)
    if (session.scalar(held) or 0) >= MOST_LINES:
        raise PlanRefused(f"A plan holds {MOST_LINES} things. Take one out first.")


def _what(session: Session, actor: Actor, request: LineRequest) -> dict[str, Any]:
    """What is bought, and its price: of an offer as it stands today, or as it was written. Raises PlanRefused."""
    if request.offer_id is None:
        if not request.title.strip():
            raise PlanRefused("Say what it is, such as a bus pass.", "title")
        if request.about not in ABOUT_WORDS:
            raise PlanRefused("Choose what kind of thing it is.", "about")
        named: dict[str, Any] = {"title": request.title.strip(), "about": request.about, "unit": "time"}
        return named | {"offer_id": None, "version_id": None, "unit_pence": request.unit_pence}
    try:
        row = offer(session, actor, request.offer_id)
    except NotFound:
        raise PlanRefused("We cannot find that offer any more. Search again, and add another one.") from None
    price = next((each for each in row.prices if f"{each.unit}:{each.level}" == request.price), None)
    if price is None:
        raise PlanRefused("Choose which price.", "price")
    named = {"title": row.title, "about": row.category, "unit": price.unit, "unit_pence": price.pence}
    return named | {"offer_id": row.id, "version_id": row.version_id}


def _for_what(session: Session, actor: Actor, plan: Any, request: LineRequest) -> dict[str, Any]:
    """For which outcome, how much, when and whose money. Raises PlanRefused and NoAccount."""
    if request.outcome_id is not None:
        mine = select(PlanOutcome.id).where(PlanOutcome.id == request.outcome_id, PlanOutcome.plan_id == plan.id)
        if session.scalar(mine) is None:
            raise PlanRefused("Choose what it is for.", "outcome_id")
    period = session.execute(select(Budget.starts, Budget.ends).where(Budget.id == plan.budget_id)).one()
    if not period.starts <= request.starts <= request.ends <= period.ends:
        words = f"Choose days from {period.starts:%-d %B %Y} to {period.ends:%-d %B %Y}, the first one first."
        raise PlanRefused(words, "starts")
    _check_sums(request)
    if request.account_id is not None:
        payable = {row.id for row in accounts_for(session, actor, plan.person_id)}
        if request.account_id not in payable:
            raise NoAccount
    return {
        "outcome_id": request.outcome_id,
        "quantity": request.quantity,
        "every": request.every,
        "starts": request.starts,
        "ends": request.ends,
        "account_id": request.account_id,
        "own_pence": request.own_pence,
        "why": request.why.strip(),
    }


def _check_sums(request: LineRequest) -> None:
    """Raises PlanRefused for what no plan can hold."""
    if not 0 < request.quantity <= 10_000 or request.quantity != round(request.quantity, 2):
        raise PlanRefused("Enter how many each time, such as 1 or 1.5.", "quantity")
    if not 0 <= request.unit_pence <= MOST_PENCE or times(request.unit_pence, request.quantity) > MOST_PENCE:
        raise PlanRefused("Enter what one costs, in pounds. Enter 0 if it is free.", "pence")
    if not 0 <= request.own_pence <= MOST_PENCE:
        raise PlanRefused("Enter how much of your own money you add each time, or leave it empty.", "own")


def drop_line(session: Session, actor: Actor, plan_id: UUID, line_id: UUID | None) -> None:
    """Take a line out of a plan. Raises NotFound, PlanRefused and IllegalMove."""
    plan = drafted(session, actor, plan_id)
    move_line(session, actor, line_in(session, actor, plan_id, line_id), LineMove.DROP, plan.person_id)
