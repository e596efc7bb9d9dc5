"""What a commissioner sees: what waits, what the own streams pay for, and what people say; and nothing of others."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, event, select

from marketplace.foundation import database
from marketplace.foundation.models import Looked
from marketplace.people import operations as people
from marketplace.people.models import Account, Notice
from marketplace.people.rules import SettingName
from marketplace.purchasing import operations as purchasing
from marketplace.voice.rules import WorryKind
from tests import world
from tests.faces.commissioner_desk.conftest import Council
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import AWKWARD, says, silent_about
from tests.faces.storefront.people import opens

PAGES = ("", "/people", "/orders", "/ratings", "/worries", "/settings")


def looked(page: str) -> set[tuple[UUID, str]]:
    """Who was seen on a page, and how."""
    with database.reading() as session:
        rows = session.execute(select(Looked.person_id, Looked.how).where(Looked.page == f"commissioner_desk.{page}"))
        return {(row.person_id, row.how) for row in rows}


def test_the_start_page_says_what_waits(commissioner: Client, council: Council) -> None:
    assert commissioner.get("/").headers["Location"] == "/commission"
    says(commissioner.page("/commission"), "North Council", "None is open", "None waits for you")
    order_id = council.disputed()
    council.worried(order_id, WorryKind.HARM, "He shouted at me.")
    council.worried(order_id, WorryKind.PROBLEM, "The gate was shut.")
    page = commissioner.page("/commission")
    says(page, "Robin Vale: Allotment mornings", "Answer by Wednesday 11 March 2026", "it happened", "£12")
    says(page, "Adult social care", "£500 has come in for 1 person: £12 promised, £0 spent, £488 left")
    silent_about(page, "The gate was shut", "He shouted")
    person_id = council.robin.own_person_id
    assert looked("home") == {(person_id, "listed")}


def test_a_worry_that_is_late_says_so(commissioner: Client, council: Council, clock: TestClock) -> None:
    council.worried(council.accepted(), WorryKind.HARM)
    clock.forward(days=1)
    says(commissioner.page("/commission"), "Answer by Tuesday 3 March 2026. Today")
    clock.forward(days=1)
    says(commissioner.page("/commission/worries"), "Answer by Tuesday 3 March 2026. Late")


def test_people_are_listed_and_opened_with_a_trace(commissioner: Client, council: Council) -> None:
    says(commissioner.page("/commission/people"), "Robin Vale", "Newcastle upon Tyne")
    commissioner.page(council.page)
    person_id = council.robin.own_person_id
    assert looked("person_list") == {(person_id, "listed")}
    assert looked("person_show") == {(person_id, "opened")}


def test_orders_by_provider_and_area_in_the_own_pence(commissioner: Client, council: Council) -> None:
    says(commissioner.page("/commission/orders"), "Nobody has booked anything with your money yet")
    council.confirmed()
    council.ordered(world.offer(council.owner, title="Choir"), 2)
    page = commissioner.page("/commission/orders")
    says(page, "By provider", "Green Shoots, 2 orders £24 £12", "Where the person lives")
    says(page, "Newcastle upon Tyne, 2 orders £24 £12", "Choir", "Waiting for an answer", "£24 promised", "£12 spent")
    silent_about(page, "Robin Vale")
    says(commissioner.page("/commission/orders?page=2"), "No older orders", "Newer orders")
    says(commissioner.page("/commission/orders?page=x"), "Choir")


def test_another_funders_money_is_not_counted(commissioner: Client, other: Client, council: Council) -> None:
    theirs = world.budget(council.robin, council.other, 300_00)
    council.account_id = theirs
    council.ordered(world.offer(council.owner, title="Choir"), 3)
    says(commissioner.page("/commission/orders"), "Nobody has booked anything with your money yet")
    says(other.page("/commission/orders"), "Green Shoots, 1 order £36 £0")
    page = other.page(council.page)
    says(page, "£300 has come in: £36 promised")
    silent_about(page, "£500")
    silent_about(commissioner.page(council.page), "£300")


def test_ratings_are_read_without_names(commissioner: Client, council: Council) -> None:
    says(commissioner.page("/commission/ratings"), "Nobody has rated an order that you fund yet")
    council.rated(AWKWARD)
    page = commissioner.page("/commission/ratings")
    says(page, "Allotment mornings, Green Shoots", "I was listened to", "Yes, very much", AWKWARD)
    silent_about(page, "Robin Vale")


def test_a_worry_about_harm_is_answered(commissioner: Client, council: Council, work: Callable[[], int]) -> None:
    worry_id = council.worried(council.accepted(), WorryKind.HARM, AWKWARD)
    page = f"/commission/worries/{worry_id}"
    says(commissioner.page(page), AWKWARD, "call 999", "The provider cannot see this page", "Robin Vale", "Open")
    assert looked("worry_show") == {(council.robin.own_person_id, "opened")}
    for words, mend in (("  ", "Write an answer"), ("x" * 6000, "Shorten it to 5,000"), ("a\0", "hidden character")):
        wrong = commissioner.send(page, {"words": words})
        assert wrong.status_code == 422
        says(wrong.text, "There is a problem", mend)
    assert commissioner.send(page, {"words": "We visited. " + AWKWARD}).status_code == 303
    says(commissioner.page(page), "Your answer has been sent.", "Answered", "We visited. " + AWKWARD)
    token = {
        "csrf_token": commissioner.token("/commission/people/" + str(council.robin.own_person_id) + "/budgets/new")
    }
    again = commissioner.post(page, data=token | {"words": "Something else"})
    assert again.status_code == 422
    says(again.text, "This has been answered already.", "What you wrote was not sent", "Something else")
    says(commissioner.page("/commission/worries"), "None is open.", "Answered")
    work()
    with database.reading() as session:
        told = session.scalars(select(Notice.about_id).where(Notice.account_id == council.robin.account_id)).all()
    assert len(told) >= 2


def test_a_problem_is_not_the_funders_to_answer(commissioner: Client, council: Council) -> None:
    worry_id = council.worried(council.accepted(), WorryKind.PROBLEM)
    commissioner.page(f"/commission/worries/{worry_id}", 404)
    silent_about(commissioner.page("/commission/worries"), "Allotment")


def test_a_dispute_is_decided(commissioner: Client, council: Council) -> None:
    order_id = council.disputed(AWKWARD)
    booking = council.order(order_id).bookings[0].id
    page = f"/commission/disputes/{booking}"
    says(commissioner.page(page), AWKWARD, "It happened", "£12", "Robin Vale", "Once you decide, it is final here")
    assert looked("dispute_show") == {(council.robin.own_person_id, "opened")}
    for pence, mend in (
        ("", "Enter how much to pay"),
        ("-1", "Enter an amount in pounds"),
        ("1.234", "Enter an amount in pounds"),
        ("12.01", "The provider recorded £12, so you can decide on that or less."),
        ("999999999", "The provider recorded £12"),
    ):
        wrong = commissioner.send(page, {"pence": pence, "why": AWKWARD})
        assert wrong.status_code == 422
        says(wrong.text, "There is a problem", mend, AWKWARD)
    says(commissioner.send(page, {"pence": "5", "why": ""}).text, "Say why you decide so.")
    assert commissioner.send(page, {"pence": "£4.50", "why": AWKWARD}).status_code == 303
    says(commissioner.page(page), "It is decided.", "It was decided: £4.50 is paid to the provider.", AWKWARD)
    assert (council.account().spent, council.account().promised) == (4_50, 0)
    token = {"csrf_token": commissioner.token(f"{council.page}/budgets/new")}
    again = commissioner.post(page, data=token | {"pence": "1", "why": "Another thought"})
    assert again.status_code == 422
    says(again.text, "This is not disputed any more", "What you wrote was not sent", "Another thought")
    assert council.account().spent == 4_50


def test_nothing_may_be_decided_too(commissioner: Client, council: Council) -> None:
    booking = council.order(council.disputed()).bookings[0].id
    assert commissioner.send(f"/commission/disputes/{booking}", {"pence": "0", "why": "No"}).status_code == 303
    assert (council.account().spent, council.account().available) == (0, 500_00)


def test_a_dispute_that_the_two_sides_settled_reads_so(commissioner: Client, council: Council) -> None:
    first = council.order(council.disputed()).bookings[0].id
    with database.writing() as session:
        purchasing.confirm(session, council.person, first)
    says(commissioner.page(f"/commission/disputes/{first}"), "The person said that it was right after all", "£12")
    second = council.order(council.disputed()).bookings[0].id
    with database.writing() as session:
        purchasing.take_back(session, council.provider, second)
    says(commissioner.page(f"/commission/disputes/{second}"), "has put right or taken back what they recorded")
    says(commissioner.page("/commission"), "None waits for you")


def test_notices_lead_to_the_desk(commissioner: Client, council: Council, work: Callable[[], int]) -> None:
    order_id = council.disputed()
    worry_id = council.worried(order_id, WorryKind.HARM)
    work()
    booking = council.order(order_id).bookings[0].id
    page = commissioner.page("/notices")
    says(page, "A worry about harm needs you", "A delivery is disputed")
    with database.reading() as session:
        ids = session.scalars(
            select(Notice.id)
            .join(Account, Account.id == Notice.account_id)
            .where(Account.email == council.COMMISSIONER)
        ).all()
    places = {opens(commissioner, f"/notices/{notice_id}") for notice_id in ids}
    assert places == {f"/commission/worries/{worry_id}", f"/commission/disputes/{booking}"}


def test_settings_are_shown_with_their_source(commissioner: Client, council: Council) -> None:
    says(commissioner.page("/commission/settings"), "own number. You have set none.", "Now 7 days")
    assert council.funder.organisation_id
    with database.writing() as session:
        people.set_setting(
            session, world.system(), council.funder.organisation_id, SettingName.SILENCE_DAYS, 10, "Cabinet, 2026"
        )
        people.set_setting(session, world.system(), council.funder.organisation_id, "spend_ahead", 1, "Policy 4.2")
    page = commissioner.page("/commission/settings")
    says(page, "Now 10 days", "Monday 2 March 2026", "Cabinet, 2026", "Now Yes", "Policy 4.2")


def test_another_council_sees_nothing_of_it(other: Client, council: Council) -> None:
    order_id = council.rated()
    worry_id = council.worried(order_id, WorryKind.HARM)
    booking = council.order(council.disputed()).bookings[0].id
    for page in PAGES:
        silent_about(other.page(f"/commission{page}"), "Robin", "Allotment", "Green Shoots", "£500", "North Council")
    for address in (council.page, f"/commission/worries/{worry_id}", f"/commission/disputes/{booking}"):
        other.page(address, 404)
    token = {"csrf_token": other.token("/sign-in"), "words": "Mine", "pence": "0", "why": "Mine"}
    for address in (f"/commission/worries/{worry_id}", f"/commission/disputes/{booking}"):
        assert other.post(address, data=token).status_code == 404
    with database.reading() as session:
        seen = session.scalars(select(Looked.id).where(Looked.account_id == council.other.account_id)).all()
    assert seen == []


@pytest.mark.parametrize("email", [Council.PERSON, Council.PROVIDER, "broker@example.org", "office@example.org"])
def test_nobody_but_commissioners_has_these_pages(app: Flask, council: Council, email: str) -> None:
    world.broker(email="broker@example.org")
    world.administrator(email="office@example.org")
    browser = signed_in(app, email)
    worry_id = council.worried(council.accepted(), WorryKind.HARM)
    for page in (*PAGES, f"/worries/{worry_id}"):
        browser.page(f"/commission{page}", 404)
    browser.page(council.page, 404)


def test_pages_ask_as_often_for_one_order_as_for_many(commissioner: Client, council: Council, db: Engine) -> None:
    def statements(page: str) -> int:
        asked: list[str] = []

        def count(_c: object, _u: object, statement: str, *_: object) -> None:
            asked.append(statement)

        event.listen(db, "before_cursor_execute", count)
        commissioner.page(page)
        event.remove(db, "before_cursor_execute", count)
        return len(asked)

    pages = [*(f"/commission{page}" for page in PAGES), council.page]
    council.worried(council.rated(), WorryKind.HARM)
    council.disputed()
    before = [statements(page) for page in pages]
    for n in range(3):
        council.worried(council.rated(), WorryKind.HARM)
        council.disputed()
        world.budget(council.robin, council.funder)
        world.budget(world.person(f"Person {n}"), council.funder)
    assert [statements(page) for page in pages] == before
    assert max(before) <= 15
