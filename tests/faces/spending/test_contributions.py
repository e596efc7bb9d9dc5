"""What somebody pays toward their care: set with notice, due by day, paid or let off, late and never taken."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BudgetRequest, RateRequest, SettleRequest, Share
from marketplace.budgets.queries import balance_on, findings
from marketplace.budgets.rules import Holding, Paid
from marketplace.budgets.rules.contributions import AftercareIsFree, Every, Rate, Settled
from marketplace.foundation import access, database
from marketplace.foundation.errors import NotFound
from tests import world
from tests.faces.conftest import Client, TestClock, come_back, signed_in
from tests.faces.shop import opened, refuses, says
from tests.faces.spending.test_streams import Fund
from tests.faces.storefront.sheet import sheet

SET = {"pence": "24", "every": "four_weeks", "into": "funder", "words": "Assessed on 1 March."}
ON = ("30", "3", "2026")


class Contributing(Fund):
    """The same, with nights in which something falls due."""

    def night(self) -> None:
        """What is due comes in, and falls due; people are reminded; all books are square, and the funder's too."""
        clock = access.clock(self.clock())
        with database.writing() as session:
            for account_id in budgets.contributions_to_make(session, clock):
                budgets.make_dues(session, clock, account_id)
            budgets.remind_of_contributions(session, clock)
        super().night()
        with database.reading() as session:
            assert balance_on(session, self.funder.at(self.clock()), clock.today).square


