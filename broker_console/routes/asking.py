"""Asking for what is missing, for a client."""

from uuid import UUID

from werkzeug.wrappers import Response

from broker_console import broker_console
from broker_console.routes.listing import desk
from marketplace.commissioning.queries import gap
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.webkit import asking
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import see_other


@broker_console.get("/clients/<uuid:person_id>/ask")
@allow(Power.BROKER)
def gap_new(person_id: UUID) -> Response:
    """Say what is missing for a client."""
    return asking.new(desk(person_id))


@broker_console.post("/clients/<uuid:person_id>/ask")
@allow(Power.BROKER)
def gap_ask(person_id: UUID) -> Response:
    """See it whole before it is sent, or send it."""
    return asking.ask(desk(person_id))


@broker_console.get("/clients/<uuid:person_id>/asked")
@allow(Power.BROKER)
def gap_list(person_id: UUID) -> Response:
    """What the broker asked for, for a client."""
    return asking.asked_list(desk(person_id))


@broker_console.get("/asked/<uuid:gap_id>")
@allow(Power.BROKER)
def gap_found(gap_id: UUID) -> Response:
    """From a request alone, as a notice names it, to its page under the client's address."""
    with database.reading() as session:
        row = gap(session, current_actor(), gap_id)
    return see_other("broker_console.gap_show", person_id=row.person_id, gap_id=gap_id)


@broker_console.get("/clients/<uuid:person_id>/asked/<uuid:gap_id>")
@allow(Power.BROKER)
def gap_show(person_id: UUID, gap_id: UUID) -> Response:
    """One request: who sees it, what happens next and by when, or the answer."""
    return asking.show(desk(person_id), gap_id)


@broker_console.post("/clients/<uuid:person_id>/asked/<uuid:gap_id>/withdraw")
@allow(Power.BROKER)
def gap_withdraw(person_id: UUID, gap_id: UUID) -> Response:
    """Take it back."""
    return asking.withdraw(desk(person_id), gap_id)
