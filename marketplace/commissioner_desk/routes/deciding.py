"""Worries about harm, and disputes, that come to the funder."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.commissioner_desk import commissioner_desk
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.voice.queries import worries_to
from marketplace.voice.rules import WorryKind
from marketplace.webkit import deciding
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page

FACE = "commissioner_desk"


@commissioner_desk.get("/worries")
@allow(Power.COMMISSION)
def worry_list() -> Response:
    """The worries about harm, those still open first."""
    actor = current_actor()
    with database.reading() as session:
        worries = worries_to(session, actor, kind=WorryKind.HARM)
    return page("commissioner_desk/worry/list.html", worries=worries, today=actor.today)


@commissioner_desk.get("/worries/<uuid:worry_id>")
@allow(Power.COMMISSION)
def worry_show(worry_id: UUID) -> Response:
    """One worry, with the form to answer it."""
    return deciding.worry_show(FACE, worry_id)


@commissioner_desk.post("/worries/<uuid:worry_id>")
@allow(Power.COMMISSION)
def worry_answer(worry_id: UUID) -> Response:
    """Answer it."""
    return deciding.worry_answer(FACE, worry_id)


@commissioner_desk.get("/disputes/<uuid:booking_id>")
@allow(Power.COMMISSION)
def dispute_show(booking_id: UUID) -> Response:
    """One dispute, with the form to decide it."""
    return deciding.dispute_show(FACE, booking_id)


@commissioner_desk.post("/disputes/<uuid:booking_id>")
@allow(Power.COMMISSION, proved=True)
def dispute_decide(booking_id: UUID) -> Response:
    """Decide it."""
    return deciding.dispute_decide(FACE, booking_id)
