"""Asking first whether my money may pay for something."""

from uuid import UUID

from flask import url_for
from werkzeug.wrappers import Response

from marketplace.foundation.access import Power
from marketplace.storefront import storefront
from marketplace.storefront.routes.ordering import desk
from marketplace.webkit import questions
from marketplace.webkit.allowing import allow, current_actor


def _back() -> tuple[str, str]:
    return "My money", url_for("storefront.money_show")


@storefront.get("/offers/<uuid:offer_id>/ask-first")
@allow(Power.SPEND)
def question_new(offer_id: UUID) -> Response:
    """The one question, before anything is booked."""
    return questions.new(desk(), offer_id)


@storefront.post("/offers/<uuid:offer_id>/ask-first")
@allow(Power.SPEND)
def question_ask(offer_id: UUID) -> Response:
    """Ask it."""
    return questions.ask(desk(), offer_id)


@storefront.get("/asked-first/<uuid:question_id>")
@allow(Power.SEE)
def question_show(question_id: UUID) -> Response:
    """Who has it and by when, or the answer."""
    return questions.show(desk(), question_id, may_spend=current_actor().may(Power.SPEND), back=_back())


@storefront.post("/asked-first/<uuid:question_id>")
@allow(Power.SPEND)
def question_reply(question_id: UUID) -> Response:
    """Answer what was asked back."""
    return questions.answer(desk(), question_id, back=_back())


@storefront.post("/asked-first/<uuid:question_id>/withdraw")
@allow(Power.SPEND)
def question_withdraw(question_id: UUID) -> Response:
    """Take it back."""
    return questions.withdraw(desk(), question_id)
