"""The start page, the money page whose picture, table and sentence agree, and the list of orders."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from marketplace.budgets.rules import Holding
from marketplace.catalogue.rules import CATEGORY_WORDS
from marketplace.foundation import database
from marketplace.purchasing import operations as purchasing
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.people import STRANGER, link, links, orders


def figures(page: str) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The money as the picture, the table and the sentence of the money page say it, by name."""
    drawn = re.search(r'<desc id="pie-d">(.*?)\.</desc>', page)
    told = re.search(r">(\S+) has come in\. Of that, (\S+) is promised, (\S+) is spent and (\S+) is left\.", page)
    assert drawn
    assert told
    picture = dict(part.rsplit(" ", 1) for part in drawn[1].split(", ") if not part[0].isdigit())
    rows = re.findall(r'scope="row">(?:<span[^>]*></span>)?(\w+)</th><td[^>]*>([^<]+)</td>', page)
    return picture, dict(rows), dict(zip(("Have", "Promised", "Spent", "Left"), told.groups(), strict=True))


def agree(page: str, have: str, promised: str, spent: str, left: str) -> None:
    """All three say these figures."""
    picture, table, sentence = figures(page)
    assert table == sentence == {"Have": have, "Promised": promised, "Spent": spent, "Left": left}
    assert picture == {name: pounds for name, pounds in table.items() if name != "Have"}
    says(page, f"There is {left} left to use.")


def test_the_public_start_page_has_the_search_and_every_kind_of_thing(app: Flask) -> None:
    page = app.test_client().get("/").text
    says(page, "Find support that suits you", "How it works", "Sign in")
    kinds = {words for key, words in CATEGORY_WORDS.items() if key != "other"}
    assert kinds <= set(links(page))
    assert all(app.test_client().get(link(page, words)).status_code == 200 for words in kinds)


def test_with_nothing_yet_the_pages_say_where_to_begin(app: Flask, shop: Shop) -> None:
    world.person("Kit Lowe", email="kit@example.org")
    kit = signed_in(app, "kit@example.org")
    says(kit.page("/"), "Hello Kit Lowe", "Nothing is booked. See what there is.")
    silent_about(kit.page("/"), "left to use")
    page = kit.page("/money")
    says(page, "You have no budget here yet.", "ask the person who agreed it")
    assert link(page, "find things that are free") == "/search?tags=free"
    page = kit.page("/orders")
    says(page, "You have not booked anything yet.")
    assert link(page, "Find something you want to do") == "/search"


def test_untouched_money_is_all_left(robin: Client) -> None:
    page = robin.page("/money")
    agree(page, "£500", "£0", "£0", "£500")
    assert page.count("<circle") == 1
    says(page, "From North Council, held by the funder. For 1 January 2026 to 31 December 2026.", "Money came in £500")
    says(robin.page("/"), "You have £500 left to use.")


def test_picture_table_and_sentence_say_the_same_all_the_way(robin: Client, shop: Shop) -> None:
    order_id = shop.recorded(3)
    agree(robin.page("/money"), "£500", "£36", "£0", "£464")
    with database.writing() as session:
        purchasing.confirm(session, shop.person, shop.order(order_id).bookings[0].id)
    page = robin.page("/money")
    agree(page, "£500", "£24", "£12", "£464")
    assert page.count("<path d=") >= 3
    says(page, "£464 left of £500: £24 promised, £12 spent.")
    assert link(page, "Allotment mornings") == f"/orders/{order_id}"


def test_several_accounts_are_added_up(robin: Client, shop: Shop) -> None:
    world.budget(shop.robin, world.commissioner("The NHS"), 100_01, Holding.DIRECT)
    shop.ordered(world.offer(shop.owner, takes=("notional",)))
    page = robin.page("/money")
    agree(page, "£600.01", "£12", "£0", "£588.01")
    says(page, "£488 left of £500", "£100.01 left of £100.01", "You pay providers from this yourself.")
    says(page, "(Adult social care)", "From The NHS, direct payment.")


