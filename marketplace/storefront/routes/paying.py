"""Paying by card from a direct payment: the card that is kept, and what it paid or is to pay."""

from uuid import UUID

from flask import redirect
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.purchasing.queries import account_with_card, card_payment
from marketplace.storefront import storefront
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.cards import answering, cards
from marketplace.webkit.pages import page, refusals, see_other


def _card(account_id: UUID, form: FlaskForm | None = None) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row = account_with_card(session, actor, account_id)
    return page(
        "storefront/card/show.html",
        form=form,
        account=row,
        here=cards().here,
        old=row.card is not None and not row.card.good_on(actor.today),
        may_change=actor.may(Power.SPEND),
        status=422 if form else 200,
    )


@storefront.get("/money/accounts/<uuid:account_id>/card")
@allow(Power.SEE)
def card_show(account_id: UUID) -> Response:
    """The card of a direct payment."""
    return _card(account_id)


@storefront.post("/money/accounts/<uuid:account_id>/card")
@allow(Power.SPEND)
def card_add(account_id: UUID) -> Response:
    """Go to the card company's page, and add a card there."""
    form = FlaskForm()
    with refusals(form), answering():
        return redirect(cards().begin_card(current_actor(), account_id), 303)
    return _card(account_id, form)


@storefront.post("/money/accounts/<uuid:account_id>/card/look")
@allow(Power.SPEND)
def card_look(account_id: UUID) -> Response:
    """Ask the card company whether the card was added."""
    with database.reading() as session:
        row = account_with_card(session, current_actor(), account_id, Power.SPEND)
    form = FlaskForm()
    with refusals(form), answering():
        if row.asked is not None:
            cards().look_at_card(row.asked)
        return see_other("storefront.card_show", account_id=account_id)
    return _card(account_id, form)


@storefront.post("/money/accounts/<uuid:account_id>/card/remove")
@allow(Power.SPEND)
def card_remove(account_id: UUID) -> Response:
    """Keep it no more."""
    form = FlaskForm()
    with refusals(form), answering():
        cards().remove_card(current_actor(), account_id)
        return see_other("storefront.card_show", "The card is removed. We keep nothing of it.", account_id=account_id)
    return _card(account_id, form)


def _payment(payment_id: UUID, form: FlaskForm | None = None) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row = card_payment(session, actor, payment_id)
    may_pay = row.with_person and actor.may(Power.SPEND)
    return page("storefront/card/payment.html", form=form, payment=row, may_pay=may_pay, status=422 if form else 200)


@storefront.get("/money/card-payments/<uuid:payment_id>")
@allow(Power.SEE)
def card_payment_show(payment_id: UUID) -> Response:
    """What a card paid, or is to pay, for one date."""
    return _payment(payment_id)


@storefront.post("/money/card-payments/<uuid:payment_id>")
@allow(Power.SPEND)
def card_payment_pay(payment_id: UUID) -> Response:
    """Pay it now, with the card that is kept; the bank may ask the person to say yes."""
    form = FlaskForm()
    with refusals(form), answering():
        where = cards().pay_now(current_actor(), payment_id)
        return redirect(where, 303) if where else see_other("storefront.card_payment_show", payment_id=payment_id)
    return _payment(payment_id, form)


@storefront.post("/money/card-payments/<uuid:payment_id>/look")
@allow(Power.SPEND)
def card_payment_look(payment_id: UUID) -> Response:
    """Ask the card company how it stands."""
    with database.reading() as session:
        row = card_payment(session, current_actor(), payment_id)
    form = FlaskForm()
    with refusals(form), answering():
        if row.intent:
            cards().look_at_charge(row.intent)
        return see_other("storefront.card_payment_show", payment_id=payment_id)
    return _payment(payment_id, form)
