"""The night: money comes on its day, silence settles, what nobody answered ends; twice the same night is once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BudgetRequest, Share
from marketplace.budgets.queries import accounts_for
from marketplace.budgets.rules import Holding, Paid
from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.queries import sessions_of
from marketplace.cli import nightly
from marketplace.cli.nightly import CREDIT, LAPSE, NIGHTLY, SILENCE
from marketplace.foundation import access, database, outbox
from marketplace.foundation.errors import NotFound
from marketplace.people import operations as people
from marketplace.people.queries import notices_for
from marketplace.people.rules import MandateKind, SettingName
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.rules import SILENCE_DAYS, BookingState, ConfirmedBy, OrderState
from search_index.documents import Facet
from search_index.engine import SearchRequest, Sort
from search_index.search import search
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop

Work = Callable[[], int]
Night = Callable[[], None]
COUNTED = ("audit", "ledger_transaction", "ledger_entry", "notice", "sent_mail", "delivery", "booking", "orders")


@pytest.fixture
def shop(app: Flask, clock: TestClock, work: Work) -> Shop:
    """A person with £500, a provider, and a worker with nothing left to do."""
    made = Shop(clock)
    work()
    return made


@pytest.fixture
def night(app: Flask, clock: TestClock, work: Work) -> Night:
    """Ask for what is due, as the worker does, and for the night as often as it is called; and do all of it."""

    def run() -> None:
        nightly.ask(access.clock(clock()))
        with database.writing() as session:
            outbox.enqueue(session, access.clock(clock()), [(NIGHTLY, {})])
        while work():
            pass

    return run


def counts(engine: Engine) -> dict[str, Any]:
    """How much there is of everything, and what is in every pot."""
    with engine.connect() as connection:
        rows = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in COUNTED}
        pots = text("SELECT id, available, promised, spent, banked FROM budget_account ORDER BY id")
        return rows | {"pots": [tuple(row) for row in connection.execute(pots)]}


def subjects(shop: Shop, of: str = "person") -> list[str]:
    """What somebody was told, the newest first."""
    with database.reading() as session:
        return [notice.subject for notice in notices_for(session, getattr(shop, of))]


def pots(shop: Shop) -> tuple[int, int, int]:
    """What is available, promised and spent of the person's account."""
    account = shop.account()
    return account.available, account.promised, account.spent


def wait_for(day: date, clock: TestClock) -> None:
    """Let time pass until three in the morning of a day."""
    clock.forward(days=(day - clock().date()).days)
    clock.instant = clock.instant.replace(hour=3)


def test_silence_settles_when_the_last_day_to_say_something_is_over(shop: Shop, clock: TestClock, night: Night) -> None:
    order_id = shop.recorded()
    stated = shop.order(order_id).bookings[0].silence_on
    assert stated == clock().date() + timedelta(days=SILENCE_DAYS)
    wait_for(stated, clock)
    clock.instant = clock.instant.replace(hour=23, minute=59)
    night()
    assert (shop.order(order_id).state, pots(shop)) == (OrderState.ACCEPTED, (488_00, 12_00, 0))
    clock.forward(minutes=1)
    night()
    order = shop.order(order_id)
    assert (order.state, order.bookings[0].state) == (OrderState.COMPLETED, BookingState.CONFIRMED)
    assert (order.bookings[0].confirmed_by, pots(shop)) == (ConfirmedBy.SILENCE, (488_00, 0, 12_00))
    assert subjects(shop)[0] == "A delivery was settled"
    assert subjects(shop, "provider")[0] == "A delivery was confirmed"


def test_the_same_night_again_changes_nothing(shop: Shop, clock: TestClock, db: Engine, night: Night) -> None:
    shop.ordered(world.offer(shop.owner))
    shop.recorded()
    clock.forward(days=SILENCE_DAYS + 1)
    night()
    after = counts(db)
    assert pots(shop) == (488_00, 0, 12_00)
    night()
    clock.forward(hours=1)
    night()
    assert counts(db) == after


def test_the_worker_asks_for_the_night_itself(shop: Shop, app: Flask, clock: TestClock) -> None:
    order_id = shop.recorded()
    clock.forward(days=SILENCE_DAYS + 1)
    with app.app_context():
        assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    assert shop.order(order_id).state == OrderState.COMPLETED