def test_money_that_is_all_spoken_for(robin: Client, shop: Shop) -> None:
    offer_id = world.offer(shop.owner, prices=(world.PriceLine(world.Unit.SESSION, world.Level.STANDARD, 500_00),))
    shop.ordered(offer_id)
    page = robin.page("/money")
    agree(page, "£500", "£500", "£0", "£0")
    assert page.count("<circle") == 1


def test_the_list_says_who_has_each_order_and_by_when(robin: Client, shop: Shop) -> None:
    shop.disputed()
    shop.recorded()
    shop.ordered(world.offer(shop.owner, title="Singing"))
    shop.ordered(world.offer(shop.owner, title="Pottery"), 2)
    page = robin.page("/orders")
    says(page, "Pottery Green Shoots Waiting for an answer They will answer by")
    says(page, "£24 promised.", "Something is disputed.", "It waits for your word.", "Singing")
    found = [words for words, address in links(page).items() if address.startswith("/orders/")]
    assert set(found) == {"Pottery", "Singing", "Allotment mornings"}
    assert len(orders(shop)) == 4


def test_the_start_page_has_what_waits_and_what_comes_next(robin: Client, shop: Shop) -> None:
    waiting = shop.recorded()
    later = shop.ordered(world.offer(shop.owner, title="Pottery"))
    page = robin.page("/")
    says(page, "Hello Robin Vale", "Waiting for your word Allotment mornings Green Shoots has said how it went.")
    says(page, "Coming up Pottery Tuesday 17 March 2026, 10am, Green Shoots. They will answer by Friday 13 March 2026")
    assert link(page, "Allotment mornings") == f"/orders/{waiting}"
    assert link(page, "Pottery") == f"/orders/{later}"
    says(robin.page(f"/orders/{later}"), "Green Shoots has your order. They will answer by Friday 13 March 2026.")


def test_a_declined_order_says_why_and_what_next(robin: Client, shop: Shop) -> None:
    order_id = shop.ordered(world.offer(shop.owner))
    with database.writing() as session:
        purchasing.decline(session, shop.provider, order_id, "We are full until May.")
    page = robin.page(f"/orders/{order_id}")
    says(page, "It did not go ahead. The reason given: We are full until May.", "All the money went back.")
    assert link(page, "Find something else") == "/search"
    agree(robin.page("/money"), "£500", "£0", "£0", "£500")


def test_a_receipt_says_what_was_agreed(robin: Client, shop: Shop) -> None:
    order_id = shop.ordered(world.offer(shop.owner), 2, message="I use a wheelchair.")
    page = robin.page(f"/orders/{order_id}")
    says(page, "Placed Monday 2 March 2026 by Robin Vale", "Price £12 a session", "Promised when you booked £24")
    says(page, "Adult social care (North Council), held by the funder: £24", "Your message I use a wheelchair.")
    says(page, shop.order(order_id).number)


@pytest.mark.parametrize("address", ["/money", "/orders", "/notices"])
def test_each_sees_their_own(app: Flask, shop: Shop, address: str) -> None:
    world.person("Ned Holt", email=STRANGER)
    shop.recorded()
    ned = signed_in(app, STRANGER)
    silent_about(ned.page(address), "Allotment mornings", "£500", "Robin")
    assert app.test_client().get(address).headers["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("email", [Shop.PROVIDER, "broker@example.org", "north@example.org", "office@example.org"])
def test_those_who_work_here_have_no_money_page(app: Flask, shop: Shop, email: str) -> None:
    made: dict[str, Callable[..., object]] = {
        "broker@example.org": world.broker,
        "north@example.org": lambda email: world.commissioner("South Council", email),
        "office@example.org": world.administrator,
    }
    if email in made:
        made[email](email=email)
    browser = signed_in(app, email)
    for address in ("/money", "/orders"):
        browser.page(address, 404)
    assert browser.get("/").status_code == 303
