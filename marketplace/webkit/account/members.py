"""The members of the organisation that one runs: what each does, and ending a membership."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.queries import member, members, organisation
from marketplace.people.rules import Duty
from marketplace.webkit.account import account
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.members import DutiesForm, EndingForm
from marketplace.webkit.pages import checked, page, refusals, see_other


@account.get("/organisation/members")
@allow(Power.MANAGE, Power.ADMINISTER)
def member_list() -> Response:
    """Everybody who does something for the organisation."""
    actor = current_actor()
    with database.reading() as session:
        row, rows = organisation(session, actor), members(session, actor)
    return page("webkit/organisation/members.html", organisation=row, rows=rows)


def _page(
    membership_id: UUID, duties: DutiesForm | None = None, ending: EndingForm | None = None, status: int = 200
) -> Response:
    """One member with both forms; the one that was sent is what the error summary is about."""
    with database.reading() as session:
        row = member(session, current_actor(), membership_id)
    return page(
        "webkit/organisation/member.html",
        row=row,
        duties=duties or DutiesForm(formdata=None, duties=row.duties).offered(row.kind),
        ending=ending or EndingForm(formdata=None),
        form=duties or ending,
        status=status,
    )


@account.get("/organisation/members/<uuid:membership_id>")
@allow(Power.MANAGE, Power.ADMINISTER)
def member_show(membership_id: UUID) -> Response:
    """One member: what they do, and ending it."""
    return _page(membership_id)


@account.post("/organisation/members/<uuid:membership_id>")
@allow(Power.MANAGE, Power.ADMINISTER, proved=True)
def member_change(membership_id: UUID) -> Response:
    """Say what a member does from now on."""
    actor = current_actor()
    with database.reading() as session:
        row = member(session, actor, membership_id)
    form = DutiesForm().offered(row.kind)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.change_duties(session, actor, membership_id, [Duty(duty) for duty in form.duties.data or ()])
        if row.own:
            return see_other("account.organisation_show", "What you do there has changed.")
        return see_other("account.member_list", f"What {row.name} does has changed. It holds from now on.")
    return _page(membership_id, duties=form, status=422)


@account.post("/organisation/members/<uuid:membership_id>/end")
@allow(Power.MANAGE, Power.ADMINISTER, proved=True)
def member_end(membership_id: UUID) -> Response:
    """End a membership: at once and everywhere."""
    actor, form = current_actor(), EndingForm()
    with database.reading() as session:
        row = member(session, actor, membership_id)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.end_membership(session, actor, membership_id, form.why.data or "")
        if row.own:
            return see_other("account.home", "You have left the organisation.")
        return see_other("account.member_list", f"{row.name} no longer acts for you, from this moment on.")
    return _page(membership_id, ending=form, status=422)
