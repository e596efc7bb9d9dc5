"""The nights of the demo world: what falls due on a day, done by the nightly clock."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from marketplace.budgets import operations as budgets
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.cast import Cast
from marketplace.foundation import access, database
from marketplace.purchasing import operations as purchasing

FIRST_DAYS = 93  # before the anchor: before any budget is given


def steps(cast: Cast) -> Iterator[Step]:
    """Every night from before the first budget to the one before the anchor day."""
    for days in range(FIRST_DAYS, 0, -1):
        now = cast.calendar.before(days, "02:30")
        yield Step(now, partial(_night, now))


def _night(now: datetime) -> None:
    """Credit what is due, write down what falls due, end or settle what nobody answered, and put it on invoices."""
    clock = access.clock(now)
    with database.writing() as session:
        for account_id in budgets.due_to_credit(session, clock):
            budgets.credit_due(session, clock, account_id)
        for account_id in budgets.contributions_to_make(session, clock):
            budgets.make_dues(session, clock, account_id)
        budgets.remind_of_contributions(session, clock)
        budgets.tell_of_late(session, clock)
        for order_id in purchasing.unanswered(session, clock):
            purchasing.lapse(session, clock, order_id)
        for booking_id in purchasing.silent(session, clock):
            purchasing.confirm_by_silence(session, clock, booking_id)
        for funder_id in purchasing.to_gather(session, clock):
            purchasing.gather_months(session, clock, funder_id)
