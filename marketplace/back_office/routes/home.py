"""The start page of the back office: what waits."""

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.purchasing.queries import disputes_for
from marketplace.voice.queries import worries_to
from marketplace.voice.rules import WorryKind
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page


@back_office.get("")
@allow(Power.ADMINISTER)
def home() -> Response:
    """Worries about harm and disputes that no funder answers."""
    actor = current_actor()
    with database.reading() as session:
        worries = worries_to(session, actor, kind=WorryKind.HARM, only_open=True)
        disputes = disputes_for(session, actor)
    return page("back_office/home/show.html", worries=worries, disputes=disputes, today=actor.today)
