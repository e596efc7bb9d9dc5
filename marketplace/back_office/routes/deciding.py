"""Worries about harm, and disputes, of people whom no funder here pays for."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.purchasing.queries import disputes_for
from marketplace.voice.queries import worries_to
from marketplace.voice.rules import WorryKind
from marketplace.webkit import deciding
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page

FACE = "back_office"


@back_office.get("/worries")
@allow(Power.ADMINISTER)
def worry_list() -> Response:
    """The worries about harm that no funder answers, those still open first."""
    actor = current_actor()
    with database.reading() as session:
        worries = worries_to(session, actor, kind=WorryKind.HARM)
    return page("back_office/worry/list.html", worries=worries, today=actor.today)


@back_office.get("/worries/<uuid:worry_id>")
@allow(Power.ADMINISTER)
def worry_show(worry_id: UUID) -> Response:
    """One worry, with the form to answer it."""
    return deciding.worry_show(FACE, worry_id)


@back_office.post("/worries/<uuid:worry_id>")
@allow(Power.ADMINISTER)
def worry_answer(worry_id: UUID) -> Response:
    """Answer it."""
    return deciding.worry_answer(FACE, worry_id)


@back_office.get("/disputes")
@allow(Power.ADMINISTER)
def dispute_list() -> Response:
    """The disputes that no funder decides, the oldest first."""
    with database.reading() as session:
        disputes = disputes_for(session, current_actor())
    return page("back_office/dispute/list.html", disputes=disputes)


@back_office.get("/disputes/<uuid:booking_id>")
@allow(Power.ADMINISTER)
def dispute_show(booking_id: UUID) -> Response:
    """One dispute, with the form to decide it."""
    return deciding.dispute_show(FACE, booking_id)


@back_office.post("/disputes/<uuid:booking_id>")
@allow(Power.ADMINISTER, proved=True)
def dispute_decide(booking_id: UUID) -> Response:
    """Decide it."""
    return deciding.dispute_decide(FACE, booking_id)
