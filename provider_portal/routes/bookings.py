"""Bookings: recording what happened, correcting it, taking it back, and calling a booking off."""

from uuid import UUID

from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import BookingRow, OrderRow, order_with_booking
from marketplace.purchasing.rules import BookingState, OrderState
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other
from marketplace.webkit.words import day
from provider_portal import provider_portal
from provider_portal.forms.order import ReasonForm, RecordForm, costs_of
from provider_portal.routes.orders import show

CORRECTABLE = (BookingState.RECORDED, BookingState.DISPUTED)


def _booking(booking_id: UUID) -> tuple[OrderRow, BookingRow]:
    """One booking with its order. Raises NotFound."""
    with database.reading() as session:
        row = order_with_booking(session, current_actor(), booking_id)
    booking = row.booking(booking_id)
    if booking is None:
        raise NotFound
    return row, booking


def _to_order(order: OrderRow, said: str = "") -> Response:
    return see_other("provider_portal.order_show", said, order_id=order.id)


def _record(order: OrderRow, booking: BookingRow, form: RecordForm, status: int = 200) -> Response:
    return page(
        "provider_portal/booking/record.html",
        form=form,
        order=order,
        booking=booking,
        costs=costs_of(order, booking),
        corrects=booking.state in CORRECTABLE,
        status=status,
    )


@provider_portal.get("/bookings/<uuid:booking_id>/record")
@allow(Power.DELIVER)
def booking_record(booking_id: UUID) -> Response:
    """Say what happened, or correct what was said."""
    order, booking = _booking(booking_id)
    due = booking.state == BookingState.BOOKED and booking.starts_at <= current_actor().now
    if order.state != OrderState.ACCEPTED or not (due or booking.state in CORRECTABLE):
        return _to_order(order)
    return _record(order, booking, RecordForm().offered(order, booking))


@provider_portal.post("/bookings/<uuid:booking_id>/record")
@allow(Power.DELIVER)
def booking_recorded(booking_id: UUID) -> Response:
    """Record it; it then waits for the person's word."""
    order, booking = _booking(booking_id)
    form = RecordForm().offered(order, booking)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            silence_on = purchasing.record(session, current_actor(), form.request(booking_id))
        waits = f"It waits for their word. If they say nothing by {day(silence_on)}, it counts as right."
        return _to_order(order, f"You recorded it. {waits}")
    return _record(order, booking, form, 422)


@provider_portal.post("/bookings/<uuid:booking_id>/take-back")
@allow(Power.DELIVER)
def booking_take_back(booking_id: UUID) -> Response:
    """Take a record back, as if nothing had been recorded."""
    order, _ = _booking(booking_id)
    form = FlaskForm()
    with refusals(form):
        with database.writing() as session:
            purchasing.take_back(session, current_actor(), booking_id)
        return _to_order(order, "You took the record back. Record it again when you know what happened.")
    return show(order.id, form)


def _call_off(order: OrderRow, booking: BookingRow, form: ReasonForm, status: int = 200) -> Response:
    begun = booking.starts_at <= current_actor().now
    return page(
        "provider_portal/booking/call_off.html", form=form, order=order, booking=booking, begun=begun, status=status
    )


@provider_portal.get("/bookings/<uuid:booking_id>/call-off")
@allow(Power.DELIVER)
def booking_call_off(booking_id: UUID) -> Response:
    """Call one date off, with a reason."""
    order, booking = _booking(booking_id)
    if booking.state != BookingState.BOOKED:
        return _to_order(order)
    return _call_off(order, booking, ReasonForm())


@provider_portal.post("/bookings/<uuid:booking_id>/call-off")
@allow(Power.DELIVER)
def booking_called_off(booking_id: UUID) -> Response:
    """Call it off; the person pays nothing."""
    form = ReasonForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            purchasing.call_off(session, current_actor(), booking_id, form.reason.data or "")
        order, _ = _booking(booking_id)
        return _to_order(order, "It is called off. We have told them why, and they pay nothing for it.")
    order, booking = _booking(booking_id)
    return _call_off(order, booking, form, 422)