@pytest.fixture
def fund(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Contributing:
    """The shop."""
    return once(opened, app, Contributing, clock, Fund.PERSON, Fund.OFFICIAL)


def asked(client: Client, address: str, **typed: object) -> Any:
    return sheet(client.page(address), address).send(client, **{**SET, "starts": ON, **typed})


def told(fund: Contributing) -> list[str]:
    subjects = text("SELECT subject FROM notice WHERE account_id = :a ORDER BY at, id")
    with database.reading() as session:
        return list(session.scalars(subjects, {"a": fund.robin.account_id}))


def test_what_is_set_falls_due_is_paid_let_off_and_late(fund: Contributing, app: Flask) -> None:
    robin, official = (come_back(app, fund.cookies[who]) for who in (Fund.PERSON, Fund.OFFICIAL))
    address = f"/commission/accounts/{fund.account_id}/contribution"
    own = f"/money/accounts/{fund.account_id}/contribution"
    says(official.page(address), "pays nothing toward this now")
    for field, wrong, words in (
        ("pence", "", "Enter how much."),
        ("pence", "12.345", "Enter an amount in pounds"),
        ("pence", "0", "They pay nothing already"),
        ("every", "month", "Choose from what is on this page."),
        ("into", "", "Choose where they pay it."),
        ("words", "", "Say how it was worked out."),
        ("starts", ("31", "2", "2026"), ""),
        ("starts", ("29", "3", "2026"), "You give 28 days of notice, so they can pay more from 30 March 2026"),
    ):
        refuses(asked(official, address, **{field: wrong}), field, words)
    form = sheet(official.page(address), address)
    for _ in range(2):  # the same form twice is one
        assert form.send(official, starts=ON, **SET).status_code == 303
    says(robin.page("/money"), "You pay nothing now. From 30 March 2026 it is £24 every four weeks.")
    says(robin.page(own), "Assessed on 1 March.", "Ask South Council member at South Council.")
    refuses(asked(official, address, starts=("2", "4", "2026"), into="account", pence="20"), "into", "They pay it to")

    fund.clock.forward(days=56)  # to 27 April: four weeks are over
    fund.night()
    fund.night()
    official, robin = signed_in(app, Fund.OFFICIAL), signed_in(app, Fund.PERSON)
    due = "You have £24 to pay for 30 March 2026 to 26 April 2026. Pay it by 25 May 2026."
    says(robin.page("/money"), due, "If this is hard, tell South Council.")
    pays = f"{address}/payments"

    def settle(**typed: object) -> Any:
        return sheet(official.page(address), pays).send(official, **{f"settle-{k}": v for k, v in typed.items()})

    refuses(settle(how="paid", pence="24.01"), "settle-pence", "£24 is to be paid. Enter that, or a part of it.")
    refuses(settle(how="let_off", pence="4"), "settle-words", "Say why they need not pay it.")
    refuses(settle(how="", pence=""), "settle-how", "Choose what happened.")
    form = sheet(official.page(address), pays)
    typed = {"settle-how": "paid", "settle-pence": "10"}
    assert [form.send(official, **typed).status_code for _ in range(2)] == [303, 303]
    assert form.send(official, **typed | {"settle-pence": "9"}).status_code == 422
    assert settle(how="let_off", pence="4", words="It was a hard month.").status_code == 303
    says(
        robin.page(own),
        "£10",
        "Need not be paid: It was a hard month.",
        "£10 for 30 March 2026 to 26 April 2026 (of £24)",
    )
    paid = SettleRequest(uuid4(), fund.account_id, Settled.PAID, 1_00)
    with pytest.raises(NotFound), database.writing() as session:  # they pay it to the council, which writes it down
        budgets.settle_contribution(session, fund.robin.at(fund.clock()), paid)
    lower = asked(official, address, starts=("28", "4", "2026"), pence="0", words="Their costs went up.")
    assert lower.status_code == 303

    fund.clock.forward(days=29)  # to 26 May
    fund.night()
    fund.night()
    official, robin = signed_in(app, Fund.OFFICIAL), signed_in(app, Fund.PERSON)
    says(robin.page("/money"), "You have £10 to pay", "It was to be paid by 25 May 2026", "You pay nothing now.")
    says(robin.page(own), "£0.85 for 27 April 2026 to 27 April 2026")
    says(official.page("/commission/worklist"), "Something to pay toward care that is late", "£10")
    says(official.page("/commission/books"), "Owed to you now", "£10.85")
    assert told(fund).count("There is something to pay toward your care") == 2
    assert told(fund).count("Something is still to be paid toward your care") == 1
    assert fund.have()[0] == 4 * 100_00  # nothing was taken


def test_what_is_paid_into_ones_own_account_can_be_used(fund: Contributing, app: Flask) -> None:
    robin, official = (come_back(app, fund.cookies[who]) for who in (Fund.PERSON, Fund.OFFICIAL))
    address = f"/commission/accounts/{fund.direct_id}/contribution"
    own = f"/money/accounts/{fund.direct_id}/contribution"
    assert asked(official, address, into="account").status_code == 303
    fund.clock.forward(days=60)
    fund.night()
    official, robin = signed_in(app, Fund.OFFICIAL), signed_in(app, Fund.PERSON)
    paid = sheet(official.page(address), f"{address}/payments")
    refused = paid.send(official, **{"settle-how": "paid", "settle-pence": "5"})
    refuses(refused, "settle-how", "write it down themselves")
    refuses(sheet(robin.page(own), own).send(robin, pence="25"), "pence", "£24 is to be paid.", typed="25")
    form = sheet(robin.page(own), own)
    assert [form.send(robin, pence="20").status_code for _ in range(2)] == [303, 303]
    says(robin.page("/money"), "You paid in toward your care", "You have £4 to pay")
    off = {"settle-how": "let_off", "settle-pence": "4", "settle-words": "Never mind."}
    assert sheet(official.page(address), f"{address}/payments").send(official, **off).status_code == 303
    fund.night()
    says(official.page("/commission/books"), "Paid into their own accounts", "£20")
    left = text("SELECT available FROM budget_account WHERE id = :id")
    with database.reading() as session:
        assert session.execute(left, {"id": fund.direct_id}).scalar_one() == 50_00 + 20_00
    for wrong, said in (
        ("UPDATE contribution_payment SET pence = pence + 1 WHERE how = 'paid'", "is 2001 pence, and its transaction"),
        ("DELETE FROM contribution_payment", "is contribution_in, of no contribution"),
        ("UPDATE contribution SET account_id = NULL", "contribution_due: from 2026-03-30 of stream"),
    ):
        assert said in behind_the_back(wrong)


def behind_the_back(wrong: str) -> str:
    """What the checks say of something that was changed behind their back, which is then taken back."""
    with database.writing() as session:
        session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(text(wrong))
        found = findings(session, world.system())
        session.rollback()
    return " ".join(found)


def test_nobody_pays_toward_aftercare(fund: Contributing, app: Flask) -> None:
    person_id = fund.robin.own_person_id or uuid4()
    shares, day = (Share(Holding.NOTIONAL, 90_00),), date(2026, 3, 2)
    request = BudgetRequest(
        uuid4(), person_id, day, date(2027, 2, 28), "Aftercare", shares, Paid.AT_ONCE, None, "", aftercare=True
    )
    with database.writing() as session:
        budgets.give(session, fund.funder, request)
        named = text("SELECT id FROM budget_account WHERE name = 'Aftercare'")
        account_id = session.execute(named).scalar_one()
    rate = RateRequest(uuid4(), person_id, account_id, Rate(date(2026, 5, 4), 5_00, Every.WEEK), "Assessed.")
    with pytest.raises(AftercareIsFree), database.writing() as session:
        budgets.set_contribution(session, fund.funder, rate)
    robin, official = (come_back(app, fund.cookies[who]) for who in (Fund.PERSON, Fund.OFFICIAL))
    says(robin.page("/money"), "This is section 117 aftercare. It is free.")
    says(official.page(f"/commission/accounts/{account_id}/contribution"), "It is free by law.")
