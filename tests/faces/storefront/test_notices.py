"""What an account was told: the list, the way from each notice to its record, and marking them as seen."""

from collections.abc import Callable
from uuid import uuid4

from flask import Flask

from marketplace.foundation import database
from marketplace.purchasing import operations as purchasing
from marketplace.voice import operations as voice
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.people import SEES, STRANGER, SUPPORTER, nothing_changes, notices, opens, supporter
from tests.faces.storefront.sheet import sheet, sheets


def test_with_nothing_to_tell_it_says_so(app: Flask, shop: Shop) -> None:
    world.person("Kit Lowe", email="kit@example.org")
    page = signed_in(app, "kit@example.org").page("/notices")
    says(page, "There is nothing to tell you yet. What there will be comes here, and by e-mail if you like.")
    silent_about(page, "I have seen these", "op-count")


def test_each_notice_leads_to_its_record(robin: Client, shop: Shop, work: Callable[[], int]) -> None:
    order_id = shop.recorded()
    work()
    with database.writing() as session:
        purchasing.dispute(session, shop.person, shop.order(order_id).bookings[0].id, "It was short.")
    worry_id = shop.worried(order_id)
    with database.writing() as session:
        voice.answer(session, shop.provider, worry_id, "We have a new key now.")
    work()
    found = notices(robin)
    assert {
        "Your order has been sent",
        "Your order was accepted",
        "Did it go as recorded?",
        "We have your dispute",
        "Your worry was answered",
    } < set(found)
    for subject, address in found.items():
        says(robin.page(address), subject)
        leads = opens(robin, address)
        assert leads == (f"/orders/{order_id}" if "budget" not in subject else "/money"), subject
        robin.page(leads)


def test_no_notice_says_who_or_what(robin: Client, shop: Shop, work: Callable[[], int]) -> None:
    shop.worried(shop.recorded(), words="The gate was shut.")
    work()
    for address in notices(robin).values():
        page = robin.page(address).split("<main", 1)[1].split("</main")[0]
        silent_about(page, "Robin", "Green Shoots", "Allotment", "The gate was shut", "£")


def test_new_ones_are_counted_until_they_are_seen(robin: Client, shop: Shop, work: Callable[[], int]) -> None:
    order_id = shop.ordered(world.offer(shop.owner))
    work()
    page = robin.page("/notices")
    count = len(notices(robin))
    says(page, f"Notices {count} new", "Your order has been sent Monday 2 March 2026, 10am New", "I have seen these")
    robin.page(notices(robin)["Your order has been sent"])  # a look alone changes nothing
    says(robin.page("/"), f"Notices {count} new")
    shop.clock.forward(minutes=1)
    button = sheet(page, "/notices/seen")
    answer = button.send(robin)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/notices")
    page = robin.page("/notices")
    says(page, "Your order has been sent Monday 2 March 2026, 10am")
    silent_about(page, "I have seen these", "op-count", ">New<")
    assert button.send(robin).status_code == 303
    shop.clock.forward(minutes=1)
    with database.writing() as session:
        purchasing.accept(session, shop.provider, order_id)
    work()
    says(robin.page("/notices"), "Notices 1 new", "Your order was accepted Monday 2 March 2026, 10:02am New")


def test_somebody_elses_notice_is_not_there(app: Flask, robin: Client, shop: Shop, work: Callable[[], int]) -> None:
    world.person("Ned Holt", email=STRANGER)
    shop.accepted()
    work()
    mine = notices(robin)["Your order was accepted"]
    ned, owner = signed_in(app, STRANGER), signed_in(app, Shop.PROVIDER)
    theirs = notices(owner)["You have a new order"]
    with nothing_changes():
        for browser, address in ((ned, mine), (owner, mine), (robin, theirs), (robin, f"/notices/{uuid4()}")):
            browser.page(address, 404)
        visitor = app.test_client()
        assert visitor.get(mine).headers["Location"].startswith("/sign-in?next=")
    assert notices(ned) == {}


def test_marking_as_seen_is_for_ones_own(app: Flask, robin: Client, shop: Shop, work: Callable[[], int]) -> None:
    shop.ordered(world.offer(shop.owner))
    work()
    owner = signed_in(app, Shop.PROVIDER)
    shop.clock.forward(minutes=1)
    sheet(owner.page("/notices"), "/notices/seen").send(owner)
    silent_about(owner.page("/notices"), "op-count")
    says(robin.page("/notices"), "new")
    bare = owner.post("/notices/seen")
    assert bare.status_code == 400


def test_the_link_of_a_letter_asks_to_sign_in_and_goes_on(
    app: Flask, robin: Client, shop: Shop, work: Callable[[], int]
) -> None:
    shop.accepted()
    work()
    address = notices(robin)["Your order was accepted"]
    visitor: Client = app.test_client()  # type: ignore[assignment]
    page = visitor.page(visitor.get(address).headers["Location"])
    answer = sheet(page, "/sign-in").send(visitor, email=Shop.PERSON, password=world.PASSWORD)
    says(visitor.page(answer.headers["Location"]), "Your order was accepted", "Your dates are booked.")


def test_a_supporter_is_told_while_they_may_see(app: Flask, shop: Shop, work: Callable[[], int]) -> None:
    supporter(shop, SEES, ends=world.NOW.date())
    order_id = shop.accepted()
    work()
    sue = signed_in(app, SUPPORTER)
    mine = notices(sue)["Your order was accepted"]
    assert opens(sue, mine) == f"/orders/{order_id}"
    shop.clock.forward(days=1)
    with database.writing() as session:
        purchasing.cancel(session, shop.person, shop.order(order_id).bookings[0].id, 0)
    work()
    assert "A booking was cancelled" not in notices(sue)
    silent_about(sue.page(mine), "Open it")
    assert [each.action for each in sheets(sue.page(mine)) if "order" in each.action] == []
    sue.page(f"/orders/{order_id}", 404)
