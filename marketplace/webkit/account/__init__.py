"""One's own account, for whoever signs in: signing in, proving again, for whom one acts, and where one is signed in."""

from flask import Blueprint

from marketplace.foundation.access import Power
from marketplace.webkit.face import Face, NavItem

account = Blueprint("account", __name__, url_prefix="/account")

from marketplace.webkit.account import acting, home, members, organisation, proving, sign_ins, signing_in  # noqa: E402 - they hang on the blueprint

FACES = (
    Face(signing_in.entry),
    Face(
        account,
        nav=(NavItem("Members", "account.member_list", Power.MANAGE),),
        also=((Power.MANAGE, "account.organisation_show"),),
    ),
)

__all__ = ["FACES", "account", "acting", "home", "members", "organisation", "proving", "sign_ins", "signing_in"]
