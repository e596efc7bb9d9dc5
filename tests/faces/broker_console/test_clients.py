"""The caseload and one client, as the broker reads them."""

from datetime import date

from flask import Flask
from sqlalchemy import Engine, event, select

from marketplace.budgets.rules import Holding
from marketplace.foundation import database
from marketplace.foundation.models import Looked
from marketplace.people.rules import MandateKind
from tests import world
from tests.faces.broker_console.conftest import BOOKS, Case
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import says, silent_about


def looked(page: str) -> dict[object, str]:
    """Who was seen on a page, and how."""
    with database.reading() as session:
        rows = session.execute(select(Looked.person_id, Looked.how).where(Looked.page == page)).all()
    return {row.person_id: row.how for row in rows}


def test_a_broker_lands_on_the_caseload(broker: Client, case: Case) -> None:
    assert broker.get("/").headers["Location"] == "/broker/clients"
    page = broker.page("/broker/clients")
    says(page, "People I work with", "Robin Vale", "£500 left", "Nothing booked yet", "Jo Marsh", "No budget here yet")
    silent_about(page, "Ned Holt")
    assert looked("broker_console.client_list") == {
        case.robin.own_person_id: "listed",
        case.looked_at.own_person_id: "listed",
    }


def test_the_caseload_says_what_comes_and_what_waits(broker: Client, case: Case) -> None:
    case.recorded(3)
    page = broker.page("/broker/clients")
    says(page, "£464 left", "Next: Allotment mornings, Monday 16 March 2026, 10am", "1 date waits for their word")
    case.ordered(world.offer(case.owner, title="Choir"))
    says(broker.page("/broker/clients"), "1 order waits for the provider")


def test_the_caseload_asks_as_often_for_one_client_as_for_many(app: Flask, case: Case, db: Engine) -> None:
    browser = signed_in(app, case.BROKER)

    def statements() -> int:
        asked: list[str] = []

        def count(_c: object, _u: object, statement: str, *_: object) -> None:
            asked.append(statement)

        event.listen(db, "before_cursor_execute", count)
        browser.page("/broker/clients")
        event.remove(db, "before_cursor_execute", count)
        return len(asked)

    before = statements()
    for n in range(4):
        other = world.person(f"Client {n}")
        world.trusts(other, case.broker, MandateKind.BROKER, BOOKS)
        world.budget(other, case.funder)
    assert statements() == before <= 15


def test_a_client_page_shows_the_money_and_the_orders(broker: Client, case: Case) -> None:
    order_id = case.accepted(2)
    page = broker.page(case.home)
    says(page, "Robin Vale", "Newcastle upon Tyne", "£24 promised", "Search for Robin Vale")
    says(
        page,
        "£500 has come in. Of that, £24 is promised, £0 is spent and £476 is left.",
        "Promised: Allotment mornings",
    )
    assert f"{case.home}/orders/{order_id}" in page
    assert looked("broker_console.client_show") == {case.robin.own_person_id: "opened"}


def test_a_direct_payment_is_said_of_the_client(broker: Client, case: Case) -> None:
    world.budget(case.looked_at, case.funder, 200_00, Holding.DIRECT)
    page = broker.page(f"/broker/clients/{case.looked_at.own_person_id}")
    says(page, "Jo Marsh pays providers from this themselves", "Jo Marsh lets you look, and not book")


def test_no_page_about_a_client_asks_more_than_fifteen_times(broker: Client, case: Case, db: Engine) -> None:
    order_id = case.accepted(2)
    row = case.order(order_id)
    for address in (
        "",
        "/search?q=dig",
        f"/offers/{row.offer_id}",
        f"/offers/{row.offer_id}/orders/new",
        f"/orders/{order_id}",
        f"/orders/{order_id}/worry",
        f"/bookings/{row.bookings[0].id}/cancel",
    ):
        asked: list[str] = []

        def count(_c: object, _u: object, statement: str, *_: object, into: list[str] = asked) -> None:
            into.append(statement)

        event.listen(db, "before_cursor_execute", count)
        broker.page(case.home + address)
        event.remove(db, "before_cursor_execute", count)
        assert len(asked) <= 15, (address, asked)


def test_older_orders_are_a_page_away(broker: Client, case: Case) -> None:
    says(broker.page(f"{case.home}?page=2"), "No older orders", "Newer orders")
    says(broker.page(f"{case.home}?page=nonsense"), "Nothing has been booked yet")
    says(broker.page(f"{case.home}?page=-1"), "Nothing has been booked yet")


def test_a_broker_without_clients_reads_what_to_do(app: Flask, case: Case) -> None:
    world.broker("Lone Brokers", email="lone@example.org")
    says(signed_in(app, "lone@example.org").page("/broker/clients"), "Nobody has chosen you yet", "Get help")


def test_a_mandate_that_has_ended_shuts_everything(broker: Client, case: Case, db: Engine) -> None:
    order_id = case.accepted()
    with db.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE mandate SET ends = %s WHERE person_id = %s AND kind = 'broker'",
            (date(2026, 3, 1), case.robin.own_person_id),
        )
    silent_about(broker.page("/broker/clients"), "Robin Vale")
    for address in ("", "/search", f"/orders/{order_id}", f"/orders/{order_id}/again", f"/orders/{order_id}/worry"):
        broker.page(case.home + address, 404)
    broker.page(f"/broker/orders/{order_id}", 404)
    assert looked("broker_console.order_show") == {}
