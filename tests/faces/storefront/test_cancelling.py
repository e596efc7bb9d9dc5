"""Cancelling one date: what it costs is said before, and only what was said is paid."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from marketplace.catalogue.queries import sessions_of
from marketplace.catalogue.rules import Level, PriceLine, Unit
from marketplace.foundation import database
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.rules import BookingState, OrderState
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.people import STRANGER, form_at, nothing_changes, refused


def address(shop: Shop, order_id: UUID, number: int = 0) -> str:
    """Where one date of an order is cancelled."""
    return f"/bookings/{shop.order(order_id).bookings[number].id}/cancel"


def test_in_good_time_it_costs_nothing_and_all_goes_back(robin: Client, shop: Shop) -> None:
    order_id = shop.accepted(2)
    where = address(shop, order_id)
    page = robin.page(f"/orders/{order_id}")
    assert f'href="{where}"' in page
    says(robin.page(where), "Cancel Monday 9 March 2026, 10am?", "Cancelling costs nothing. All £12 goes back.")
    answer = form_at(robin, where).send(robin)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/orders/{order_id}")
    page = robin.page(answer.headers["Location"])
    says(page, "It is cancelled, and the money has gone back.", "Nothing to pay", "Booked £12 promised")
    assert f'href="{where}"' not in page
    assert (shop.account().promised, shop.account().available) == (12_00, 488_00)


def test_the_last_moment_of_good_time_and_the_first_too_late(robin: Client, shop: Shop) -> None:
    where = address(shop, shop.accepted())
    shop.clock.forward(days=6)  # 10:00 on Sunday: exactly 24 hours before
    says(robin.page(where), "Cancelling costs nothing")
    shop.clock.forward(seconds=1)
    says(robin.page(where), "It is now less than 24 hours before it starts. Cancelling costs £6. £6 goes back.")


def test_late_it_costs_what_the_page_says_and_the_order_ends(robin: Client, shop: Shop) -> None:
    order_id = shop.accepted()
    shop.clock.forward(days=6, hours=12)
    form = form_at(robin, address(shop, order_id))
    assert form.fields["expected"] == "600"
    answer = form.send(robin)
    page = robin.page(answer.headers["Location"])
    says(page, "It is cancelled.", "£6 spent (cancelled late)", "All the dates are cancelled")
    assert (shop.account().spent, shop.account().promised, shop.account().available) == (6_00, 0, 494_00)
    assert shop.order(order_id).state == OrderState.CANCELLED
    says(robin.page("/money"), "£6 is spent", "£494 is left")


def test_before_the_provider_answers_it_costs_nothing_however_late(robin: Client, shop: Shop) -> None:
    order_id = shop.ordered(world.offer(shop.owner))
    shop.clock.forward(days=6, hours=23)
    form = form_at(robin, address(shop, order_id))
    form.send(robin)
    says(robin.page(f"/orders/{order_id}"), "All the dates are cancelled", "Book it again")
    assert (shop.account().available, shop.order(order_id).state) == (500_00, OrderState.CANCELLED)


@pytest.mark.parametrize(("percent", "costs", "back"), [(100, "£12", "£0"), (33, "£3.96", "£8.04"), (0, "", "")])
def test_the_share_is_the_one_agreed(robin: Client, shop: Shop, percent: int, costs: str, back: str) -> None:
    order_id = shop.ordered(world.offer(shop.owner, late_percent=percent))
    with database.writing() as session:
        purchasing.accept(session, shop.provider, order_id)
    shop.clock.forward(days=6, hours=12)
    page = robin.page(address(shop, order_id))
    says(page, f"Cancelling costs {costs}. {back} goes back." if costs else "Cancelling costs nothing. All £12")


def test_what_changed_between_the_page_and_the_click_is_asked_again(robin: Client, shop: Shop) -> None:
    order_id = shop.accepted()
    where = address(shop, order_id)
    form = form_at(robin, where)
    shop.clock.forward(days=6, hours=12)
    with nothing_changes():
        answer = form.send(robin)
    refused(answer, "it is now £6", "Nothing was cancelled", "Cancelling costs £6. £6 goes back.", "Cancel it and pay")
    assert 'name="expected" value="600"' in answer.text
    form.send(robin, expected=600)
    assert shop.account().spent == 6_00


@pytest.mark.parametrize("expected", [None, "", "0", "-600", "6.00", "£6", "9" * 40, "\0", "٦٠٠", ["600", "0", "1"]])
def test_a_sum_that_no_page_said_cancels_nothing(robin: Client, shop: Shop, expected: object) -> None:
    form = form_at(robin, address(shop, order_id := shop.accepted()))
    shop.clock.forward(days=6, hours=12)
    if isinstance(expected, list):  # the first counts, as everywhere
        expected = expected[1:]
    with nothing_changes():
        refused(form.send(robin, expected=expected), "Nothing was cancelled")
    assert shop.order(order_id).bookings[0].state == BookingState.BOOKED


@pytest.mark.parametrize("late", [False, True])
def test_cancelling_twice_is_once(robin: Client, shop: Shop, late: bool) -> None:
    order_id = shop.accepted(2)
    where = address(shop, order_id)
    shop.clock.forward(days=6, hours=12 if late else 0)
    form = form_at(robin, where)
    assert form.send(robin).status_code == 303
    with nothing_changes():
        answer = form.send(robin)
    refused(answer, "This cannot be done now: the booking was cancelled.")
    silent_about(answer.text, "goes back", "Cancel it", '<button type="submit" class="govuk-button')
    assert f'href="/orders/{order_id}"' in answer.text
    assert shop.account().spent == (6_00 if late else 0)
    again = robin.get(where)
    assert (again.status_code, again.headers["Location"]) == (303, f"/orders/{order_id}")


def test_what_has_begun_cannot_be_cancelled_and_says_what_can_be_done(robin: Client, shop: Shop) -> None:
    order_id = shop.accepted()
    where = address(shop, order_id)
    form = form_at(robin, where)
    shop.clock.forward(days=7)  # to the minute
    assert robin.get(where).headers["Location"] == f"/orders/{order_id}"
    page = robin.page(f"/orders/{order_id}")
    says(page, "It has begun. Green Shoots will say how it went, and then we ask you.")
    assert where not in page
    with nothing_changes():
        answer = form.send(robin, expected="600")
    refused(answer, "has already begun", "tell us that something is wrong")
    silent_about(answer.text, "Cancel it")


@pytest.mark.parametrize("made", ["recorded", "disputed", "confirmed"])
def test_what_was_delivered_cannot_be_cancelled(robin: Client, shop: Shop, made: str) -> None:
    order_id = getattr(shop, made)()
    where = address(shop, order_id)
    assert robin.get(where).headers["Location"] == f"/orders/{order_id}"
    assert where not in robin.page(f"/orders/{order_id}")
    with nothing_changes():
        for expected in ("0", "600", "1200"):
            answer = robin.send(where, {"expected": expected}, come_from=f"/orders/{order_id}/worry")
            refused(answer, "This cannot be done now: the booking")
            silent_about(answer.text, "Cancel it")


def test_places_come_back_for_others(app: Flask, robin: Client, shop: Shop) -> None:
    group = world.group(shop.owner, places=1)
    order_id = shop.ordered(group.offer_id, sessions=group.sessions[:2])
    says(app.test_client().get(f"/offers/{group.offer_id}").text, "Monday 9 March 2026, 10am to 12pm Full")
    form_at(robin, address(shop, order_id)).send(robin)
    says(app.test_client().get(f"/offers/{group.offer_id}").text, "Monday 9 March 2026, 10am to 12pm 1 place left")
    with database.reading() as session:
        assert [s.taken for s in sessions_of(session, shop.person, group.offer_id)][:3] == [0, 1, 0]
    shop.ordered(group.offer_id, sessions=group.sessions[:1])


def test_what_is_free_costs_nothing_to_cancel(robin: Client, shop: Shop) -> None:
    free = (PriceLine(Unit.SESSION, Level.STANDARD, 0),)
    order_id = shop.ordered(world.offer(shop.owner, prices=free))
    with database.writing() as session:
        purchasing.accept(session, shop.provider, order_id)
    shop.clock.forward(days=6, hours=20)
    page = robin.page(address(shop, order_id))
    says(page, "Cancelling costs nothing.")
    silent_about(page, "goes back", "£")
    form_at(robin, address(shop, order_id)).send(robin)
    assert shop.order(order_id).state == OrderState.CANCELLED


def test_a_strangers_booking_is_not_there(app: Flask, robin: Client, shop: Shop) -> None:
    world.person("Ned Holt", email=STRANGER)
    where = address(shop, shop.accepted())
    ned = signed_in(app, STRANGER)
    token = ned.token("/orders")
    with nothing_changes():
        for place in (where, f"/bookings/{uuid4()}/cancel"):
            ned.page(place, 404)
            for expected in ("0", "", "600"):
                sent = {"csrf_token": token, "expected": expected}
                assert ned.post(place, data=sent).status_code == 404, (place, expected)
        asked = app.test_client().get(where)
    assert asked.headers["Location"].startswith("/sign-in?next=")
