"""Providers that signed themselves up: they publish nothing until the back office has looked at them."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.people.operations.joining import check_provider
from marketplace.people.queries.checking import CheckRow, organisations_to_check
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.joining import CheckForm
from marketplace.webkit.pages import checked, page, refusals, see_other


@back_office.get("/checks")
@allow(Power.ADMINISTER)
def check_list() -> Response:
    """The organisations to check, the longest waiting first."""
    with database.reading() as session:
        rows = organisations_to_check(session, current_actor())
    return page("back_office/check/list.html", rows=rows, today=current_actor().today)


def _row(organisation_id: UUID) -> CheckRow:
    """One that waits. Raises NotFound."""
    with database.reading() as session:
        rows = organisations_to_check(session, current_actor(), organisation_id)
    if not rows:
        raise NotFound
    return rows[0]


@back_office.get("/checks/<uuid:organisation_id>")
@allow(Power.ADMINISTER)
def check_show(organisation_id: UUID) -> Response:
    """What one says of itself."""
    return page("back_office/check/show.html", form=CheckForm(formdata=None), row=_row(organisation_id))


@back_office.post("/checks/<uuid:organisation_id>")
@allow(Power.ADMINISTER)
def check_decide(organisation_id: UUID) -> Response:
    """Say yes or no."""
    row, form = _row(organisation_id), CheckForm()
    with refusals(form):
        checked(form)
        yes = form.answer.data == "yes"
        with database.writing() as session:
            check_provider(session, current_actor(), organisation_id, None if yes else form.why.data)
        said = f"{row.name} can publish now." if yes else f"{row.name} is told why not."
        return see_other("back_office.check_list", said)
    return page("back_office/check/show.html", form=form, row=row, status=422)
