"""What two people of the demo world pay toward their care: one to the council, one into their own account."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import RateRequest, SettleRequest
from marketplace.budgets.queries import accounts_funded
from marketplace.budgets.rules.contributions import Every, Rate, Settled
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import NCL
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.people import COMMISSIONERS, PEOPLE
from marketplace.foundation import database
from marketplace.foundation.money import Pence

SET_DAYS, BEGAN_DAYS, PAID_DAYS = 85, 57, 20  # before the anchor: four weeks are over twice, and paid once
# who pays how much every four weeks, whether into their own account, and how it was worked out
PAY: tuple[tuple[str, Pence, bool, str], ...] = (
    ("stephen", 24_00, False, "We looked at your money with you. What is left to live on is what the law says."),
    ("piotr", 36_00, True, "Worked out from your pension. You asked to pay it into your own account."),
)


def steps(cast: Cast) -> Iterator[Step]:
    """It is set four weeks ahead, falls due in the nights, and the first of it is paid."""
    for number, row in enumerate(PAY):
        told, paid = cast.calendar.before(SET_DAYS, f"18:3{number}"), cast.calendar.before(PAID_DAYS, f"18:1{number}")
        yield Step(told, partial(_set, cast, row, told))
        yield Step(paid, partial(_pay, cast, row, paid))


def _set(cast: Cast, row: tuple[str, Pence, bool, str], now: datetime) -> None:
    """The council says what somebody pays."""
    person, pence, into, words = row
    official, person_id = cast.actor(COMMISSIONERS[NCL], now), cast.people[person]
    rate = Rate(cast.calendar.anchor - timedelta(days=BEGAN_DAYS), pence, Every.FOUR_WEEKS)
    with database.writing() as session:
        account = accounts_funded(session, official, person_id)[0]
        request = RateRequest(cast.key(f"pays {person}"), person_id, account.id, rate, words, into)
        budgets.set_contribution(session, official, request)


def _pay(cast: Cast, row: tuple[str, Pence, bool, str], now: datetime) -> None:
    """The first of it is written down, by whoever it was paid to."""
    person, pence, into, _ = row
    official = cast.actor(COMMISSIONERS[NCL], now)
    with database.writing() as session:
        account = accounts_funded(session, official, cast.people[person])[0]
        request = SettleRequest(cast.key(f"paid {person}"), account.id, Settled.PAID, pence)
        budgets.settle_contribution(session, cast.actor(PEOPLE[person][0], now) if into else official, request)
