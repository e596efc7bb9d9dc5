"""What booking, cancelling and delivering cost, at the edges of each rule."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.rules import Unit
from marketplace.foundation.errors import IllegalMove
from marketplace.purchasing import rules
from marketplace.purchasing.rules import (
    MOST_OCCASIONS,
    BookingState,
    CostChanged,
    DeliveryKind,
    NotDisputed,
    NotDueYet,
    NotOnSale,
    Occasion,
    OfferChanged,
    OrderState,
    PriceChanged,
    QuantityRefused,
    TimesRefused,
    TooLateToAccept,
    TooLateToCancel,
    TooMuch,
)

START = datetime(2026, 3, 9, 10, tzinfo=UTC)
TICK = timedelta(microseconds=1)
PENCE = st.integers(0, 1_000_000_00)


@pytest.mark.parametrize("quantity", ["0.25", "0.26", "1", "1.50", "1.500", "199.99", "200", "2E+2"])
def test_a_quantity_within_bounds_is_taken_as_it_is(quantity: str) -> None:
    assert rules.quantity_allowed(Decimal(quantity)) == Decimal(quantity)


@pytest.mark.parametrize(
    "quantity",
    ["0", "-0", "-1", "0.24", "0.249", "200.01", "1.001", "1e9", "1e-9", "1e999999", "NaN", "sNaN", "Infinity", "-Inf"],
)
def test_any_other_quantity_is_refused(quantity: str) -> None:
    with pytest.raises(QuantityRefused):
        rules.quantity_allowed(Decimal(quantity))


@pytest.mark.parametrize(
    ("unit", "group", "minutes", "quantity"),
    [
        (Unit.HOUR, True, 90, "1.50"),  # a group takes its time, whatever is asked
        (Unit.HOUR, True, 50, "0.83"),
        (Unit.HOUR, False, 90, "3"),
        (Unit.EACH, False, 90, "3"),
        (Unit.EACH, True, 90, "1"),
        (Unit.SESSION, False, 90, "1"),
        (Unit.SESSION, True, 90, "1"),
        (Unit.DAY, False, 90, "1"),
        (Unit.WEEK, True, 90, "1"),
    ],
)
def test_an_occasion_is_so_many_units(unit: Unit, group: bool, minutes: int, quantity: str) -> None:
    occasion = Occasion(START, START + timedelta(minutes=minutes))
    assert rules.quantity_for(unit, Decimal(3), occasion, group=group) == Decimal(quantity)


@dataclass(frozen=True)
class Version:
    """A version that holds from a day on."""

    starts: date


def test_the_version_in_force_is_the_first_that_has_begun() -> None:
    newest, older = Version(date(2026, 4, 1)), Version(date(2026, 1, 1))
    for day, found in ((date(2025, 12, 31), None), (date(2026, 1, 1), older), (date(2026, 3, 31), older)):
        assert rules.in_force([newest, older], day) is found
    assert rules.in_force([newest, older], date(2026, 4, 1)) is newest
    assert rules.in_force([], date(2026, 4, 1)) is None


def test_what_the_page_showed_is_what_is_bought() -> None:
    shown, other = uuid4(), uuid4()
    rules.as_shown(shown, shown, 12_00, 12_00)
    with pytest.raises(OfferChanged):
        rules.as_shown(shown, other, 12_00, 12_00)
    for expected in (None, 0, 11_99):
        with pytest.raises(PriceChanged):
            rules.as_shown(shown, other, expected, 12_00)
    with pytest.raises(NotOnSale, match="Tea cannot be booked now"):
        rules.on_sale("Tea", published=False)


@pytest.mark.parametrize(
    ("unit", "day", "quantity", "starts", "hours"),
    [
        (Unit.HOUR, date(2026, 3, 9), "1.5", "2026-03-09T10:00Z", 1.5),
        (Unit.SESSION, date(2026, 3, 9), "3", "2026-03-09T10:00Z", 1),
        (Unit.HALF_DAY, date(2026, 7, 1), "1", "2026-07-01T09:00Z", 4),
        (Unit.DAY, date(2026, 3, 9), "1", "2026-03-09T00:00Z", 24),
        (Unit.DAY, date(2026, 3, 29), "1", "2026-03-29T00:00Z", 23),  # the clock goes forward
        (Unit.DAY, date(2026, 10, 25), "1", "2026-10-24T23:00Z", 25),  # and back
        (Unit.WEEK, date(2026, 3, 23), "1", "2026-03-23T00:00Z", 7 * 24 - 1),
        (Unit.EACH, date(2026, 3, 9), "9", "2026-03-09T00:00Z", 24),
    ],
)
def test_an_agreed_time_takes_its_hours_or_its_days(
    unit: Unit, day: date, quantity: str, starts: str, hours: float
) -> None:
    occasion = rules.span(unit, day, time(10), Decimal(quantity))
    assert occasion == Occasion(datetime.fromisoformat(starts), datetime.fromisoformat(starts) + timedelta(hours=hours))


def test_weekly_times_keep_the_hour_on_the_wall_across_the_change_of_the_clock() -> None:
    days = list(rules.weekly(date(2026, 3, 16), 3))
    assert days == [date(2026, 3, 16), date(2026, 3, 23), date(2026, 3, 30)]
    starts = [rules.span(Unit.SESSION, day, time(10), Decimal(1)).starts_at.hour for day in days]
    assert starts == [10, 10, 9]  # UTC
    assert list(rules.weekly(date(2026, 12, 28), 2, 4)) == [date(2026, 12, 28), date(2027, 1, 25)]
    assert list(rules.weekly(date(2026, 3, 16), 0)) == []


def occasions(count: int, first: datetime = START) -> list[Occasion]:
    """So many hours one after the other."""
    return [Occasion(first + timedelta(hours=n), first + timedelta(hours=n + 1)) for n in range(count)]


def test_occasions_must_be_some_not_too_many_and_to_come() -> None:
    now = START - TICK
    rules.occasions_allowed(occasions(MOST_OCCASIONS), now)
    for asked in ([], occasions(MOST_OCCASIONS + 1), occasions(2) + occasions(1)):
        with pytest.raises(TimesRefused):
            rules.occasions_allowed(asked, now)
    with pytest.raises(TimesRefused):
        rules.occasions_allowed(occasions(2), START)


@pytest.mark.parametrize(
    ("now", "costs"),
    [
        (START - timedelta(days=30), 0),
        (START - timedelta(hours=24) - TICK, 0),
        (START - timedelta(hours=24), 0),  # just in time
        (START - timedelta(hours=24) + TICK, 6_00),
        (START - TICK, 6_00),
    ],
)
def test_cancelling_costs_from_the_hour_of_notice_on(now: datetime, costs: int) -> None:
    assert rules.cancel_costs(OrderState.ACCEPTED, 12_00, START, now, 24, 50) == costs
    assert rules.cancel_costs(OrderState.PLACED, 12_00, START, now, 24, 50) == 0
    assert rules.cancel_costs(OrderState.ACCEPTED, 12_00, START, now, 0, 50) == 0  # no notice is asked for


def test_only_what_is_booked_and_has_not_begun_can_be_cancelled() -> None:
    rules.cancel_allowed(BookingState.BOOKED, START, START - TICK)
    with pytest.raises(TooLateToCancel):
        rules.cancel_allowed(BookingState.BOOKED, START, START)
    for state in set(BookingState) - {BookingState.BOOKED}:
        with pytest.raises(IllegalMove, match="the booking"):
            rules.cancel_allowed(state, START, START - TICK)
    rules.cancel_as_shown(0, 0)
    for shown in (None, 0, 5_99):
        with pytest.raises(CostChanged, match="it is now £6"):
            rules.cancel_as_shown(shown, 6_00)


def test_a_yes_comes_before_the_first_date() -> None:
    rules.may_accept(OrderState.PLACED, START, START - TICK)
    rules.may_accept(OrderState.PLACED, None, START)
    with pytest.raises(TooLateToAccept):
        rules.may_accept(OrderState.PLACED, START, START)
    for state in set(OrderState) - {OrderState.PLACED}:
        with pytest.raises(IllegalMove, match="the order"):
            rules.may_accept(state, START, START - TICK)
    assert rules.answer_by(date(2026, 3, 2), START) == date(2026, 3, 5)
    assert rules.answer_by(date(2026, 3, 6), START) == date(2026, 3, 9)  # the first date is sooner


def test_only_what_was_accepted_and_has_begun_can_be_recorded() -> None:
    rules.may_record(OrderState.ACCEPTED, START, START)
    with pytest.raises(NotDueYet):
        rules.may_record(OrderState.ACCEPTED, START, START - TICK)
    for state in set(OrderState) - {OrderState.ACCEPTED}:
        with pytest.raises(IllegalMove):
            rules.may_record(state, START, START)


def test_no_more_is_delivered_than_was_booked() -> None:
    booked = Decimal("1.50")
    for kind, asked in product(DeliveryKind, ("0.25", "1.50")):
        expected = Decimal(asked) if kind is DeliveryKind.DELIVERED else 0
        assert rules.quantity_delivered(kind, Decimal(asked), booked) == expected
    for asked, why in (("1.51", TooMuch), ("0", QuantityRefused), ("NaN", QuantityRefused)):
        with pytest.raises(why):
            rules.quantity_delivered(DeliveryKind.DELIVERED, Decimal(asked), booked)


@given(PENCE, st.decimals("0.25", "200", places=2), st.decimals("0.25", "200", places=2), st.integers(0, 100))
def test_a_delivery_never_draws_more_than_the_price(unit: int, booked: Decimal, given_: Decimal, late: int) -> None:
    price = rules.delivery_costs(DeliveryKind.DELIVERED, unit, booked, 10**15, late)
    for kind in DeliveryKind:
        assert 0 <= rules.delivery_costs(kind, unit, given_, price, late) <= price
    assert rules.delivery_costs(DeliveryKind.DELIVERED, unit, booked, price, late) == price


@given(st.lists(PENCE, min_size=1, max_size=6), st.data())
def test_what_is_drawn_and_what_goes_back_add_up_to_what_was_promised(promised: list[int], data: st.DataObject) -> None:
    pence = data.draw(st.integers(0, sum(promised)))
    funding = [(uuid4(), each) for each in promised]
    draws = rules.drawn_from(funding, pence)
    assert sum(draw.drawn for draw in draws) == pence
    assert [draw.account_id for draw in draws] == [account_id for account_id, _ in funding]
    assert [draw.drawn + draw.back for draw in draws] == promised
    part = [n for n, draw in enumerate(draws) if draw.back and draw.drawn]
    assert len(part) <= 1  # one row after the other is used up


def test_a_dispute_is_decided_at_what_was_recorded_or_less() -> None:
    assert [rules.decided(pence, 12_00) for pence in (0, 1, 12_00)] == [0, 1, 12_00]
    for pence in (-1, 12_01):
        with pytest.raises(TooMuch, match="£12"):
            rules.decided(pence, 12_00)
    rules.may_decide(BookingState.DISPUTED)
    for state in set(BookingState) - {BookingState.DISPUTED}:
        with pytest.raises(NotDisputed):
            rules.may_decide(state)
