"""My orders: the list, the receipt, cancelling, and saying whether a record is right."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import order, orders_for
from marketplace.purchasing.rules import BookingState
from marketplace.storefront import storefront
from marketplace.storefront.forms.saying import DisputeForm
from marketplace.voice.queries import rating_for, worries_of
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.cancelling import CancelForm, standing
from marketplace.webkit.pages import checked, page, refusals, see_other

NEEDS_WORD = (BookingState.RECORDED, BookingState.DISPUTED)


@storefront.get("/orders")
@allow(Power.SEE)
def order_list() -> Response:
    """The orders of the person that the sign-in speaks for."""
    actor = current_actor()
    if actor.person_id is None:
        raise NotFound
    with database.reading() as session:
        orders = orders_for(session, actor, actor.person_id)
    return page("storefront/order/list.html", orders=orders)


@storefront.get("/orders/<uuid:order_id>")
@allow(Power.SEE)
def order_show(order_id: UUID) -> Response:
    """The receipt of one order: what was agreed, what happened, who has it and by when."""
    actor = current_actor()
    with database.reading() as session:
        row = order(session, actor, order_id)
        rating = rating_for(session, actor, order_id)
        worries = worries_of(session, actor, order_id)
    return page(
        "storefront/order/show.html",
        order=row,
        rating=rating,
        worries=worries,
        may_spend=actor.may(Power.SPEND),
        may_rate=any(b.settled and b.kind == "delivered" for b in row.bookings),
        begun={booking.id for booking in row.bookings if booking.starts_at <= actor.now},
        now=[b for b in row.bookings if b.state in NEEDS_WORD],
        coming=[b for b in row.bookings if b.state not in NEEDS_WORD and b.starts_at > actor.now],
        before=[b for b in row.bookings if b.state not in NEEDS_WORD and b.starts_at <= actor.now],
    )


@storefront.get("/bookings/<uuid:booking_id>/cancel")
@allow(Power.SPEND)
def booking_cancel(booking_id: UUID) -> Response:
    """What cancelling costs, before it is done."""
    row, booking, costs = standing(booking_id)
    if booking.state != BookingState.BOOKED or booking.starts_at <= current_actor().now:
        return see_other("storefront.order_show", order_id=row.id)
    return page("storefront/booking/cancel.html", form=CancelForm(), order=row, booking=booking, costs=costs)


@storefront.post("/bookings/<uuid:booking_id>/cancel")
@allow(Power.SPEND)
def booking_cancelled(booking_id: UUID) -> Response:
    """Cancel one booking at the cost that the page said."""
    form = CancelForm()
    with refusals(form), database.writing() as session:
        checked(form)
        costs = purchasing.cancel(session, current_actor(), booking_id, form.expected.data)
        said = "It is cancelled, and the money has gone back." if not costs else "It is cancelled."
        return _to_order(booking_id, said)
    row, booking, costs = standing(booking_id)
    return page("storefront/booking/cancel.html", form=form, order=row, booking=booking, costs=costs, status=422)


def _to_order(booking_id: UUID, said: str) -> Response:
    row, _, _ = standing(booking_id)
    return see_other("storefront.order_show", said, order_id=row.id)


@storefront.post("/bookings/<uuid:booking_id>/confirm")
@allow(Power.SPEND)
def booking_confirm(booking_id: UUID) -> Response:
    """Say that a record is right."""
    with database.writing() as session:
        purchasing.confirm(session, current_actor(), booking_id)
    return _to_order(booking_id, "Thank you. It is settled.")


@storefront.get("/bookings/<uuid:booking_id>/dispute")
@allow(Power.SPEND)
def booking_dispute(booking_id: UUID) -> Response:
    """Say that a record is not right."""
    row, booking, _ = standing(booking_id)
    if booking.state != BookingState.RECORDED:
        return see_other("storefront.order_show", order_id=row.id)
    return page("storefront/booking/dispute.html", form=DisputeForm(), order=row, booking=booking)


@storefront.post("/bookings/<uuid:booking_id>/dispute")
@allow(Power.SPEND)
def booking_disputed(booking_id: UUID) -> Response:
    """Stop silence, and tell the provider and who pays."""
    form = DisputeForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            purchasing.dispute(session, current_actor(), booking_id, form.words.data or "")
        return _to_order(booking_id, "We have told the provider. Nothing is paid for it until this is settled.")
    row, booking, _ = standing(booking_id)
    return page("storefront/booking/dispute.html", form=form, order=row, booking=booking, status=422)
