"""Booking an offer, and booking it again."""

from uuid import UUID

from flask import url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.purchasing.queries import order
from marketplace.storefront import storefront
from marketplace.webkit import ordering
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.ordering import Desk


def desk() -> Desk:
    """Booking, or choosing, for the person that the sign-in speaks for. Raises NotFound when it speaks for none."""
    actor = current_actor()
    if actor.person_id is None:
        raise NotFound
    return Desk("storefront", actor.person_id)


@storefront.get("/offers/<uuid:offer_id>/orders/new")
@allow(Power.SPEND)
def order_new(offer_id: UUID) -> Response:
    """Choose what to book, and check what it costs."""
    return ordering.order_new(desk(), offer_id)


@storefront.post("/offers/<uuid:offer_id>/orders")
@allow(Power.SPEND)
def order_place(offer_id: UUID) -> Response:
    """Place the order."""
    return ordering.order_place(desk(), offer_id)


@storefront.get("/orders/<uuid:order_id>/again")
@allow(Power.SPEND)
def order_again(order_id: UUID) -> Response:
    """The check page of the same booking for the next dates: the first of two clicks."""
    with database.reading() as session:
        if order(session, current_actor(), order_id).person_id != desk().person_id:
            raise NotFound  # it would be booked for somebody else than before
    offer_id, query = ordering.again(order_id)
    return redirect(url_for("storefront.order_new", offer_id=offer_id, **query), 303)
