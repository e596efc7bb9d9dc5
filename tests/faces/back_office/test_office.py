"""What administrators see: worries and disputes that no funder answers, the mail that was sent, the feeds."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.catalogue.rules import Level, PriceLine, Unit
from marketplace.foundation import database
from marketplace.foundation.models import Looked
from marketplace.people.models import Account, Notice
from marketplace.purchasing import operations as purchasing
from marketplace.voice.rules import WorryKind
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.entries import imported
from tests.faces.shop import AWKWARD, Shop, says, silent_about
from tests.faces.storefront.people import opens

FREE = (PriceLine(Unit.SESSION, Level.STANDARD, 0),)
PAGES = ("", "/worries", "/disputes", "/mail", "/feeds")


class Office(Shop):
    """A person who has a funder, and one who has none and goes to what is free."""

    ADMINISTRATOR = "office@example.org"

    def __init__(self, clock: TestClock) -> None:
        super().__init__(clock)
        world.administrator(email=self.ADMINISTRATOR)

    def unfunded(self) -> None:
        """From now on the person is one without a budget, who books what is free."""
        self.robin = world.person("Kit Lowe", email="kit@example.org")
        self.account_id = None

    def accepted(self, count: int = 1) -> UUID:
        """An accepted order of something free."""
        order_id = self.ordered(world.offer(self.owner, prices=FREE), count)
        with database.writing() as session:
            purchasing.accept(session, self.provider, order_id)
        return order_id


@pytest.fixture
def office(app: Flask, clock: TestClock) -> Office:
    """The office and those it looks after."""
    return Office(clock)


@pytest.fixture
def administrator(app: Flask, office: Office) -> Client:
    """The administrator's browser."""
    return signed_in(app, office.ADMINISTRATOR)


def test_the_start_page_has_what_no_funder_answers(administrator: Client, office: Office) -> None:
    assert administrator.get("/").headers["Location"] == "/office"
    says(administrator.page("/office"), "Back office", "None is open", "None waits for you", "Mail", "Feeds")
    office.unfunded()
    order_id = office.disputed()
    office.worried(order_id, WorryKind.HARM, "He shouted.")
    page = administrator.page("/office")
    says(page, "Kit Lowe: Allotment mornings", "Answer by Wednesday 11 March 2026", "Allotment mornings, Green Shoots")
    says(administrator.page("/office/worries"), "Kit Lowe", "no funder here pays")
    says(administrator.page("/office/disputes"), "Kit Lowe", "no funder pays for the order")
    with database.reading() as session:
        rows = session.execute(select(Looked.page, Looked.person_id, Looked.how)).all()
    assert {tuple(row) for row in rows} == {
        (f"back_office.{page}", office.robin.own_person_id, "listed") for page in ("home", "worry_list", "dispute_list")
    }


def test_a_worry_and_a_dispute_with_a_funder_are_the_funders(administrator: Client, office: Office) -> None:
    order_id = Shop.accepted(office)
    worry_id = office.worried(order_id, WorryKind.HARM)
    office.clock.forward(days=8)
    booking = office.order(order_id).bookings[0].id
    for page in PAGES:
        silent_about(administrator.page(f"/office{page}"), "Robin Vale", "Allotment mornings, Green Shoots")
    for address in (f"/office/worries/{worry_id}", f"/office/disputes/{booking}"):
        administrator.page(address, 404)
        data = {"csrf_token": administrator.token("/sign-in"), "words": "Ours", "pence": "0", "why": "Ours"}
        assert administrator.post(address, data=data).status_code == 404
    says(administrator.page("/office/disputes"), "None waits for you")


def test_a_harm_worry_of_somebody_with_a_budget_goes_to_their_funder_even_when_it_is_free(
    administrator: Client, office: Office
) -> None:
    worry_id = office.worried(office.accepted(), WorryKind.HARM)
    administrator.page(f"/office/worries/{worry_id}", 404)


def test_a_worry_is_answered(administrator: Client, office: Office) -> None:
    office.unfunded()
    worry_id = office.worried(office.accepted(), WorryKind.HARM, AWKWARD)
    page = f"/office/worries/{worry_id}"
    says(administrator.page(page), AWKWARD, "call 999")
    assert administrator.send(page, {"words": ""}).status_code == 422
    answered = administrator.send(page, {"words": "We called. " + AWKWARD})
    assert answered.headers["Location"] == page
    says(administrator.page(page), "Your answer has been sent.", "We called. " + AWKWARD)


def test_a_dispute_is_decided(administrator: Client, office: Office) -> None:
    office.unfunded()
    booking = office.order(office.disputed("Nobody came.")).bookings[0].id
    page = f"/office/disputes/{booking}"
    says(administrator.page(page), "Nobody came.", "Free", "£0", "Nothing is paid either way")
    too_much = administrator.send(page, {"pence": "1", "why": "Pay it"})
    assert too_much.status_code == 422
    says(too_much.text, "The provider recorded £0", "Pay it")
    assert administrator.send(page, {"pence": "0", "why": "It did not happen."}).status_code == 303
    says(administrator.page(page), "It is decided.", "£0 is paid to the provider.", "It did not happen.")


def test_notices_lead_to_the_office(administrator: Client, office: Office, work: Callable[[], int]) -> None:
    office.unfunded()
    order_id = office.disputed()
    worry_id = office.worried(order_id, WorryKind.HARM)
    booking = office.order(order_id).bookings[0].id
    work()
    with database.reading() as session:
        mine = select(Notice.id).join(Account, Account.id == Notice.account_id)
        ids = session.scalars(mine.where(Account.email == office.ADMINISTRATOR)).all()
    places = {opens(administrator, f"/notices/{notice_id}") for notice_id in ids}
    assert places == {f"/office/worries/{worry_id}", f"/office/disputes/{booking}"}


def test_the_mail_that_was_sent_is_read(administrator: Client, office: Office, work: Callable[[], int]) -> None:
    says(administrator.page("/office/mail"), "No mail was sent yet")
    Shop.accepted(office)
    while work():
        pass
    page = administrator.page("/office/mail")
    says(page, "You have a new order", f"To {office.PROVIDER}", "Your order was accepted", "Hello Robin Vale,")
    silent_about(page, "Allotment")


def test_feeds_are_counted(administrator: Client, office: Office) -> None:
    says(administrator.page("/office/feeds"), "No feed was read yet")
    imported("Riverside directory", 3)
    imported("Hill & Dale", 1)
    page = administrator.page("/office/feeds")
    says(page, "Riverside directory 2 March 2026 3", "Hill & Dale 2 March 2026 1")


@pytest.mark.parametrize("email", [Office.PERSON, Office.PROVIDER, "broker@example.org", "south@example.org"])
def test_nobody_but_administrators_has_these_pages(app: Flask, office: Office, email: str) -> None:
    world.broker(email="broker@example.org")
    world.commissioner("South Council", email="south@example.org")
    office.unfunded()
    worry_id = office.worried(office.accepted(), WorryKind.HARM)
    browser = signed_in(app, email)
    for page in (*PAGES, f"/worries/{worry_id}"):
        browser.page(f"/office{page}", 404)
    data = {"csrf_token": browser.token("/sign-in"), "words": "Ours"}
    assert browser.post(f"/office/worries/{worry_id}", data=data).status_code == 404
