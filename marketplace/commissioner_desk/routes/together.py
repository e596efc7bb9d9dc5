"""Signing somebody up at the desk, together with them."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.commissioner_desk import commissioner_desk
from marketplace.foundation.access import Power
from marketplace.webkit import signing_up
from marketplace.webkit.allowing import allow
from marketplace.webkit.signing_up import HelpDesk

DESK = HelpDesk("commissioner_desk", broker=False)


@commissioner_desk.get("/together")
@allow(Power.COMMISSION)
def together_new() -> Response:
    """Sign somebody up."""
    return signing_up.new(DESK)


@commissioner_desk.post("/together")
@allow(Power.COMMISSION)
def together_make() -> Response:
    """Keep what they said yes to."""
    return signing_up.make(DESK)


@commissioner_desk.get("/together/<uuid:person_id>")
@allow(Power.COMMISSION)
def together_show(person_id: UUID) -> Response:
    """The paper of somebody who was signed up here."""
    return signing_up.show(DESK, person_id)


@commissioner_desk.post("/together/<uuid:person_id>/code")
@allow(Power.COMMISSION)
def together_code(person_id: UUID) -> Response:
    """A code for their paper."""
    return signing_up.code(DESK, person_id)
