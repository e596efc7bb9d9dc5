"""Buying from end to end, on a real database that commits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from marketplace.budgets.queries import AccountRow, accounts_for
from marketplace.budgets.queries import findings as money_findings
from marketplace.budgets.rules import Holding, NoAccount, OverBudget
from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.rules import Level, OfferState, PriceLine, Unit
from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import IllegalMove, KeyReused, NotFound
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest, RecordRequest
from marketplace.purchasing.queries import OrderRow, findings, order
from marketplace.purchasing.rules import (
    AlreadyBooked,
    BookingState,
    CostChanged,
    DeliveryKind,
    NotOnSale,
    OfferChanged,
    OrderState,
    PlacesGone,
    PriceChanged,
    span,
    weekly,
)
from tests import world


class Shop:
    """A person with a budget, a provider and a funder."""

    def __init__(self, pence: int = 500_00, holding: Holding = Holding.NOTIONAL) -> None:
        world.areas()
        self.person, self.provider, self.funder = world.person(), world.provider(), world.commissioner()
        self.account_id = world.budget(self.person, self.funder, pence, holding)

    def ask(self, offer_id: UUID, count: int = 1, **changed: object) -> OrderRequest:
        """An order of weekly agreed times, with the price that a page would have shown."""
        days = weekly(world.NOW.date() + timedelta(days=7), count)
        request = OrderRequest(
            key=uuid4(),
            person_id=self.person.own_person_id,
            offer_id=offer_id,
            version_id=None,
            unit=Unit.SESSION,
            level=Level.STANDARD,
            quantity=Decimal(1),
            times=tuple(span(Unit.SESSION, day, time(10), Decimal(1)) for day in days),
            account_id=self.account_id,
        )
        return self.shown(replace(request, **changed))

    def shown(self, request: OrderRequest) -> OrderRequest:
        """The request with what a page that quoted it would have shown."""
        with database.reading() as session:
            asked = purchasing.quote(session, self.person, request)
        return replace(request, version_id=asked.version_id, expected=asked.total)

    def place(self, request: OrderRequest, actor: Actor | None = None) -> UUID:
        """Place an order."""
        with database.writing() as session:
            return purchasing.place(session, actor or self.person, request)

    def order(self, order_id: UUID) -> OrderRow:
        """The order as the person sees it."""
        with database.reading() as session:
            return order(session, self.person, order_id)

    def account(self) -> AccountRow:
        """The person's account."""
        with database.reading() as session:
            (account,) = accounts_for(session, self.person, self.person.own_person_id)
            return account

    def sound(self) -> None:
        """Everything adds up."""
        with database.reading() as session:
            assert money_findings(session, world.system()) + findings(session, world.system()) == []


@pytest.fixture
def shop(once: Callable[..., Any]) -> Shop:
    """A shop with £500 in it."""
    return once(Shop)


def test_an_order_promises_its_money(shop: Shop) -> None:
    order_id = shop.place(shop.ask(world.offer(shop.provider), 6))
    placed = shop.order(order_id)
    assert (placed.state, placed.total, len(placed.bookings)) == (OrderState.PLACED, 72_00, 6)
    assert (shop.account().available, shop.account().promised) == (428_00, 72_00)
    shop.sound()


def test_a_group_takes_places_on_all_dates_or_none(shop: Shop) -> None:
    group = world.group(shop.provider, places=1)
    other = Shop.__new__(Shop)
    other.person, other.provider, other.funder = world.person("Another"), shop.provider, shop.funder
    other.account_id = world.budget(other.person, shop.funder, 500_00)
    shop.place(shop.ask(group.offer_id, session_ids=group.sessions[:2], times=()))
    late = replace(shop.ask(group.offer_id, session_ids=group.sessions[2:4], times=()), key=uuid4())
    request = replace(
        late,
        person_id=other.person.own_person_id,
        account_id=other.account_id,
        session_ids=group.sessions[1:4],
        expected=36_00,
    )
    with pytest.raises(PlacesGone) as refused:
        other.place(request)
    assert refused.value.gone == (group.sessions[1],)
    assert other.account().promised == 0
    shop.sound()


