"""A client's orders: the receipt, and cancelling a date. Whether a record is right is the client's own word."""

from uuid import UUID

from werkzeug.wrappers import Response

from broker_console import broker_console
from broker_console.routes.clients import client
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import BookingRow, OrderRow, order
from marketplace.voice.queries import holders_of, rating_for, worries_of
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.cancelling import CancelForm, said, standing, stands
from marketplace.webkit.pages import checked, page, refusals, see_other


def order_of(person_id: UUID, order_id: UUID) -> OrderRow:
    """One order of one client. Raises NotFound, also for an order of another client."""
    with database.reading() as session:
        row = order(session, current_actor(), order_id)
    if row.person_id != person_id:
        raise NotFound
    return row


@broker_console.get("/orders/<uuid:order_id>")
@allow(Power.BROKER)
def order_found(order_id: UUID) -> Response:
    """From an order alone, as a notice names it, to its page under the client's address."""
    with database.reading() as session:
        row = order(session, current_actor(), order_id)
    return see_other("broker_console.order_show", person_id=row.person_id, order_id=order_id)


@broker_console.get("/clients/<uuid:person_id>/orders/<uuid:order_id>")
@allow(Power.BROKER)
def order_show(person_id: UUID, order_id: UUID) -> Response:
    """The receipt of one order: what was agreed, what happened, who has it and by when."""
    actor, whom = current_actor(), client(person_id)
    row = order_of(person_id, order_id)
    with database.reading() as session:
        rating = rating_for(session, actor, order_id)
        worries = worries_of(session, actor, order_id)
        holders = holders_of(session, actor, [worry.id for worry in worries])
    return page(
        "broker_console/order/show.html",
        client=whom,
        order=row,
        rating=rating,
        worries=worries,
        holders=holders,
        begun={booking.id for booking in row.bookings if booking.starts_at <= actor.now},
    )


def _standing(person_id: UUID, booking_id: UUID) -> tuple[OrderRow, BookingRow, Pence]:
    """One booking of a client who lets the broker spend, and what cancelling it costs now, in pence. NotFound."""
    client(person_id, Power.SPEND)
    row, booking, costs = standing(booking_id)
    if row.person_id != person_id:
        raise NotFound
    return row, booking, costs


@broker_console.get("/clients/<uuid:person_id>/bookings/<uuid:booking_id>/cancel")
@allow(Power.BROKER)
def booking_cancel(person_id: UUID, booking_id: UUID) -> Response:
    """What cancelling costs, before it is done."""
    row, booking, costs = _standing(person_id, booking_id)
    if not stands(booking):
        return see_other("broker_console.order_show", person_id=person_id, order_id=row.id)
    template = "broker_console/booking/cancel.html"
    return page(template, form=CancelForm(), order=row, booking=booking, costs=costs, stands=True)


@broker_console.post("/clients/<uuid:person_id>/bookings/<uuid:booking_id>/cancel")
@allow(Power.BROKER)
def booking_cancelled(person_id: UUID, booking_id: UUID) -> Response:
    """Cancel one booking at the cost that the page said."""
    row, booking, _ = _standing(person_id, booking_id)
    form = CancelForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            costs = purchasing.cancel(session, current_actor(), booking_id, form.expected.data)
        return see_other("broker_console.order_show", said(booking, costs), person_id=person_id, order_id=row.id)
    row, booking, costs = _standing(person_id, booking_id)
    return page(
        "broker_console/booking/cancel.html",
        form=form,
        order=row,
        booking=booking,
        costs=costs,
        stands=stands(booking),
        status=422,
    )
