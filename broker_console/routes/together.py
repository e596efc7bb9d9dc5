"""Signing somebody up at the desk, together with them."""

from uuid import UUID

from werkzeug.wrappers import Response

from broker_console import broker_console
from marketplace.foundation.access import Power
from marketplace.webkit import signing_up
from marketplace.webkit.allowing import allow
from marketplace.webkit.signing_up import HelpDesk

DESK = HelpDesk("broker_console", broker=True)


@broker_console.get("/together")
@allow(Power.BROKER)
def together_new() -> Response:
    """Sign somebody up."""
    return signing_up.new(DESK)


@broker_console.post("/together")
@allow(Power.BROKER)
def together_make() -> Response:
    """Keep what they said yes to."""
    return signing_up.make(DESK)


@broker_console.get("/together/<uuid:person_id>")
@allow(Power.BROKER)
def together_show(person_id: UUID) -> Response:
    """The paper of somebody who was signed up here."""
    return signing_up.show(DESK, person_id)


@broker_console.post("/together/<uuid:person_id>/code")
@allow(Power.BROKER)
def together_code(person_id: UUID) -> Response:
    """A code for their paper."""
    return signing_up.code(DESK, person_id)
