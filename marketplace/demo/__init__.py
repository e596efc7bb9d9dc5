"""The face of the demo: who can sign in, what to try, and the mail that was sent. Registered nowhere else."""

from flask import Blueprint

from marketplace.webkit.face import Face

demo = Blueprint("demo", __name__, template_folder="templates")

from marketplace.demo import routes  # noqa: E402 - the routes hang themselves on the blueprint

FACE = Face(demo)

__all__ = ["FACE", "demo", "routes"]
