"""The face of people who use support, their carers, and the public: find, see the money, book, rate."""

from flask import Blueprint

from marketplace.foundation.access import Power, Section
from marketplace.webkit.face import Face, NavItem

storefront = Blueprint("storefront", __name__, template_folder="templates")

from marketplace.storefront import routes  # noqa: E402 - the routes hang themselves on the blueprint

FACE = Face(
    storefront,
    nav=(
        NavItem("Find support", "storefront.search"),
        NavItem("My lists", "storefront.shortlist_list", Power.SEE, Section.LISTS),
        NavItem("My plan", "storefront.plan_list", Power.SEE, Section.PLANS),
        NavItem("My money", "storefront.money_show", Power.SEE, Section.MONEY),
        NavItem("My orders", "storefront.order_list", Power.SEE, Section.BOOKINGS),
    ),
    home=(Power.SEE, "storefront.home"),
)

__all__ = ["FACE", "routes", "storefront"]
