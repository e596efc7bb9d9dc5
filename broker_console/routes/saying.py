"""Saying, for a client, that something is wrong with an order."""

from uuid import UUID, uuid4

from werkzeug.wrappers import Response

from broker_console import broker_console
from broker_console.routes.clients import client
from broker_console.routes.orders import order_of
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.voice import operations as voice
from marketplace.voice.rules import WorryKind
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.saying import WorryForm
from marketplace.webkit.pages import checked, page, refusals, see_other

SAID = {
    WorryKind.PROBLEM: "We have told the provider. They will answer here.",
    WorryKind.HARM: "Thank you for telling us. We have told the people who keep your client safe. "
    "The provider cannot see it.",
}


@broker_console.get("/clients/<uuid:person_id>/orders/<uuid:order_id>/worry")
@allow(Power.BROKER)
def worry_new(person_id: UUID, order_id: UUID) -> Response:
    """Say that something is wrong with an order."""
    whom = client(person_id)
    return page(
        "broker_console/order/worry.html", form=WorryForm(key=uuid4()), client=whom, order=order_of(person_id, order_id)
    )


@broker_console.post("/clients/<uuid:person_id>/orders/<uuid:order_id>/worry")
@allow(Power.BROKER)
def worry_say(person_id: UUID, order_id: UUID) -> Response:
    """Pass it to whoever answers it."""
    whom, row, form = client(person_id), order_of(person_id, order_id), WorryForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            voice.say(session, current_actor(), form.request(order_id))
        said = SAID[WorryKind(form.kind.data)]
        return see_other("broker_console.order_show", said, person_id=person_id, order_id=order_id)
    return page("broker_console/order/worry.html", form=form, client=whom, order=row, status=422)
