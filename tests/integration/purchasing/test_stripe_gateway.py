"""The gateway with the real SDK: each call gives what it says, twice is once, and every refusal has its own name.

Run with ``make stripe-test KEY=sk_test_...`` the first of these goes to Stripe's test mode.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from marketplace.purchasing.rules.cards import (
    BackAsk,
    CardEvent,
    ChargeAsk,
    PassOnAsk,
    PayeeState,
    PaymentState,
)
from marketplace.purchasing.stripe_gateway import Away, Forged, Refused, Stripe
from tests.fake_stripe import ASKS_ALWAYS, DECLINES_LATER, KEY, SECRET, FakeStripe, served

REAL = os.environ.get("OWNPATH_STRIPE_TEST_KEY", "")  # of Stripe's test mode


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeStripe]:
    """The stand-in."""
    with served() as fake:
        yield fake


@pytest.fixture
def gate(fake: FakeStripe) -> Stripe:
    """The gateway to it."""
    return Stripe(KEY, SECRET, fake.url)


def asked(fake: FakeStripe, gate: Stripe, number: str = "4242424242424242") -> ChargeAsk:
    """A charge of £12 to a card that was added, for a provider who can be paid."""
    payee = gate.make_payee(str(uuid4()), "Green Shoots")
    fake.onboarded(payee)
    page = gate.ask_card(str(uuid4()), gate.make_customer(str(uuid4())), "http://own.example/back")
    fake.card_added(page.session, number)
    card = gate.card_asked(page.session).card
    assert card
    assert (card.brand, card.last4, card.exp_year) == ("visa", number[-4:], 2030)
    payment = str(uuid4())
    return ChargeAsk(payment, payment, 12_00, card.customer, card.method, payee, "http://own.example/back")


def test_the_shape_of_what_is_asked_fits_stripe(gate: Stripe) -> None:
    real = Stripe(REAL, SECRET) if REAL else gate
    organisation = str(uuid4())
    payee = real.make_payee(organisation, "Green Shoots")
    assert real.make_payee(organisation, "Green Shoots") == payee
    assert real.payee(payee).state is PayeeState.BEGUN
    assert real.onboarding(payee, "http://own.example/a", "http://own.example/b").startswith("http")
    page = real.ask_card(str(uuid4()), real.make_customer(organisation), "http://own.example/back")
    assert page.url.startswith("http")
    assert real.card_asked(page.session).card is None
    with pytest.raises(Refused):
        real.payee("acct_of_nobody")


def test_a_card_pays_is_passed_on_and_given_back_each_once(fake: FakeStripe, gate: Stripe) -> None:
    ask = asked(fake, gate)
    paid = gate.charge(ask)
    assert (paid.state, paid.why, paid.confirm_at) == (PaymentState.PAID, "", "")
    assert gate.charge(ask) == paid == gate.charged(paid.intent)
    with pytest.raises(Refused, match="IdempotencyError"):
        gate.charge(replace(ask, pence=13_00))
    on = PassOnAsk(ask.payment, 12_00, paid.charge or "", ask.payee)
    transfer = gate.pass_on(on)
    assert gate.pass_on(on) == transfer
    with pytest.raises(Refused, match="balance_insufficient"):
        gate.pass_on(replace(on, payment=str(uuid4())))
    back = BackAsk(str(uuid4()), ask.payment, 5_00, paid.charge or "", transfer, None)
    assert gate.take_back(back) == gate.take_back(back)
    assert gate.give_back(back) == gate.give_back(back)
    too_much = replace(back, refund=str(uuid4()), pence=7_01)
    for refused in (gate.take_back, gate.give_back):
        with pytest.raises(Refused):
            refused(too_much)


def test_a_declined_card_and_one_that_must_be_confirmed_are_answers(fake: FakeStripe, gate: Stripe) -> None:
    declined = gate.charge(asked(fake, gate, DECLINES_LATER))
    assert (declined.state, declined.why, declined.charge) == (PaymentState.FAILED, "generic_decline", None)

    ask = asked(fake, gate, ASKS_ALWAYS)
    away = gate.charge(ask)
    assert (away.state, away.confirm_at) == (PaymentState.NEEDS_PERSON, "")
    there = replace(ask, key=f"{ask.payment}-2", intent=away.intent, off_session=False)
    now = gate.charge(there)
    assert (now.state, now.intent) == (PaymentState.NEEDS_PERSON, away.intent)
    assert now.confirm_at.endswith(away.intent)
    fake.confirmed(away.intent)
    assert gate.charge(replace(there, key="another")).state is PaymentState.PAID  # it is not charged again


def test_who_cannot_be_paid_yet_and_who_does_not_answer(fake: FakeStripe, gate: Stripe) -> None:
    ask = asked(fake, gate)
    fake.onboarded(ask.payee, whole=False)
    assert gate.payee(ask.payee).state is PayeeState.NEEDS_SOMETHING
    with pytest.raises(Refused, match="insufficient_capabilities"):
        gate.charge(ask)
    gate.forget_card(ask.method)  # what is gone is gone: no error
    gate.forget_card("pm_000000")
    fake.away = True
    try:
        with pytest.raises(Away):
            Stripe(KEY, SECRET, fake.url).payee(ask.payee)
    finally:
        fake.away = False
    with pytest.raises(Away):
        Stripe(KEY, SECRET, "http://127.0.0.1:9").payee(ask.payee)


def test_an_event_is_believed_only_if_it_is_signed_and_new(fake: FakeStripe, gate: Stripe) -> None:
    fake.onboarded(gate.make_payee(str(uuid4()), "Green Shoots"))
    event = fake.events[-1]
    body, signature = fake.signed(event)
    assert gate.event(body.encode(), signature) == CardEvent(
        event["id"], "account.updated", event["data"]["object"]["id"]
    )
    for forged in (
        (body, ""),
        (body, fake.signed(event, "whsec_another")[1]),
        (body + " ", signature),
        (body, fake.signed(event, at=int(time.time()) - 3600)[1]),
    ):
        with pytest.raises(Forged):
            gate.event(forged[0].encode(), forged[1])
