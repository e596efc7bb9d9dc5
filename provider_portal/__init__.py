"""The face of providers: orders to answer, deliveries to record, offers with their dates, and what people say."""

from flask import Blueprint

from marketplace.foundation.access import Power
from marketplace.webkit.face import Face, NavItem

provider_portal = Blueprint("provider_portal", __name__, template_folder="templates", url_prefix="/provider")

from provider_portal import routes  # noqa: E402 - the routes hang themselves on the blueprint

FACE = Face(
    provider_portal,
    nav=(
        NavItem("Orders", "provider_portal.order_list", Power.DELIVER),
        NavItem("Offers", "provider_portal.offer_list", Power.LIST),
        NavItem("Costs", "provider_portal.cost_list", Power.LIST),
        NavItem("Invoices", "provider_portal.invoice_list", Power.DELIVER),
        NavItem("Funds", "provider_portal.fund_list", Power.LIST),
        NavItem("Cards", "provider_portal.payee_show", Power.DELIVER),
        NavItem("What people ask for", "provider_portal.gap_list", Power.DELIVER),
        NavItem("What people say", "provider_portal.rating_list", Power.DELIVER),
    ),
    home=(Power.DELIVER, "provider_portal.home"),
)

__all__ = ["FACE", "provider_portal", "routes"]
