"""The face of brokers: their caseload, and for each client the money, the search, booking and the orders."""

from flask import Blueprint

from marketplace.foundation.access import Power
from marketplace.webkit.face import Face, NavItem

broker_console = Blueprint("broker_console", __name__, url_prefix="/broker", template_folder="templates")

from broker_console import routes  # noqa: E402 - the routes hang themselves on the blueprint

FACE = Face(
    broker_console,
    nav=(NavItem("People I work with", "broker_console.client_list", Power.BROKER),),
    home=(Power.BROKER, "broker_console.client_list"),
)

__all__ = ["FACE", "broker_console", "routes"]
