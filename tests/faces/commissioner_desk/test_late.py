"""A payment that is late, short or made twice: who has it and by when, what the person reads, and square books."""

from datetime import date, timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import text

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import findings
from marketplace.foundation import access, database
from tests import world
from tests.faces.commissioner_desk.conftest import Council
from tests.faces.commissioner_desk.test_giving import DIRECT, check, given
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import refuses, says, silent_about
from tests.faces.storefront.sheet import sheet

LATE = "A payment to you is late"


def night(council: Council) -> None:
    """People are told; all books are square."""
    with database.writing() as session:
        budgets.tell_of_late(session, access.clock(council.clock()))
    with database.reading() as session:
        assert findings(session, world.system()) == []


def payments(account_id: UUID) -> list[tuple[date, int, bool]]:
    """The first three payments: their days, pence, and whether they have come in."""
    asked = text("SELECT due_on, pence, transaction_id IS NOT NULL FROM instalment WHERE account_id = :id ORDER BY 1")
    with database.reading() as session:
        return [tuple(row) for row in session.execute(asked, {"id": account_id})][:3]  # type: ignore[misc]


def test_late_short_and_twice(commissioner: Client, council: Council, app: Flask) -> None:
    sent = check(commissioner, council, **DIRECT | {"starts": ["28", "2", "2026"], "ends": ["27", "2", "2027"]})
    assert commissioner.post(f"{council.page}/budgets", data=sent).status_code == 303
    account_id = given(council)[0].id
    first, second = date(2026, 2, 28), date(2026, 3, 28)
    robin = signed_in(app, council.PERSON)
    council.clock.forward(days=1)  # to 3 March: a bank may take three days
    night(council)
    silent_about(robin.page("/money"), "What is late")
    silent_about(commissioner.page("/commission/worklist"), "that is late")

    council.clock.forward(days=1)
    night(council)
    night(council)
    commissioner, robin = signed_in(app, council.COMMISSIONER), signed_in(app, council.PERSON)
    money = robin.page("/money")
    says(money, "£18.59 was to come on 28 February 2026", "It is on the list of North Council.")
    says(money, "They find out by 6 March 2026.", "What you have booked stays booked.")
    assert robin.page("/notices").count(LATE) == 1
    work = commissioner.page("/commission/worklist")
    says(work, "A payment to somebody that is late", "£18.59, Arts and mind")
    taken = sheet(work, f"/commission/worklist/{account_id}/take").send(commissioner)
    assert taken.status_code == 303
    says(robin.page("/money"), "Casey Poole at North Council looks at it.")
    assert commissioner.get(f"/commission/accounts/{account_id}/late").headers["Location"] == council.page

    address = f"{council.page}/accounts/{account_id}/instalments/{first}"
    says(commissioner.page(address), "Less was paid on 28 February 2026", "£18.59 was to be paid")
    for wrong, words in (
        ("", "Enter how much was paid, such as 60."),
        ("0", "£18.59 was to be paid. Enter what was paid of it."),
        ("18.60", "If it was paid twice, write this one down as paid, and then the next one."),
        ("-1", "Enter an amount in pounds"),
    ):
        refuses(sheet(commissioner.page(address), address).send(commissioner, pence=wrong), "pence", words, typed=wrong)
    short = sheet(commissioner.page(address), address)
    assert [short.send(commissioner, pence="10").status_code for _ in range(2)] == [303, 303]
    rest = first + timedelta(days=1)
    assert payments(account_id) == [(first, 10_00, True), (rest, 8_59, False), (second, 18_58, False)]
    says(robin.page("/notices"), "A payment came in part")
    council.clock.forward(days=2)  # to 6 March: the rest is late as well
    night(council)
    commissioner, robin = signed_in(app, council.COMMISSIONER), signed_in(app, council.PERSON)
    says(robin.page("/money"), "£8.59 was to come on 1 March 2026", "Casey Poole at North Council looks at it.")

    again = sheet(commissioner.page(council.page), f"{council.page}/accounts/{account_id}/instalments/{rest}")
    assert [again.send(commissioner).status_code for _ in range(2)] == [303, 303]  # sent twice it comes in once
    assert [came for _, _, came in payments(account_id)] == [True, True, False]
    twice = sheet(commissioner.page(council.page), f"{council.page}/accounts/{account_id}/instalments/{second}")
    assert twice.send(commissioner).status_code == 303  # paid twice, it is the next one
    assert [came for _, _, came in payments(account_id)] == [True, True, True]
    night(council)
    silent_about(robin.page("/money"), "What is late")
    silent_about(commissioner.page("/commission/worklist"), "that is late")
