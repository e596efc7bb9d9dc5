"""What the routes of contributions need in the scene."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import text

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BudgetRequest, RateRequest, SettleRequest, Share
from marketplace.budgets.rules import Holding, Paid
from marketplace.budgets.rules.contributions import Every, Rate, Settled
from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from tests import world

EARLY = world.NOW - timedelta(days=70)


def make(actors: dict[str, Actor], _strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """Robin pays something to North each week, and something into their own account; some of it was paid."""
    owing(actors["person"], actors["commissioner"], ids["account"])
    owing(actors["person"], actors["commissioner"], ids["direct_account"], into=True)
    stream = text("SELECT stream_id FROM budget_account WHERE id = :id")
    with database.reading() as session:
        for whose in ("", "stranger_"):
            ids[f"{whose}stream"] = session.execute(stream, {"id": ids[f"{whose}account"]}).scalar_one()
    ids["late_account"] = late(actors["person"], actors["commissioner"])


def late(person: Actor, funder: Actor) -> UUID:
    """A direct payment that was to be made two months ago and is not written down; its account."""
    day, shares = (world.NOW - timedelta(days=60)).date(), (Share(Holding.DIRECT, 26_00),)
    person_id, ends = person.own_person_id or uuid4(), day + timedelta(days=363)
    asked = BudgetRequest(
        uuid4(), person_id, day, ends, "Late money", shares, Paid.AT_ONCE, day, "", paid_already=False
    )
    with database.writing() as session:
        stream_id = budgets.give(session, funder, asked)
        of_stream = text("SELECT id FROM budget_account WHERE stream_id = :id")
        return session.execute(of_stream, {"id": stream_id}).scalar_one()


def owing(person: Actor, funder: Actor, account_id: UUID, *, into: bool = False) -> None:
    """For three weeks £6 a week fell due, of which £2 are settled: paid, or, paid in, let off."""
    starts = (world.NOW - timedelta(days=22)).date()
    settled = SettleRequest(uuid4(), account_id, Settled.LET_OFF if into else Settled.PAID, 2_00, "It was hard.")
    person_id = person.own_person_id or uuid4()
    with database.writing() as session:
        rate = Rate(max(starts, date(2026, 2, 1)), 6_00, Every.WEEK)
        said = "Assessed in January."
        request = RateRequest(uuid4(), person_id, account_id, rate, said, into)
        budgets.set_contribution(session, funder.at(EARLY), request)
        budgets.make_dues(session, access.clock(funder.now), account_id)
        budgets.settle_contribution(session, funder, settled)
