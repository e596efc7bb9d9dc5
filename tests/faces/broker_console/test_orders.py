"""A client's orders: what the broker reads, cancels and says, and what stays the client's own word."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.foundation import database
from marketplace.people.models import Notice
from marketplace.purchasing import operations as purchasing
from marketplace.voice import operations as voice
from marketplace.voice.models import Worry
from marketplace.voice.rules import WorryKind
from tests.faces.broker_console.conftest import Case
from tests.faces.conftest import Client, TestClock
from tests.faces.shop import AWKWARD, says, silent_about
from tests.faces.storefront.people import opens


def test_a_notice_leads_to_the_order_under_its_client(broker: Client, case: Case, work: Callable[[], int]) -> None:
    order_id = case.accepted()
    work()
    with database.reading() as session:
        told = session.scalars(
            select(Notice.id).where(Notice.account_id == case.broker.account_id, Notice.about == "order")
        ).first()
    assert opens(broker, f"/notices/{told}") == f"/broker/orders/{order_id}"
    found = broker.get(f"/broker/orders/{order_id}")
    assert (found.status_code, found.headers["Location"]) == (303, f"{case.home}/orders/{order_id}")


def test_an_order_is_read_and_its_word_is_the_clients(broker: Client, case: Case) -> None:
    order_id = case.recorded(2)
    page = broker.page(f"{case.home}/orders/{order_id}")
    says(page, "Waits for Robin Vale", "Only Robin Vale can say if that is right", "Booked", "£12 promised")
    silent_about(page, "/confirm", "/dispute", "/rating")
    first = case.order(order_id).bookings[0].id
    token = {"csrf_token": broker.token(f"{case.home}/orders/{order_id}/worry")}
    for way in ("confirm", "dispute"):
        for address in (f"{case.home}/bookings/{first}/{way}", f"/bookings/{first}/{way}"):
            assert broker.post(address, data=token).status_code == 404
    assert case.order(order_id).bookings[0].state == "recorded"


def test_what_was_disputed_decided_and_rated_can_be_read(broker: Client, case: Case) -> None:
    order_id = case.disputed("It was cut short.")
    says(
        broker.page(f"{case.home}/orders/{order_id}"), "Robin Vale said: It was cut short.", "North Council will decide"
    )
    with database.writing() as session:
        booking = case.order(order_id).bookings[0].id
        purchasing.decide(session, case.funder.at(case.clock()), booking, 5_00, "Half of it was given.")
    says(broker.page(f"{case.home}/orders/{order_id}"), "It was decided: Half of it was given.", "£5 spent")


def test_a_rating_can_be_read(broker: Client, case: Case) -> None:
    order_id = case.rated("It did me good.")
    says(broker.page(f"{case.home}/orders/{order_id}"), "What Robin Vale said", "It did me good.", "Book again")


def test_a_broker_cancels_a_date_for_nothing(broker: Client, case: Case) -> None:
    order_id = case.accepted(2)
    booking = case.order(order_id).bookings[0].id
    page = broker.page(f"{case.home}/bookings/{booking}/cancel")
    says(page, "for Robin Vale", "Cancelling costs nothing. All £12 goes back.")
    done = broker.send(f"{case.home}/bookings/{booking}/cancel", {"expected": "0"})
    assert done.headers["Location"] == f"{case.home}/orders/{order_id}"
    says(broker.page(done.headers["Location"]), "It is cancelled, and the money has gone back.")
    assert case.account().promised == 12_00
    again = broker.get(f"{case.home}/bookings/{booking}/cancel")
    assert again.headers["Location"] == f"{case.home}/orders/{order_id}"


def test_a_late_cancel_costs_what_the_page_says(broker: Client, case: Case, clock: TestClock) -> None:
    order_id = case.accepted()
    booking = case.order(order_id).bookings[0].id
    clock.forward(days=6, hours=12)
    says(broker.page(f"{case.home}/bookings/{booking}/cancel"), "Cancelling costs £6", "£6 goes back")
    refused = broker.send(f"{case.home}/bookings/{booking}/cancel", {"expected": "0"})
    assert refused.status_code == 422
    says(refused.text, "Nothing was cancelled", "it is now £6", "Cancel it and pay £6")
    for nonsense in ("", "a", "-1", "\0"):
        assert broker.send(f"{case.home}/bookings/{booking}/cancel", {"expected": nonsense}).status_code == 422
    broker.send(f"{case.home}/bookings/{booking}/cancel", {"expected": "600"})
    assert (case.account().spent, case.account().promised) == (6_00, 0)


@pytest.mark.parametrize(("kind", "desk"), [("problem", "provider"), ("harm", "funder")])
def test_something_is_wrong_reaches_its_desk(broker: Client, case: Case, kind: str, desk: str) -> None:
    order_id = case.accepted()
    page = f"{case.home}/orders/{order_id}/worry"
    says(broker.page(page), "for Robin Vale", "call 999")
    said = broker.send(page, {"kind": kind, "words": AWKWARD, "key": "0" * 32})
    assert said.headers["Location"] == f"{case.home}/orders/{order_id}"
    with database.reading() as session:
        (worry,) = session.scalars(select(Worry)).all()
    organisation = {"provider": case.owner, "funder": case.funder}[desk].organisation_id
    assert (worry.kind, worry.words, worry.desk_id) == (kind, AWKWARD, organisation)
    says(broker.page(said.headers["Location"]), AWKWARD)


def test_a_worry_with_gaps_keeps_what_was_typed(broker: Client, case: Case) -> None:
    page = f"{case.home}/orders/{case.accepted()}/worry"
    nothing = broker.send(page, {"words": "   "})
    assert nothing.status_code == 422
    says(nothing.text, "Choose what it is about.", "Say what is wrong, in your own words.")
    long = broker.send(page, {"kind": "harm", "words": "x" * 6000})
    assert long.status_code == 422
    says(long.text, "This has 6,000 characters", "x" * 6000)
    odd = broker.send(page, {"kind": "harm", "words": "a\0b"})
    assert odd.status_code == 422


def test_a_second_worry_under_the_same_key_is_not_lost_in_silence(broker: Client, case: Case) -> None:
    page = f"{case.home}/orders/{case.accepted()}/worry"
    key = "12345678123456781234567812345678"
    for _ in range(2):
        assert broker.send(page, {"kind": "problem", "words": "The gate was shut.", "key": key}).status_code == 303
    other = broker.send(page, {"kind": "harm", "words": "He shouted.", "key": key})
    assert other.status_code == 422
    says(other.text, "already sent with other answers", "He shouted.")


def test_a_worry_about_harm_stays_between_the_client_and_the_funder(
    app: Flask, broker: Client, case: Case, work: Callable[[], int]
) -> None:
    order_id = case.accepted()
    worry_id = case.worried(order_id, WorryKind.HARM, "My broker frightens me.")
    silent_about(broker.page(f"{case.home}/orders/{order_id}"), "frightens")
    with database.writing() as session:
        voice.answer(session, case.funder, worry_id, "We are with you.")
    work()
    with database.reading() as session:
        told = session.scalars(select(Notice.account_id).where(Notice.subject == "Your worry was answered")).all()
    assert told == [case.robin.account_id]
    silent_about(broker.page(f"{case.home}/orders/{order_id}"), "frightens", "We are with you")
