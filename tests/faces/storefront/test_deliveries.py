"""The person's word on what was delivered: right, not right, or nothing said in time."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask
from markupsafe import escape
from werkzeug.test import TestResponse

from marketplace.cli import nightly
from marketplace.foundation import access, database
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import RecordRequest
from marketplace.purchasing.queries import BookingRow
from marketplace.purchasing.rules import BookingState, DeliveryKind
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.people import ODD_WORDS, STRANGER, form_at, nothing_changes, refused
from tests.faces.storefront.sheet import sheet


def first(shop: Shop, order_id: UUID) -> BookingRow:
    """The first date of an order."""
    return shop.order(order_id).bookings[0]


def say_right(robin: Client, shop: Shop, order_id: UUID) -> TestResponse:
    """Press the button on the order's page that says that its first date is right."""
    return sheet(robin.page(f"/orders/{order_id}"), f"{first(shop, order_id).id}/confirm").send(robin)


def night(shop: Shop, work: Callable[[], int]) -> None:
    """What falls due on the day is done."""
    nightly.ask(access.clock(shop.clock()))
    while work():
        pass


def test_a_record_waits_and_is_confirmed(robin: Client, shop: Shop) -> None:
    order_id = shop.recorded(2)
    says(robin.page("/"), "Waiting for your word", "Allotment mornings")
    says(robin.page("/orders"), "It waits for your word.", "£24 promised")
    page = robin.page(f"/orders/{order_id}")
    says(page, "Green Shoots says: It happened (1 session), £12.", "If you say nothing by Tuesday 17 March 2026")
    answer = say_right(robin, shop, order_id)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/orders/{order_id}")
    page = robin.page(answer.headers["Location"])
    says(page, "Thank you. It is settled.", "Settled £12 spent", "Say how it was")
    silent_about(page, "/confirm", "/dispute", "Waiting for you")
    assert (shop.account().spent, shop.account().promised) == (12_00, 12_00)
    silent_about(robin.page("/"), "Waiting for your word")


@pytest.mark.parametrize(
    ("kind", "quantity", "words", "spent"),
    [
        (DeliveryKind.DELIVERED, "0.5", "It happened (0.5 sessions), £6", 6_00),
        (DeliveryKind.MISSED, "1", "Missed, £6", 6_00),
        (DeliveryKind.CANCELLED_LATE, "1", "Cancelled late, £6", 6_00),
    ],
)
def test_less_than_was_booked_gives_the_rest_back(
    robin: Client, shop: Shop, kind: DeliveryKind, quantity: str, words: str, spent: int
) -> None:
    order_id = shop.accepted()
    shop.clock.forward(days=8)
    with database.writing() as session:
        asked = RecordRequest(first(shop, order_id).id, kind, Decimal(quantity))
        purchasing.record(session, shop.provider, asked)
    says(robin.page(f"/orders/{order_id}"), f"Green Shoots says: {words}.")
    if kind is not DeliveryKind.DELIVERED:
        silent_about(robin.page("/"), "says it happened")
    say_right(robin, shop, order_id)
    assert (shop.account().spent, shop.account().available) == (spent, 500_00 - spent)


def test_confirming_twice_spends_once(robin: Client, shop: Shop) -> None:
    order_id = shop.recorded()
    button = sheet(robin.page(f"/orders/{order_id}"), "/confirm")
    assert button.send(robin).status_code == 303
    with nothing_changes():
        answer = button.send(robin)
    assert answer.status_code == 422
    says(answer.text, "This cannot be done now: the booking is settled.")
    assert shop.account().spent == 12_00


def test_a_dispute_stops_the_money_and_says_who_decides(robin: Client, shop: Shop) -> None:
    order_id = shop.recorded()
    where = f"/bookings/{first(shop, order_id).id}/dispute"
    assert f'href="{where}"' in robin.page(f"/orders/{order_id}")
    says(robin.page(where), "What is not right?", "Green Shoots says: It happened, £12.")
    answer = form_at(robin, where).send(robin, words="It was cut short.")
    page = robin.page(answer.headers["Location"])
    says(page, "We have told the provider.", "Disputed", "You said: It was cut short.", "North Council will decide")
    says(robin.page("/orders"), "Something is disputed.")
    shop.clock.forward(days=30)
    assert (shop.account().spent, shop.account().promised) == (0, 12_00)


def test_a_dispute_can_be_taken_back(robin: Client, shop: Shop) -> None:
    order_id = shop.disputed()
    page = robin.page(f"/orders/{order_id}")
    says(page, "It was right after all")
    sheet(page, "/confirm").send(robin)
    says(robin.page(f"/orders/{order_id}"), "It is settled", "£12 spent")
    assert shop.account().spent == 12_00


def test_disputing_twice_keeps_what_was_typed(robin: Client, shop: Shop) -> None:
    order_id = shop.recorded()
    where = f"/bookings/{first(shop, order_id).id}/dispute"
    form = form_at(robin, where)
    form.send(robin, words="It was cut short.")
    with nothing_changes():
        refused(form.send(robin, words="And it rained."), "the booking is disputed", typed="And it rained.")
    assert robin.get(where).headers["Location"] == f"/orders/{order_id}"
    assert first(shop, order_id).dispute == "It was cut short."


