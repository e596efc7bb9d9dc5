"""How somebody chooses to be told of things, and says how to talk with them: whatever is typed, kindly."""

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people.rules import MandateKind
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import AWKWARD, Shop, says, silent_about
from tests.faces.storefront.people import form_at, nothing_changes, refused

HOW, NEEDS = "/account/notices", "/account/needs"
PHONE = "+44 1632 960001"
PLAIN = {"by_email": "yes", "ring": "no"}
LONG = "a" * 10_000


@pytest.fixture
def robin(app: Flask, clock: TestClock) -> Client:
    """A person with a browser."""
    world.areas()
    world.person(email="robin@example.org")
    return signed_in(app, "robin@example.org")


def test_nothing_has_to_be_chosen(robin: Client) -> None:
    page = robin.page(HOW)
    says(page, "Letters go to robin@example.org.", "You need not change anything.", "that never counts as a no")
    assert form_at(robin, HOW).send(robin).status_code == 303
    assert form_at(robin, NEEDS).send(robin).status_code == 303
    with database.reading() as session:
        assert session.scalars(text("SELECT count(*) FROM communication_needs")).one() == 0


def test_what_was_chosen_is_shown_again(robin: Client) -> None:
    chosen = {
        "daily": ["orders", "money"],
        "begins": "9am",
        "ends": "6.30pm",
        "ring": "yes",
    }
    answer = form_at(robin, HOW).send(robin, **chosen, phone=PHONE, other_name="Sue Vale", other_contact=AWKWARD)
    assert answer.status_code == 303
    says(robin.page(HOW), "We will tell you things in this way from now on.")
    kept = form_at(robin, HOW).fields
    assert kept.getlist("daily") == ["orders", "money"]
    assert (kept["begins"], kept["ends"], kept["phone"]) == ("09:00", "18:30", PHONE)
    assert (kept["ring"], kept["other_name"], kept["other_contact"]) == ("yes", "Sue Vale", AWKWARD)
    assert form_at(robin, HOW).send(robin, ring="no").status_code == 303
    with database.reading() as session:  # a number is kept only of whom asks to be rung
        assert session.execute(text("SELECT ring, phone FROM contact_preference")).one() == (False, "")


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"begins": "18:00", "ends": "9:00"}, "ends", "The second hour must be later in the same day"),
        ({"begins": "9am", "ends": "9am"}, "ends", "The second hour must be later in the same day"),
        ({"begins": "9am", "ends": "9:59"}, "ends", "by an hour or more"),
        ({"begins": "9am"}, "ends", "Enter both hours, or neither."),
        ({"ends": "9am"}, "begins", "Enter both hours, or neither."),
        ({"begins": "breakfast", "ends": "18:00"}, "begins", "Enter a time, such as 10:30 or 2pm."),
        ({"begins": "25:00", "ends": "18:00"}, "begins", "Enter a time"),
        ({"begins": LONG, "ends": "18:00"}, "begins", "Enter a time"),
        ({"ring": "yes"}, "phone", "Enter the number that we may ring, or choose that nobody rings."),
        ({"ring": "yes", "phone": "my sister's"}, "phone", "Enter a telephone number, such as"),
        ({"ring": "yes", "phone": "12"}, "phone", "Enter a telephone number, such as"),
        ({"ring": "yes", "phone": "٠١٦٣٢٩٦٠٠٠١"}, "phone", "Enter a telephone number, such as"),
        ({"ring": "yes", "phone": "0" * 10_000}, "phone", "This has 10,000 characters."),
        ({"daily": ["orders", "nonsense"]}, "daily", "Choose from what is listed here."),
        ({"daily": ["harm"]}, "daily", "Choose from what is listed here."),
        ({"by_email": "carrier pigeon"}, "by_email", "Choose how we tell you things."),
        ({"by_email": None}, "by_email", "Choose how we tell you things."),
        ({"ring": "maybe"}, "ring", "Choose whether we may ring you."),
        ({"other_name": LONG}, "other_name", "This has 10,000 characters."),
        ({"other_contact": "a\0b"}, "other_contact", "There is a hidden character"),
    ],
)
def test_what_cannot_be_is_said_kindly_and_nothing_typed_is_lost(
    robin: Client, typed: dict[str, object], field: str, words: str
) -> None:
    form = form_at(robin, HOW)
    with nothing_changes():
        answer = form.send(robin, **PLAIN | {"other_name": "Sue Vale"} | typed)
        refused(answer, words, field=field, typed="" if "other_name" in typed else "Sue Vale")


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"needs": ["bsl", "telepathy"]}, "needs", "Choose from what is listed here."),
        ({"words": LONG}, "words", "This has 10,000 characters."),
        ({"language": LONG}, "language", "This has 10,000 characters."),
        ({"review_on": ["2", "3", "2026"]}, "review_on", "Choose a day that is still to come, within five years."),
        ({"review_on": ["1", "1", "2090"]}, "review_on", "Choose a day that is still to come, within five years."),
        ({"review_on": ["31", "2", "2027"]}, "review_on", "Enter a real date"),
    ],
)
def test_needs_that_cannot_be_read_are_asked_again(
    robin: Client, typed: dict[str, object], field: str, words: str
) -> None:
    form = form_at(robin, NEEDS)
    with nothing_changes():
        refused(form.send(robin, **{"language": "Polish"} | typed), words, field=field)


