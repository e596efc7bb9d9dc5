"""What people ask to be done with what is kept about them, by the month that the law gives."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.keeping import operations as keeping
from marketplace.keeping.queries import data_request, data_requests
from marketplace.keeping.rules.asking import KIND_WORDS, MONTH_SOURCE, STATE_WORDS
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.keeping import DataAnswerForm
from marketplace.webkit.pages import checked, page, refusals, see_other


def _page(request_id: UUID, form: DataAnswerForm, status: int = 200) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row = data_request(session, actor, request_id)
    return page(
        "back_office/data_request/show.html",
        row=row,
        form=form,
        kinds=KIND_WORDS,
        states=STATE_WORDS,
        source=MONTH_SOURCE,
        today=actor.today,
        status=status,
    )


@back_office.get("/data-requests")
@allow(Power.ADMINISTER)
def data_request_list() -> Response:
    """Those still open first, the soonest due first."""
    actor = current_actor()
    with database.reading() as session:
        requests = data_requests(session, actor)
    return page("back_office/data_request/list.html", requests=requests, source=MONTH_SOURCE, today=actor.today)


@back_office.get("/data-requests/<uuid:request_id>")
@allow(Power.ADMINISTER)
def data_request_show(request_id: UUID) -> Response:
    """One, with the form to answer it."""
    return _page(request_id, DataAnswerForm(formdata=None))


@back_office.post("/data-requests/<uuid:request_id>")
@allow(Power.ADMINISTER, proved=True)
def data_request_answer(request_id: UUID) -> Response:
    """Answer it, or say why not with what was typed still there."""
    form = DataAnswerForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            keeping.answer_data_request(session, current_actor(), form.request(request_id))
        return see_other("back_office.data_request_show", "It is answered.", request_id=request_id)
    return _page(request_id, form, 422)
