"""The headers of every answer: a strict content policy, and no advice to caches that fragments would spoil."""

from flask import Flask, request
from werkzeug.wrappers import Response

# GOV.UK Frontend's template has one inline script, always the same; this is its hash
INLINE_SCRIPT = "sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw="

POLICY = (
    "default-src 'none'; "
    f"script-src 'self' '{INLINE_SCRIPT}'; "
    "style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# of a file that is shown by itself: nothing in it can do anything; browsers lay a picture out with styles of their own
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


def install(app: Flask, *, secure: bool, forms: str = "") -> None:
    """Set the headers on every answer; HSTS only where the public address is https.

    ``forms`` names the hosts to which the answer to a form may lead, besides this one.
    """
    policy = POLICY.replace("form-action 'self'", f"form-action 'self' {forms}".strip())

    @app.after_request
    def _set(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy)  # what is no page says a stricter one
        headers["X-Content-Type-Options"] = "nosniff"
        headers.setdefault("Referrer-Policy", "same-origin")  # a page whose address is a secret tells less
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        if secure:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if response.status_code >= 400 or not (request.endpoint or "").endswith(".static"):
            response.vary.add("HX-Request")
            response.vary.add("Cookie")
            headers.setdefault("Cache-Control", "private, no-store")
        return response
