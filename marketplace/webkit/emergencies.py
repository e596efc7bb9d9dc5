"""Saying what one found of an emergency opening, on the page of whoever watches: an area's lead or the office."""

from collections.abc import Callable
from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.queries import emergency
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.emergencies import FindingForm
from marketplace.webkit.pages import checked, refusals, see_other

Show = Callable[[UUID, FindingForm, int], Response]


def note_finding(access_id: UUID, endpoint: str, show: Show) -> Response:
    """Keep what was found and go back to the page of ``endpoint``, or show it again. Raises NotFound."""
    form = FindingForm()
    with database.reading() as session:
        emergency(session, current_actor(), access_id)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.check_emergency(session, current_actor(), access_id, form.finding.data)
        return see_other(endpoint, "It is noted. They are told.", access_id=access_id)
    return show(access_id, form, 422)
