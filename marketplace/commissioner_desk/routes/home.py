"""The start page of a funder."""

from werkzeug.wrappers import Response

from marketplace.budgets.queries import streams_funded
from marketplace.commissioner_desk import commissioner_desk
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people.queries import organisation
from marketplace.purchasing.queries import disputes_for
from marketplace.voice.queries import worries_to
from marketplace.voice.rules import WorryKind
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page


@commissioner_desk.get("")
@allow(Power.COMMISSION)
def home() -> Response:
    """What waits: worries about harm, disputes; and what the own streams add up to."""
    actor = current_actor()
    with database.reading() as session:
        funder = organisation(session, actor)
        worries = worries_to(session, actor, kind=WorryKind.HARM, only_open=True)
        disputes = disputes_for(session, actor)
        streams = streams_funded(session, actor)
    return page(
        "commissioner_desk/home/show.html",
        funder=funder,
        worries=worries,
        disputes=disputes,
        streams=streams,
        today=actor.today,
    )
