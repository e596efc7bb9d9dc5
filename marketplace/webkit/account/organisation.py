"""The organisation that one acts for: what it says of itself, what one does there, and leaving it."""

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.queries import membership_of, organisation
from marketplace.people.rules import FUNDERS
from marketplace.webkit.account import account
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.members import LeaveForm, OrganisationForm
from marketplace.webkit.pages import checked, page, refusals, see_other


def _page(form: OrganisationForm | None, status: int = 200) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row, own = organisation(session, actor), membership_of(session, actor)
    if form is None:
        form = OrganisationForm(formdata=None, about=row.about, email=row.email, phone=row.phone)
    return page(
        "webkit/organisation/show.html",
        organisation=row,
        own=own,
        form=form,
        keeps=actor.may(Power.MANAGE),
        listed=actor.may(Power.MANAGE) or actor.may(Power.ADMINISTER),
        funder=row.kind in FUNDERS,
        status=status,
    )


@account.get("/organisation")
@allow(signed_in=True)
def organisation_show() -> Response:
    """The organisation, what one does there, and for whoever runs it what it says of itself."""
    return _page(None)


@account.post("/organisation")
@allow(Power.MANAGE)
def organisation_save() -> Response:
    """Say what the organisation says of itself."""
    form = OrganisationForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.describe(session, current_actor(), form.request())
        return see_other("account.organisation_show", "It is saved. Everybody can read it now.")
    return _page(form, 422)


def _leaving(form: LeaveForm, status: int = 200) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row, own = organisation(session, actor), membership_of(session, actor)
    return page("webkit/organisation/leave.html", organisation=row, own=own, form=form, status=status)


@account.get("/organisation/leave")
@allow(signed_in=True)
def organisation_leaving() -> Response:
    """What leaving means, before it is done."""
    return _leaving(LeaveForm(formdata=None))


@account.post("/organisation/leave")
@allow(signed_in=True, proved=True)
def organisation_leave() -> Response:
    """Leave it: at once, on every device."""
    actor, form = current_actor(), LeaveForm()
    with database.reading() as session:
        row, own = organisation(session, actor), membership_of(session, actor)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.end_membership(session, actor, own.id, "left")
        return see_other("storefront.home", f"You have left {row.name}.")  # which leads on to what else they do
    return _leaving(form, 422)
