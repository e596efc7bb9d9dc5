"""Duties with a second pair of eyes: one administrator proposes, another one agrees or refuses; and ending one."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.back_office.forms.organisations import RoleForm
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import Refusal
from marketplace.people import operations as people
from marketplace.people.queries import membership_shown, organisation_shown, role_proposal, role_proposals
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.members import WhyForm
from marketplace.webkit.pages import add_error, checked, page, refusals, see_other


@back_office.get("/roles")
@allow(Power.ADMINISTER)
def role_list() -> Response:
    """What was proposed, and what became of it."""
    actor = current_actor()
    with database.reading() as session:
        rows = role_proposals(session, actor)
    return page("back_office/role/list.html", rows=rows, now=actor.now)


def _new(organisation_id: UUID, form: RoleForm, status: int) -> Response:
    with database.reading() as session:
        row = organisation_shown(session, current_actor(), organisation_id)
    return page("back_office/role/new.html", organisation=row, form=form.offered(row), status=status)


@back_office.get("/organisations/<uuid:organisation_id>/roles/new")
@allow(Power.ADMINISTER)
def role_new(organisation_id: UUID) -> Response:
    """Fill in who is to get which duty."""
    return _new(organisation_id, RoleForm(formdata=None), 200)


@back_office.post("/organisations/<uuid:organisation_id>/roles")
@allow(Power.ADMINISTER, proved=True)
def role_propose(organisation_id: UUID) -> Response:
    """Propose it to the other administrators."""
    actor = current_actor()
    with database.reading() as session:
        row = organisation_shown(session, actor, organisation_id)
    form = RoleForm().offered(row)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            proposal_id = people.propose_role(session, actor, form.request(row))
        said = "It is proposed. It holds once another administrator agrees."
        return see_other("back_office.role_show", said, proposal_id=proposal_id)
    return _new(organisation_id, form, 422)


def _page(proposal_id: UUID, form: WhyForm, status: int = 200) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row = role_proposal(session, actor, proposal_id)
    return page("back_office/role/show.html", row=row, waits=row.waits(actor.now), form=form, status=status)


@back_office.get("/roles/<uuid:proposal_id>")
@allow(Power.ADMINISTER)
def role_show(proposal_id: UUID) -> Response:
    """One that was proposed, with the buttons to agree or refuse."""
    return _page(proposal_id, WhyForm(formdata=None))


@back_office.post("/roles/<uuid:proposal_id>/agree")
@allow(Power.ADMINISTER, proved=True)
def role_agree(proposal_id: UUID) -> Response:
    """Agree: the duty holds from now on."""
    form = WhyForm(formdata=None)
    try:
        with database.writing() as session:
            people.agree_role(session, current_actor(), proposal_id)
    except Refusal as refused:
        add_error(form, refused)
        return _page(proposal_id, form, 422)
    return see_other("back_office.role_show", "You agreed. The duty holds from now on.", proposal_id=proposal_id)


@back_office.post("/roles/<uuid:proposal_id>/refuse")
@allow(Power.ADMINISTER, proved=True)
def role_refuse(proposal_id: UUID) -> Response:
    """Refuse it, or take back what one proposed, with a reason."""
    form, actor = WhyForm(), current_actor()
    with database.reading() as session:
        role_proposal(session, actor, proposal_id)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.refuse_role(session, actor, proposal_id, form.why.data or "")
        return see_other("back_office.role_show", "It does not hold.", proposal_id=proposal_id)
    return _page(proposal_id, form, 422)


def _ending(membership_id: UUID, form: WhyForm, status: int = 200) -> Response:
    with database.reading() as session:
        row = membership_shown(session, current_actor(), membership_id)
    return page("back_office/membership/end.html", row=row, form=form, status=status)


@back_office.get("/memberships/<uuid:membership_id>/end")
@allow(Power.ADMINISTER)
def membership_ending(membership_id: UUID) -> Response:
    """What ending a membership means, before it is done."""
    return _ending(membership_id, WhyForm(formdata=None))


@back_office.post("/memberships/<uuid:membership_id>/end")
@allow(Power.ADMINISTER, proved=True)
def membership_end(membership_id: UUID) -> Response:
    """End it at once and everywhere, with a reason."""
    form, actor = WhyForm(), current_actor()
    with database.reading() as session:
        row = membership_shown(session, actor, membership_id)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.end_membership(session, actor, membership_id, form.why.data or "")
        said = f"{row.name} no longer acts for {row.organisation}, from this moment on."
        return see_other("back_office.organisation_show", said, organisation_id=row.organisation_id)
    return _ending(membership_id, form, 422)