def test_declined_money_comes_back(shop: Shop) -> None:
    group = world.group(shop.provider)
    order_id = shop.place(shop.ask(group.offer_id, session_ids=group.sessions, times=()))
    with database.writing() as session:
        purchasing.decline(session, shop.provider, order_id, "We have no worker for these days.")
    assert shop.order(order_id).state == OrderState.DECLINED
    assert shop.order(order_id).reason == "We have no worker for these days."
    assert (shop.account().available, shop.account().promised) == (500_00, 0)
    with pytest.raises(IllegalMove), database.writing() as session:
        purchasing.accept(session, shop.provider, order_id)
    shop.sound()


def accepted(shop: Shop, count: int = 2) -> UUID:
    """An accepted order of weekly times."""
    order_id = shop.place(shop.ask(world.offer(shop.provider), count))
    with database.writing() as session:
        purchasing.accept(session, shop.provider, order_id)
    return order_id


def recorded(shop: Shop, booking_id: UUID, kind: DeliveryKind = DeliveryKind.DELIVERED) -> Actor:
    """Record a booking a week later; the provider at that instant."""
    later = shop.provider.at(world.NOW + timedelta(days=60))
    with database.writing() as session:
        purchasing.record(session, later, RecordRequest(booking_id, kind, Decimal(1)))
    return later


def test_a_confirmed_delivery_is_spent(shop: Shop) -> None:
    order_id = accepted(shop)
    first, second = shop.order(order_id).bookings
    recorded(shop, first.id)
    assert shop.account().promised == 24_00
    with database.writing() as session:
        purchasing.confirm(session, shop.person, first.id)
    assert (shop.account().promised, shop.account().spent) == (12_00, 12_00)
    recorded(shop, second.id, DeliveryKind.MISSED)
    with database.writing() as session:
        purchasing.confirm(session, shop.person, second.id)
    assert (shop.account().promised, shop.account().spent, shop.account().available) == (0, 18_00, 482_00)
    assert shop.order(order_id).state == OrderState.COMPLETED
    shop.sound()


def test_a_direct_payment_is_paid_by_the_person(db: Engine) -> None:
    shop = Shop(holding=Holding.DIRECT)
    booking = shop.order(accepted(shop, 1)).bookings[0]
    recorded(shop, booking.id)
    with database.writing() as session:
        purchasing.confirm(session, shop.person, booking.id)
        kinds = set(
            session.connection().exec_driver_sql(
                "SELECT a.kind, sum(e.pence) FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id "
                "WHERE e.pot = 'balance' GROUP BY a.kind"
            )
        )
    assert {tuple(row) for row in kinds} == {("funder", -500_00), ("clearing", -12_00), ("paid_by_person", 12_00)}
    shop.sound()


def test_silence_confirms_after_its_last_day_and_a_dispute_stops_it(shop: Shop) -> None:
    first, second = shop.order(accepted(shop)).bookings
    provider = recorded(shop, first.id)
    recorded(shop, second.id)
    with database.writing() as session:
        purchasing.dispute(session, shop.person, second.id, "It was cancelled on the day.")
    clock = access.clock(provider.now + timedelta(days=8))
    with database.reading() as session:
        assert purchasing.silent(session, access.clock(provider.now + timedelta(days=7))) == []
        assert purchasing.silent(session, clock) == [first.id]
    with database.writing() as session:
        purchasing.confirm_by_silence(session, clock, first.id)
        purchasing.confirm_by_silence(session, clock, second.id)
    assert [b.state for b in shop.order(shop_order(shop)).bookings] == [BookingState.CONFIRMED, BookingState.DISPUTED]
    with database.writing() as session:
        purchasing.decide(session, shop.funder, second.id, 5_00, "Half of it was given.")
    assert (shop.account().spent, shop.account().promised) == (17_00, 0)
    shop.sound()


def shop_order(shop: Shop) -> UUID:
    """The one order of a shop."""
    with database.reading() as session:
        return session.connection().exec_driver_sql("SELECT id FROM orders").scalar_one()


