"""The pages of cards: what a person and a provider are told, what is refused, and the door of events."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.settings import Settings
from tests import world
from tests.faces.conftest import Client, TestClock, come_back
from tests.faces.shop import AWKWARD, opened, refuses, says, silent_about
from tests.fake_stripe import DECLINES_LATER, GOOD, RUNNING, FakeStripe
from tests.integration.purchasing.tills import Till

TOLD = "/stripe/events"


def _till(clock: TestClock) -> Till:
    return Till(clock, RUNNING[-1])


@pytest.fixture
def till(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Till:
    """A till, whose person and provider have signed in."""
    till: Till = once(opened, app, _till, clock, Till.PROVIDER, Till.PERSON)
    till.clock = clock
    till.desk.clock = clock
    return till


@pytest.fixture
def robin(app: Flask, till: Till) -> Client:
    """The person's browser."""
    return come_back(app, till.cookies[Till.PERSON])


@pytest.fixture
def green(app: Flask, till: Till) -> Client:
    """The provider's browser."""
    return come_back(app, till.cookies[Till.PROVIDER])


@pytest.fixture
def no_key(app: Flask) -> Iterator[None]:
    """An installation without a key."""
    settings: Settings = app.extensions["ownpath.settings"]
    app.extensions["ownpath.settings"] = settings.model_copy(update={"stripe_key": SecretStr("")})
    yield
    app.extensions["ownpath.settings"] = settings


def test_a_choice_is_offered_where_there_is_a_card_and_a_provider_who_can_be_paid(till: Till, robin: Client) -> None:
    check = f"/offers/{world.offer(till.owner)}/orders/new?line=session:standard&times=1&every=1&at=10:00"
    check += "&first_day=9&first_day=3&first_day=2026"
    silent_about(robin.page(check), "How do you pay?")
    till.card()
    page = robin.page(check)
    says(page, "How do you pay?", "Visa card ending 4242", "I pay the provider myself")
    sent = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page))
    sent |= {"first_day": ["9", "3", "2026"], "by_card": "card", "message": AWKWARD}
    till.desk.remove_card(till.person, till.account_id)
    answer = robin.post(check.partition("/new")[0], data=sent)
    assert answer.status_code == 422
    says(answer.text, "This cannot be paid by card just now. Nothing was booked.", "Check the booking")
    till.card()
    assert robin.post(check.partition("/new")[0], data=sent).status_code == 303
    with database.reading() as session:
        assert session.scalars(text("SELECT by_card FROM funding")).all() == [True]


def test_a_person_is_told_why_a_card_did_not_pay_and_pays(till: Till, robin: Client, green: Client) -> None:
    till.card(DECLINES_LATER)
    payment_id = till.settled()
    at, with_provider = f"/money/card-payments/{payment_id}", f"/provider/card-payments/{payment_id}"
    says(robin.page(at), "We are asking your card")
    till.work()
    says(robin.page(at), "Not paid yet", "Your bank said no. It does not tell us why.", "Pay it now")
    says(green.page(with_provider), "Robin Vale was told, and can pay it.")
    says(robin.page(f"/orders/{till.payment(payment_id).order_id}"), "£12 for 9 March 2026", "Not paid yet")
    till.card(GOOD)
    till.fake.away = True
    refuses_kindly = robin.send(at)
    till.fake.away = False
    assert refuses_kindly.status_code == 422
    says(refuses_kindly.text, "We cannot reach the card company just now.")
    till.work()
    says(robin.page(at), "Paid by card", "Green Shoots was paid by your card")
    for pence, reason, field, words in (
        ("12.01", AWKWARD, "pence", "You can give back up to £12."),
        ("nine", "x", "pence", "pounds"),
        ("5", "", "reason", "Write why you give it back"),
    ):
        answer = green.send(with_provider, {"pence": pence, "reason": reason})
        refuses(answer, field, words, typed=pence)
    assert green.send(with_provider, {"pence": "12", "reason": AWKWARD}).status_code == 303
    says(green.page(with_provider), "On its way back £12")
    till.work()
    says(robin.page(at), "£12 came back to your card")
    silent_about(green.page(with_provider), "Up to")


def test_the_door_believes_what_is_signed_and_stores_it_once(till: Till, app: Flask, fake_stripe: FakeStripe) -> None:
    stripe = app.test_client()
    fake_stripe.onboarded(till.payee, whole=False)
    body, signature = fake_stripe.signed(fake_stripe.events[-1])
    old = fake_stripe.signed(fake_stripe.events[-1], at=int(time.time()) - 3600)[1]
    for forged in ("", old, fake_stripe.signed(fake_stripe.events[-1], "whsec_x")[1]):
        assert stripe.post(TOLD, data=body, headers={"Stripe-Signature": forged}).status_code == 422
    for _ in range(2):
        assert stripe.post(TOLD, data=body, headers={"Stripe-Signature": signature}).status_code == 200
    assert stripe.get(TOLD).status_code == 405
    with database.reading() as session:
        assert session.scalars(text("SELECT kind FROM card_event")).all() == ["account.updated"]
    till.work()
    green = come_back(app, till.cookies[Till.PROVIDER])
    says(green.page("/provider/"), "The card company needs something from you")
    fake_stripe.onboarded(till.payee)


@pytest.mark.usefixtures("no_key")
def test_without_a_key_everything_but_cards_works_and_says_so(till: Till, robin: Client, green: Client) -> None:
    at = f"/money/accounts/{till.account_id}/card"
    says(robin.page(at), "Nobody can pay by card here just now.")
    says(green.page("/provider/cards"), "Nobody can pay by card here just now.")
    answer = robin.send(at, come_from="/orders")
    assert answer.status_code == 422
    assert robin.post(TOLD, data=b"{}").status_code == 404
