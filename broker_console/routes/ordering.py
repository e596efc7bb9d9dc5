"""Booking an offer for a client, and booking it again."""

from uuid import UUID

from flask import url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from broker_console import broker_console
from broker_console.routes.clients import client
from broker_console.routes.orders import order_of
from marketplace.foundation.access import Power
from marketplace.webkit import ordering
from marketplace.webkit.allowing import allow
from marketplace.webkit.ordering import Desk


def _desk(person_id: UUID) -> Desk:
    """Booking for a client who lets the broker spend. Raises NotFound."""
    whom = client(person_id, Power.SPEND)
    return Desk("broker_console", person_id, whom=whom.row.name, values={"person_id": person_id})


@broker_console.get("/clients/<uuid:person_id>/offers/<uuid:offer_id>/orders/new")
@allow(Power.BROKER)
def order_new(person_id: UUID, offer_id: UUID) -> Response:
    """Choose what to book, and check what it costs."""
    return ordering.order_new(_desk(person_id), offer_id)


@broker_console.post("/clients/<uuid:person_id>/offers/<uuid:offer_id>/orders")
@allow(Power.BROKER)
def order_place(person_id: UUID, offer_id: UUID) -> Response:
    """Place the order."""
    return ordering.order_place(_desk(person_id), offer_id)


@broker_console.get("/clients/<uuid:person_id>/orders/<uuid:order_id>/again")
@allow(Power.BROKER)
def order_again(person_id: UUID, order_id: UUID) -> Response:
    """The check page of the same booking for the next dates: the first of two clicks."""
    _desk(person_id)
    order_of(person_id, order_id)
    offer_id, query = ordering.again(order_id)
    return redirect(url_for("broker_console.order_new", person_id=person_id, offer_id=offer_id, **query), 303)
