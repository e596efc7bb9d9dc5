"""What the routes of plans need in the scene."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.plans import operations as plans
from marketplace.plans.operations import LineRequest, WordsRequest
from marketplace.plans.queries import budgets_to_plan, lines_of, outcomes_of
from marketplace.plans.rules import Every
from tests import world

Ids = dict[str, UUID]
DAYS = (date(2027, 3, 1), date(2027, 6, 30))


def make(actors: dict[str, Actor], strangers: dict[str, Actor], ids: Ids) -> None:
    """Robin has a plan that is being written and one that was sent; so has Sam; a budget without a plan is left."""
    robin, sam = actors["person"], strangers["person"]
    ids["plan"] = _begun(robin, "budget")
    put(robin, ids["plan"], ids["account"], "A bus pass")
    ids["stranger_plan"] = _begun(sam, "budget")
    ids["later_account"] = world.budget(robin, actors["commissioner"], 500_00, starts=DAYS[0], ends=DAYS[1])
    ids["plan_away"] = _begun(robin, "later")
    ids["sent_line"] = put(robin, ids["plan_away"], ids["later_account"], "Clay", DAYS)
    put(robin, ids["plan_away"], ids["later_account"], "Paint", DAYS)
    ids["sent_plan"] = _sent(robin, ids["plan_away"])
    theirs = world.budget(sam, strangers["commissioner"], 500_00, starts=DAYS[0], ends=DAYS[1])
    away = _begun(sam, "later")
    put(sam, away, theirs, "Song", DAYS)
    ids["stranger_sent_plan"] = _sent(sam, away)
    for whose, name in ((robin, "budget"), (sam, "stranger_budget")):
        with database.reading() as session:
            free = budgets_to_plan(session, whose, whose.own_person_id or uuid4())
        if free:
            ids[name] = free[0].id


def _begun(who: Actor, which: str) -> UUID:
    """A plan for the first budget that has none, or the last."""
    person_id = who.own_person_id or uuid4()
    words = WordsRequest(1, ["I want to sleep"], "I was ill.", date(2026, 6, 1))
    with database.writing() as session:
        free = budgets_to_plan(session, who, person_id)
        plan_id = plans.start(session, who, uuid4(), person_id, free[-1 if which == "later" else 0].id)
        plans.save_words(session, who, plan_id, words)
    return plan_id


def put(who: Actor, plan_id: UUID, account_id: UUID, title: str, days: tuple[date, date] | None = None) -> UUID:
    """One thing in a plan."""
    starts, ends = days or (date(2026, 3, 2), date(2026, 6, 30))
    with database.writing() as session:
        outcome = outcomes_of(session, who, plan_id)[0].id
        row = LineRequest(
            uuid4(), outcome, title, "arts", Decimal(1), Every.FOUR_WEEKS, starts, ends, 10_00, "It calms me."
        )
        return plans.put_line(session, who, plan_id, replace(row, account_id=account_id))


def _sent(who: Actor, plan_id: UUID) -> UUID:
    with database.writing() as session:
        plans.send(session, who, plan_id)
        sent_id = lines_of(session, who, plan_id)[0].sent_id
    assert sent_id
    return sent_id
