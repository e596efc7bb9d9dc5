"""The same form twice, another form for the same time, and many fingers at the same moment: one order."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from marketplace.catalogue.queries import sessions_of
from marketplace.foundation import database
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import Shop, says
from tests.faces.storefront.booking import MONDAYS, Stall
from tests.faces.storefront.people import nothing_changes, orders, refused
from tests.faces.storefront.sheet import Sheet

FINGERS = 8


def at_once(app: Flask, sheets: list[Sheet]) -> list[tuple[int, str]]:
    """Send forms at the same moment, each from a browser of its own; the status and what came back of each."""
    ready = Barrier(len(sheets))
    browsers = [signed_in(app, Shop.PERSON) for _ in sheets]
    tokens = [browser.token("/sign-in") for browser in browsers]

    def press(browser: Client, token: str, form: Sheet) -> tuple[int, str]:
        ready.wait()
        answer = form.send(browser, csrf_token=token)
        return answer.status_code, answer.headers.get("Location", answer.text)

    with ThreadPoolExecutor(len(sheets)) as pool:
        return list(pool.map(press, browsers, tokens, sheets))


def test_the_same_form_twice_is_one_order_and_both_end_on_it(stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    first = form.send(stall.robin)
    with nothing_changes():
        second = form.send(stall.robin)
    assert first.headers["Location"] == second.headers["Location"]
    says(stall.robin.page(second.headers["Location"]), "Allotment mornings")
    assert len(orders(stall.shop)) == 1


def test_the_same_form_with_other_words_is_told(stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    form.send(stall.robin)
    with nothing_changes():
        refused(form.send(stall.robin, message="Also this."), "already", typed="Also this.")


def test_the_same_form_from_many_fingers_at_once(app: Flask, stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    answers = at_once(app, [form] * FINGERS)
    (placed,) = orders(stall.shop)
    assert set(answers) == {(303, f"/orders/{placed.id}")}
    assert stall.shop.account().promised == 24_00


def test_the_same_form_for_a_date_of_a_group_takes_one_place(app: Flask, robin: Client, shop: Shop) -> None:
    group = world.group(shop.owner)
    form = Stall(robin, shop, group.offer_id).checked(sessions=[str(group.sessions[0])])
    answers = at_once(app, [form] * FINGERS)
    (placed,) = orders(shop)
    assert set(answers) == {(303, f"/orders/{placed.id}")}
    with database.reading() as session:
        assert [each.left for each in sessions_of(session, shop.person, group.offer_id)] == [7, 8, 8, 8, 8, 8]


def test_other_forms_for_the_same_time_at_once(app: Flask, stall: Stall) -> None:
    answers = at_once(app, [stall.checked(**MONDAYS) for _ in range(FINGERS)])
    assert sorted(status for status, _ in answers) == [303] + [422] * (FINGERS - 1)
    for status, told in answers:
        if status == 422:
            says(told, "You have already booked this.")
    assert len(orders(stall.shop)) == 1


def test_a_second_form_for_a_time_that_is_booked(stall: Stall) -> None:
    second = stall.checked(**MONDAYS)
    stall.checked(**MONDAYS).send(stall.robin)
    with nothing_changes():
        refused(second.send(stall.robin), "You have already booked this.", field="first_day")
        refused(stall.choose(**MONDAYS), "You have already booked this.", field="first_day")
        half_over = stall.choose(**MONDAYS | {"at": "10:30"})
        refused(half_over, "You have already booked this.", field="first_day")
    assert stall.choose(**MONDAYS | {"at": "11am"}).status_code == 200  # the next hour is another time


def test_a_second_form_for_a_date_of_a_group(robin: Client, shop: Shop) -> None:
    group = world.group(shop.owner)
    stall = Stall(robin, shop, group.offer_id)
    date = str(group.sessions[0])
    second = stall.checked(sessions=[date])
    stall.checked(sessions=[date]).send(robin)
    with nothing_changes():
        refused(second.send(robin), "You have already booked this.", field="sessions")
    both = [date, str(group.sessions[1])]
    with nothing_changes():
        refused(stall.choose(sessions=both), "You have already booked this.", field="sessions")


def test_a_cancelled_time_can_be_booked_again(stall: Stall) -> None:
    stall.checked(**MONDAYS).send(stall.robin)
    booking = stall.shop.order(orders(stall.shop)[0].id).bookings[0]
    cancel = f"/bookings/{booking.id}/cancel"
    assert stall.robin.send(cancel, {"expected": "0"}).status_code == 303
    assert stall.choose(**MONDAYS | {"times": "1"}).status_code == 200


def test_the_last_place_goes_to_one_of_many(app: Flask, shop: Shop, robin: Client) -> None:
    group = world.group(shop.owner, places=1)
    people = [f"person{n}@example.org" for n in range(4)]
    for email in people:
        world.budget(world.person(f"Person {email[6]}", email=email), shop.funder)
    stalls = [Stall(signed_in(app, email), shop, group.offer_id) for email in people]
    forms = [stall.checked(sessions=[str(group.sessions[0])]) for stall in stalls]
    ready = Barrier(len(people))

    def press(stall: Stall, form: Sheet) -> int:
        ready.wait()
        return form.send(stall.robin).status_code

    with ThreadPoolExecutor(len(people)) as pool:
        assert sorted(pool.map(press, stalls, forms)) == [303, 422, 422, 422]
    says(robin.page(f"/offers/{group.offer_id}"), "Full")
