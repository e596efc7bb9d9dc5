"""The face of commissioners: giving budgets, what their own streams pay for, and what people say of it."""

from flask import Blueprint

from marketplace.foundation.access import Power
from marketplace.webkit.face import Face, NavItem

commissioner_desk = Blueprint("commissioner_desk", __name__, url_prefix="/commission", template_folder="templates")

from marketplace.commissioner_desk import routes  # noqa: E402 - the routes hang themselves on the blueprint

FACE = Face(
    commissioner_desk,
    nav=(
        NavItem("People", "commissioner_desk.person_list", Power.COMMISSION),
        NavItem("Plans", "commissioner_desk.plan_list", Power.COMMISSION),
        NavItem("Orders", "commissioner_desk.order_list", Power.COMMISSION),
        NavItem("Invoices", "commissioner_desk.invoice_list", Power.COMMISSION),
        NavItem("Asked for", "commissioner_desk.gap_list", Power.COMMISSION),
        NavItem("Ratings", "commissioner_desk.rating_list", Power.COMMISSION),
        NavItem("Worries", "commissioner_desk.worry_list", Power.COMMISSION),
        NavItem("Emergency", "commissioner_desk.emergency_list", Power.COMMISSION),
        NavItem("Emergency", "commissioner_desk.emergency_list", Power.SAFEGUARD),
        NavItem("For the lead", "commissioner_desk.concern_list", Power.SAFEGUARD),
    ),
    home=(Power.COMMISSION, "commissioner_desk.home"),
    also=((Power.SAFEGUARD, "commissioner_desk.concern_list"),),
)

__all__ = ["FACE", "commissioner_desk", "routes"]
