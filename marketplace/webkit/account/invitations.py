"""Inviting others by e-mail: to help oneself, or to work for one's organisation; and what became of it."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.budgets.queries import accounts_for
from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.operations.invitations import (
    DutyRequest,
    invite_to_help,
    invite_to_work,
    send_again,
    withdraw_invitation,
)
from marketplace.people.queries.invitations import invitations_sent
from marketplace.people.queries.people import OrganisationRow, organisation
from marketplace.people.queries.staffing import organisations_to_staff
from marketplace.people.rules import Duty, OrganisationKind
from marketplace.webkit.account import account
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.bounds import may_words
from marketplace.webkit.forms.joining import DutyForm, TrustForm
from marketplace.webkit.pages import checked, page, refusals, see_other

SENT = "The invitation is on its way. You see here when they say yes."


def may_invite(actor: Actor) -> bool:
    """Whether there is somebody or something that the actor could invite others for."""
    return actor.own_person_id is not None or actor.may(Power.MANAGE) or actor.may(Power.ADMINISTER)


def _inviting() -> Actor:
    """The actor. Raises NotFound where it can invite nobody."""
    actor = current_actor()
    if not may_invite(actor):
        raise NotFound
    return actor


@account.get("/invitations")
@allow(signed_in=True)
def invitation_list() -> Response:
    """Whom one invited, and what became of it."""
    with database.reading() as session:
        rows = invitations_sent(session, _inviting())
    accounts = _accounts(_inviting())
    may = {row.id: may_words(row.terms, accounts) for row in rows if row.terms}
    return page("webkit/account/invitations.html", rows=rows, may=may)


def _accounts(actor: Actor) -> dict[UUID, str]:
    """The budget accounts of the actor's own that have not ended, by id with their names."""
    if actor.own_person_id is None:
        return {}
    with database.reading() as session:
        return {row.id: row.label for row in accounts_for(session, actor, actor.own_person_id)}


def _organisations(actor: Actor) -> list[OrganisationRow]:
    """The organisations that the actor can invite others to: its own, or all of them for the back office."""
    with database.reading() as session:
        if actor.may(Power.ADMINISTER):
            return organisations_to_staff(session, actor)
        return [organisation(session, actor)]


def _form(actor: Actor, *, posted: bool) -> TrustForm | DutyForm:
    """The form of what the actor can invite to."""
    if actor.own_person_id is not None:
        form = TrustForm() if posted else TrustForm.fresh()
        return form.offered(_accounts(actor))
    rows = _organisations(actor)
    kind = OrganisationKind(rows[0].kind) if len(rows) == 1 else None
    return DutyForm(**({} if posted else {"formdata": None})).offered({str(row.id): row.name for row in rows}, kind)


@account.get("/invitations/new")
@allow(proved=True)
def invitation_new() -> Response:
    """Invite somebody."""
    actor = _inviting()
    return page("webkit/account/invite.html", form=_form(actor, posted=False), person=actor.own_person_id is not None)


@account.post("/invitations/new")
@allow(proved=True)
def invitation_send() -> Response:
    """Send the invitation; what is said is the same whether or not the address has an account."""
    actor = _inviting()
    form = _form(actor, posted=True)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            if isinstance(form, TrustForm):
                invite_to_help(session, actor, form.request())
            else:
                invite_to_work(session, actor, _duties(actor, form))
        return see_other("account.invitation_list", SENT)
    return page("webkit/account/invite.html", form=form, person=actor.own_person_id is not None, status=422)


def _duties(actor: Actor, form: DutyForm) -> DutyRequest:
    named = UUID(form.organisation_id.data) if "organisation_id" in form else actor.organisation_id
    if named is None:
        raise NotFound
    return DutyRequest(form.email.data or "", named, tuple(Duty(duty) for duty in form.duties.data or []))


@account.post("/invitations/<uuid:invitation_id>/withdraw")
@allow(signed_in=True)
def invitation_withdraw(invitation_id: UUID) -> Response:
    """Take an invitation back."""
    with database.writing() as session:
        withdraw_invitation(session, current_actor(), invitation_id)
    return see_other("account.invitation_list", "You took it back. Its link opens nothing now.")


@account.post("/invitations/<uuid:invitation_id>/again")
@allow(signed_in=True)
def invitation_again(invitation_id: UUID) -> Response:
    """Send an invitation again."""
    with database.writing() as session:
        send_again(session, current_actor(), invitation_id)
    return see_other("account.invitation_list", "It is sent again. Only the newest letter opens something.")
