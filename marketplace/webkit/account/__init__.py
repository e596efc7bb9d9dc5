"""One's own account: joining, signing in, proving again, for whom one acts, sign-ins, and settings."""

from flask import Blueprint

from marketplace.foundation.access import Power
from marketplace.webkit.face import Face, NavItem

account = Blueprint("account", __name__, url_prefix="/account")

from marketplace.webkit.account import (  # noqa: E402 - they hang on the blueprint
    acting,
    closing,
    data,
    helping,
    home,
    invitations,
    joining,
    links,
    members,
    notices,
    organisation,
    proving,
    second_step,
    settings,
    sign_ins,
    signing_in,
    starting,
    stepping,
    unsubscribing,
)

FACES = (
    Face(signing_in.entry),
    Face(
        account,
        nav=(NavItem("Members", "account.member_list", Power.MANAGE),),
        also=((Power.MANAGE, "account.organisation_show"),),
    ),
)

__all__ = [
    "FACES",
    "account",
    "acting",
    "closing",
    "data",
    "helping",
    "home",
    "invitations",
    "joining",
    "links",
    "members",
    "notices",
    "organisation",
    "proving",
    "second_step",
    "settings",
    "sign_ins",
    "signing_in",
    "starting",
    "stepping",
    "unsubscribing",
]
