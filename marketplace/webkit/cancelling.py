"""Cancelling one date, for every face that books: what it costs is shown before it is done."""

from uuid import UUID

from flask_wtf import FlaskForm

from marketplace.foundation import database
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.purchasing.queries import BookingRow, OrderRow, order_of_booking
from marketplace.purchasing.rules import BookingState, OrderState, cancel_costs
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.fields import PenceShown


class CancelForm(FlaskForm):
    """What the page said that cancelling costs, in pence."""

    expected = PenceShown()


def standing(booking_id: UUID) -> tuple[OrderRow, BookingRow, Pence]:
    """One booking with its order, and what cancelling it costs now, in pence. Raises NotFound."""
    actor = current_actor()
    with database.reading() as session:
        row = order_of_booking(session, actor, booking_id)
    booking = row.booking(booking_id)
    if booking is None:
        raise NotFound
    costs = cancel_costs(
        OrderState(row.state), booking.price, booking.starts_at, actor.now, row.notice_hours, row.late_percent
    )
    return row, booking, costs


def said(booking: BookingRow, costs: Pence) -> str:
    """What is told once a booking is cancelled, at a cost in pence."""
    return "It is cancelled, and the money has gone back." if booking.price and not costs else "It is cancelled."


def stands(booking: BookingRow) -> bool:
    """Whether a booking can still be cancelled: it is booked, and has not begun."""
    return booking.state == BookingState.BOOKED and booking.starts_at > current_actor().now
