"""Who may act for me: a person gives, bounds, sees and ends it; and what a holder meets when it has ended."""

import re
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.foundation.access import Section
from marketplace.people import operations as people
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.helping import SEES, given, placed, terms
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.people import form_at, nothing_changes

SUE = "sue@example.org"
OPEN_DOOR = "broker@example.org"


@pytest.fixture
def broker(shop: Shop) -> UUID:
    """The id of a broker body, one of whose brokers signs in."""
    body = world.broker(email=OPEN_DOOR).organisation_id
    assert body
    return body


def give(robin: Client, body: UUID, **asked: object) -> UUID:
    """Robin lets the body help, and the page says so; the mandate's id."""
    answer = form_at(robin, f"/helpers/new?body={body}", "/helpers").send(robin, **asked)
    assert answer.status_code == 303, answer.text[-3000:]
    return UUID(answer.location.rpartition("/")[2])


def test_a_person_gives_bounds_sees_and_ends_it(app: Flask, shop: Shop, robin: Client, broker: UUID) -> None:
    says(robin.page("/helpers"), "North Council", "Let a broker help me")
    says(robin.page("/helpers/new"), "Open Door Brokers")
    mandate_id = give(robin, broker, sections=["bookings"], may=["spend"], most_each="20", most_month="£50.50")
    page = robin.page(f"/helpers/{mandate_id}")
    says(
        page,
        "Open Door Brokers",
        "They may see your money and your bookings.",
        "They may book for you, up to £20 each time and £50.50 in a month.",
        "It lasts until one of you ends it.",
    )
    helen = signed_in(app, OPEN_DOOR)
    says(helen.page("/account/helping"), "Robin Vale", "You may book for them, up to £20 each time")
    person = f"/broker/clients/{shop.robin.own_person_id}"
    says(helen.page(person), "£500")
    assert form_at(robin, f"/helpers/{mandate_id}/change").send(robin, sections=["bookings"], may=[]).status_code == 303
    says(robin.page(f"/helpers/{mandate_id}"), "What you had agreed before", "up to £20 each time")
    says(helen.page(person), "keeps their money to themselves", "lets you look, and not book")
    silent_about(helen.page(person), "£500")
    assert form_at(robin, f"/helpers/{mandate_id}", f"/helpers/{mandate_id}/end").send(robin).status_code == 303
    says(robin.page(f"/helpers/{mandate_id}"), "This ended on")
    page = helen.page(person, 404)
    says(page, "You do not act for them any more", "Nothing was done")
    silent_about(page, "Robin")
    silent_about(helen.page("/broker/clients"), "Robin")


def test_giving_asks_for_a_fresh_proof_and_ending_does_not(shop: Shop, robin: Client, broker: UUID) -> None:
    robin.staying = None  # and does not prove again by itself
    shop.clock.forward(minutes=20)
    form = form_at(robin, f"/helpers/new?body={broker}", "/helpers")
    says(form.send(robin, may=["plan"]).text, "Show that it is you")
    with database.reading() as session:
        assert not session.scalar(text("SELECT count(*) FROM mandate WHERE kind = 'broker'"))
    sue = world.person("Sue Vale", email=SUE)
    mandate_id = given(shop.person, sue, terms())
    form_at(robin, f"/helpers/{mandate_id}", f"/helpers/{mandate_id}/end").send(robin)
    says(robin.page(f"/helpers/{mandate_id}"), "This ended on")


def test_a_holder_who_types_while_it_ends_does_nothing_and_sees_nothing(app: Flask, shop: Shop) -> None:
    account_id = world.account("Sue Vale", SUE)
    mandate_id = given(shop.robin, world.actor(account_id), terms())
    order_id = shop.accepted()
    sue = signed_in(app, SUE)
    worry = form_at(sue, f"/orders/{order_id}/worry")
    with database.writing() as session:
        people.end_mandate(session, shop.person, mandate_id)
    with nothing_changes():
        answer = worry.send(sue, kind="problem", words="The gate was shut.")
        assert answer.status_code == 404
        says(answer.text, "You do not act for them any more", "what you typed was not used")
        silent_about(answer.text, "Robin", "Allotment", "The gate")
        for address in ("/money", "/orders", f"/orders/{order_id}"):
            silent_about(sue.page(address, 404), "Robin", "Allotment")


def test_what_was_typed_for_one_person_is_never_done_for_another(app: Flask, shop: Shop) -> None:
    """A supporter with money of her own books something free for Robin, who ends it meanwhile."""
    sue = world.person("Sue Vale", email=SUE)
    mandate_id = given(shop.robin, sue, terms())
    offer_id = world.offer(shop.owner)
    browser = signed_in(app, SUE)
    assert browser.send("/account/acting", {"mandate_id": mandate_id}).status_code == 303
    form = form_at(browser, f"/offers/{offer_id}/orders/new", f"/offers/{offer_id}/orders/new")
    with database.writing() as session:
        people.end_mandate(session, shop.person, mandate_id)
    assert form.send(browser).status_code == 404
    assert browser.post(f"/offers/{offer_id}/orders", data={"csrf_token": browser.token("/notices")}).status_code == 404
    assert browser.get("/").location == "/account/acting"


