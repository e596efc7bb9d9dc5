"""What officials opened in an emergency, for the back office to look at where no safeguarding lead does."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people.queries import emergency
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.emergencies import note_finding
from marketplace.webkit.forms.emergencies import FindingForm
from marketplace.webkit.pages import page


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
    return note_finding(access_id, "back_office.emergency_show", _show)
