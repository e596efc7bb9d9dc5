"""Where Stripe tells of what happened: an event is believed if it is signed, stored once, and worked later."""

from flask import request
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from marketplace.doors import doors
from marketplace.foundation.errors import NotFound
from marketplace.purchasing.stripe_gateway import Forged
from marketplace.webkit.allowing import allow
from marketplace.webkit.cards import cards


@doors.post("/stripe/events")
@allow()
def stripe_tell() -> Response:
    """Store an event, and answer at once; 422 for one that is not signed. Raises NotFound where no key is set."""
    desk = cards()
    if not desk.here:
        raise NotFound
    try:
        desk.told(request.get_data(), request.headers.get("Stripe-Signature", ""))
    except Forged:
        return Response("The signature does not hold.\n", 422, content_type="text/plain")
    return Response("", 200, content_type="text/plain")


@doors.record_once
def _without_form_token(state: BlueprintSetupState) -> None:
    """Stripe has no page of ours, and so no form token: what it sends is signed."""
    state.app.extensions["csrf"].exempt(stripe_tell)