def test_needs_are_shown_to_those_whom_the_person_lets(app: Flask, clock: TestClock) -> None:
    shop = Shop(clock)
    world.trusts(shop.robin, world.broker(email="broker@example.org"), MandateKind.BROKER, frozenset({Power.SEE}))
    order_id = shop.accepted()
    robin, broker = signed_in(app, Shop.PERSON), signed_in(app, "broker@example.org")
    owner = signed_in(app, Shop.PROVIDER)
    client, order = f"/broker/clients/{shop.robin.own_person_id}", f"/provider/orders/{order_id}"
    chosen = {"ring": "yes", "phone": "01632 960 001", "other_name": "Sue Vale", "other_contact": "01632 960 002"}
    form_at(robin, HOW).send(robin, **chosen)
    said = {"needs": ["bsl", "large_print"], "language": "Polish", "words": AWKWARD}
    form_at(robin, NEEDS).send(robin, **said)
    for page in (broker.page(client), owner.page(order)):  # nobody sees it unless they say so
        silent_about(page, "How to talk with", "British Sign Language", "Polish", "01632 960 001")
    form_at(robin, NEEDS).send(robin, **said, for_helpers="y", for_providers="y")
    for page in (broker.page(client), owner.page(order)):
        says(page, "How to talk with Robin Vale", "British Sign Language", "Large print", "Polish", AWKWARD)
        says(page, "They look at this again on 2 March 2027.")
    says(broker.page(client), "You may ring them: 01632 960 001. If they do not answer, that is not a no.", "Sue Vale")
    silent_about(owner.page(order), "01632", "Sue Vale")
    form_at(robin, HOW).send(robin, ring="no")
    says(broker.page(client), "Please do not ring. Write instead.")
    with database.writing() as session:
        session.execute(text("UPDATE communication_needs SET review_on = '2026-03-01'"))
    says(broker.page(client), "Ask them if it still holds.")
    says(robin.page(NEEDS), "Is it still right?")
    form_at(robin, NEEDS).send(robin, needs=[], language="", words="")
    silent_about(broker.page(client), "How to talk with")


def test_a_provider_sees_needs_until_the_order_ends(app: Flask, clock: TestClock) -> None:
    shop = Shop(clock)
    order_id = shop.ordered(world.offer(shop.owner))
    robin = signed_in(app, Shop.PERSON)
    form_at(robin, NEEDS).send(robin, needs=["easy_read"], for_providers="y")
    owner = signed_in(app, Shop.PROVIDER)
    page = f"/provider/orders/{order_id}"
    says(owner.page(page), "Easy Read")
    token = {"csrf_token": owner.token(page)}
    assert owner.post(f"{page}/decline", data=token | {"reason": "No worker."}).status_code == 303
    silent_about(owner.page(page), "Easy Read")
