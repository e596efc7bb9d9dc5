"""How the feed answers: JSON for everything, errors included, open to every site, with a tag of its contents."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import current_app, make_response, request, url_for
from werkzeug.wrappers import Response

from marketplace.catalogue.rules.open_referral_out import Json
from marketplace.doors import doors
from marketplace.doors.open_referral.asking import BadAsk
from marketplace.foundation.errors import NotFound

BASE = "/openreferral/v3"
P = ParamSpec("P")

ERRORS = {
    400: ("bad request", "Something in the address cannot be read."),
    404: ("not found", "There is no such record or list here. The feed's lists are named at /openreferral/v3."),
    405: ("method not allowed", "This feed is read only. Ask with GET."),
    500: ("internal error", "Something went wrong on our side. Try again later."),
    503: ("unavailable", "We are busy just now. Try again in a minute."),
}


def public_address(endpoint: str, **values: Any) -> str:
    """The address of a page as people type it, with its scheme and host."""
    base = current_app.extensions["ownpath.settings"].public_url or request.url_root
    return base.rstrip("/") + url_for(endpoint, **values)


def told(make: Callable[P, Json]) -> Callable[P, Response]:
    """A view that answers with what it makes as JSON; what it is not asked rightly is a 400 that says how."""

    @wraps(make)
    def view(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            body = make(*args, **kwargs)
        except BadAsk as bad:
            return _json({"error": ERRORS[400][0], "message": str(bad)}, 400)
        except NotFound:
            return _error(404)
        answer = _json(body, 200)
        answer.headers["Cache-Control"] = "public, no-cache"  # kept by whoever likes, asked again by its tag
        answer.add_etag()
        return answer.make_conditional(request)

    return view


def _json(body: Json, status: int) -> Response:
    answer = make_response(json.dumps(body, ensure_ascii=False, separators=(",", ":")), status)
    answer.mimetype = "application/json"
    return answer


def _error(status: int) -> Response:
    error, message = ERRORS.get(status, ERRORS[400 if status < 500 else 500])
    return _json({"error": error, "message": message}, status)


@doors.after_app_request
def _open(response: Response) -> Response:
    """Under the feed's address every answer is JSON, whatever went wrong, and every site's script may read it."""
    if request.path != BASE and not request.path.startswith(f"{BASE}/"):
        return response
    if response.status_code >= 400 and response.mimetype != "application/json":
        response = _error(response.status_code)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers.add("Link", f'<{public_address("storefront.open_data_page")}>; rel="license"')
    return response
