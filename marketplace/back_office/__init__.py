"""The face of administrators: accounts, organisations, duties, what waits, the mail that was sent, the feeds."""

from flask import Blueprint

from marketplace.foundation.access import Power
from marketplace.webkit.face import Face, NavItem

back_office = Blueprint("back_office", __name__, url_prefix="/office", template_folder="templates")

from marketplace.back_office import routes  # noqa: E402 - the routes hang themselves on the blueprint

FACE = Face(
    back_office,
    nav=(
        NavItem("What waits", "back_office.work_list", Power.ADMINISTER),
        NavItem("Accounts", "back_office.account_list", Power.ADMINISTER),
        NavItem("Organisations", "back_office.organisation_list", Power.ADMINISTER),
        NavItem("Duties", "back_office.role_list", Power.ADMINISTER),
        NavItem("Worries", "back_office.worry_list", Power.ADMINISTER),
        NavItem("Disputes", "back_office.dispute_list", Power.ADMINISTER),
        NavItem("Mail", "back_office.mail_list", Power.ADMINISTER),
    ),
    home=(Power.ADMINISTER, "back_office.home"),
)

__all__ = ["FACE", "back_office", "routes"]
