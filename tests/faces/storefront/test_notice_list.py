"""The list of notices: older ones page by page, each seen when it is opened, and opened as whom it was told to."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database, outbox
from marketplace.foundation.access import Actor, Power
from marketplace.people import operations as people
from marketplace.people.operations import Telling
from marketplace.people.rules import Duty, MandateKind
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.people import link, notices, opens
from tests.faces.storefront.sheet import sheet

EMAIL = "robin@example.org"


def tell(actor: Actor, number: int, **whose: UUID | None) -> None:
    """Tell somebody something."""
    news = Telling(f"News {number:02}", "There is news.", "order", None, f"{number}", **whose)  # type: ignore[arg-type]
    with database.writing() as session:
        people.tell(session, world.system(), [actor.account_id or UUID(int=0)], news)


@pytest.fixture
def many(app: Flask, clock: TestClock) -> Client:
    """Somebody who was told 45 things."""
    world.areas()
    robin = world.person(email=EMAIL)
    for number in range(45):
        tell(robin, number)
    return signed_in(app, EMAIL)


def test_older_ones_are_reached_page_by_page(many: Client) -> None:
    says(many.page("/notices"), "Notices 45 new")
    first = many.page("/notices")
    second = many.page(link(first, "Older"))
    third = many.page(link(second, "Older"))
    assert [page.count("News ") for page in (first, second, third)] == [20, 20, 5]
    assert "Older" not in third
    assert link(third, "Newer") == "/notices?page=2"
    says(many.page("/notices?page=4"), "There is nothing older.")
    for odd in ("0", "-1", "nonsense", "9" * 10_000, "%00"):
        assert many.get(f"/notices?page={odd}").status_code == 200


def test_opening_one_is_seeing_it(many: Client) -> None:
    address = next(iter(notices(many).values()))
    many.page(address)
    says(many.page("/"), "Notices 45 new")
    answer = sheet(many.page("/notices"), address).send(many)
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    says(many.page("/notices"), "Notices 44 new", "Show only what is new (44)")
    page = many.page("/notices?show=new")
    assert address not in page
    assert sheet(page, "/seen").send(many).status_code == 303
    silent_about(many.page("/notices"), "op-count", "Show only what is new")
    says(many.page("/notices?show=new"), "You have seen all there is.")


def test_what_comes_after_the_page_stays_new(many: Client, clock: TestClock) -> None:
    seen = sheet(many.page("/notices"), "/seen")
    news = Telling("Just now", "There is news.", "order", None, "now")
    clock.forward(minutes=1)
    with database.writing() as session:
        people.tell(session, world.system(clock()), _account_of(EMAIL), news)
    seen.send(many)
    says(many.page("/notices"), "Notices 1 new", "Just now")


def _account_of(email: str) -> list[UUID]:
    with database.reading() as session:
        return list(session.scalars(text("SELECT id FROM account WHERE email = :email"), {"email": email}))


def test_a_notice_of_another_capacity_says_so_and_offers_to_switch(app: Flask, clock: TestClock) -> None:
    shop = Shop(clock)
    with database.writing() as session:  # Robin also works for the provider
        people.join(session, world.system(), shop.robin.account_id, shop.owner.organisation_id, [Duty.WORKER])
    order_id = shop.ordered(world.offer(shop.owner))
    outbox.work(app.extensions["ownpath.handlers"], clock)
    robin = signed_in(app, EMAIL)
    page = robin.page("/notices")
    says(page, "You have a new order Monday 2 March 2026, 10am, for Green Shoots")
    mine, work = notices(robin)["Your order has been sent"], notices(robin)["You have a new order"]
    says(robin.page(work), "This is for Green Shoots. To open it, act for Green Shoots.", "Switch, and open it")
    assert opens(robin, mine) == f"/orders/{order_id}"
    assert opens(robin, work) == f"/provider/orders/{order_id}"
    says(robin.page(f"/provider/orders/{order_id}"), "for Green Shoots")
    says(robin.page(mine), "This is for Robin Vale. To open it, act for yourself.")
    assert opens(robin, mine) == f"/orders/{order_id}"
    robin.page(f"/orders/{order_id}")


def test_what_was_told_in_a_capacity_that_has_ended_leads_nowhere(app: Flask, clock: TestClock) -> None:
    shop = Shop(clock)
    sue = world.person("Sue Vale", email="sue@example.org")
    world.trusts(shop.robin, sue, MandateKind.SUPPORTER, frozenset({Power.SEE}))
    tell(sue, 1, person_id=shop.robin.own_person_id)
    browser = signed_in(app, "sue@example.org")
    address = notices(browser)["News 01"]
    says(browser.page("/notices"), "for Robin Vale")
    with database.writing() as session:
        session.execute(text("UPDATE mandate SET ended_at = :now"), {"now": world.NOW})
    silent_about(browser.page("/notices"), "Robin Vale")
    says(browser.page(address), "You could see what this is about then. You cannot any more.")
    answer = browser.send(f"{address}/open", come_from=address)
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
