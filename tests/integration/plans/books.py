"""A plan in every state: a person with money, a broker who helps, three workers of the council, and another council."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power
from marketplace.people.rules import Duty, MandateKind, OrganisationKind
from marketplace.plans import operations as plans
from marketplace.plans.operations import DecisionRequest, LineRequest, WordsRequest
from marketplace.plans.queries import (
    LineRow,
    PlanRow,
    SentRow,
    budgets_to_plan,
    lines_of,
    outcomes_of,
    plan_of,
    plans_put,
)
from marketplace.plans.rules import Answer, Every
from tests import world

PLANS = frozenset({Power.SEE, Power.PLAN})
WORDS = WordsRequest(1, ["I want to sleep", "I want to see people"], "I have been ill.", date(2026, 6, 1))


def colleague(of: Actor, email: str = "") -> Actor:
    """One more commissioner of the same council."""
    return world.member(OrganisationKind.COUNCIL, Duty.COMMISSIONER, "North", of.organisation_id, email)


@dataclass
class Desk:
    """Who is there, and the plan."""

    robin: Actor
    broker: Actor
    first: Actor
    second: Actor
    third: Actor
    other: Actor
    account_id: UUID
    plan_id: UUID

    def row(self) -> PlanRow:
        """The plan as it is now."""
        with database.reading() as session:
            return plan_of(session, self.robin, self.plan_id)

    def lines(self) -> dict[str, LineRow]:
        """Its lines by title."""
        with database.reading() as session:
            return {row.title: row for row in lines_of(session, self.robin, self.plan_id)}

    def line(self, title: str, pence: int, *, every: Every = Every.FOUR_WEEKS, own: int = 0) -> LineRequest:
        """A sound line about arts, for the first outcome."""
        with database.reading() as session:
            outcome = outcomes_of(session, self.robin, self.plan_id)[0].id
        days = {"starts": date(2026, 3, 2), "ends": date(2026, 12, 31)}
        sums = {"unit_pence": pence, "own_pence": own, "quantity": Decimal(1)}
        told = {"title": title, "about": "arts", "why": "It calms me.", "every": every, "account_id": self.account_id}
        return LineRequest(uuid4(), outcome, **told, **sums, **days)  # type: ignore[arg-type]

    def put(self, request: LineRequest, actor: Actor | None = None) -> UUID:
        """Put a line in."""
        with database.writing() as session:
            return plans.put_line(session, actor or self.robin, self.plan_id, request)

    def send(self, actor: Actor | None = None) -> None:
        """Send it."""
        with database.writing() as session:
            plans.send(session, actor or self.robin, self.plan_id)

    def put_to_them(self, actor: Actor | None = None) -> list[SentRow]:
        """What waits for the council, or another."""
        with database.reading() as session:
            return plans_put(session, actor or self.first, only_waiting=True)

    def decide(self, actor: Actor, title: str, answer: Answer | None, words: str = "", **more: object) -> None:
        """Decide about a line in what was sent last."""
        line = self.lines()[title]
        assert line.sent_id
        with database.writing() as session:
            request = replace(DecisionRequest(line.id, answer, words), **more)  # type: ignore[arg-type]
            plans.decide(session, actor, line.sent_id, request)


def open_desk() -> Desk:
    """A plan that is being written, with two outcomes and no line."""
    world.areas()
    robin, broker = world.person(email="robin@example.org"), world.broker(email="broker@example.org")
    first = world.commissioner(email="first@example.org")
    account_id = world.budget(robin, first, 4_000_00)
    world.trusts(robin, broker, MandateKind.BROKER, PLANS)
    second, third = colleague(first, "second@example.org"), colleague(first, "third@example.org")
    other = world.commissioner("South Council", "south@example.org")
    assert robin.own_person_id
    with database.writing() as session:
        budget_id = budgets_to_plan(session, robin, robin.own_person_id)[0].id
        plan_id = plans.start(session, robin, uuid4(), robin.own_person_id, budget_id)
        plans.save_words(session, robin, plan_id, WORDS)
    return Desk(robin, broker, first, second, third, other, account_id, plan_id)