def test_of_two_words_the_first_counts(robin: Client, shop: Shop) -> None:
    order_id = shop.recorded()
    where = f"/bookings/{first(shop, order_id).id}/dispute"
    form = form_at(robin, where)
    say_right(robin, shop, order_id)
    with nothing_changes():
        refused(form.send(robin, words="Or was it?"), "the booking is settled", typed="Or was it?")
    assert robin.get(where).headers["Location"] == f"/orders/{order_id}"


@pytest.mark.parametrize("words", ODD_WORDS)
def test_whatever_people_write_is_read_as_it_was(robin: Client, shop: Shop, words: str) -> None:
    order_id = shop.recorded()
    where = f"/bookings/{first(shop, order_id).id}/dispute"
    form_at(robin, where).send(robin, words=words.replace("\n", "\r\n"))
    assert first(shop, order_id).dispute == words
    page = robin.page(f"/orders/{order_id}")
    assert f"You said: {escape(words)}" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", "Say what is not right, in your own words."),
        (" \n\t ", "Say what is not right, in your own words."),
        (None, "Say what is not right, in your own words."),
        ("x" * 10_000, "This has 10,000 characters. Shorten it to 5,000 or fewer."),
        ("cut\0short", "There is a hidden character in this"),
    ],
)
def test_words_that_cannot_be_kept_are_asked_again(robin: Client, shop: Shop, words: str | None, error: str) -> None:
    order_id = shop.recorded()
    form = form_at(robin, f"/bookings/{first(shop, order_id).id}/dispute")
    with nothing_changes():
        refused(form.send(robin, words=words), error, field="words", typed=words or "")
    assert first(shop, order_id).state == BookingState.RECORDED


def test_five_thousand_letters_are_kept(robin: Client, shop: Shop) -> None:
    order_id = shop.recorded()
    form = form_at(robin, f"/bookings/{first(shop, order_id).id}/dispute")
    assert form.send(robin, words="é" * 5_000).status_code == 303
    assert first(shop, order_id).dispute == "é" * 5_000


def test_silence_settles_and_then_it_is_too_late_to_say(robin: Client, shop: Shop, work: Callable[[], int]) -> None:
    order_id = shop.recorded()
    page = robin.page(f"/orders/{order_id}")
    button, dispute = sheet(page, "/confirm"), form_at(robin, f"/bookings/{first(shop, order_id).id}/dispute")
    shop.clock.forward(days=7)  # the day by which to say so is still theirs
    night(shop, work)
    assert first(shop, order_id).state == BookingState.RECORDED
    shop.clock.forward(days=1)
    night(shop, work)
    says(robin.page(f"/orders/{order_id}"), "£12 spent", "Something is wrong")
    with nothing_changes():
        answer = button.send(robin)
        assert answer.status_code == 422
        says(answer.text, "the booking is settled")
        refused(dispute.send(robin, words="It was not so."), "the booking is settled", typed="It was not so.")
    says(robin.page("/notices"), "A delivery was settled")


@pytest.mark.parametrize("made", ["accepted", "cancelled"])
def test_what_was_never_recorded_has_nothing_to_say_about(robin: Client, shop: Shop, made: str) -> None:
    order_id = shop.accepted()
    booking_id = first(shop, order_id).id
    if made == "cancelled":
        with database.writing() as session:
            purchasing.cancel(session, shop.person, booking_id, 0)
    page = f"/orders/{order_id}/worry"
    assert robin.get(f"/bookings/{booking_id}/dispute").headers["Location"] == f"/orders/{order_id}"
    with nothing_changes():
        right = robin.send(f"/bookings/{booking_id}/confirm", come_from=page)
        assert right.status_code == 422
        says(right.text, "This cannot be done now: the booking")
        wrong = robin.send(f"/bookings/{booking_id}/dispute", {"words": "It was not so."}, come_from=page)
        refused(wrong, "This cannot be done now: the booking", typed="It was not so.")
        silent_about(wrong.text, "says:", "Tell them")
        says(wrong.text, "What you wrote was not sent")
        refused(robin.send(f"/bookings/{booking_id}/dispute", come_from=page), "in your own words", field="words")


def test_a_strangers_record_is_not_there(app: Flask, shop: Shop) -> None:
    world.person("Ned Holt", email=STRANGER)
    booking_id = first(shop, shop.recorded()).id
    ned = signed_in(app, STRANGER)
    token = {"csrf_token": ned.token("/orders")}
    with nothing_changes():
        for named in (booking_id, uuid4()):
            ned.page(f"/bookings/{named}/dispute", 404)
            for words in ("It was not so.", ""):
                assert ned.post(f"/bookings/{named}/dispute", data=token | {"words": words}).status_code == 404
            assert ned.post(f"/bookings/{named}/confirm", data=token).status_code == 404