def test_a_funder_that_waits_longer_is_waited_for(shop: Shop, clock: TestClock, night: Night) -> None:
    assert shop.funder.organisation_id is not None
    with database.writing() as session:
        people.set_setting(
            session, world.system(), shop.funder.organisation_id, SettingName.SILENCE_DAYS, 20, "Policy 4"
        )
    order_id = shop.recorded()
    clock.forward(days=20)
    night()
    assert shop.order(order_id).state == OrderState.ACCEPTED
    clock.forward(days=1)
    night()
    assert shop.order(order_id).state == OrderState.COMPLETED


def test_a_dispute_is_never_settled_by_silence(shop: Shop, clock: TestClock, night: Night) -> None:
    order_id = shop.disputed()
    clock.forward(days=200)
    night()
    assert shop.order(order_id).bookings[0].state == BookingState.DISPUTED
    assert pots(shop) == (488_00, 12_00, 0)


def test_an_order_that_nobody_answered_ends_when_its_first_date_has_come(
    shop: Shop, clock: TestClock, night: Night
) -> None:
    group = world.group(shop.owner, places=1)
    order_id = shop.ordered(group.offer_id, sessions=group.sessions[:2])
    order = shop.order(order_id)
    assert order.answer_by == date(2026, 3, 5)  # three working days after Monday
    first = order.bookings[0].starts_at
    clock.instant = first - timedelta(seconds=1)
    night()
    assert (shop.order(order_id).state, pots(shop)) == (OrderState.PLACED, (476_00, 24_00, 0))
    clock.instant = first
    night()
    order = shop.order(order_id)
    assert (order.state, order.reason) == (
        OrderState.DECLINED,
        "The provider did not answer before the first date.",
    )
    assert {booking.state for booking in order.bookings} == {BookingState.CANCELLED}
    assert pots(shop) == (500_00, 0, 0)
    assert (subjects(shop)[0], subjects(shop, "provider")[0]) == (
        "Your order was not answered in time",
        "An order has lapsed",
    )
    with database.reading() as session:
        assert [row.left for row in sessions_of(session, shop.person, group.offer_id)] == [1] * 5  # all but the past


def test_the_day_to_answer_by_is_never_after_the_first_date(shop: Shop, clock: TestClock) -> None:
    group = world.group(shop.owner)
    clock.instant = world.NOW + timedelta(days=6)  # a Sunday; the first date is on Monday
    order = shop.order(shop.ordered(group.offer_id, sessions=group.sessions[:2]))
    assert order.answer_by == date(2026, 3, 9)


def test_an_answer_just_before_the_night_is_done_holds(shop: Shop, clock: TestClock, work: Work) -> None:
    silent, order_id = shop.recorded(), shop.accepted()
    clock.forward(days=SILENCE_DAYS + 1)
    with database.writing() as session:
        purchasing.confirm(session, shop.person, shop.order(silent).bookings[0].id)
        jobs = [
            (LAPSE, {"order": str(order_id)}),
            (CREDIT, {"account": str(shop.account_id)}),
            (SILENCE, {"booking": str(shop.order(silent).bookings[0].id)}),
        ]
        outbox.enqueue(session, access.clock(clock()), jobs)
    work()
    assert (shop.order(order_id).state, pots(shop)) == (OrderState.ACCEPTED, (476_00, 12_00, 12_00))
    assert shop.order(silent).bookings[0].confirmed_by == ConfirmedBy.PERSON


def test_one_that_cannot_be_settled_holds_up_no_other(shop: Shop, clock: TestClock, db: Engine, night: Night) -> None:
    first, second = shop.recorded(), shop.recorded()
    with db.begin() as connection:  # the key under which the first would be settled is taken already
        taken = "SET key = 'spend:' || (SELECT id FROM delivery WHERE order_id = :order) WHERE what = 'credit'"
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.execute(text(f"UPDATE ledger_transaction {taken}"), {"order": first})
    clock.forward(days=SILENCE_DAYS + 1)
    night()
    assert (shop.order(first).state, shop.order(second).state) == (OrderState.ACCEPTED, OrderState.COMPLETED)


