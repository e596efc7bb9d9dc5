"""The start page of one's own account."""

from werkzeug.wrappers import Response

from marketplace.webkit.account import account
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page


@account.get("")
@allow(signed_in=True)
def home() -> Response:
    """What can be seen and changed of one's account."""
    return page("webkit/account/home.html", organisation=current_actor().organisation_id)
