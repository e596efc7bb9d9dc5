"""Nobody else's client is reachable: not by another broker, not under another client's address, not without a word."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from marketplace.foundation.access import Power
from marketplace.people.rules import MandateKind
from tests import world
from tests.faces.broker_console.conftest import BOOKS, Case
from tests.faces.conftest import Client, signed_in

READ = (
    "/broker/clients/{person}",
    "/broker/clients/{person}/search",
    "/broker/clients/{person}/offers/{offer}",
    "/broker/clients/{person}/offers/{offer}/orders/new",
    "/broker/clients/{person}/orders/{order}",
    "/broker/clients/{person}/orders/{order}/again",
    "/broker/clients/{person}/orders/{order}/worry",
    "/broker/clients/{person}/bookings/{booking}/cancel",
    "/broker/orders/{order}",
)
SENT = (
    "/broker/clients/{person}/offers/{offer}/orders",
    "/broker/clients/{person}/orders/{order}/worry",
    "/broker/clients/{person}/bookings/{booking}/cancel",
)
SAYS: dict[str, object] = {"kind": "harm", "words": "Something", "expected": "0", "key": str(uuid4())}


def ids(case: Case) -> dict[str, UUID | None]:
    """One of everything that belongs to the client who lets the broker book."""
    order_id = case.accepted(2)
    row = case.order(order_id)
    return {
        "person": case.robin.own_person_id,
        "offer": row.offer_id,
        "order": order_id,
        "booking": row.bookings[0].id,
    }


def shut(browser: Client, known: dict[str, UUID | None]) -> None:
    """Every address answers that there is nothing there."""
    for address in READ:
        assert browser.get(address.format(**known)).status_code == 404, address
    token = browser.token("/sign-in")
    for address in SENT:
        answer = browser.post(address.format(**known), data=SAYS | {"csrf_token": token})
        assert answer.status_code == 404, address


def test_the_broker_who_was_chosen_reaches_all_of_it(broker: Client, case: Case) -> None:
    known = ids(case)
    for address in READ:
        assert broker.get(address.format(**known)).status_code in {200, 303}, address


def test_another_broker_reaches_nothing(app: Flask, case: Case) -> None:
    world.broker("Other Brokers", email="other@example.org")
    shut(signed_in(app, "other@example.org"), ids(case))
    assert [booking.state for booking in case.order(ids(case)["order"] or uuid4()).bookings] == ["booked", "booked"]


@pytest.mark.parametrize("who", ["person", "provider", "funder", "administrator"])
def test_nobody_but_a_broker_has_these_pages(app: Flask, case: Case, who: str) -> None:
    world.administrator(email="office@example.org")
    world.commissioner("South Council", email="south@example.org")
    email = {
        "person": case.PERSON,
        "provider": case.PROVIDER,
        "funder": "south@example.org",
        "administrator": "office@example.org",
    }[who]
    browser = signed_in(app, email)
    shut(browser, ids(case))
    assert browser.get("/broker/clients").status_code == 404


def test_somebody_not_signed_in_is_asked_to(app: Flask, case: Case) -> None:
    browser = app.test_client()
    for address in (*READ, "/broker/clients"):
        answer = browser.get(address.format(**ids(case)))
        assert (answer.status_code, answer.headers["Location"][:8]) == (303, "/sign-in")


def test_what_belongs_to_one_client_is_not_found_under_another(broker: Client, case: Case) -> None:
    other = world.person("Sam Reed")
    world.trusts(other, case.broker, MandateKind.BROKER, BOOKS)
    known = ids(case) | {"person": other.own_person_id}
    for address in READ:
        if address in READ[4:8]:
            assert broker.get(address.format(**known)).status_code == 404, address
    token = broker.token("/broker/clients/{person}/offers/{offer}/orders/new".format(**known))
    for address in SENT[1:]:
        answer = broker.post(address.format(**known), data=SAYS | {"csrf_token": token})
        assert answer.status_code == 404, address


def test_a_client_who_lets_the_broker_look_is_not_booked_for(broker: Client, case: Case) -> None:
    known = ids(case)
    looking = world.person("Kit Lowe")
    world.trusts(looking, case.broker, MandateKind.BROKER, frozenset({Power.SEE}))
    account_id = world.budget(looking, case.funder)
    case.robin, case.account_id = looking, account_id
    theirs = ids(case)
    for address in READ[3:4] + READ[5:6] + READ[7:8]:
        assert broker.get(address.format(**theirs)).status_code == 404, address
    token = broker.token("/broker/clients/{person}/orders/{order}/worry".format(**theirs))
    for address in (SENT[0], SENT[2]):
        assert broker.post(address.format(**theirs), data=SAYS | {"csrf_token": token}).status_code == 404, address
    page = broker.page("/broker/clients/{person}/orders/{order}".format(**theirs))
    assert "/again" not in page
    assert "/cancel" not in page
    assert known["order"] != theirs["order"]


def test_ids_that_do_not_exist_look_the_same(broker: Client, case: Case) -> None:
    known = ids(case) | {"order": uuid4(), "offer": uuid4(), "booking": uuid4()}
    for address in READ[2:]:
        assert broker.get(address.format(**known)).status_code == 404, address
    assert broker.get("/broker/clients/not-an-id").status_code == 404
