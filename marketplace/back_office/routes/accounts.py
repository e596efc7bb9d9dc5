"""Accounts in the back office: finding one, what it may do and where it is signed in; never a password or a code."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.queries import account, accounts_found, mandates_held, memberships_of, moves_of, sign_ins_of
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.members import WhyForm
from marketplace.webkit.pages import checked, page, refusals, see_other

MOST_SEARCHED = 100


def searched() -> str:
    """What is looked for, as far as it can be."""
    return request.args.get("q", "").replace("\0", "")[:MOST_SEARCHED].strip()


@back_office.get("/accounts")
@allow(Power.ADMINISTER)
def account_list() -> Response:
    """Find accounts by name or e-mail; nothing is listed before something is looked for."""
    words = searched()
    with database.reading() as session:
        rows = accounts_found(session, current_actor(), words) if words else []
    return page("back_office/account/list.html", rows=rows, words=words)


def _page(account_id: UUID, form: WhyForm, status: int) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row = account(session, actor, account_id)
        memberships = memberships_of(session, actor, account_id=account_id)
        mandates = mandates_held(session, actor, account_id)
        sign_ins = sign_ins_of(session, actor, account_id)
    return page(
        "back_office/account/show.html",
        row=row,
        memberships=memberships,
        mandates=mandates,
        sign_ins=sign_ins,
        form=form,
        status=status,
    )


@back_office.get("/accounts/<uuid:account_id>")
@allow(Power.ADMINISTER)
def account_show(account_id: UUID) -> Response:
    """One account: what it may do, and where it is signed in."""
    return _page(account_id, WhyForm(formdata=None), 200)


@back_office.post("/accounts/<uuid:account_id>/sign-out")
@allow(Power.ADMINISTER, proved=True)
def account_shut_out(account_id: UUID) -> Response:
    """Sign it out everywhere, with a reason."""
    form = WhyForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.shut_out(session, current_actor(), account_id, form.why.data or "")
        said = "They are signed out everywhere."
        return see_other("back_office.account_show", said, account_id=account_id)
    return _page(account_id, form, 422)


@back_office.get("/records/<uuid:record_id>")
@allow(Power.ADMINISTER)
def record_show(record_id: UUID) -> Response:
    """What happened to one record: who, when, what and why."""
    with database.reading() as session:
        moves = moves_of(session, current_actor(), record_id)
    return page("back_office/record/show.html", moves=moves)
