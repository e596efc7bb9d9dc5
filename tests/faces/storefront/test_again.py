"""Booking the same again in two clicks, and what it says when that cannot be."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from flask import Flask

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import SessionsRequest
from marketplace.catalogue.rules import Level, OfferState, PriceLine, Unit
from marketplace.foundation import database
from marketplace.purchasing import operations as purchasing
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.people import STRANGER, link, nothing_changes, orders, refused
from tests.faces.storefront.sheet import Sheet, sheet


def first_click(robin: Client, order_id: UUID) -> str:
    """The address that the first click leads to."""
    return robin.get(link(robin.page(f"/orders/{order_id}"), "Book again")).headers["Location"]


def check(robin: Client, order_id: UUID) -> tuple[str, Sheet]:
    """The check page after the first click, and its form."""
    page = robin.page(first_click(robin, order_id))
    return page, sheet(page, "/orders")


def edited(shop: Shop, offer_id: UUID, **changed: object) -> None:
    """The provider changes the offer, from today on."""
    with database.writing() as session:
        words = replace(world.WORDS, starts=shop.clock().date(), **changed)  # type: ignore[arg-type]
        catalogue.edit(session, shop.provider, offer_id, words)


@pytest.mark.parametrize("made", ["accepted", "recorded", "confirmed", "disputed"])
def test_the_same_again_is_two_clicks(robin: Client, shop: Shop, made: str) -> None:
    order_id = getattr(shop, made)()
    page, form = check(robin, order_id)
    says(page, "Check the booking", "Monday 16 March 2026, 10am to 11am: £12", "Adult social care")
    placed = form.send(robin)
    assert placed.status_code == 303
    says(robin.page(placed.headers["Location"]), "Your order has been sent.")
    again, before = (shop.order(row.id) for row in sorted(orders(shop), key=lambda row: row.id == order_id))
    assert (again.total, again.unit, again.level) == (before.total, before.unit, before.level)
    assert [b.starts_at.time() for b in again.bookings] == [b.starts_at.time() for b in before.bookings]
    assert again.payers[0].account_id == before.payers[0].account_id


def test_as_many_times_on_the_next_weeks(robin: Client, shop: Shop) -> None:
    page, form = check(robin, shop.accepted(3))
    for day in ("30 March 2026, 10am", "6 April 2026, 10am", "13 April 2026, 10am"):  # summer time began between
        says(page, f"Monday {day} to 11am: £12")
    says(page, "£36", "£428 of £464")
    form.send(robin)
    assert shop.account().promised == 72_00


def test_long_after_it_begins_with_the_coming_week(robin: Client, shop: Shop) -> None:
    order_id = shop.recorded()
    shop.clock.forward(weeks=10)
    page, _ = check(robin, order_id)
    says(page, "Monday 25 May 2026, 10am to 11am: £12")


def test_a_group_again_is_its_next_dates_with_places(robin: Client, shop: Shop) -> None:
    group = world.group(shop.owner, places=1, dates=5)
    order_id = shop.ordered(group.offer_id, sessions=group.sessions[:2])
    shop.ordered(group.offer_id, sessions=group.sessions[2:3])
    page, form = check(robin, order_id)
    says(page, "Monday 30 March 2026, 11am to 1pm", "Monday 6 April 2026, 11am to 1pm", "£24")
    silent_about(page, "Monday 23 March")
    assert form.fields.getlist("sessions") == [str(each) for each in group.sessions[3:]]
    assert form.send(robin).status_code == 303


def test_a_cancelled_order_can_be_made_again(robin: Client, shop: Shop) -> None:
    group = world.group(shop.owner, places=1, dates=2)
    order_id = shop.ordered(group.offer_id, sessions=group.sessions[:1])
    with database.writing() as session:
        purchasing.cancel(session, shop.person, shop.order(order_id).bookings[0].id, 0)
    page = robin.page(f"/orders/{order_id}")
    assert link(page, "Book it again") == f"/orders/{order_id}/again"
    page, form = check(robin, order_id)
    says(page, "Monday 9 March 2026")
    assert form.send(robin).status_code == 303


def test_twice_the_second_click_is_one_order(robin: Client, shop: Shop) -> None:
    _, form = check(robin, shop.accepted())
    assert form.send(robin).headers["Location"] == form.send(robin).headers["Location"]
    assert len(orders(shop)) == 2


def test_two_first_clicks_do_not_book_the_same_time_twice(robin: Client, shop: Shop) -> None:
    order_id = shop.accepted()
    (_, one), (_, two) = check(robin, order_id), check(robin, order_id)
    assert one.send(robin).status_code == 303
    with nothing_changes():
        answer = two.send(robin)
    assert answer.status_code == 422
    says(answer.text, "You have already booked this.")


def test_a_new_price_is_shown_first_and_asked_when_it_comes_between(robin: Client, shop: Shop) -> None:
    order_id = shop.accepted()
    offer_id = shop.order(order_id).offer_id
    edited(shop, offer_id, prices=(PriceLine(Unit.SESSION, Level.STANDARD, 15_00),))
    page, form = check(robin, order_id)
    says(page, "£15 a session", "Book and promise £15")
    edited(shop, offer_id, prices=(PriceLine(Unit.SESSION, Level.STANDARD, 20_00),))
    with nothing_changes():
        answer = form.send(robin, message="See you there.")
    refused(answer, "It was £15 and is now £20", "Nothing was booked", "Book and promise £20", typed="See you there.")
    assert sheet(answer.text, "/orders").send(robin).status_code == 303
    assert sorted(row.promised for row in orders(shop)) == [12_00, 20_00]


def test_a_price_that_is_no_more_is_said(robin: Client, shop: Shop) -> None:
    order_id = shop.accepted()
    edited(shop, shop.order(order_id).offer_id, prices=(PriceLine(Unit.HOUR, Level.STANDARD, 15_00),))
    with nothing_changes():
        answer = robin.get(first_click(robin, order_id))
    refused(answer, "The provider has changed the prices of this offer", "£15 an hour")


@pytest.mark.parametrize("state", [OfferState.PAUSED, OfferState.WITHDRAWN])
def test_what_has_ended_leads_to_others(robin: Client, shop: Shop, state: OfferState) -> None:
    order_id = shop.accepted()
    other = world.offer(shop.owner, title="Singing")
    _, form = check(robin, order_id)
    with database.writing() as session:
        catalogue.set_state(session, shop.owner, shop.order(order_id).offer_id, state)
    offer = f"/offers/{shop.order(order_id).offer_id}"
    assert robin.get(first_click(robin, order_id)).headers["Location"] == offer
    page = robin.page(offer)
    says(page, "Others like this")
    assert link(page, "Singing") == f"/offers/{other}"
    with nothing_changes():
        answer = form.send(robin)
    refused(answer, "cannot be booked now: the provider has stopped taking bookings")
    assert link(answer.text, "Singing") == f"/offers/{other}"


def test_a_group_without_dates_says_so(robin: Client, shop: Shop) -> None:
    group = world.group(shop.owner, dates=1)
    order_id = shop.ordered(group.offer_id, sessions=group.sessions[:1])
    other = world.offer(shop.owner, title="Singing")
    for forward in (0, 8):
        shop.clock.forward(days=forward)
        with nothing_changes():
            answer = robin.get(first_click(robin, order_id))
        refused(answer, "Choose at least one date.", field="sessions")
        assert link(answer.text, "Singing") == f"/offers/{other}"
    says(answer.text, "There are no dates to book just now.")


def test_fewer_dates_than_before_are_offered_as_they_are(robin: Client, shop: Shop) -> None:
    group = world.group(shop.owner, dates=3)
    page, _ = check(robin, shop.ordered(group.offer_id, sessions=group.sessions[:2]))
    says(page, "Monday 23 March 2026", "Book and promise £12")


def test_an_empty_account_says_what_is_left(robin: Client, shop: Shop) -> None:
    order_id = shop.accepted()
    dear = world.offer(shop.owner, prices=(PriceLine(Unit.SESSION, Level.STANDARD, 480_00),))
    _, form = check(robin, order_id)
    shop.ordered(dear)
    with nothing_changes():
        refused(robin.get(first_click(robin, order_id)), "£8 is left in this account", field="account_id")
        refused(form.send(robin, message="See you."), "This costs £12, and £8 is left", field="account_id")
    assert shop.account().available == 8_00


def test_after_the_budget_has_ended_it_says_so(robin: Client, shop: Shop) -> None:
    order_id = shop.accepted()
    shop.clock.forward(days=310)  # into the next year
    with nothing_changes():
        answer = robin.get(first_click(robin, order_id))
    refused(answer, "There is no budget yet that can pay for this.", field="account_id")


def test_a_date_added_since_is_found(robin: Client, shop: Shop) -> None:
    group = world.group(shop.owner, dates=1)
    order_id = shop.ordered(group.offer_id, sessions=group.sessions)
    start = world.NOW.replace(day=20)
    with database.writing() as session:
        asked = SessionsRequest(group.offer_id, (start,), (start.replace(hour=12),), 3)
        catalogue.add_sessions(session, shop.owner, asked)
    says(check(robin, order_id)[0], "Friday 20 March 2026, 10am to 12pm")


def test_a_strangers_order_is_not_there(app: Flask, shop: Shop) -> None:
    ned_is = world.person("Ned Holt", email=STRANGER)
    world.budget(ned_is, shop.funder)
    order_id = shop.accepted()
    ned = signed_in(app, STRANGER)
    for named in (order_id, uuid4()):
        ned.page(f"/orders/{named}/again", 404)
    visitor = app.test_client()
    assert visitor.get(f"/orders/{order_id}/again").headers["Location"].startswith("/sign-in?next=")
