"""What people in the funder's areas ask for and cannot find, without their names."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioning import operations as commissioning
from marketplace.commissioning.queries import PAGE, gap_in_area, gaps_counted, gaps_in_area
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.deciding import AnswerForm
from marketplace.webkit.pages import checked, page, page_number, refusals, see_other


def _page(gap_id: UUID, form: AnswerForm, status: int) -> Response:
    with database.reading() as session:
        row = gap_in_area(session, current_actor(), gap_id)
    return page("commissioner_desk/gap/show.html", gap=row, form=form, status=status)


@commissioner_desk.get("/gaps")
@allow(Power.COMMISSION)
def gap_list() -> Response:
    """How many ask for what and where, and their own words."""
    actor, number = current_actor(), page_number()
    with database.reading() as session:
        counts = gaps_counted(session, actor)
        gaps = gaps_in_area(session, actor, number)
    return page(
        "commissioner_desk/gap/list.html",
        counts=counts,
        gaps=gaps,
        number=number,
        more=len(gaps) == PAGE,
        today=actor.today,
    )


@commissioner_desk.get("/gaps/<uuid:gap_id>")
@allow(Power.COMMISSION)
def gap_show(gap_id: UUID) -> Response:
    """One request, with the form to answer it."""
    return _page(gap_id, AnswerForm(), 200)


@commissioner_desk.post("/gaps/<uuid:gap_id>")
@allow(Power.COMMISSION)
def gap_answer(gap_id: UUID) -> Response:
    """Answer it, or say why not with what was typed still there."""
    form = AnswerForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            commissioning.answer(session, current_actor(), gap_id, form.words.data or "")
        return see_other("commissioner_desk.gap_show", "Your answer has been sent.", gap_id=gap_id)
    return _page(gap_id, form, 422)
