"""What people say: ratings, and problems to answer. Worries about harm never come here."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.voice import operations as voice
from marketplace.voice.queries import WorryRow, ratings_with, worry
from marketplace.voice.rules import WorryKind
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other
from provider_portal import provider_portal
from provider_portal.forms.order import AnswerForm


@provider_portal.get("/ratings")
@allow(Power.DELIVER)
def rating_list() -> Response:
    """What people said of the organisation's orders, newest first."""
    with database.reading() as session:
        ratings = ratings_with(session, current_actor())
    return page("provider_portal/rating/list.html", ratings=ratings)


def _problem(worry_id: UUID) -> WorryRow:
    """One problem that went to the provider. Raises NotFound, also for harm that went to the same organisation."""
    with database.reading() as session:
        row = worry(session, current_actor(), worry_id)
    if row.kind != WorryKind.PROBLEM:
        raise NotFound
    return row


@provider_portal.get("/problems/<uuid:worry_id>")
@allow(Power.DELIVER)
def worry_show(worry_id: UUID) -> Response:
    """Read a problem, and answer it."""
    return page("provider_portal/worry/show.html", form=AnswerForm(), worry=_problem(worry_id))


@provider_portal.post("/problems/<uuid:worry_id>")
@allow(Power.DELIVER)
def worry_answer(worry_id: UUID) -> Response:
    """Answer it, in words that the person reads."""
    row = _problem(worry_id)
    form = AnswerForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            voice.answer(session, current_actor(), worry_id, form.answer.data or "")
        return see_other("provider_portal.worry_show", "We have sent them your answer.", worry_id=worry_id)
    return page("provider_portal/worry/show.html", form=form, worry=_problem(row.id), status=422)
