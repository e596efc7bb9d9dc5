"""Orders: the list, one order whole, and the answer to it."""

from uuid import UUID

from flask import request
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import PAGE, needs_with, order_with, orders_with
from marketplace.purchasing.rules import OrderState
from marketplace.voice.queries import ratings_with, worries_to
from marketplace.voice.rules import WorryKind
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, page_number, refusals, see_other
from provider_portal import provider_portal
from provider_portal.forms.order import KINDS, ReasonForm

SHOWN = {"waiting": "Waiting", "booked": "Booked", "all": "All"}
STATES = {"waiting": [OrderState.PLACED], "booked": [OrderState.ACCEPTED]}


@provider_portal.get("/orders")
@allow(Power.DELIVER)
def order_list() -> Response:
    """The organisation's orders, all of them or those in one state."""
    show = request.args.get("show", "")
    at = page_number()
    with database.reading() as session:
        orders = orders_with(session, current_actor(), STATES.get(show), at)
    return page(
        "provider_portal/order/list.html",
        orders=orders,
        shown=SHOWN,
        show=show if show in SHOWN else "all",
        at=at,
        more=len(orders) == PAGE,
    )


@provider_portal.get("/orders/<uuid:order_id>")
@allow(Power.DELIVER)
def order_show(order_id: UUID) -> Response:
    """One order: who, what, each date with what happened, the money, and what was said."""
    return show(order_id)


def show(order_id: UUID, form: FlaskForm | None = None) -> Response:
    """The page of an order; with the form of a button that was refused, why. Raises NotFound."""
    actor = current_actor()
    with database.reading() as session:
        row = order_with(session, actor, order_id)
        needs = needs_with(session, actor, order_id)
        ratings = ratings_with(session, actor, order_id)
        worries = worries_to(session, actor, order_id)
    return page(
        "provider_portal/order/show.html",
        form=form,
        kinds=KINDS,
        order=row,
        needs=needs,
        rating=ratings[0] if ratings else None,
        problems=[worry for worry in worries if worry.kind == WorryKind.PROBLEM],
        begun={booking.id for booking in row.bookings if booking.starts_at <= actor.now},
        status=422 if form else 200,
    )


@provider_portal.post("/orders/<uuid:order_id>/accept")
@allow(Power.DELIVER)
def order_accept(order_id: UUID) -> Response:
    """Say yes."""
    form = FlaskForm()
    with refusals(form):
        with database.writing() as session:
            purchasing.accept(session, current_actor(), order_id)
        return see_other("provider_portal.order_show", "You said yes. We have told them.", order_id=order_id)
    return show(order_id, form)


def _decline(order_id: UUID, form: ReasonForm, status: int = 200) -> Response:
    with database.reading() as session:
        row = order_with(session, current_actor(), order_id)
    return page("provider_portal/order/decline.html", form=form, order=row, status=status)


@provider_portal.get("/orders/<uuid:order_id>/decline")
@allow(Power.DELIVER)
def order_decline(order_id: UUID) -> Response:
    """Say no, with a reason."""
    return _decline(order_id, ReasonForm())


@provider_portal.post("/orders/<uuid:order_id>/decline")
@allow(Power.DELIVER)
def order_declined(order_id: UUID) -> Response:
    """Decline it, and give the money back."""
    form = ReasonForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            purchasing.decline(session, current_actor(), order_id, form.reason.data or "")
        said = "You said no. We have told them why, and all the money has gone back."
        return see_other("provider_portal.order_show", said, order_id=order_id)
    return _decline(order_id, form, 422)
