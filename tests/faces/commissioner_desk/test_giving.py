"""Giving a budget on screen: filled in, checked, given once; and recording direct payments as paid."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select

from marketplace.budgets.models import Instalment, LedgerTransaction, Stream
from marketplace.budgets.queries import AccountRow, accounts_for, findings
from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.models import Notice
from marketplace.people.rules import SettingName
from tests import world
from tests.faces.commissioner_desk.conftest import Council
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import AWKWARD, says, silent_about

FILLED: dict[str, object] = {
    "stream": "Arts and mind",
    "starts": ["1", "1", "2026"],
    "ends": ["31", "12", "2026"],
    "notional": "1,200",
    "direct": "",
    "paid": "at_once",
    "plan_reference": "Plan 8",
    "plan_agreed_on": ["", "", ""],
}
DIRECT: dict[str, object] = FILLED | {
    "notional": "",
    "direct": "260.13",
    "paid": "four_weekly",
    "plan_agreed_on": ["20", "12", "2025"],
}


def hidden(page: str) -> dict[str, object]:
    """What the check page carries on."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return dict(found)


def check(browser: Client, council: Council, **changed: object) -> dict[str, object]:
    """Fill the form in, and return what the check page carries on."""
    answer = browser.send(f"{council.page}/budgets/new", FILLED | changed)
    assert answer.status_code == 200, answer.text
    return hidden(answer.text)


def given(council: Council, name: str = "Arts and mind") -> list[AccountRow]:
    """The accounts of one name that the person has."""
    with database.reading() as session:
        rows = accounts_for(session, council.person, council.robin.own_person_id, current=False)
    return [row for row in rows if row.name == name]


def sound() -> None:
    """The ledger adds up."""
    with database.reading() as session:
        assert findings(session, world.system()) == []


def test_a_budget_is_filled_in_checked_and_given(commissioner: Client, council: Council) -> None:
    says(commissioner.page(council.page), "Robin Vale", "Give a budget", "Adult social care, held by the funder")
    says(commissioner.page(f"{council.page}/budgets/new"), "Care Act 2014, section 33", "Nothing is given yet")
    answer = commissioner.send(f"{council.page}/budgets/new", FILLED)
    says(answer.text, "Check the budget for Robin Vale", "Arts and mind", "£1,200", "Thursday 1 January 2026", "Plan 8")
    says(answer.text, "What is due by today comes in at once", "Give £1,200", "Change it")
    assert given(council) == []
    done = commissioner.post(f"{council.page}/budgets", data=hidden(answer.text))
    assert done.headers["Location"] == council.page
    says(commissioner.page(council.page), "Arts and mind is given to Robin Vale. £1,200 has come in.")
    (account,) = given(council)
    assert (account.available, account.holding, account.to_come) == (1_200_00, "notional", 0)
    with database.reading() as session:
        told = session.scalars(select(Notice.subject).where(Notice.account_id == council.robin.account_id)).all()
    assert "You have a budget to use" in told
    sound()


def test_what_comes_in_is_said(commissioner: Client, council: Council) -> None:
    sent = check(commissioner, council, paid="four_weekly", notional="1300")
    commissioner.post(f"{council.page}/budgets", data=sent)
    page = commissioner.page(council.page)
    says(page, "£278.58 has come in. £1,021.42 is still to come.", "All 14 payments", "come in", "to come")


def test_a_funder_that_lets_money_be_promised_early_reads_so(commissioner: Client, council: Council) -> None:
    assert council.funder.organisation_id
    with database.writing() as session:
        people.set_setting(
            session, world.system(), council.funder.organisation_id, SettingName.SPEND_AHEAD, 1, "Policy 4.2"
        )
    answer = commissioner.send(f"{council.page}/budgets/new", FILLED | {"paid": "four_weekly"})
    says(answer.text, "All that you hold can be promised from the start", "14 payments, the first of £85.72")
    commissioner.post(f"{council.page}/budgets", data=hidden(answer.text))
    says(commissioner.page(council.page), "£1,200 has come in.")


