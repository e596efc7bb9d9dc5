"""Being paid by card: whether the provider can be, what was paid, and giving it back."""

from uuid import UUID, uuid4

from flask import redirect
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import PAGE, card_payment_with, card_payments_with, payee
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.cards import answering, cards
from marketplace.webkit.pages import checked, page, page_number, refusals, see_other
from provider_portal import provider_portal
from provider_portal.forms.card import GiveBackForm


def _payee(form: FlaskForm | None = None) -> Response:
    actor, number = current_actor(), page_number()
    with database.reading() as session:
        row = payee(session, actor)
        payments = card_payments_with(session, actor, number)
    return page(
        "provider_portal/card/show.html",
        form=form,
        payee=row,
        payments=payments,
        number=number,
        more=len(payments) == PAGE,
        here=cards().here,
        may_begin=actor.may(Power.LIST),
        status=422 if form else 200,
    )


@provider_portal.get("/cards")
@allow(Power.DELIVER)
def payee_show() -> Response:
    """Whether the provider can be paid by card, and what cards paid."""
    return _payee()


@provider_portal.post("/cards")
@allow(Power.LIST, proved=True)
def payee_begin() -> Response:
    """Begin, or go on: the card company asks for what it needs on a page of its own."""
    form = FlaskForm()
    with refusals(form), answering():
        return redirect(cards().begin_payee(current_actor()), 303)
    return _payee(form)


@provider_portal.post("/cards/look")
@allow(Power.LIST)
def payee_look() -> Response:
    """Ask the card company how it stands."""
    with database.reading() as session:
        row = payee(session, current_actor())
    form = FlaskForm()
    with refusals(form), answering():
        if row.account is not None:
            cards().look_at_payee(row.account)
        return see_other("provider_portal.payee_show")
    return _payee(form)


def _payment(payment_id: UUID, form: GiveBackForm, status: int = 200) -> Response:
    with database.reading() as session:
        row = card_payment_with(session, current_actor(), payment_id)
    return page("provider_portal/card/payment.html", form=form, payment=row, status=status)


@provider_portal.get("/card-payments/<uuid:payment_id>")
@allow(Power.DELIVER)
def card_payment_show(payment_id: UUID) -> Response:
    """What a card paid for one date, with the form to give it back."""
    return _payment(payment_id, GiveBackForm(formdata=None, key=uuid4()))


@provider_portal.post("/card-payments/<uuid:payment_id>")
@allow(Power.DELIVER, proved=True)
def card_payment_give_back(payment_id: UUID) -> Response:
    """Give back all or a part."""
    form = GiveBackForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            purchasing.give_back(session, current_actor(), form.request(payment_id))
        said = "It is on its way back to their card. They are told."
        return see_other("provider_portal.card_payment_show", said, payment_id=payment_id)
    return _payment(payment_id, form, 422)
