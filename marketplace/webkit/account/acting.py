"""For whom one acts: oneself, an organisation, or somebody who gave a mandate."""

from flask import url_for
from flask_wtf import FlaskForm
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from marketplace.foundation import access, database
from marketplace.people import operations as people
from marketplace.people.queries import actor_behind, capacities
from marketplace.webkit.account import account
from marketplace.webkit.allowing import allow, clock, current_actor, current_token
from marketplace.webkit.forms.fields import Id
from marketplace.webkit.layout import home_of
from marketplace.webkit.pages import page


class ActingForm(FlaskForm):
    """One capacity; with neither id, oneself."""

    membership_id = Id()
    mandate_id = Id()


@account.get("/acting")
@allow(signed_in=True)
def acting_list() -> Response:
    """Everybody for whom one can act."""
    with database.reading() as session:
        rows = capacities(session, current_actor())
    return page("webkit/account/acting.html", rows=rows)


@account.post("/acting")
@allow(signed_in=True)
def acting_choose() -> Response:
    """Act for somebody from now on, on this device."""
    form = ActingForm()
    with database.writing() as session:
        people.act_as(session, current_actor(), form.membership_id.data, form.mandate_id.data)
    with database.reading() as session:
        actor = actor_behind(session, access.anonymous(clock()()), current_token())
    return redirect(url_for(home_of(actor or current_actor())), 303)
