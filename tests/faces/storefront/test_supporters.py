"""Somebody whom the person lets help: what they see and do, and nothing once it has ended."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.rules import BookingState
from tests import world
from tests.faces.conftest import signed_in
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.people import (
    SEES,
    SPENDS,
    SUPPORTER,
    form_at,
    lets,
    links,
    nothing_changes,
    orders,
    supporter,
)
from tests.faces.storefront.sheet import sheet, sheets

DOES = re.compile(r"/(cancel|confirm|dispute|again|rating|orders/new|orders)$")
MADE = ("ordered", "accepted", "recorded", "disputed", "confirmed", "rated", "cancelled", "declined")


def make(shop: Shop, made: str) -> UUID:
    """An order that stands as its name says."""
    if made not in {"ordered", "cancelled", "declined"}:
        order_id: UUID = getattr(shop, made)()
        return order_id
    order_id = shop.ordered(world.offer(shop.owner))
    with database.writing() as session:
        if made == "cancelled":
            purchasing.cancel(session, shop.person, shop.order(order_id).bookings[0].id, 0)
        if made == "declined":
            purchasing.decline(session, shop.provider, order_id, "We are full.")
    return order_id


def ways(page: str) -> set[str]:
    """Every address that the main part of a page leads to, by a link or a button."""
    main = page.split("<main", 1)[1].split("</main", 1)[0]
    return {address.partition("?")[0] for address in links(main).values()} | {form.action for form in sheets(main)}


def deeds(shop: Shop, order_id: UUID) -> tuple[list[str], list[tuple[str, dict[str, object]]]]:
    """What only those may ask for, and send, who may spend for the person."""
    booking = f"/bookings/{shop.order(order_id).bookings[0].id}"
    offer = f"/offers/{shop.order(order_id).offer_id}/orders"
    asked = [f"{booking}/cancel", f"{booking}/dispute", f"/orders/{order_id}/rating", f"/orders/{order_id}/again"]
    sent: list[tuple[str, dict[str, object]]] = [
        (f"{booking}/cancel", {"expected": "0"}),
        (f"{booking}/confirm", {}),
        (f"{booking}/dispute", {"words": "It was short."}),
        (f"/orders/{order_id}/rating", {"again": "4"}),
        (offer, {"line": "session:standard"}),
    ]
    return [*asked, f"{offer}/new"], sent


@pytest.mark.parametrize("made", MADE)
def test_who_may_see_is_shown_no_button_that_would_refuse(app: Flask, shop: Shop, made: str) -> None:
    supporter(shop, SEES)
    order_id = make(shop, made)
    sue = signed_in(app, SUPPORTER)
    page = sue.page(f"/orders/{order_id}")
    says(page, "Allotment mornings", "Something is wrong", "Your receipt")
    assert not [address for address in ways(page) if DOES.search(address)]
    for address in ways(page):
        assert sue.get(address).status_code == 200, address
    for address in ("/", "/orders", "/money", f"/offers/{shop.order(order_id).offer_id}"):
        assert not [found for found in ways(sue.page(address)) if DOES.search(found) and found != "/orders"]


def test_who_may_see_sees_and_says_that_something_is_wrong(app: Flask, shop: Shop) -> None:
    supporter(shop, SEES)
    order_id = shop.recorded()
    sue = signed_in(app, SUPPORTER)
    says(sue.page("/"), "Hello Sue Vale. You are helping somebody here", "Waiting for your word", "£488 left to use")
    says(sue.page("/money"), "£500 has come in. Of that, £12 is promised")
    says(sue.page("/orders"), "Allotment mornings")
    form_at(sue, f"/orders/{order_id}/worry").send(sue, kind="problem", words="The gate was shut.")
    says(sue.page(f"/orders/{order_id}"), "The gate was shut.", "Green Shoots has it")
    says(sue.page(f"/offers/{shop.order(order_id).offer_id}"), "People book this with their own sign-in")


@pytest.mark.parametrize("made", ["accepted", "recorded", "confirmed"])
def test_who_may_see_can_do_nothing_by_typing_addresses(app: Flask, shop: Shop, made: str) -> None:
    supporter(shop, SEES)
    order_id = make(shop, made)
    sue = signed_in(app, SUPPORTER)
    asked, sent = deeds(shop, order_id)
    token = {"csrf_token": sue.token(f"/orders/{order_id}/worry")}
    with nothing_changes():
        for address in asked:
            sue.page(address, 404)
        for address, data in sent:
            assert sue.post(address, data=token | data).status_code == 404, address


def test_who_may_spend_books_cancels_confirms_and_rates(app: Flask, shop: Shop) -> None:
    supporter(shop, SPENDS)
    order_id = shop.recorded(2)
    first, second = shop.order(order_id).bookings
    sue = signed_in(app, SUPPORTER)
    page = sue.page(f"/orders/{order_id}")
    assert sheet(page, f"{first.id}/confirm").send(sue).status_code == 303
    assert form_at(sue, f"/bookings/{second.id}/cancel").send(sue).status_code == 303
    assert form_at(sue, f"/orders/{order_id}/rating").send(sue, again=4, words="Robin said so.").status_code == 303
    check = sue.page(sue.get(f"/orders/{order_id}/again").headers["Location"])
    says(check, "Check the booking", "£488")
    placed = sheet(check, "/orders").send(sue)
    says(sue.page(placed.headers["Location"]), "Placed Tuesday 10 March 2026 by Sue Vale")
    assert [b.state for b in shop.order(order_id).bookings] == [BookingState.CONFIRMED, BookingState.CANCELLED]
    assert len(orders(shop)) == 2


def test_harm_that_a_supporter_tells_of_is_theirs_and_the_persons(app: Flask, shop: Shop) -> None:
    supporter(shop, SEES)
    other = world.account("Una Vale", "una@example.org")
    lets(shop, other, SEES)
    order_id = shop.accepted()
    sue = signed_in(app, SUPPORTER)
    form_at(sue, f"/orders/{order_id}/worry").send(sue, kind="harm", words="Una shouts at Robin.")
    says(sue.page(f"/orders/{order_id}"), "Una shouts at Robin.")
    says(signed_in(app, Shop.PERSON).page(f"/orders/{order_id}"), "Una shouts at Robin.")
    silent_about(signed_in(app, "una@example.org").page(f"/orders/{order_id}"), "Una shouts at Robin.")


@pytest.mark.parametrize("powers", [SEES, SPENDS])
def test_once_it_has_ended_nothing_is_left(app: Flask, shop: Shop, powers: frozenset[Power]) -> None:
    supporter(shop, powers, ends=world.NOW.date())
    order_id = shop.accepted()
    sue = signed_in(app, SUPPORTER)
    sue.page(f"/orders/{order_id}")
    token = {"csrf_token": sue.token("/notices")}
    asked, sent = deeds(shop, order_id)
    worry: tuple[str, dict[str, object]] = (f"/orders/{order_id}/worry", {"kind": "harm", "words": "I know."})
    shop.clock.forward(hours=14)  # the next day in London
    with nothing_changes():
        for address in (*asked, "/money", "/orders", f"/orders/{order_id}", worry[0]):
            sue.page(address, 404)
        for address, data in (*sent, worry):
            assert sue.post(address, data=token | data).status_code == 404, address
        page = sue.page(sue.get("/").location)
    silent_about(page, "My money", "My orders", "Robin", "£")
    says(page, "What do you want to do next?")


@pytest.mark.parametrize("powers", [SEES, SPENDS])
def test_somebody_with_money_of_their_own_helps_with_no_more_than_they_may(
    app: Flask, shop: Shop, powers: frozenset[Power], work: Callable[[], int]
) -> None:
    pat = world.person("Pat Moor", email="pat@example.org")
    world.budget(pat, shop.funder)
    assert pat.account_id is not None
    lets(shop, pat.account_id, powers)
    order_id = shop.recorded()
    work()
    browser = signed_in(app, "pat@example.org")
    page = browser.page(f"/orders/{order_id}")
    silent_about(page, f"/orders/{order_id}/again")  # it would book for Pat, from Pat's own money
    found = ways(page)
    for address in found:
        if not address.endswith("/confirm"):
            assert browser.get(address).status_code == 200, address
    assert bool([address for address in found if address.endswith("/confirm")]) == (powers == SPENDS)
    with nothing_changes():
        browser.page(f"/orders/{order_id}/again", 404)
    if powers == SPENDS:
        assert sheet(page, "/confirm").send(browser).status_code == 303
        assert shop.account().spent == 12_00
