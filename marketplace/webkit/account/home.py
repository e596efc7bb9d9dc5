"""The start page of one's own account."""

from werkzeug.wrappers import Response

from marketplace.webkit.account import account
from marketplace.webkit.account.invitations import may_invite
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page


@account.get("")
@allow(signed_in=True)
def home() -> Response:
    """What can be seen and changed of one's account."""
    actor = current_actor()
    return page(
        "webkit/account/home.html",
        own=actor.own_person_id is not None,
        may_invite=may_invite(actor),
        organisation=actor.organisation_id,
    )
