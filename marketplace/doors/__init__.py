"""The face of machines: whether the product lives and is ready, and the open feed. Routes only."""

from flask import Blueprint

from marketplace.webkit.face import Face

doors = Blueprint("doors", __name__)

from marketplace.doors import measuring, routes, stripe  # noqa: E402 - the routes hang themselves on the blueprint
from marketplace.doors.open_referral import routes as feed  # noqa: E402 - the same

FACE = Face(doors)

__all__ = ["FACE", "doors", "feed", "measuring", "routes", "stripe"]
