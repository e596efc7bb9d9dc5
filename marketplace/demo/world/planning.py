"""Plans in the demo world: one of which parts wait for the council, and one that is answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from marketplace.budgets.queries import accounts_for
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import NCL
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.people import COMMISSIONERS, PEOPLE
from marketplace.foundation import database
from marketplace.foundation.money import Pence
from marketplace.plans import operations as plans
from marketplace.plans.operations import DecisionRequest, LineRequest, WordsRequest
from marketplace.plans.queries import budgets_to_plan, lines_of, outcomes_of, plans_for
from marketplace.plans.rules import Answer, Every


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing in a plan: what, of which kind, how much each time (pence), how often, whether a budget pays, why."""

    title: str
    about: str
    pence: Pence
    every: Every
    paid: bool
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody's plan: what they want, what is in it, and how far it went."""

    person: str
    outcomes: tuple[str, ...]
    statement: str
    wishes: tuple[Wish, ...]
    sent: bool = True
    answered: bool = False


_WALK = Wish("A walk with a neighbour", "social", 0, Every.WEEK, False, "Then I talk to somebody before noon.")
PLANS = (
    Told(
        "stephen",
        ("I want to sleep through the night", "I want to see people who know me"),
        "I have had three bad winters. This is what helped in the good ones.",
        (
            Wish("A lamp for dark mornings", "other", 40_00, Every.ONCE, True, "I get up at the same time with it."),
            Wish("A swim at the pool", "sport", 6_00, Every.FOUR_WEEKS, True, "I sleep on the days when I swim."),
            _WALK,
        ),
    ),
    Told(
        "maureen",
        ("I want to play music again",),
        "Music is how I know that I am well.",
        (
            Wish("Strings for my mandolin", "music", 12_00, Every.ONCE, True, "I play every day when I can."),
            Wish("A music stand", "music", 25_00, Every.ONCE, True, "My back hurts when I read from the table."),
            _WALK,
        ),
        answered=True,
    ),
)


def steps(cast: Cast) -> Iterator[Step]:
    """Two days before the anchor; the council answers one of them at once."""
    for number, told in enumerate(PLANS):
        now = cast.calendar.before(2, f"14:{10 + 4 * number}")
        yield Step(now, partial(_plan, cast, told, now))
        if told.answered:
            later = cast.calendar.before(2, f"14:{12 + 4 * number}")
            yield Step(later, partial(_answer, cast, told, later))


def _plan(cast: Cast, told: Told, now: datetime) -> None:
    """Write it, and send it."""
    who, person_id = cast.actor(PEOPLE[told.person][0], now), cast.people[told.person]
    with database.writing() as session:
        budget = next(row for row in budgets_to_plan(session, who, person_id) if row.starts <= who.today)
        plan_id = plans.start(session, who, cast.key(f"plan {told.person}"), person_id, budget.id)
        review = min(who.today + timedelta(days=56), budget.ends)
        plans.save_words(session, who, plan_id, WordsRequest(1, told.outcomes, told.statement, review))
        paying = [row for row in accounts_for(session, who, person_id) if row.starts <= who.today]
        account_id = max(paying, key=lambda row: row.available).id
        outcome_id = outcomes_of(session, who, plan_id)[0].id
        days = (who.today, budget.ends)
        for wish in told.wishes:
            plans.put_line(session, who, plan_id, _line(cast, told, wish, (outcome_id, account_id), days))
        if told.sent:
            plans.send(session, who, plan_id)


def _line(cast: Cast, told: Told, wish: Wish, ids: tuple[UUID, UUID], days: tuple[date, date]) -> LineRequest:
    return LineRequest(
        key=cast.key(f"plan {told.person} {wish.title}"),
        outcome_id=ids[0],
        title=wish.title,
        about=wish.about,
        quantity=Decimal(1),
        every=wish.every,
        starts=days[0],
        ends=days[1],
        unit_pence=wish.pence,
        why=wish.why,
        account_id=ids[1] if wish.paid else None,
    )


def _answer(cast: Cast, told: Told, now: datetime) -> None:
    """The council agrees to the first thing, and not to the second."""
    official, who = cast.actor(COMMISSIONERS[NCL], now), cast.actor(PEOPLE[told.person][0], now)
    with database.writing() as session:
        plan_id = plans_for(session, who, cast.people[told.person])[0].id
        lines = {row.title: row for row in lines_of(session, who, plan_id)}
        for wish, answer, words in (
            (told.wishes[0], Answer.AGREED, "Enjoy them."),
            (told.wishes[1], Answer.REFUSED, "The library lends music stands for nothing. Direct payments policy, 6."),
        ):
            line = lines[wish.title]
            if line.sent_id:
                plans.decide(session, official, line.sent_id, DecisionRequest(line.id, answer, words))
