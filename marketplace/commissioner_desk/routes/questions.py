"""What people ask first: whether this funder's money may pay for something."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import question_put, said_of
from marketplace.budgets.rules.asking import QuestionState
from marketplace.commissioner_desk import commissioner_desk
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.questions import FunderAnswerForm
from marketplace.webkit.pages import checked, page, refusals, see_other

WAITS = (QuestionState.OPEN, QuestionState.ASKED_BACK)


def _show(question_id: UUID, form: FunderAnswerForm, status: int) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row = question_put(session, actor, question_id)
        said, allowed = said_of(session, actor, question_id)
    if status == 200:
        form.filled(row)
    waits = row.state in WAITS
    template = "commissioner_desk/question/show.html"
    return page(template, row=row, said=said, allowed=allowed, form=form, waits=waits, status=status)


@commissioner_desk.get("/questions/<uuid:question_id>")
@allow(Power.COMMISSION)
def question_show(question_id: UUID) -> Response:
    """One question, with the form to answer it."""
    return _show(question_id, FunderAnswerForm(formdata=None), 200)


@commissioner_desk.post("/questions/<uuid:question_id>")
@allow(Power.COMMISSION)
def question_answer(question_id: UUID) -> Response:
    """Answer it, or say why not with what was typed still there."""
    form = FunderAnswerForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            budgets.answer_question(session, current_actor(), question_id, form.request())
        return see_other("commissioner_desk.question_show", "Your answer has been sent.", question_id=question_id)
    return _show(question_id, form, 422)
