"""What changes between opening a page and pressing its button: told, nothing done, and the way on is there."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.rules import OfferState
from marketplace.foundation import database
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.booking import MONDAYS, Stall
from tests.faces.storefront.people import STRANGER, nothing_changes, orders, refused
from tests.faces.storefront.sheet import sheet

DEARER = (world.PriceLine(world.Unit.SESSION, world.Level.STANDARD, 15_00),)
FREE = (world.PriceLine(world.Unit.SESSION, world.Level.STANDARD, 0),)
BY_THE_DAY = (world.PriceLine(world.Unit.DAY, world.Level.STANDARD, 40_00),)


def test_a_new_price_is_told_and_asked_again(stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    stall.edit(prices=DEARER)
    with nothing_changes():
        answer = form.send(stall.robin, message="A ramp, please.")
        refused(answer, "It was £24 and is now £30", "Nothing was booked", "£470 of £500", typed="A ramp, please.")
    assert sheet(answer.text, stall.address).send(stall.robin).status_code == 303
    (placed,) = orders(stall.shop)
    assert (stall.shop.order(placed.id).total, stall.shop.order(placed.id).message) == (30_00, "A ramp, please.")


def test_new_words_are_told_and_asked_again(stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    stall.edit(venue="Another hall, Low Street", late_percent=100)
    with nothing_changes():
        answer = form.send(stall.robin)
        refused(answer, "The provider has changed this offer", "it costs 100% of the price")
    assert sheet(answer.text, stall.address).send(stall.robin).status_code == 303


def test_a_price_that_is_not_offered_any_more(stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    stall.edit(prices=BY_THE_DAY)
    with nothing_changes():
        answer = form.send(stall.robin)
        refused(answer, "The provider has changed the prices", "Nothing was booked")
    says(answer.text, "£40 a day")


def test_what_cost_something_is_free(stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    stall.edit(prices=FREE)
    with nothing_changes():
        answer = form.send(stall.robin)
        refused(answer, "It was £24 and is now £0", "Nobody: it is free", "Book it")
    assert sheet(answer.text, stall.address).send(stall.robin).status_code == 303
    assert stall.shop.account().promised == 0


def test_what_was_free_costs_something(robin: Client, shop: Shop) -> None:
    stall = Stall(robin, shop, world.offer(shop.owner, prices=FREE))
    form = stall.checked(**MONDAYS)
    stall.edit(prices=DEARER)
    with nothing_changes():
        answer = form.send(robin)
        refused(answer, "It was £0 and is now £30", "Who pays Adult social care", "£470 of £500")
    assert sheet(answer.text, stall.address).send(robin).status_code == 303
    assert shop.account().promised == 30_00


def test_an_agreed_time_that_became_a_group_without_dates(stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    other = world.offer(stall.shop.owner, title="Seed swap")
    stall.edit(group=True)
    with nothing_changes():
        answer = form.send(stall.robin, message="A ramp, please.")
        refused(answer, "Choose at least one date", "There are no dates to book just now", field="sessions")
    assert f'href="/offers/{other}"' in answer.text
    assert sheet(answer.text, stall.address).fields["message"] == "A ramp, please."


def test_a_date_that_was_closed(robin: Client, shop: Shop) -> None:
    group = world.group(shop.owner)
    other = world.offer(shop.owner, title="Seed swap")
    stall = Stall(robin, shop, group.offer_id)
    first, second = (str(each) for each in group.sessions[:2])
    form = stall.checked(sessions=[first, second])
    with database.writing() as session:
        catalogue.close_session(session, shop.provider, group.offer_id, group.sessions[0])
    with nothing_changes():
        answer = form.send(robin, message="A ramp, please.")
        refused(answer, "A date you chose cannot be booked any more", field="sessions")
    assert f'href="/offers/{other}"' in answer.text
    kept = sheet(answer.text, stall.address)
    assert (kept.fields.getlist("sessions"), kept.fields["message"]) == ([second], "A ramp, please.")
    assert sheet(kept.send(robin).text, stall.address).send(robin).status_code == 303


def test_the_last_place_was_taken_by_somebody_else(app: Flask, robin: Client, shop: Shop) -> None:
    group = world.group(shop.owner, places=1)
    other = world.offer(shop.owner, title="Seed swap")
    stall = Stall(robin, shop, group.offer_id)
    first, second, third = (str(each) for each in group.sessions[:3])
    form = stall.checked(sessions=[first, second])
    stranger = world.person("Ned Rowan", email=STRANGER)
    world.budget(stranger, shop.funder)
    ned = Stall(signed_in(app, STRANGER), shop, group.offer_id)
    assert ned.checked(sessions=[first]).send(ned.robin).status_code == 303
    with nothing_changes():
        answer = form.send(robin, message="A ramp, please.")
        refused(answer, "the last place on one of these dates", "Nothing was booked", field="sessions")
        says(answer.text, "Others like this", "Seed swap")
        assert f'href="/offers/{other}"' in answer.text
    assert not re.search(
        r'<input[^>]*id="sessions"[^>]* disabled', answer.text
    )  # the summary leads to what can be chosen
    kept = sheet(answer.text, stall.address)
    assert kept.fields.getlist("sessions") == [second]  # the other date is still chosen
    check = kept.send(robin, sessions=[second, third])
    assert sheet(check.text, stall.address).fields["message"] == "A ramp, please."
    assert sheet(check.text, stall.address).send(robin).status_code == 303


def test_too_little_money_says_what_is_left_and_a_part_can_be_bought(stall: Stall) -> None:
    with nothing_changes():
        answer = stall.choose(**MONDAYS | {"times": "42"})
        refused(answer, "£500 is left in this account. It is enough for 41 of the 42", field="account_id", typed="42")
    part = sheet(answer.text, stall.address).send(stall.robin, times="41")
    says(part.text, "£492", "£8 of £500")
    assert sheet(part.text, stall.address).send(stall.robin).status_code == 303


def test_money_that_is_not_enough_for_any_part(app: Flask, shop: Shop) -> None:
    ned = world.person("Ned Rowan", email=STRANGER)
    world.budget(ned, shop.funder, 5_00)
    stall = Stall(signed_in(app, STRANGER), shop, world.offer(shop.owner))
    with nothing_changes():
        answer = stall.choose(**MONDAYS)
        refused(answer, "This costs £24, and £5 is left", "choose another account", field="account_id", typed="10am")


def test_money_that_went_elsewhere_between_page_and_click(stall: Stall) -> None:
    form = stall.checked(**MONDAYS | {"times": "40"})
    elsewhere = Stall(stall.robin, stall.shop, world.offer(stall.shop.owner, title="Seed swap"))
    assert elsewhere.checked(**MONDAYS | {"times": "3"}).send(stall.robin).status_code == 303
    with nothing_changes():
        answer = form.send(stall.robin, message="A ramp, please.")
        refused(answer, "£464 is left in this account", "It is enough for 38 of the 40", field="account_id")
    part = sheet(answer.text, stall.address).send(stall.robin, times="38")
    assert sheet(part.text, stall.address).fields["message"] == "A ramp, please."


@pytest.mark.parametrize(
    ("state", "told"),
    [(OfferState.PAUSED, "has paused this. It may come back."), (OfferState.WITHDRAWN, "does not offer this any more")],
)
def test_an_offer_that_went_between_page_and_click(stall: Stall, state: OfferState, told: str) -> None:
    other = world.offer(stall.shop.owner, title="Seed swap")
    choices, form = stall.choices(), stall.checked(**MONDAYS)
    stall.become(state)
    with nothing_changes():
        refused(form.send(stall.robin), "cannot be booked now")
        moved = choices.send(stall.robin, **MONDAYS)
        assert moved.headers["Location"] == f"/offers/{stall.offer_id}"
        page = stall.robin.page(f"/offers/{stall.offer_id}")
    says(page, told, "Others like this", "Seed swap", "Look at your orders")
    assert f'href="/offers/{other}"' in page
    silent_about(page, "orders/new")


def test_an_offer_that_nobody_ever_published(robin: Client, shop: Shop) -> None:
    stall = Stall(robin, shop, world.offer(shop.owner, published=False))
    for address in (f"/offers/{stall.offer_id}", f"{stall.address}/new"):
        robin.page(address, 404)


def test_times_that_began_while_the_page_was_open(stall: Stall, clock: TestClock) -> None:
    form = stall.checked(**MONDAYS | {"first_day": ("2", "3", "2026"), "at": "5pm"})  # this afternoon
    clock.forward(hours=8)
    with nothing_changes():
        refused(form.send(stall.robin), "Choose dates and times that have not begun yet", field="first_day")


def test_a_date_of_a_group_that_began_while_the_page_was_open(robin: Client, shop: Shop) -> None:
    starts = shop.clock() + timedelta(hours=2)
    group = world.group(shop.owner)
    with database.writing() as session:
        request = catalogue.SessionsRequest(group.offer_id, (starts,), (starts + timedelta(hours=1),), 4)
        catalogue.add_sessions(session, shop.provider, request)
    stall = Stall(robin, shop, group.offer_id)
    form = stall.checked(sessions=stall.dates()[:1])
    shop.clock.forward(hours=3)
    with nothing_changes():
        refused(form.send(robin), "cannot be booked any more", field="sessions")
