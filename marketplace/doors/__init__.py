"""The face of machines: whether the product lives, and whether it is ready. Routes only."""

from flask import Blueprint

from marketplace.webkit.face import Face

doors = Blueprint("doors", __name__)

from marketplace.doors import routes  # noqa: E402 - the routes hang themselves on the blueprint

FACE = Face(doors)

__all__ = ["FACE", "doors", "routes"]
