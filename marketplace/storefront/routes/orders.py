"""My orders: the list, the receipt, cancelling, and saying whether a record is right."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.budgets.rules import Holding
from marketplace.foundation import database
from marketplace.foundation.access import Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.people.queries import reach_over
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import PAGE, card_payments_of, order, orders_for
from marketplace.purchasing.rules import BookingState
from marketplace.storefront import storefront
from marketplace.storefront.forms.saying import DisputeForm
from marketplace.voice.queries import holders_of, rating_for, worries_of
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.cancelling import CancelForm, said, standing, stands
from marketplace.webkit.pages import checked, page, page_number, refusals, see_other

NEEDS_WORD = (BookingState.RECORDED, BookingState.DISPUTED)


@storefront.get("/orders")
@allow(Power.SEE)
def order_list() -> Response:
    """The orders of the person that the sign-in speaks for."""
    actor = current_actor()
    if actor.person_id is None or not actor.sees(Section.BOOKINGS):
        raise NotFound
    with database.reading() as session:
        orders = orders_for(session, actor, actor.person_id, page_number())
    return page("storefront/order/list.html", orders=orders, number=page_number(), more=len(orders) == PAGE)


@storefront.get("/orders/<uuid:order_id>")
@allow(Power.SEE)
def order_show(order_id: UUID) -> Response:
    """The receipt of one order: what was agreed, what happened, who has it and by when."""
    actor = current_actor()
    with database.reading() as session:
        row = order(session, actor, order_id)
        rating = rating_for(session, actor, order_id)
        worries = worries_of(session, actor, order_id)
        holders = holders_of(session, actor, [worry.id for worry in worries])
        direct = any(payer.holding == Holding.DIRECT for payer in row.payers)
        by_card = card_payments_of(session, actor, order_id) if direct else []
        own = row.person_id == actor.own_person_id
        reach = frozenset() if own else reach_over(session, actor, row.person_id)
    return page(
        "storefront/order/show.html",
        by_card=by_card,
        order=row,
        rating=rating,
        worries=worries,
        holders=holders,
        may_spend=actor.may(Power.SPEND) and (own or (Power.SPEND, Section.BOOKINGS) in reach),
        may_book=actor.may(Power.SPEND) and row.person_id == actor.person_id,  # for whom the sign-in books
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
    if not stands(booking):
        return see_other("storefront.order_show", order_id=row.id)
    template = "storefront/booking/cancel.html"
    return page(template, form=CancelForm(), order=row, booking=booking, costs=costs, stands=True)


@storefront.post("/bookings/<uuid:booking_id>/cancel")
@allow(Power.SPEND)
def booking_cancelled(booking_id: UUID) -> Response:
    """Cancel one booking at the cost that the page said."""
    row, booking, _ = standing(booking_id)
    form = CancelForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            costs = purchasing.cancel(session, current_actor(), booking_id, form.expected.data)
        return see_other("storefront.order_show", said(booking, costs), order_id=row.id)
    row, booking, costs = standing(booking_id)
    return page(
        "storefront/booking/cancel.html",
        form=form,
        order=row,
        booking=booking,
        costs=costs,
        stands=stands(booking),
        status=422,
    )


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
