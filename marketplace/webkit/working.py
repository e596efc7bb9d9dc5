"""Who has what waits, for the faces that have such a list: the funder's and the back office."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.keeping import operations as keeping
from marketplace.keeping.queries import takers, work_for, work_item
from marketplace.people.rules.safeguarding import WorkKind
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.members import OverForm
from marketplace.webkit.pages import checked, page, refusals, see_other

# where each kind of thing is opened, and the name of its id there, if it has a page of its own
OPENED = {
    WorkKind.CONCERN: ("concern_show", "worry_id"),
    WorkKind.WORRY: ("worry_show", "worry_id"),
    WorkKind.DISPUTE: ("dispute_show", "booking_id"),
    WorkKind.ROLE: ("role_show", "proposal_id"),
    WorkKind.INVOICE: ("invoice_show", "invoice_id"),
    WorkKind.CARD: ("card_payment_show", "payment_id"),
    WorkKind.PAYMENT: ("payment_show", "row_id"),
    WorkKind.QUESTION: ("question_show", "question_id"),
    WorkKind.CHECK: ("check_show", "organisation_id"),
    WorkKind.DATA: ("data_request_show", "request_id"),
    WorkKind.MAIL: ("mail_list", None),
    WorkKind.EMERGENCY: ("emergency_show", "access_id"),
    WorkKind.CONTRIBUTION: ("contribution_found", "stream_id"),
    WorkKind.INSTALMENT: ("late_found", "account_id"),
    WorkKind.PLAN: ("plan_show", "sent_id"),
}


def work_list(face: str) -> Response:
    """What waits: overdue first, each with its owner."""
    actor = current_actor()
    with database.reading() as session:
        rows = work_for(session, actor)
    return page("webkit/worklist/list.html", face=face, rows=rows, opened=OPENED)


def work_take(face: str, record_id: UUID) -> Response:
    """Take something, or say who was first."""
    try:
        with database.writing() as session:
            keeping.take(session, current_actor(), record_id)
    except Refusal as refused:
        return see_other(f"{face}.work_list", refused.message)
    return see_other(f"{face}.work_list", "You have it now.")


def work_give_back(face: str, record_id: UUID) -> Response:
    """Let it wait for somebody again."""
    with database.writing() as session:
        keeping.give_back(session, current_actor(), record_id)
    return see_other(f"{face}.work_list", "It waits for somebody again.")


def _over(face: str, record_id: UUID, form: OverForm, status: int) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row, able = work_item(session, actor, record_id), takers(session, actor)
    if not row.can_be_handed_over:
        raise NotFound
    return page("webkit/worklist/over.html", face=face, row=row, able=able, form=form.offered(able), status=status)


def work_over(face: str, record_id: UUID) -> Response:
    """Choose who is to have it."""
    return _over(face, record_id, OverForm(formdata=None), 200)


def work_hand_over(face: str, record_id: UUID) -> Response:
    """Hand it over."""
    actor = current_actor()
    with database.reading() as session:
        form = OverForm().offered(takers(session, actor))
    with refusals(form):
        checked(form)
        with database.writing() as session:
            keeping.hand_over(session, actor, record_id, UUID(form.membership_id.data))
        return see_other(f"{face}.work_list", "They have it now, and are told.")
    return _over(face, record_id, form, 422)
