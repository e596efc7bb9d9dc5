"""A stream while it runs: payments change, wait, go on and end; bookings stay; the person reads what and why."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BudgetRequest, Share
from marketplace.budgets.queries import accounts_funded, findings
from marketplace.budgets.rules import Holding, Paid
from marketplace.budgets.rules.streams import Waiting
from marketplace.foundation import access, database
from tests import world
from tests.faces.conftest import Client, TestClock, come_back, signed_in
from tests.faces.shop import Shop, opened, refuses, says, silent_about
from tests.faces.storefront.booking import MONDAYS, Stall
from tests.faces.storefront.sheet import sheet


class Fund(Shop):
    """A shop whose person also has money that comes every four weeks, some held by the funder and some paid to them."""

    OFFICIAL = "official@example.org"

    def __init__(self, clock: TestClock) -> None:
        super().__init__(clock)
        self.funder = world.commissioner("South Council", self.OFFICIAL)
        world.budget(self.robin, self.funder, 1_00)
        request = BudgetRequest(
            key=uuid4(),
            person_id=self.robin.own_person_id or uuid4(),
            starts=date(2026, 3, 2),
            ends=date(2027, 2, 28),
            stream="Four-weekly money",
            shares=(Share(Holding.NOTIONAL, 1_300_00), Share(Holding.DIRECT, 650_00)),
            paid=Paid.FOUR_WEEKLY,
            plan_agreed_on=date(2026, 2, 20),
            plan_reference="",
        )
        with database.writing() as session:
            budgets.give(session, self.funder, request)
        named = text("SELECT id FROM budget_account WHERE holding = :h AND name = 'Four-weekly money'")
        with database.reading() as session:
            self.account_id = session.execute(named, {"h": "notional"}).scalar_one()
            self.direct_id: UUID = session.execute(named, {"h": "direct"}).scalar_one()

    def night(self) -> None:
        """What is due comes in; and all books are square."""
        clock = access.clock(self.clock())
        with database.writing() as session:
            for account_id in budgets.due_to_credit(session, clock):
                budgets.credit_due(session, clock, account_id)
        with database.reading() as session:
            assert findings(session, world.system()) == []

    def have(self) -> tuple[int, int]:
        """What has come into the account that the funder holds, and what is to come."""
        with database.reading() as session:
            rows = accounts_funded(session, self.funder.at(self.clock()), self.robin.own_person_id or uuid4())
        row = next(row for row in rows if row.id == self.account_id)
        return row.have, row.to_come


@pytest.fixture
def fund(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Fund:
    """The shop."""
    return once(opened, app, Fund, clock, Fund.PERSON, Fund.OFFICIAL)


def test_a_stream_changes_waits_goes_on_and_ends_and_what_is_booked_stays(fund: Fund, app: Flask) -> None:
    robin, official = (come_back(app, fund.cookies[who]) for who in (Fund.PERSON, Fund.OFFICIAL))
    whom = f"/commission/people/{fund.robin.own_person_id}"
    address = f"{whom}/accounts/{fund.account_id}/changes"
    stall = Stall(robin, fund, world.offer(fund.owner, takes=("notional", "direct")))
    paid = {**MONDAYS, "account_id": str(fund.account_id)}
    assert stall.checked(**paid).send(robin).status_code == 303
    assert fund.have() == (100_00, 1_200_00)

    def do(client: Client, *day: str, **typed: object) -> Any:
        return sheet(client.page(address), address).send(client, starts=day, words="As we said.", **typed)

    cut = {"kind": "amount", "reason": "reassessed", "pence": "80"}
    refuses(do(official, "3", "3", "2026", **cut), "starts", "You give 28 days of notice", typed="As we said.")
    refuses(do(official, "1", "5", "2026", **cut | {"reason": "conditions"}), "reason", "This reason is not for that.")
    form = sheet(official.page(address), address)
    for _ in range(2):  # the same form twice is one change
        said = form.send(official, starts=("1", "5", "2026"), words="As we said.", **cut)
        assert said.status_code == 303
    assert fund.have() == (100_00, 2 * 100_00 + 10 * 80_00)
    money = robin.page("/money")
    says(
        money, "From 1 May 2026, Four-weekly money (South Council): each payment is £80 instead of £100, because a new"
    )
    says(money, "As we said.", "Ask South Council member at South Council.", "What you have booked stays booked.")

    assert do(official, "9", "3", "2026", kind="suspend", reason="risk").status_code == 303
    refuses(stall.choose(**{**paid, "first_day": ("16", "3", "2026")}), "account_id", "is suspended from 9 March 2026")
    assert stall.checked(**{**paid, "first_day": ("4", "3", "2026"), "times": "1"}).send(robin).status_code == 303
    fund.clock.forward(days=29)  # to 31 March: a payment was due on the day before
    fund.night()
    official, robin = signed_in(app, Fund.OFFICIAL), signed_in(app, Fund.PERSON)
    assert fund.have() == (100_00, 2 * 100_00 + 10 * 80_00)
    says(official.page(whom), "30 March 2026 £100, waits while it is suspended")
    with pytest.raises(Waiting), database.writing() as session:
        budgets.receive(session, fund.funder.at(fund.clock()), fund.direct_id, date(2026, 3, 30))
    refuses(do(official, "31", "3", "2026", kind="suspend", reason="risk"), "kind", "It is suspended already")
    assert do(official, "31", "3", "2026", kind="resume", reason="settled").status_code == 303
    fund.night()
    fund.night()
    assert fund.have() == (200_00, 100_00 + 10 * 80_00)
    with database.writing() as session:
        budgets.receive(session, fund.funder.at(fund.clock()), fund.direct_id, date(2026, 3, 30))

    end = {"kind": "end", "reason": "elsewhere", "back": "20", "back_by": ("30", "6", "2026")}
    refuses(do(official, "1", "5", "2026", **end | {"back": "500"}), "back", "£200 has come in, so up to that")
    assert do(official, "1", "5", "2026", **end).status_code == 303
    assert fund.have() == (200_00, 100_00)  # the one that is due before
    refuses(do(official, "1", "6", "2026", kind="suspend", reason="risk"), "kind", "This money has ended, or will.")
    says(robin.page("/money"), "it ends: no more is paid in", "asks for £20 back by Tuesday 30 June 2026")
    robins = Stall(robin, fund, stall.offer_id)
    refuses(robins.choose(**{**paid, "first_day": ("4", "5", "2026")}), "account_id", "has ended from 1 May 2026")
    assert robins.checked(**{**paid, "first_day": ("20", "4", "2026"), "times": "2"}).send(robin).status_code == 303
    with database.reading() as session:
        promised = text("SELECT promised FROM budget_account WHERE id = :id")
        assert session.execute(promised, {"id": fund.account_id}).scalar_one() == 24_00 + 12_00 + 24_00
    silent_about(robin.page("/notices"), "As we said.")
    says(robin.page("/notices"), "Something changes about your money")
