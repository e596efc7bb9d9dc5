"""A funder's books: today, at the end of a year, and as a file; and nothing in them of another funder."""

import csv
import io
from datetime import date

import pytest
from flask import Flask

from marketplace.budgets.rules import Holding
from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.rules import Duty
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import says, silent_about
from tests.integration.purchasing.books import Books

PAGE = "/commission/books"


@pytest.fixture
def books(app: Flask, clock: TestClock) -> Books:
    """A person with £500 held by the council and £300 paid to them, an invoice paid, and another one open."""
    made = Books(clock)
    world.budget(made.robin, made.funder, 300_00, Holding.DIRECT)
    made.settled()
    made.remitted(made.file((made.agreed(made.gathered()), 12_00)))
    made.settled()
    return made


@pytest.fixture
def official(app: Flask, books: Books) -> Client:
    """An official of the council, at the browser."""
    account_id = world.account("Casey Poole", "north@example.org")
    assert books.funder.organisation_id
    with database.writing() as session:
        people.join(session, world.system(), account_id, books.funder.organisation_id, [Duty.COMMISSIONER])
    return signed_in(app, "north@example.org")


def test_all_that_was_given_is_there_and_what_is_owed_is_said(official: Client, books: Books) -> None:
    assert 'href="/commission/books"' in official.page("/commission")
    page = official.page(PAGE)
    says(
        page,
        "You have put £800 into budgets.",
        "Held by you: £500",
        "Direct payment: £300",
        "all that was given is there",
    )
    says(page, "Left £476", "Spent £24", "Spent of what you hold £24", "You have paid £12", "You owe still £12")


def test_the_end_of_a_year_says_what_there_was_then(official: Client, books: Books, clock: TestClock) -> None:
    at_end = official.page(f"{PAGE}?year=2025")
    clock.forward(days=40)
    books.settled()
    says(official.page(PAGE), "Spent £36", "1 April 2025 to 31 March 2026", "1 April 2026 to 31 March 2027")
    page = official.page(f"{PAGE}?year=2025")
    says(page, "Your books at the end of 31 March 2026", "Spent £24", "You owe still £12")
    says(at_end, "Your books today", "Spent £24")


def test_the_entries_of_a_year_as_a_file(official: Client, books: Books) -> None:
    answer = official.get(f"{PAGE}/entries.csv?year=2025")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="entries-2025-2026.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["reason"] for row in rows} == {"credit", "promise", "spend", "invoice_paid"}
    assert sum(int(row["pence"]) for row in rows if row["kind"] in {"funder", "budget"}) == 0
    assert sum(int(row["pence"]) for row in rows if row["kind"] == "clearing") == -12_00
    assert {row["stream"] for row in rows if row["kind"] == "budget"} == {"Adult social care"}
    assert date.fromisoformat(rows[0]["day"])
    silent_about(answer.text, "Robin", "Vale")


@pytest.mark.parametrize("year", ["2019", "2027", "soon", "-1", "9" * 40, "2025-04-01", "\u0662\u0660\u0662\u0665"])
def test_a_year_that_is_not_there(official: Client, year: str) -> None:
    assert official.get(f"{PAGE}?year={year}").status_code == 404
    assert official.get(f"{PAGE}/entries.csv?year={year}").status_code == 404


def test_a_file_of_no_year_leads_to_the_years(official: Client) -> None:
    assert official.get(f"{PAGE}/entries.csv").headers["Location"] == PAGE


def test_nothing_of_another_funder_is_in_them(app: Flask, official: Client, books: Books) -> None:
    world.commissioner("South Trust", email="south@example.org")
    south = signed_in(app, "south@example.org")
    says(south.page(PAGE), "There is nothing in your books yet.", "See who named you")
    assert south.get(f"{PAGE}/entries.csv?year=2025").status_code == 404


def test_a_provider_has_none(app: Flask, books: Books) -> None:
    assert signed_in(app, Books.PROVIDER).get(PAGE).status_code == 404
