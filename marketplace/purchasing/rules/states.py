"""The states of orders, bookings and deliveries, and the moves that are allowed between them."""

from collections.abc import Collection
from enum import StrEnum

from marketplace.foundation.errors import IllegalMove


class OrderState(StrEnum):
    """Where an order stands."""

    PLACED = "placed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


class BookingState(StrEnum):
    """Where one occasion of an order stands."""

    BOOKED = "booked"
    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    """Where the record of what happened stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class DeliveryKind(StrEnum):
    """What happened at a booking that was due."""

    DELIVERED = "delivered"
    CANCELLED_LATE = "cancelled_late"
    MISSED = "missed"


class ConfirmedBy(StrEnum):
    """Whose word settled a delivery."""

    PERSON = "person"
    SILENCE = "silence"
    DECISION = "decision"


ORDER_MOVES: dict[OrderState, frozenset[OrderState]] = {
    OrderState.PLACED: frozenset({OrderState.ACCEPTED, OrderState.DECLINED, OrderState.CANCELLED}),
    OrderState.ACCEPTED: frozenset({OrderState.CANCELLED, OrderState.COMPLETED}),
    OrderState.DECLINED: frozenset(),
    OrderState.CANCELLED: frozenset(),
    OrderState.COMPLETED: frozenset(),
}
BOOKING_MOVES: dict[BookingState, frozenset[BookingState]] = {
    BookingState.BOOKED: frozenset({BookingState.RECORDED, BookingState.CANCELLED}),
    BookingState.RECORDED: frozenset(
        {BookingState.RECORDED, BookingState.CONFIRMED, BookingState.DISPUTED, BookingState.BOOKED}
    ),
    BookingState.DISPUTED: frozenset({BookingState.RECORDED, BookingState.CONFIRMED, BookingState.BOOKED}),
    BookingState.CONFIRMED: frozenset(),
    BookingState.CANCELLED: frozenset(),
}
ENDED = frozenset({OrderState.DECLINED, OrderState.CANCELLED, OrderState.COMPLETED})
SETTLED = frozenset({BookingState.CONFIRMED, BookingState.CANCELLED})
UNSETTLED = frozenset(BookingState) - SETTLED  # what is still promised

_ORDER_SAYS = {
    OrderState.PLACED: "is waiting for the provider's answer",
    OrderState.ACCEPTED: "was accepted",
    OrderState.DECLINED: "was declined",
    OrderState.CANCELLED: "was cancelled",
    OrderState.COMPLETED: "is complete",
}
_BOOKING_SAYS = {
    BookingState.BOOKED: "is booked",
    BookingState.RECORDED: "has been recorded, and waits for the person's word",
    BookingState.CONFIRMED: "is settled",
    BookingState.DISPUTED: "is disputed",
    BookingState.CANCELLED: "was cancelled",
}


def order_becomes(was: OrderState, asked: OrderState) -> OrderState:
    """The state asked for, if it may follow. Raises IllegalMove."""
    if asked not in ORDER_MOVES[was]:
        raise IllegalMove(f"This cannot be done now: the order {_ORDER_SAYS[was]}.")
    return asked


def booking_becomes(was: BookingState, asked: BookingState) -> BookingState:
    """The state asked for, if it may follow. Raises IllegalMove."""
    if asked not in BOOKING_MOVES[was]:
        raise IllegalMove(f"This cannot be done now: the booking {_BOOKING_SAYS[was]}.")
    return asked


def order_after(was: OrderState, bookings: Collection[BookingState]) -> OrderState:
    """The state of an order once its bookings are as given: it ends when every one of them is settled."""
    if was in ENDED or not set(bookings) <= SETTLED:
        return was
    return OrderState.COMPLETED if BookingState.CONFIRMED in bookings else OrderState.CANCELLED
