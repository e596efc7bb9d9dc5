"""One's own account, for whoever signs in: signing in, proving again, for whom one acts, and where one is signed in."""

from flask import Blueprint

from marketplace.webkit.face import Face

account = Blueprint("account", __name__, url_prefix="/account")

from marketplace.webkit.account import (  # noqa: E402 - they hang on the blueprint
    acting,
    closing,
    data,
    home,
    proving,
    sign_ins,
    signing_in,
)

FACES = (Face(signing_in.entry), Face(account))

__all__ = ["FACES", "account", "acting", "closing", "data", "home", "proving", "sign_ins", "signing_in"]
