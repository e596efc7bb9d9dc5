"""Every state of an order and of a booking with every move that may be asked of it: allowed, or refused by name."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.foundation.errors import IllegalMove
from marketplace.purchasing.rules import (
    ENDED,
    TOLD,
    UNSETTLED,
    BookingState,
    Event,
    OrderState,
    Side,
    booking_becomes,
    order_after,
    order_becomes,
)

ORDERS = {
    ("placed", "accepted"),
    ("placed", "declined"),
    ("placed", "cancelled"),
    ("accepted", "cancelled"),
    ("accepted", "completed"),
}
BOOKINGS = {
    ("booked", "recorded"),
    ("booked", "cancelled"),
    ("recorded", "recorded"),  # the provider corrects
    ("recorded", "confirmed"),
    ("recorded", "disputed"),
    ("recorded", "booked"),  # the provider takes it back
    ("disputed", "recorded"),
    ("disputed", "confirmed"),
    ("disputed", "booked"),
}


@pytest.mark.parametrize(("was", "asked"), [*product(OrderState, OrderState)])
def test_an_order_moves_along_its_table_only(was: OrderState, asked: OrderState) -> None:
    if (was.value, asked.value) in ORDERS:
        assert order_becomes(was, asked) is asked
    else:
        with pytest.raises(IllegalMove, match="This cannot be done now: the order "):
            order_becomes(was, asked)


@pytest.mark.parametrize(("was", "asked"), [*product(BookingState, BookingState)])
def test_a_booking_moves_along_its_table_only(was: BookingState, asked: BookingState) -> None:
    if (was.value, asked.value) in BOOKINGS:
        assert booking_becomes(was, asked) is asked
    else:
        with pytest.raises(IllegalMove, match="This cannot be done now: the booking "):
            booking_becomes(was, asked)


def test_what_has_ended_or_is_settled_stays_so() -> None:
    assert {was for was, _ in ORDERS} == {state.value for state in OrderState} - set(ENDED)
    assert {was for was, _ in BOOKINGS} == set(UNSETTLED)


@pytest.mark.parametrize(
    ("was", "bookings", "after"),
    [
        ("placed", ["booked"], "placed"),
        ("placed", ["booked", "cancelled"], "placed"),
        ("placed", ["cancelled", "cancelled"], "cancelled"),
        ("accepted", ["confirmed", "booked"], "accepted"),
        ("accepted", ["confirmed", "recorded"], "accepted"),
        ("accepted", ["confirmed", "disputed"], "accepted"),
        ("accepted", ["confirmed", "confirmed"], "completed"),
        ("accepted", ["confirmed", "cancelled"], "completed"),
        ("accepted", ["cancelled"], "cancelled"),
        ("declined", ["cancelled"], "declined"),
        ("cancelled", ["cancelled"], "cancelled"),
        ("completed", ["confirmed"], "completed"),
    ],
)
def test_an_order_ends_with_the_last_of_its_bookings(was: str, bookings: list[str], after: str) -> None:
    assert order_after(OrderState(was), [BookingState(state) for state in bookings]) == after


@given(st.sampled_from(OrderState), st.lists(st.sampled_from(BookingState), min_size=1))
def test_what_follows_from_bookings_is_a_move_that_is_allowed(was: OrderState, bookings: list[BookingState]) -> None:
    after = order_after(was, bookings)
    settled = not UNSETTLED.intersection(bookings)
    assert (after in ENDED) == (settled or was in ENDED)
    if after is not was and (was, after) != (OrderState.PLACED, OrderState.COMPLETED):  # nothing is given unaccepted
        assert order_becomes(was, after) is after


@pytest.mark.parametrize("event", Event)
def test_every_event_is_told_to_somebody_in_whole_words(event: Event) -> None:
    assert TOLD[event].keys() <= set(Side)
    for subject, words in TOLD[event].values():
        assert (subject[0].isupper(), subject.endswith(".")) == (True, False)
        assert words.endswith(".")
        assert not set("{}%<>") & set(subject + words)
