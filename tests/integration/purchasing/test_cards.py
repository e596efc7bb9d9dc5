"""Paying by card: asked for once what was had and confirmed, passed on, given back; and whatever Stripe says, when."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from marketplace.foundation import access, database
from marketplace.foundation.errors import IllegalMove, KeyReused, NotFound, Refusal
from marketplace.keeping.queries import work_for
from marketplace.people.rules.safeguarding import WorkKind
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import account_with_card, card_payments_stuck, payee
from marketplace.purchasing.rules.cards import (
    CardNotPossible,
    NothingToCharge,
    NothingToGiveBack,
    PayeeState,
    PaymentState,
    TooMuchBack,
)
from tests import world
from tests.faces.conftest import TestClock
from tests.fake_stripe import ASKS_ALWAYS, DECLINES_LATER, FakeStripe
from tests.integration.purchasing.tills import SITE, Till


def _till(fake: FakeStripe) -> Till:
    return Till(TestClock(), fake)


@pytest.fixture
def till(db: Engine, once: Callable[..., Any], fake_stripe: FakeStripe) -> Iterator[Till]:
    """A till with a good card; how often Stripe was asked is counted afresh."""
    till: Till = once(_till, fake_stripe)
    till.clock.instant = world.NOW
    fake_stripe.asked.clear()
    fake_stripe.events.clear()
    till.card()
    yield till
    fake_stripe.away = False


def test_a_card_pays_once_what_was_had_and_it_is_passed_on(till: Till) -> None:
    payment_id = till.settled()
    assert till.payment(payment_id).state is PaymentState.TO_CHARGE
    assert till.owed() == (12_00, 12_00)
    assert till.count("payment_intents") == 0  # nothing is asked while a transaction is open
    till.work()
    row = till.payment(payment_id)
    assert (row.state, row.passed_on, row.pence) == (PaymentState.PAID, True, 12_00)
    assert till.owed() == (0, 0)
    for again in (till.desk.charge, till.desk.hand_on):
        again(payment_id)
    till.work()
    assert (till.count("payment_intents"), till.count("transfers")) == (1, 1)
    with database.reading() as session:
        assert purchasing.payments_to_go_on(session, access.clock(till.clock())) == []


def test_a_card_that_is_declined_waits_for_the_person_and_pays_once_it_is_changed(till: Till) -> None:
    till.card(DECLINES_LATER)
    payment_id = till.settled()
    till.work()
    row = till.payment(payment_id)
    assert (row.state, row.why, row.with_person) == (PaymentState.FAILED, "generic_decline", True)
    assert till.told(till.robin.account_id).count("A card payment waits for you") == 1
    office = world.administrator().at(till.clock())
    with database.reading() as session:
        assert [each.what.id for each in work_for(session, office) if each.what.kind is WorkKind.CARD] == [payment_id]
    stranger = world.person("Sam Other").at(till.clock())
    with pytest.raises(NotFound):
        till.desk.pay_now(stranger, payment_id)
    till.card()
    assert till.desk.pay_now(till.person, payment_id) == ""
    till.work()
    assert (till.payment(payment_id).state, till.payment(payment_id).passed_on) == (PaymentState.PAID, True)
    assert (till.count("payment_intents"), till.owed()) == (1, (0, 0))
    with pytest.raises(IllegalMove):
        till.desk.pay_now(till.person, payment_id)


def test_a_bank_that_asks_the_person_and_news_that_comes_late_twice_and_out_of_order(till: Till) -> None:
    till.card(ASKS_ALWAYS)
    payment_id = till.settled()
    till.work()
    assert till.payment(payment_id).state is PaymentState.NEEDS_PERSON
    where = till.desk.pay_now(till.person, payment_id)
    intent = where.rpartition("/")[2]
    assert where == f"{till.fake.url}/3ds/{intent}"
    assert till.desk.pay_now(till.person, payment_id) == where  # whoever comes back to it is led there again
    till.fake.confirmed(intent)
    sent = [event for event in till.fake.events if event["type"].startswith("payment_intent.")]
    assert [event["type"].partition(".")[2] for event in sent] == ["payment_failed", "requires_action", "succeeded"]
    for event in (*reversed(sent), *sent):
        body, signature = till.fake.signed(event)
        till.desk.told(body.encode(), signature)
        till.work()
        assert till.payment(payment_id).state is PaymentState.PAID
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM card_event")).scalar_one() == 3
    assert (till.count("transfers"), till.owed()) == (1, (0, 0))


def test_a_card_that_was_removed_pays_nothing_until_there_is_one(till: Till) -> None:
    payment_id = till.settled()
    till.desk.remove_card(till.person, till.account_id)
    till.work()
    assert (till.payment(payment_id).state, till.payment(payment_id).why) == (PaymentState.NEEDS_PERSON, "no_card")
    with pytest.raises(NothingToCharge):
        till.desk.pay_now(till.person, payment_id)
    with pytest.raises(CardNotPossible):
        till.accepted()
    till.card()
    till.desk.pay_now(till.person, payment_id)
    till.work()
    assert till.payment(payment_id).passed_on


def test_what_stripe_does_not_answer_is_asked_again_and_what_it_refuses_is_seen(till: Till) -> None:
    payment_id = till.settled()
    till.fake.away = True
    till.work()
    assert till.payment(payment_id).state is PaymentState.ASKED
    till.fake.away = False
    till.fake.onboarded(till.payee, whole=False)
    till.clock.forward(hours=2)
    till.work()
    row = till.payment(payment_id)
    assert (row.state, row.trouble) == (PaymentState.ASKED, "insufficient_capabilities_for_transfer")
    till.desk.look_at_payee(till.payee)
    assert "You cannot be paid by card now" in till.told(till.owner.account_id)
    with database.reading() as session:
        assert payee(session, till.provider).state is PayeeState.NEEDS_SOMETHING
    with pytest.raises(CardNotPossible):
        till.accepted()
    till.fake.onboarded(till.payee)
    with database.reading() as session:
        ((topic, stuck),) = purchasing.payments_to_go_on(session, access.clock(till.clock()))
    assert (topic, stuck) == (purchasing.CHARGE, payment_id)
    till.desk.charge(payment_id)
    till.desk.hand_on(payment_id)
    row = till.payment(payment_id)
    assert (row.state, row.trouble, till.count("payment_intents")) == (PaymentState.PAID, "", 2)
    till.desk.look_at_payee(till.payee)


def test_a_provider_gives_back_no_more_than_was_paid_each_part_once(till: Till) -> None:
    payment_id, key = till.settled(), uuid4()
    with pytest.raises(NothingToGiveBack):
        till.gives_back(payment_id, 1_00)
    till.work()
    left = till.account().available
    for pence in (0, 12_01):
        with pytest.raises(TooMuchBack):
            till.gives_back(payment_id, pence)
    first = till.gives_back(payment_id, 5_00, key)
    assert till.gives_back(payment_id, 5_00, key) == first
    with pytest.raises(KeyReused):
        till.gives_back(payment_id, 6_00, key)
    assert till.account().available == left
    till.work()
    row = till.payment(payment_id)
    assert (row.state, row.given_back, row.on_its_way) == (PaymentState.PART_REFUNDED, 5_00, 0)
    assert till.account().available == left + 5_00
    assert "Money came back to your card" in till.told(till.robin.account_id)

    def try_it(_: int) -> UUID | Refusal:
        try:
            return till.gives_back(payment_id, 4_00)
        except TooMuchBack as refused:
            return refused

    with ThreadPoolExecutor(3) as pool:  # together: one goes, for the others too little is left
        came = list(pool.map(try_it, range(3)))
    (middle,) = (each for each in came if isinstance(each, UUID))
    last = till.gives_back(payment_id, 3_00)
    till.fake.away = True
    till.work()
    till.fake.away = False
    with database.reading() as session:
        later = access.clock(till.clock()).at(till.clock() + timedelta(hours=2))
        assert set(purchasing.refunds_to_go_on(session, later)) == {middle, last}  # the night takes them up
    till.work()
    for each in (middle, last):
        till.desk.give_back(each)
    assert (till.payment(payment_id).state, till.owed()) == (PaymentState.REFUNDED, (0, 0))
    assert (till.count("refunds"), till.account().available) == (3, left + 12_00)


def test_a_bank_that_asks_money_back_is_told_to_the_provider_and_the_office(till: Till) -> None:
    payment_id = till.settled()
    till.work()
    charge = next(each["id"] for each in reversed(till.fake.things.values()) if each["object"] == "charge")
    office = world.administrator()
    for status, became, waits in (("won", PaymentState.PAID, 0), ("lost", PaymentState.DISPUTED, 1)):
        dispute = till.fake.disputed(charge)
        _hear(till)
        assert till.payment(payment_id).state is PaymentState.DISPUTED
        till.fake.decided(dispute, status)
        _hear(till)
        row = till.payment(payment_id)
        assert (row.state, row.can_give_back) == (became, not waits)
        with database.reading() as session:
            stuck = [each.id for each in card_payments_stuck(session, office.at(till.clock()))]
        assert stuck == [payment_id] * waits
    assert till.told(till.owner.account_id).count("A bank asks a card payment back") == 2
    till.owed()


def _hear(till: Till) -> None:
    """The newest event comes twice, and is worked."""
    body, signature = till.fake.signed(till.fake.events[-1])
    for _ in range(2):
        till.desk.told(body.encode(), signature)
    till.work()


def test_a_card_is_kept_by_its_last_digits_and_one_at_a_time(till: Till) -> None:
    till.card()
    with database.reading() as session:
        row = account_with_card(session, till.person, till.account_id)
        kept = session.execute(text("SELECT state, count(*) FROM payment_card GROUP BY state")).all()
        assert "4242424242424242" not in str(session.execute(text("SELECT * FROM payment_card")).all())
    assert row.card
    assert (row.card.name, row.asked) == ("Visa card ending 4242", None)
    assert dict(tuple(each) for each in kept) == {"kept": 1, "removed": 1}
    left = till.desk.begin_card(till.person, till.account_id)
    till.fake.things[left.rpartition("/")[2]]["status"] = "expired"
    till.work()
    with database.reading() as session:
        assert account_with_card(session, till.person, till.account_id).asked is None
        with pytest.raises(NotFound):
            account_with_card(session, till.provider, till.account_id)
    assert SITE in str(till.fake.things[left.rpartition("/")[2]])