def test_cancelling_costs_nothing_in_time_and_the_share_when_late(shop: Shop) -> None:
    first, second = shop.order(accepted(shop)).bookings
    with database.writing() as session:
        assert purchasing.cancel(session, shop.person, second.id, 0) == 0
    late = shop.person.at(first.starts_at - timedelta(hours=2))
    with pytest.raises(CostChanged), database.writing() as session:
        purchasing.cancel(session, late, first.id, 0)
    with database.writing() as session:
        assert purchasing.cancel(session, late, first.id, 6_00) == 6_00
    assert (shop.account().available, shop.account().promised, shop.account().spent) == (494_00, 0, 6_00)
    assert shop.order(shop_order(shop)).state == OrderState.CANCELLED
    shop.sound()


def test_an_order_not_answered_in_time_lapses(shop: Shop) -> None:
    order_id = shop.place(shop.ask(world.offer(shop.provider)))
    late = access.clock(world.NOW + timedelta(days=8))
    with database.writing() as session:
        assert purchasing.unanswered(session, access.clock(world.NOW + timedelta(days=6))) == []
        assert purchasing.unanswered(session, late) == [order_id]
        purchasing.lapse(session, late, order_id)
        purchasing.lapse(session, late, order_id)
    assert (shop.order(order_id).state, shop.account().available) == (OrderState.DECLINED, 500_00)
    shop.sound()


def test_the_same_form_twice_is_one_order_and_altered_is_refused(shop: Shop) -> None:
    request = shop.ask(world.offer(shop.provider))
    assert shop.place(request) == shop.place(request)
    assert shop.account().promised == 12_00
    with pytest.raises(KeyReused):
        shop.place(replace(request, message="something else"))


def test_another_form_for_the_same_time_is_refused(shop: Shop) -> None:
    request = shop.ask(world.offer(shop.provider))
    shop.place(request)
    with pytest.raises(AlreadyBooked):
        shop.place(replace(request, key=uuid4()))
    shop.sound()


def test_a_price_or_words_changed_since_the_page_are_told(shop: Shop) -> None:
    offer_id = world.offer(shop.provider)
    request = shop.ask(offer_id)
    with database.writing() as session:
        catalogue.edit(session, shop.provider, offer_id, replace(world.WORDS, venue="Another place"))
    with pytest.raises(OfferChanged):
        shop.place(request)
    dearer = replace(world.WORDS, prices=(PriceLine(Unit.SESSION, Level.STANDARD, 13_00),))
    with database.writing() as session:
        catalogue.edit(session, shop.provider, offer_id, dearer)
    with pytest.raises(PriceChanged) as refused:
        shop.place(request)
    assert (refused.value.shown, refused.value.now) == (12_00, 13_00)
    with database.writing() as session:
        catalogue.set_state(session, shop.provider, offer_id, OfferState.PAUSED)
    with pytest.raises(NotOnSale):
        shop.place(request)
    assert shop.account().promised == 0


def test_a_booking_is_charged_at_the_price_of_its_own_day(shop: Shop) -> None:
    offer_id = world.offer(shop.provider)
    dearer = replace(
        world.WORDS,
        prices=(PriceLine(Unit.SESSION, Level.STANDARD, 15_00),),
        starts=world.NOW.date() + timedelta(days=10),
    )
    with database.writing() as session:
        catalogue.edit(session, shop.provider, offer_id, dearer)
    placed = shop.order(shop.place(shop.ask(offer_id, 2)))
    assert [booking.price for booking in placed.bookings] == [12_00, 15_00]


def test_too_little_money_says_what_is_left(db: Engine) -> None:
    shop = Shop(pence=30_00)
    request = replace(shop.ask(world.offer(shop.provider), 2))
    dear = replace(
        request,
        times=tuple(
            span(Unit.SESSION, d, time(14), Decimal(1)) for d in weekly(world.NOW.date() + timedelta(days=7), 3)
        ),
        expected=36_00,
    )
    with pytest.raises(OverBudget) as refused:
        shop.place(dear)
    assert (refused.value.left, refused.value.asked) == (30_00, 36_00)
    shop.sound()


def test_nobody_spends_for_somebody_else(shop: Shop) -> None:
    stranger = world.person("Somebody else")
    request = shop.ask(world.offer(shop.provider))
    with pytest.raises(NotFound):
        shop.place(request, stranger)
    theirs = world.budget(stranger, shop.funder)
    with pytest.raises(NoAccount):
        shop.place(replace(request, account_id=theirs))
