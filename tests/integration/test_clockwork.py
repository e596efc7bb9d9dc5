"""What time does by itself: orders that come too late, instalments on their day, money of a year to come."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BudgetRequest, Share
from marketplace.budgets.queries import accounts_for, findings, left_of
from marketplace.budgets.rules import Holding, NotToRecord, Paid
from marketplace.cli import nightly
from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.rules import MandateKind
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.rules import OrderState, TooLateToAccept
from marketplace.webkit.money import Totals
from tests import world
from tests.faces.shop import Shop, opened_anew


@pytest.fixture
def shop(once: Callable[..., Any]) -> Shop:
    """A person with £500 and a provider."""
    return opened_anew(once)


def given(shop: Shop, holding: Holding, starts: date = date(2026, 1, 1), paid: Paid = Paid.FOUR_WEEKLY) -> UUID:
    """Another budget of £130 for 40 weeks, of which nothing direct was paid yet; its account's id."""
    request = BudgetRequest(
        key=UUID(int=starts.toordinal()),
        person_id=shop.robin.own_person_id or UUID(int=0),
        starts=starts,
        ends=starts + timedelta(days=279),
        stream="Health",
        shares=(Share(holding, 130_00),),
        paid=paid,
        plan_agreed_on=date(2025, 12, 20),
        plan_reference="",
        paid_already=False,
    )
    with database.writing() as session:
        budgets.give(session, shop.funder, request)
    with database.reading() as session:
        mine = accounts_for(session, shop.person, shop.robin.own_person_id, current=False)
    return next(account.id for account in mine if account.name == "Health")


def days_of(account_id: UUID, *, credited: bool) -> list[date]:
    """The days of an account's instalments that were credited, or were not."""
    wanted = "IS NOT NULL" if credited else "IS NULL"
    asked = f"SELECT due_on FROM instalment WHERE account_id = :id AND transaction_id {wanted} ORDER BY due_on"
    with database.reading() as session:
        return list(session.scalars(text(asked), {"id": account_id}))


def test_a_provider_cannot_say_yes_once_the_first_date_has_begun(shop: Shop) -> None:
    order_id = shop.ordered(world.offer(shop.owner), 2)
    begins = shop.order(order_id).bookings[0].starts_at
    with pytest.raises(TooLateToAccept), database.writing() as session:
        purchasing.accept(session, shop.provider.at(begins), order_id)
    assert shop.order(order_id).state == OrderState.PLACED
    with database.writing() as session:
        purchasing.accept(session, shop.provider.at(begins - timedelta(minutes=1)), order_id)
    assert shop.order(order_id).state == OrderState.ACCEPTED


def test_a_date_that_was_cancelled_does_not_make_an_answer_late(shop: Shop) -> None:
    order_id = shop.ordered(world.offer(shop.owner), 2)
    first, second = shop.order(order_id).bookings
    with database.writing() as session:
        purchasing.cancel(session, shop.person, first.id, 0)
    between = access.clock(first.starts_at + timedelta(hours=1))
    with database.writing() as session:
        assert purchasing.unanswered(session, between) == []
        assert purchasing.unanswered(session, access.clock(second.starts_at)) == [order_id]
        purchasing.accept(session, shop.provider.at(between.now), order_id)


def test_an_answer_is_told_for_no_later_than_the_first_date(shop: Shop) -> None:
    far = shop.order(shop.ordered(world.offer(shop.owner)))
    assert far.answer_by == date(2026, 3, 5)  # three working days after a Monday
    group = world.group(shop.owner)
    shop.clock.forward(days=6)  # the day before its first date
    near = shop.order(shop.ordered(group.offer_id, sessions=group.sessions[:1]))
    assert near.answer_by == date(2026, 3, 9)


def test_an_order_ends_within_the_hour_and_each_is_asked_for_once(shop: Shop) -> None:
    order_id = shop.ordered(world.offer(shop.owner))
    clock = access.clock(shop.order(order_id).bookings[0].starts_at)
    for _ in range(2):
        nightly.ask(clock)
    with database.reading() as session:
        asked = session.execute(text("SELECT topic, count(*) FROM outbox WHERE topic <> 'tell' GROUP BY topic")).all()
    assert {tuple(row) for row in asked} >= {("nightly", 1), ("lapse", 1)}


def test_a_night_credits_each_account_once(shop: Shop) -> None:
    account_id = given(shop, Holding.NOTIONAL)
    before = days_of(account_id, credited=True)
    assert before == [day for day in before if day <= shop.person.today]
    later = access.clock(world.NOW + timedelta(days=60))
    with database.reading() as session:
        assert budgets.due_to_credit(session, later) == [account_id]
    for _ in range(2):
        with database.writing() as session:
            budgets.credit_due(session, later, account_id)
    assert days_of(account_id, credited=True)[-1] <= later.today < days_of(account_id, credited=False)[0]
    with database.reading() as session:
        assert budgets.due_to_credit(session, later) == []
        assert findings(session, world.system()) == []
    for actor in (shop.person, shop.funder, world.system()):
        with pytest.raises(NotFound), database.writing() as session:
            budgets.credit_due(session, actor, account_id)


def test_a_direct_payment_is_recorded_in_turn_and_once(shop: Shop) -> None:
    account_id = given(shop, Holding.DIRECT)
    due, *_, last = days_of(account_id, credited=False)

    def receive(actor: Actor, day: date) -> None:
        with database.writing() as session:
            budgets.receive(session, actor, account_id, day)

    for _ in range(2):
        receive(shop.funder, due)
    with database.reading() as session:
        audited = text("SELECT count(*) FROM audit WHERE action = 'instalment received'")
        assert session.scalar(audited) == 1
    with pytest.raises(NotToRecord):
        receive(shop.funder, last)
    with pytest.raises(NotFound):
        receive(shop.funder, date(2031, 1, 1))
    with pytest.raises(NotFound):
        receive(world.commissioner("South Council"), days_of(account_id, credited=False)[0])
    assert days_of(account_id, credited=True) == [due]


def test_money_of_a_year_to_come_is_shown_and_is_not_left_to_use_yet(shop: Shop) -> None:
    world.trusts(shop.robin, shop.funder, MandateKind.FUNDER)
    coming = world.budget(
        shop.robin, shop.funder, 900_00, Holding.DIRECT, starts=date(2027, 1, 1), ends=date(2027, 12, 31)
    )
    with database.reading() as session:
        mine = accounts_for(session, shop.person, shop.robin.own_person_id)
        left = left_of(session, shop.person, [shop.robin.own_person_id or UUID(int=0)])
    assert {(account.id, account.begun) for account in mine} == {(shop.account_id, True), (coming, False)}
    assert Totals.of(mine).left == 500_00
    assert left == {shop.robin.own_person_id: 500_00}