def test_a_direct_payment_is_recorded_as_it_is_paid(commissioner: Client, council: Council) -> None:
    answer = commissioner.send(f"{council.page}/budgets/new", DIRECT)
    says(answer.text, "Not made yet", "Saturday 20 December 2025", "Each direct payment comes in when you record")
    commissioner.post(f"{council.page}/budgets", data=hidden(answer.text))
    page = commissioner.page(council.page)
    says(page, "£0 has come in. £260.13 is still to come.", "was due on 1 January 2026", "was due on 29 January 2026")
    says(page, "was due on 26 February 2026", "Record £18.58 of 29 January 2026 as paid", "not recorded yet")
    silent_about(page, "is due on 26 March 2026")
    (account,) = given(council)
    address = f"{council.page}/accounts/{account.id}/instalments"
    token = {"csrf_token": commissioner.token(f"{council.page}/budgets/new")}
    for _ in range(2):
        done = commissioner.post(f"{address}/2026-01-01", data=token)
        assert done.headers["Location"] == council.page
    says(commissioner.page(council.page), "The payment of 1 January 2026 is recorded. Robin Vale can use it now.")
    assert given(council)[0].available == 18_59
    for wrong in ("2026-01-02", "soon", "2026-1-1"):
        assert commissioner.post(f"{address}/{wrong}", data=token).status_code == 404
    held = f"{council.page}/accounts/{council.account_id}/instalments/2026-01-01"
    assert commissioner.post(held, data=token).status_code == 404
    sound()


def test_a_first_direct_payment_that_was_made_comes_in_at_once(commissioner: Client, council: Council) -> None:
    sent = check(commissioner, council, **DIRECT, paid_already="y")
    commissioner.post(f"{council.page}/budgets", data=sent)
    says(commissioner.page(council.page), "£18.59 has come in. £241.54 is still to come.")
    assert given(council)[0].available == 18_59


def test_both_ways_of_holding_make_two_accounts(commissioner: Client, council: Council) -> None:
    sent = check(commissioner, council, direct="£300", plan_agreed_on=["20", "12", "2025"], paid_already="y")
    commissioner.post(f"{council.page}/budgets", data=sent)
    says(commissioner.page(council.page), "£1,500 has come in.")
    assert {row.holding: row.available for row in given(council)} == {"notional": 1_200_00, "direct": 300_00}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"stream": " "}, "Enter a name for this money"),
        ({"stream": "x" * 300}, "This has 300 characters. Shorten it to 200 or fewer."),
        ({"stream": "a\0b"}, "There is a hidden character"),
        ({"starts": ["", "", ""]}, "Enter the first day."),
        ({"starts": ["31", "2", "2026"]}, "Enter a real date"),
        ({"starts": ["1", "1"]}, "Enter a real date"),
        ({"starts": ["1", "1", "99999999999999999999"]}, "Enter a real date"),
        ({"ends": ["1", "1", "1899"]}, "Enter a year between 2000 and 2100"),
        ({"ends": ["31", "12", "2025"]}, "The last day must be after the first day."),
        ({"ends": ["31", "12", "2029"]}, "A budget can run for up to two years."),
        ({"notional": "-5"}, "Enter an amount in pounds"),
        ({"notional": "lots"}, "Enter an amount in pounds"),
        ({"notional": "12.345"}, "Enter an amount in pounds"),
        ({"notional": "0"}, "Give an amount for at least one way of holding the money."),
        ({"notional": ""}, "Give an amount for at least one way of holding the money."),
        ({"notional": "999999999"}, "An amount can be up to £100,000,000."),
        ({"direct": "100"}, "Give the day on which the plan was agreed."),
        ({"paid": "weekly"}, "Choose whether it comes all at once or every four weeks."),
        ({"paid": ""}, "Choose whether it comes all at once or every four weeks."),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(
    commissioner: Client, council: Council, wrong: dict[str, object], words: str
) -> None:
    answer = commissioner.send(f"{council.page}/budgets/new", FILLED | {"plan_reference": AWKWARD} | wrong)
    assert answer.status_code == 422
    says(answer.text, "There is a problem", words)
    for field in ("stream", "notional", "direct"):
        typed = str((FILLED | wrong)[field]).strip()
        if typed and "\0" not in typed:
            assert f'value="{typed}"' in answer.text
    assert "🌱" in answer.text
    forced = commissioner.post(
        f"{council.page}/budgets",
        data=FILLED | wrong | {"csrf_token": commissioner.token(f"{council.page}/budgets/new"), "key": str(uuid4())},
    )
    assert forced.status_code == 422
    assert given(council) == []


