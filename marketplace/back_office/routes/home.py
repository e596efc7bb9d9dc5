"""The start page of the back office: what waits."""

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.keeping.queries import data_requests
from marketplace.purchasing.queries import disputes_for
from marketplace.voice.queries import worries_to
from marketplace.voice.rules import WorryKind
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page


@back_office.get("")
@allow(Power.ADMINISTER)
def home() -> Response:
    """Worries about harm and disputes that no funder answers, and what people ask about their data."""
    actor = current_actor()
    with database.reading() as session:
        worries = worries_to(session, actor, kind=WorryKind.HARM, only_open=True)
        disputes = disputes_for(session, actor)
        requests = data_requests(session, actor, only_open=True)
    return page("back_office/home/show.html", worries=worries, disputes=disputes, requests=requests, today=actor.today)
