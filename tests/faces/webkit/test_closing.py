"""Closing an account: what stands in the way, what it ends at once, what is erased and what is kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.rules import OfferState
from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power
from marketplace.keeping import operations as keeping
from marketplace.keeping.operations import StillNeeded
from marketplace.people.rules import Duty, MandateKind, OrganisationKind
from marketplace.voice import operations as voice
from marketplace.voice.rules import WorryKind
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import Shop, refuses, says, silent_about

SURE = {"sure": "y"}
WRONG = "That e-mail address and password do not go together"


@pytest.fixture
def shop(app: Flask, clock: TestClock) -> Shop:
    """Somebody with money, orders and a rating."""
    return Shop(clock)


def close(client: Client) -> None:
    """Close the account of a client."""
    answer = client.send("/account/close", SURE)
    assert (answer.status_code, answer.location) == (303, "/"), answer.text[-2000:]


def one(statement: str, **values: object) -> object:
    """One value of the database."""
    with database.reading() as session:
        return session.execute(text(statement), values).scalar_one()


def tries(app: Flask, email: str) -> str:
    """What signing in says."""
    return app.test_client().send("/sign-in", {"email": email, "password": world.PASSWORD}).text


def test_it_says_first_what_goes_on_what_ends_and_what_is_kept(app: Flask, shop: Shop) -> None:
    order_id = shop.accepted(2)
    world.trusts(shop.robin, world.broker(), MandateKind.BROKER)
    client = signed_in(app, Shop.PERSON)
    page = client.page("/account/close")
    says(page, "Your orders go on", shop.order(order_id).number, "£476 is left, and £24 is set aside")
    says(page, "What you let others do for you: 2.", "for 7 years", "This cannot be undone")
    assert f"/orders/{order_id}" in page
    refuses(client.send("/account/close"), "sure", "Tick this if you want to close your account")
    assert client.get("/orders").status_code == 200


def test_it_ends_everything_at_once_and_reads_like_a_wrong_guess(app: Flask, shop: Shop) -> None:
    helper = world.account("Sue Vale", "sue@example.org")
    world.trusts(shop.robin, world.actor(helper), MandateKind.SUPPORTER, frozenset({Power.SEE, Power.SPEND}))
    order_id = shop.accepted()
    here, there, sue = signed_in(app, Shop.PERSON), signed_in(app, Shop.PERSON), signed_in(app, "sue@example.org")
    says(sue.page(f"/orders/{order_id}"), "Allotment mornings")
    close(here)
    says(here.page("/"), "Your account is closed")
    assert (here.get("/orders").status_code, there.get("/orders").status_code) == (303, 303)
    assert sue.get(f"/orders/{order_id}").status_code == 404
    says(tries(app, Shop.PERSON), WRONG)
    assert silently(tries(app, Shop.PERSON)) == silently(tries(app, "nobody@example.org"))
    assert one("SELECT count(*) FROM account WHERE closed_at IS NOT NULL AND name = 'Robin Vale'") == 1


def silently(page: str) -> str:
    """What a page says to the reader, without what differs by chance."""
    return page.partition("<main")[2].partition("csrf_token")[0]


def test_the_address_is_free_for_a_new_account_that_sees_nothing_of_the_old(app: Flask, shop: Shop) -> None:
    order_id = shop.rated("My word.")
    close(signed_in(app, Shop.PERSON))
    world.person("Robin Again", email=Shop.PERSON)
    client = signed_in(app, Shop.PERSON)
    silent_about(client.page("/orders"), "Allotment mornings")
    assert client.get(f"/orders/{order_id}").status_code == 404
    assert client.page("/notices").count("<li class=") == client.page("/notices").count('<li class="govuk')


def test_what_is_erased_and_what_stays(app: Flask, shop: Shop, work: Callable[[], int]) -> None:
    rated = shop.rated("My word.")
    client = signed_in(app, Shop.PERSON)
    client.send("/ask", {"words": "My sister's choir", "area_code": world.AREA, "key": str(UUID(int=7))})
    client.send("/lists", {"name": "My own list", "key": str(UUID(int=8))})
    work()
    assert one("SELECT count(*) FROM notice n JOIN account a ON a.id = n.account_id WHERE a.email = :e", e=Shop.PERSON)
    entries = one("SELECT count(*) FROM ledger_entry")
    close(client)
    work()
    mine = "account_id = (SELECT id FROM account WHERE closed_at IS NOT NULL)"
    assert one(f"SELECT count(*) FROM notice WHERE {mine}") == 0
    assert one("SELECT count(*) FROM sent_mail WHERE recipient = :e", e=Shop.PERSON) == 0
    assert one("SELECT count(*) FROM shortlist") == 0
    assert one("SELECT string_agg(words, '') FROM rating_wording") == ""
    assert one("SELECT count(*) FROM gap_request WHERE words = '(erased)' AND state = 'withdrawn'") == 1
    assert one("SELECT count(*) FROM ledger_entry") == entries
    assert one("SELECT name FROM person") == "Robin Vale"
    says(signed_in(app, Shop.PROVIDER).page(f"/provider/orders/{rated}"), "Robin Vale")
    result = app.test_cli_runner().invoke(args=["ledger", "verify"])
    assert result.stdout == "Everything agrees.\n"


def test_somebody_without_money_or_order_loses_the_name_at_once(app: Flask, shop: Shop) -> None:
    world.person("Sam Other", email="sam@example.org")
    close(signed_in(app, "sam@example.org"))
    assert one("SELECT count(*) FROM person WHERE name = 'Sam Other'") == 0
    assert one("SELECT count(*) FROM account WHERE name = 'Sam Other'") == 0


def test_nobody_is_told_of_what_happens_afterwards(app: Flask, shop: Shop, work: Callable[[], int]) -> None:
    order_id = shop.recorded()
    close(signed_in(app, Shop.PERSON))
    shop.clock.forward(days=30)
    work()
    assert one("SELECT count(*) FROM notice n JOIN account a ON a.id = n.account_id WHERE a.closed_at IS NOT NULL") == 0
    assert one("SELECT state FROM orders WHERE id = :id", id=order_id) == "accepted"


def test_the_last_who_leads_stays_until_somebody_else_does_or_nothing_is_left(app: Flask, shop: Shop) -> None:
    offer_id = world.offer(shop.owner)
    client = signed_in(app, Shop.PROVIDER)
    says(client.page("/account/close"), "You cannot close it yet", "Green Shoots")
    refused = client.post("/account/close", data=SURE | {"csrf_token": client.token("/account/data/ask")})
    assert refused.status_code == 422
    says(refused.text, "You are the last who can look after Green Shoots")
    with database.writing() as session:
        catalogue.set_state(session, shop.provider, offer_id, OfferState.WITHDRAWN)
    close(client)  # nothing is on sale and no order is open


def test_with_another_owner_one_may_leave(app: Flask, shop: Shop) -> None:
    world.offer(shop.owner)
    world.member(OrganisationKind.PROVIDER, Duty.OWNER, "Green Shoots", shop.owner.organisation_id)
    client = signed_in(app, Shop.PROVIDER)
    says(client.page("/account/close"), "Your work for Green Shoots")
    close(client)
    assert one("SELECT count(*) FROM membership WHERE ended_at IS NOT NULL") == 1


def test_a_worker_may_leave_and_the_last_commissioner_not(app: Flask, shop: Shop) -> None:
    world.commissioner("South Council", email="south@example.org")
    says(signed_in(app, "south@example.org").page("/account/close"), "You cannot close it yet")
    green = shop.owner.organisation_id
    world.member(OrganisationKind.PROVIDER, Duty.WORKER, "Green Shoots", green, "worker@example.org")
    world.offer(shop.owner)
    close(signed_in(app, "worker@example.org"))


def test_it_asks_for_a_fresh_proof(app: Flask, shop: Shop) -> None:
    client = signed_in(app, Shop.PERSON)
    client.staying = None
    shop.clock.forward(hours=1)
    asked = client.send("/account/close", SURE)
    says(asked.text, "Show that it is you")
    assert one("SELECT count(*) FROM account WHERE closed_at IS NOT NULL") == 0


def test_closing_twice_at_once_closes_once(app: Flask, shop: Shop) -> None:
    here, there = signed_in(app, Shop.PERSON), signed_in(app, Shop.PERSON)
    token = there.token("/account/close")
    close(here)
    again = there.post("/account/close", data=SURE | {"csrf_token": token})
    assert again.status_code in {200, 303}
    assert one("SELECT count(*) FROM audit WHERE action = 'closed'") == 1


def test_two_who_lead_cannot_both_leave_at_one_moment(app: Flask, shop: Shop) -> None:
    world.offer(shop.owner)
    other = world.member(OrganisationKind.PROVIDER, Duty.OWNER, "Green Shoots", shop.owner.organisation_id)
    together = Barrier(2)

    def leave(actor: Actor) -> bool:
        together.wait()
        try:
            with database.writing() as session:
                keeping.close_account(session, actor)
        except StillNeeded:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(leave, (shop.owner, other))) == [False, True]


def test_an_answer_that_comes_after_one_left_is_mailed_to_nobody(
    app: Flask, shop: Shop, work: Callable[[], int]
) -> None:
    worry_id = shop.worried(shop.accepted(), WorryKind.HARM)
    close(signed_in(app, Shop.PERSON))
    with database.writing() as session:
        voice.answer(session, shop.funder, worry_id, "We rang the police.")
    work()
    assert one("SELECT count(*) FROM sent_mail WHERE recipient LIKE '%closed.invalid'") == 0
    assert one("SELECT count(*) FROM outbox WHERE done_at IS NULL") == 0