def test_what_was_done_in_my_name_and_who_looked(app: Flask, shop: Shop, robin: Client, broker: UUID) -> None:
    give(robin, broker, may=["plan", "spend"])
    helen = signed_in(app, OPEN_DOOR)
    person_id = shop.robin.own_person_id
    assert person_id
    with database.reading() as session:
        account = session.execute(text("SELECT id FROM account WHERE email = :e"), {"e": OPEN_DOOR}).scalar_one()
    placed(world.actor(account), person_id, world.offer(shop.owner), shop.account_id)
    helen.page(f"/broker/clients/{person_id}")
    helen.page(f"/broker/clients/{person_id}")
    says(
        robin.page("/done-for-me"), "Open Door Brokers member of Open Door Brokers booked something for you", "Monday 2"
    )
    page = robin.page("/who-looked")
    says(
        page,
        "Monday 2 March 2026",
        "Open Door Brokers member of Open Door Brokers opened your orders and money, 2 times",
    )
    silent_about(page, "client_show", "broker_console")


def test_who_looked_is_the_persons_own_unless_they_let_somebody_read_it(app: Flask, shop: Shop) -> None:
    sue = world.actor(world.account("Sue Vale", SUE))
    mandate_id = given(shop.robin, sue, terms(SEES))
    browser = signed_in(app, SUE)
    browser.page("/who-looked", 404)
    with database.writing() as session:
        people.change_terms(session, shop.person, mandate_id, terms(SEES, frozenset({Section.JOURNAL})))
    browser.page("/who-looked")
    silent_about(browser.page("/"), "My money", "My orders", "£")
    for address in ("/money", "/orders"):
        browser.page(address, 404)


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({"sections": []}, "sections", "Choose at least one thing"),
        ({"may": ["spend"], "most_each": "lots"}, "most_each", "Enter an amount in pounds"),
        ({"may": ["spend"], "most_month": "0"}, "most_month", "Enter a sum from"),
        ({"most_each": "5"}, "most_each", "only for somebody who may book"),
        ({"ends": ["31", "2", "2026"]}, "ends", "Enter a real date"),
        ({"ends": ["1", "3", "2026"]}, "ends", "from today on"),
        ({"may": ["administer"]}, "may", "Choose from what is on this page"),
        ({"sections": ["everything"]}, "sections", "Choose from what is on this page"),
        ({"account_ids": ["00000000-0000-4000-8000-000000000001"]}, "account_ids", "Choose from what is on this page"),
    ],
)
def test_what_cannot_be_given_is_said_and_nothing_typed_is_lost(
    robin: Client, broker: UUID, asked: dict[str, object], field: str, words: str
) -> None:
    with nothing_changes():
        token = robin.token(f"/helpers/new?body={broker}")
        sound: dict[str, object] = {"csrf_token": token, "body": broker, "sections": ["bookings"]}
        answer = robin.post("/helpers", data=sound | asked)
    assert answer.status_code == 422
    says(answer.text, "There is a problem", words)
    (linked,) = re.findall(
        r'href="#([^"]*)"', answer.text[: answer.text.index('<form method="post" action="/helpers"')]
    )[-1:]
    assert linked.startswith(field)
    assert f'id="{linked}"' in answer.text
    for typed in ("lots", "31"):
        assert (typed in str(asked)) <= (f'value="{typed}"' in answer.text)


def test_a_day_that_has_come_ends_it_by_itself(app: Flask, shop: Shop) -> None:
    sue = world.actor(world.account("Sue Vale", SUE))
    mandate_id = given(shop.robin, sue, terms(ends=world.NOW.date()))
    browser = signed_in(app, SUE)
    browser.page("/orders")
    shop.clock.forward(hours=14)
    says(browser.page("/orders", 404), "You do not act for them any more")
    robin = signed_in(app, Shop.PERSON)
    says(robin.page(f"/helpers/{mandate_id}"), "This ended on 2 March 2026")
    assert robin.send(f"/helpers/{mandate_id}/end", come_from="/helpers/new").status_code in {303, 404}


def test_a_holder_gives_it_back(app: Flask, shop: Shop) -> None:
    sue = world.actor(world.account("Sue Vale", SUE))
    mandate_id = given(shop.robin, sue, terms())
    browser = signed_in(app, SUE)
    form = form_at(browser, "/account/helping", f"/account/helping/{mandate_id}/end")
    assert form.send(browser).status_code == 303
    says(browser.page("/account/helping"), "Nobody has asked you to act for them")
    robin = signed_in(app, Shop.PERSON)
    says(robin.page("/notices"), "Somebody who helped you has stopped")
