"""Searching and booking for a client, in the steps that a broker takes."""

import re
from collections.abc import Callable
from uuid import UUID

from marketplace.foundation import database
from marketplace.purchasing.queries import orders_for
from tests import world
from tests.faces.broker_console.conftest import Case
from tests.faces.conftest import Client
from tests.faces.entries import imported
from tests.faces.shop import says, silent_about

MONDAYS = {"first_day": ["9", "3", "2026"], "at": "10am", "times": "6", "every": "1"}


def asked(case: Case, **changed: object) -> dict[str, object]:
    """The choices of six weekly sessions from the client's budget."""
    return {"line": "session:standard", "account_id": str(case.account_id)} | MONDAYS | changed


def fields(page: str) -> dict[str, object]:
    """The hidden fields of the check page."""
    found: dict[str, object] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        before = found.get(name)
        found[name] = value if before is None else [*(before if isinstance(before, list) else [before]), value]
    return found


def orders(case: Case) -> list[UUID]:
    """The client's orders, as they see them."""
    with database.reading() as session:
        return [row.id for row in orders_for(session, case.person, case.robin.own_person_id)]


def test_a_search_leads_to_pages_about_the_client(broker: Client, case: Case, work: Callable[[], int]) -> None:
    offer_id = world.offer(case.owner)
    work()
    page = broker.page(f"{case.home}/search?q=alotment")
    says(page, "Search for Robin Vale", "About 1 result", "Allotment mornings")
    assert f'href="{case.home}/offers/{offer_id}"' in page
    assert f'action="{case.home}/search"' in page
    fragment = broker.get(f"{case.home}/search?q=allotment", headers={"HX-Request": "true"}).text
    assert "<html" not in fragment
    assert f'href="{case.home}/offers/{offer_id}"' in fragment


def test_an_offer_says_what_the_client_has_left(broker: Client, case: Case) -> None:
    offer_id = world.offer(case.owner)
    page = broker.get(
        f"{case.home}/offers/{offer_id}", headers={"Referer": f"http://localhost{case.home}/search?q=dig"}
    ).text
    says(page, "Book it for Robin Vale", "Six would cost £72", "Robin Vale has £500 left in Adult social care")
    assert f'href="{case.home}/search?q=dig"' in page
    elsewhere = broker.get(f"{case.home}/offers/{offer_id}", headers={"Referer": "https://elsewhere.example/"}).text
    assert f'href="{case.home}/search"' in elsewhere


def test_an_offer_that_has_ended_says_so_and_names_others(broker: Client, case: Case) -> None:
    offer_id = world.offer(case.owner, published=False, title="Pottery")
    other_id = world.offer(case.owner)
    broker.page(f"{case.home}/offers/{offer_id}", 404)
    with database.writing() as session:
        world.catalogue.set_state(session, case.owner, offer_id, world.OfferState.PUBLISHED)
        world.catalogue.set_state(session, case.owner, offer_id, world.OfferState.WITHDRAWN)
    page = broker.page(f"{case.home}/offers/{offer_id}")
    says(page, "does not offer this any more", "Others like this", "Allotment mornings")
    assert f'href="{case.home}/offers/{other_id}"' in page
    answer = broker.get(f"{case.home}/offers/{offer_id}/orders/new")
    assert answer.headers["Location"] == f"{case.home}/offers/{offer_id}"


def test_a_broker_books_for_a_client_from_their_budget(broker: Client, case: Case) -> None:
    offer_id = world.offer(case.owner)
    new = f"{case.home}/offers/{offer_id}/orders/new"
    says(broker.page(new), "Book Allotment mornings for Robin Vale", "Adult social care (North Council)")
    check = broker.get(new, query_string=asked(case))
    assert check.status_code == 200
    says(check.text, "Check the booking for Robin Vale", "£72", "£428 of £500", "Book and promise £72")
    placed = broker.post(f"{case.home}/offers/{offer_id}/orders", data=fields(check.text))
    (order_id,) = orders(case)
    assert placed.headers["Location"] == f"{case.home}/orders/{order_id}"
    page = broker.page(placed.headers["Location"])
    says(page, "Your order has been sent", "for Robin Vale", "Open Door Brokers member", "£12 promised", "Book again")
    assert case.account().promised == 72_00
    assert case.order(order_id).placed_by == "Open Door Brokers member"


def test_the_same_form_twice_is_one_order(broker: Client, case: Case) -> None:
    offer_id = world.offer(case.owner)
    check = broker.get(f"{case.home}/offers/{offer_id}/orders/new", query_string=asked(case))
    sent = fields(check.text)
    first, second = (broker.post(f"{case.home}/offers/{offer_id}/orders", data=sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(orders(case)) == 1


def test_too_little_money_says_what_is_left_and_keeps_the_choices(broker: Client, case: Case) -> None:
    offer_id = world.offer(case.owner)
    answer = broker.get(f"{case.home}/offers/{offer_id}/orders/new", query_string=asked(case, times="60"))
    assert answer.status_code == 422
    says(answer.text, "Book Allotment mornings for Robin Vale")
    assert 'value="60"' in answer.text
    assert 'value="10am"' in answer.text


def test_somebody_elses_account_cannot_pay(broker: Client, case: Case) -> None:
    offer_id = world.offer(case.owner)
    theirs = world.budget(case.stranger, case.funder)
    answer = broker.get(f"{case.home}/offers/{offer_id}/orders/new", query_string=asked(case, account_id=str(theirs)))
    assert answer.status_code == 422
    assert orders(case) == []


def test_a_booking_is_made_again_in_two_clicks(broker: Client, case: Case) -> None:
    order_id = case.accepted(2)
    first = broker.get(f"{case.home}/orders/{order_id}/again")
    assert first.status_code == 303
    check = broker.page(first.headers["Location"])
    says(check, "Check the booking for Robin Vale", "Monday 23 March 2026", "Monday 30 March 2026")
    action = re.search(r'action="([^"]+/orders)"', check)
    assert action
    second = broker.post(action[1], data=fields(check))
    assert second.status_code == 303
    assert len(orders(case)) == 2


def test_without_the_power_to_spend_there_are_no_buying_buttons(broker: Client, case: Case) -> None:
    offer_id = world.offer(case.owner)
    home = f"/broker/clients/{case.looked_at.own_person_id}"
    page = broker.page(f"{home}/offers/{offer_id}")
    says(page, "Jo Marsh lets you look, and not book")
    silent_about(page, "Choose times", "orders/new")
    broker.page(f"{home}/offers/{offer_id}/orders/new", 404)
    sent = fields(broker.get(f"{case.home}/offers/{offer_id}/orders/new", query_string=asked(case)).text)
    assert broker.post(f"{home}/offers/{offer_id}/orders", data=sent).status_code == 404


def test_a_directory_entry_is_read_for_a_client(broker: Client, case: Case) -> None:
    (entry_id,) = imported()
    page = broker.page(f"{case.home}/entries/{entry_id}")
    says(page, "Walk and talk", "Riverside Friends", "You cannot book this here", "Told by Riverside directory")
    assert f'href="{case.home}/search"' in page
    broker.page(f"/broker/clients/{case.stranger.own_person_id}/entries/{entry_id}", 404)
    broker.page(f"{case.home}/entries/{UUID(int=7)}", 404)
