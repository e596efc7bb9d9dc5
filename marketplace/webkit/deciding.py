"""Answering worries about harm and deciding disputes, for the faces that do: the funder's and the back office."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.errors import NotFound
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import DisputeRow, dispute
from marketplace.voice import operations as voice
from marketplace.voice.queries import WorryRow, worry
from marketplace.voice.rules import WorryKind
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.deciding import AnswerForm, DecisionForm
from marketplace.webkit.pages import checked, page, refusals, see_other


def _harm(worry_id: UUID) -> WorryRow:
    """One worry about harm that went to the actor. Raises NotFound."""
    with database.reading() as session:
        row = worry(session, current_actor(), worry_id)
    if row.kind != WorryKind.HARM:
        raise NotFound
    return row


def worry_show(face: str, worry_id: UUID) -> Response:
    """One worry, with the form to answer it."""
    return page("webkit/worry/show.html", face=face, worry=_harm(worry_id), form=AnswerForm())


def worry_answer(face: str, worry_id: UUID) -> Response:
    """Answer a worry, or say why not with what was typed still there."""
    form = AnswerForm()
    _harm(worry_id)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            voice.answer(session, current_actor(), worry_id, form.words.data or "")
        return see_other(f"{face}.worry_show", "Your answer has been sent.", worry_id=worry_id)
    return page("webkit/worry/show.html", face=face, worry=_harm(worry_id), form=form, status=422)


def _dispute(booking_id: UUID) -> DisputeRow:
    with database.reading() as session:
        return dispute(session, current_actor(), booking_id)


def dispute_show(face: str, booking_id: UUID) -> Response:
    """One dispute with the form to decide it, or how it was settled."""
    return page("webkit/dispute/show.html", face=face, dispute=_dispute(booking_id), form=DecisionForm())


def dispute_decide(face: str, booking_id: UUID) -> Response:
    """Settle a dispute, or say why not with what was typed still there."""
    form = DecisionForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            purchasing.decide(session, current_actor(), booking_id, form.pence.data or 0, form.why.data or "")
        said = "It is decided. The person and the provider are told."
        return see_other(f"{face}.dispute_show", said, booking_id=booking_id)
    return page("webkit/dispute/show.html", face=face, dispute=_dispute(booking_id), form=form, status=422)
