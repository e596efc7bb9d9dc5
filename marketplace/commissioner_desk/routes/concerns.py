"""Worries about harm for the safeguarding lead of the area, and for nobody else."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.concerns import MoveForm, OutcomeForm
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people.queries import own_leads
from marketplace.voice import operations as voice
from marketplace.voice.queries import concern, concerns_to
from marketplace.voice.rules import Outcome
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other


@commissioner_desk.get("/concerns")
@allow(Power.SAFEGUARD)
def concern_list() -> Response:
    """Those still open first, by the next day of their clock."""
    actor = current_actor()
    with database.reading() as session:
        rows = concerns_to(session, actor)
        leads = own_leads(session, actor)
    own = [lead for lead in leads if lead.account_id == actor.account_id]
    return page("commissioner_desk/concern/list.html", concerns=rows, own=own, today=actor.today)


def _elsewhere(but: str) -> dict[str, str]:
    """The other areas that somebody leads in, with who it is, by code."""
    with database.reading() as session:
        leads = own_leads(session, current_actor())
    return {lead.area_code: f"{lead.area}: {lead.name}" for lead in reversed(leads) if lead.area_code != but}


def _page(
    worry_id: UUID, deciding: OutcomeForm | None = None, moving: MoveForm | None = None, status: int = 200
) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row = concern(session, actor, worry_id)
    elsewhere = _elsewhere(row.area_code)
    return page(
        "commissioner_desk/concern/show.html",
        concern=row,
        deciding=deciding or OutcomeForm(formdata=None),
        moving=(moving or MoveForm(formdata=None)).offered(elsewhere),
        elsewhere=elsewhere,
        form=deciding or moving,
        today=actor.today,
        status=status,
    )


@commissioner_desk.get("/concerns/<uuid:worry_id>")
@allow(Power.SAFEGUARD)
def concern_show(worry_id: UUID) -> Response:
    """One worry about harm, with its clock."""
    return _page(worry_id)


@commissioner_desk.post("/concerns/<uuid:worry_id>/acknowledge")
@allow(Power.SAFEGUARD)
def concern_acknowledge(worry_id: UUID) -> Response:
    """Say that you have it."""
    with database.writing() as session:
        voice.acknowledge(session, current_actor(), worry_id)
    return see_other("commissioner_desk.concern_show", "They are told that you have it.", worry_id=worry_id)


@commissioner_desk.post("/concerns/<uuid:worry_id>")
@allow(Power.SAFEGUARD)
def concern_decide(worry_id: UUID) -> Response:
    """Decide, or say why not with what was typed still there."""
    form, actor = OutcomeForm(), current_actor()
    with database.reading() as session:
        concern(session, actor, worry_id)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            voice.decide_concern(session, actor, worry_id, Outcome(form.outcome.data), form.words.data or "")
        return see_other("commissioner_desk.concern_show", "Your answer has been sent.", worry_id=worry_id)
    return _page(worry_id, deciding=form, status=422)


@commissioner_desk.post("/concerns/<uuid:worry_id>/move")
@allow(Power.SAFEGUARD)
def concern_move(worry_id: UUID) -> Response:
    """Move it on to the lead of another area, with a reason."""
    actor = current_actor()
    with database.reading() as session:
        row = concern(session, actor, worry_id)
    form = MoveForm().offered(_elsewhere(row.area_code))
    with refusals(form):
        checked(form)
        with database.writing() as session:
            voice.move_on(session, actor, worry_id, form.area_code.data or "", form.why.data or "")
        return see_other("commissioner_desk.concern_list", "It is moved on. They are told.")
    return _page(worry_id, moving=form, status=422)
