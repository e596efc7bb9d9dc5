"""Asking first whether a client's money may pay for something."""

from uuid import UUID

from flask import url_for
from werkzeug.wrappers import Response

from broker_console import broker_console
from broker_console.routes.clients import client
from marketplace.budgets.queries import question
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.webkit import questions
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.ordering import Desk
from marketplace.webkit.pages import see_other


def _desk(person_id: UUID, power: Power = Power.SPEND) -> Desk:
    """Asking for a client who lets the broker spend, or look. Raises NotFound."""
    whom = client(person_id, power).row.name
    return Desk("broker_console", person_id, whom=whom, values={"person_id": person_id})


def _back(desk: Desk) -> tuple[str, str]:
    return desk.whom, url_for("broker_console.client_show", person_id=desk.person_id)


@broker_console.get("/clients/<uuid:person_id>/offers/<uuid:offer_id>/ask-first")
@allow(Power.BROKER)
def question_new(person_id: UUID, offer_id: UUID) -> Response:
    """The one question, before anything is booked."""
    return questions.new(_desk(person_id), offer_id)


@broker_console.post("/clients/<uuid:person_id>/offers/<uuid:offer_id>/ask-first")
@allow(Power.BROKER)
def question_ask(person_id: UUID, offer_id: UUID) -> Response:
    """Ask it."""
    return questions.ask(_desk(person_id), offer_id)


@broker_console.get("/asked-first/<uuid:question_id>")
@allow(Power.BROKER)
def question_found(question_id: UUID) -> Response:
    """From a question alone, as a notice names it, to its page under the client's address."""
    with database.reading() as session:
        row = question(session, current_actor(), question_id)
    return see_other("broker_console.question_show", person_id=row.person_id, question_id=question_id)


@broker_console.get("/clients/<uuid:person_id>/asked-first/<uuid:question_id>")
@allow(Power.BROKER)
def question_show(person_id: UUID, question_id: UUID) -> Response:
    """Who has it and by when, or the answer."""
    desk, may_spend = _desk(person_id, Power.SEE), client(person_id).may_spend
    return questions.show(desk, question_id, may_spend=may_spend, back=_back(desk))


@broker_console.post("/clients/<uuid:person_id>/asked-first/<uuid:question_id>")
@allow(Power.BROKER)
def question_reply(person_id: UUID, question_id: UUID) -> Response:
    """Answer what was asked back."""
    desk = _desk(person_id)
    return questions.answer(desk, question_id, back=_back(desk))


@broker_console.post("/clients/<uuid:person_id>/asked-first/<uuid:question_id>/withdraw")
@allow(Power.BROKER)
def question_withdraw(person_id: UUID, question_id: UUID) -> Response:
    """Take it back."""
    return questions.withdraw(_desk(person_id), question_id)
