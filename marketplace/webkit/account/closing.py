"""Closing one's own account."""

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.keeping import operations as keeping
from marketplace.keeping.queries import ending
from marketplace.keeping.rules.schedule import NAME_YEARS
from marketplace.webkit.account import account
from marketplace.webkit.account.signing_in import leave
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.keeping import CloseForm
from marketplace.webkit.pages import checked, page, refusals, see_other


def _page(form: CloseForm, status: int = 200) -> Response:
    with database.reading() as session:
        found = ending(session, current_actor())
    return page("webkit/account/close.html", form=form, ending=found, years=NAME_YEARS, status=status)


@account.get("/close")
@allow(signed_in=True)
def close_show() -> Response:
    """What ends, what goes on, what is erased and what is kept."""
    return _page(CloseForm(formdata=None))


@account.post("/close")
@allow(proved=True)
def close_now() -> Response:
    """Close it, and leave."""
    form = CloseForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            keeping.close_account(session, current_actor())
        leave()
        return see_other("storefront.home", "Your account is closed. Thank you for having been with us.")
    return _page(form, 422)