def test_changing_it_keeps_everything(commissioner: Client, council: Council) -> None:
    sent = check(commissioner, council, **DIRECT, paid_already="y")
    page = commissioner.post(f"{council.page}/budgets/new", data=sent | {"change": "1"})
    assert page.status_code == 200
    for typed in ("Arts and mind", "260.13", "Plan 8", "2025"):
        assert f'value="{typed}"' in page.text
    assert re.search(r'value="y"[^>]*checked', page.text)
    assert re.search(r'value="four_weekly"[^>]*checked', page.text)


def test_the_same_form_twice_gives_once(commissioner: Client, council: Council) -> None:
    sent = check(commissioner, council)
    for _ in range(2):
        done = commissioner.post(f"{council.page}/budgets", data=sent)
        assert done.headers["Location"] == council.page
    assert len(given(council)) == 1
    other = commissioner.post(f"{council.page}/budgets", data=sent | {"notional": "5"})
    assert other.status_code == 422
    says(other.text, "already sent with other answers")
    assert [row.available for row in given(council)] == [1_200_00]
    says(commissioner.post(f"{council.page}/budgets", data=sent | {"key": ""}).text, "Check the budget")


def test_the_same_form_at_the_same_moment_gives_once(app: Flask, council: Council, db: Engine) -> None:
    browsers = [signed_in(app, council.COMMISSIONER) for _ in range(6)]
    key = {"key": str(uuid4())}
    forms = [check(browser, council) | key for browser in browsers]
    start = Barrier(len(browsers))

    def send(n: int) -> int:
        start.wait()
        return browsers[n].post(f"{council.page}/budgets", data=forms[n]).status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        assert list(pool.map(send, range(len(browsers)))) == [303] * len(browsers)
    with database.reading() as session:
        streams = session.scalar(select(func.count()).select_from(Stream).where(Stream.name == "Arts and mind"))
        posted = session.scalar(select(func.count()).select_from(LedgerTransaction))
        instalments = session.scalar(select(func.count()).select_from(Instalment))
    assert (streams, posted, instalments) == (1, 2, 2)
    sound()


def test_only_who_named_this_funder_can_be_given_a_budget(
    commissioner: Client, other: Client, council: Council
) -> None:
    stranger = world.person("Ned Holt")
    sent = check(commissioner, council)
    for browser, person in ((commissioner, stranger), (other, council.robin)):
        page = f"/commission/people/{person.own_person_id}"
        assert browser.get(page).status_code == 404
        assert browser.get(f"{page}/budgets/new").status_code == 404
        token = {"csrf_token": browser.token("/sign-in")}
        for address in (f"{page}/budgets/new", f"{page}/budgets"):
            assert browser.post(address, data=sent | token).status_code == 404
        paid = f"{page}/accounts/{council.account_id}/instalments/2026-01-01"
        assert browser.post(paid, data=token).status_code == 404
    assert given(council) == []


def test_a_person_who_named_another_funder_since_is_out_of_reach(
    commissioner: Client, council: Council, db: Engine
) -> None:
    with db.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE mandate SET ends = %s WHERE kind = 'funder'", (world.NOW.date() - timedelta(days=1),)
        )
    assert commissioner.get(council.page).status_code == 404
    says(commissioner.page("/commission/people"), "Nobody has named you yet")
