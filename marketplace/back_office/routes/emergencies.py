"""What officials opened in an emergency, for the back office to look at where no safeguarding lead does."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.queries import emergency
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.emergencies import FindingForm
from marketplace.webkit.pages import checked, page, refusals, see_other


def _show(access_id: UUID, form: FindingForm, status: int) -> Response:
    with database.reading() as session:
        row = emergency(session, current_actor(), access_id)
    return page("back_office/emergency/show.html", row=row, form=form, watches=not row.own, status=status)


@back_office.get("/emergencies/<uuid:access_id>")
@allow(Power.ADMINISTER)
def emergency_show(access_id: UUID) -> Response:
    """Who opened whose details, and why."""
    return _show(access_id, FindingForm(formdata=None), 200)


@back_office.post("/emergencies/<uuid:access_id>/check")
@allow(Power.ADMINISTER)
def emergency_check(access_id: UUID) -> Response:
    """Say what one found of the reason."""
    form = FindingForm()
    with database.reading() as session:
        emergency(session, current_actor(), access_id)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.check_emergency(session, current_actor(), access_id, form.finding.data)
        return see_other("back_office.emergency_show", "It is noted. They are told.", access_id=access_id)
    return _show(access_id, form, 422)