def test_only_the_clock_does_the_night(shop: Shop) -> None:
    order_id = shop.recorded()
    booking_id = shop.order(order_id).bookings[0].id
    for actor in (shop.person, shop.provider, shop.funder, world.system(), access.anonymous(world.NOW)):
        acts: list[Callable[[Any], object]] = [
            lambda session, actor=actor: purchasing.silent(session, actor),
            lambda session, actor=actor: purchasing.unanswered(session, actor),
            lambda session, actor=actor: purchasing.lapse(session, actor, order_id),
            lambda session, actor=actor: purchasing.confirm_by_silence(session, actor, booking_id),
            lambda session, actor=actor: budgets.due_to_credit(session, actor),
            lambda session, actor=actor: budgets.credit_due(session, actor, shop.account_id),
        ]
        for act in acts:
            with pytest.raises(NotFound), database.writing() as session:
                act(session)


def four_weekly(shop: Shop, holding: Holding) -> UUID:
    """An account of £130 in thirteen instalments over the year, the first of them next week."""
    assert shop.robin.own_person_id is not None
    world.trusts(shop.robin, shop.funder, MandateKind.FUNDER)
    request = BudgetRequest(
        key=uuid4(),
        person_id=shop.robin.own_person_id,
        starts=date(2026, 3, 9),
        ends=date(2027, 3, 7),
        stream="Health",
        shares=(Share(holding, 130_00),),
        paid=Paid.FOUR_WEEKLY,
        plan_agreed_on=date(2026, 1, 5),
        plan_reference="Plan 8",
        paid_already=False,
    )
    with database.writing() as session:
        budgets.give(session, shop.funder, request)
    with database.reading() as session:
        (found,) = [a for a in accounts_for(session, shop.person, request.person_id) if a.name == "Health"]
        assert (found.available, found.to_come) == (0, 130_00)
        return found.id


def have(shop: Shop, account_id: UUID) -> int:
    """What has been credited to an account."""
    with database.reading() as session:
        (found,) = [a for a in accounts_for(session, shop.person, shop.robin.own_person_id) if a.id == account_id]
        return found.have


def test_an_instalment_comes_on_its_day_and_missed_nights_are_made_up(
    shop: Shop, clock: TestClock, night: Night
) -> None:
    account_id = four_weekly(shop, Holding.NOTIONAL)
    night()
    assert have(shop, account_id) == 0
    wait_for(date(2026, 3, 9), clock)
    night()
    night()
    assert have(shop, account_id) == 10_00
    wait_for(date(2026, 5, 4), clock)  # the nights of April were missed
    night()
    assert have(shop, account_id) == 30_00
    wait_for(date(2028, 1, 1), clock)
    night()
    night()
    with database.reading() as session:
        found = accounts_for(session, shop.person, shop.robin.own_person_id, current=False)
    assert sorted(account.have for account in found) == [130_00, 500_00]


def test_a_direct_payment_waits_until_it_is_recorded_as_received(shop: Shop, clock: TestClock, night: Night) -> None:
    account_id = four_weekly(shop, Holding.DIRECT)
    wait_for(date(2026, 3, 9), clock)
    night()
    assert have(shop, account_id) == 0


def test_a_version_to_come_is_found_from_its_day(shop: Shop, clock: TestClock, work: Work, night: Night) -> None:
    offer_id = world.offer(shop.owner)
    with database.writing() as session:
        catalogue.edit(
            session, shop.provider, offer_id, replace(world.WORDS, title="Beekeeping", starts=date(2026, 3, 9))
        )
    night()
    assert search(access.anonymous(clock()), SearchRequest("beekeeping")).total == 0
    wait_for(date(2026, 3, 9), clock)
    night()
    assert search(access.anonymous(clock()), SearchRequest("beekeeping")).total == 1


def test_how_soon_one_can_start_is_found_as_it_is_on_the_day(shop: Shop, clock: TestClock, night: Night) -> None:
    world.group(shop.owner, dates=3)  # on 9, 16 and 23 March
    waits = world.offer(shop.owner, title="Counselling", wait_weeks=1)
    night()

    def first() -> list[str]:
        return [card.title for card in search(access.anonymous(clock()), SearchRequest(sort=Sort.SOONEST)).results]

    assert search(access.anonymous(clock()), SearchRequest(chosen={Facet.STARTS: ("w1",)})).total == 2
    wait_for(date(2026, 3, 13), clock)
    night()
    assert first() == ["Allotment mornings", "Counselling"]
    wait_for(date(2026, 3, 24), clock)
    night()
    found = search(access.anonymous(clock()), SearchRequest(chosen={Facet.STARTS: ("w1",)})).results
    assert [card.id for card in found] == [waits]
