"""Putting money by on the page, and each account month by month: what is refused, kept, shown and saved as a file."""

import csv
import io
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people.rules import MandateKind
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import Shop, refuses, says, silent_about

PUT_BY = "/money/put-by"


def filled(**changed: object) -> dict[str, object]:
    """A form that is in order."""
    form = {"reason": "bad_time", "words": "When I cannot go out.", "pence": "60", "until": ["1", "12", "2026"]}
    return form | {"key": str(uuid4())} | changed


def test_money_is_put_by_and_taken_back(robin: Client, shop: Shop) -> None:
    says(robin.page("/money"), "£500 left", "Nothing is put by")
    says(robin.page(PUT_BY), "up to £500, until Thursday 31 December 2026")
    shown = robin.send(PUT_BY, filled()).location
    says(robin.page(shown), "£60 is put by, until Tuesday 1 December 2026", "When I cannot go out.")
    says(robin.page("/money"), "£440 left to use", "A bad week, when I need more support, until")
    robin.send(shown, {"pence": "12.50", "key": str(uuid4())})
    says(robin.page(shown), "£47.50 is put by", "Taken back, to use now £12.50")
    robin.send(shown, {"pence": "47.50", "key": str(uuid4())})
    says(robin.page(shown), "All of it has gone back")
    says(robin.page("/money"), "£500 left")


@pytest.mark.parametrize(
    ("field", "changed", "words"),
    [
        ("reason", {"reason": "yacht"}, "Choose what it is for"),
        ("reason", {"reason": ""}, "Choose what it is for"),
        ("pence", {"pence": ""}, "Enter how much"),
        ("pence", {"pence": "lots"}, "Enter an amount in pounds"),
        ("pence", {"pence": "-5"}, "Enter an amount in pounds"),
        ("pence", {"pence": "0"}, "Enter how much"),
        ("pence", {"pence": "500.01"}, "£500 is left"),
        ("pence", {"pence": "9" * 400}, "Enter an amount in pounds"),
        ("until", {"until": ["", "", ""]}, "Enter the last day"),
        ("until", {"until": ["31", "2", "2026"]}, "a real date"),
        ("until", {"until": ["1", "1", "2027"]}, "31 December 2026"),
        ("until", {"until": ["1", "1", "2020"]}, "today or a later day"),
    ],
)
def test_what_is_not_in_order_comes_back_as_it_was_typed(
    robin: Client, field: str, changed: dict[str, object], words: str
) -> None:
    refuses(robin.send(PUT_BY, filled(**changed)), field, words, typed="When I cannot go out.")
    says(robin.page("/money"), "Nothing is put by")


def test_somebody_elses_money_is_not_reached(app: Flask, robin: Client, shop: Shop) -> None:
    shown = robin.send(PUT_BY, filled()).location
    sam = world.person("Sam Other", email="sam@example.org")
    world.budget(sam, shop.funder)
    other = signed_in(app, "sam@example.org")
    for address in (shown, f"/money/accounts/{shop.account_id}", f"/money/accounts/{shop.account_id}/statement.csv"):
        assert other.get(address).status_code == 404
    assert other.send(shown, {"pence": "1"}, come_from=PUT_BY).status_code == 404
    forged = other.send(PUT_BY, filled(account_id=str(shop.account_id)))
    assert forged.status_code in {303, 422}  # with one account of one's own, that is the one
    says(robin.page(shown), "£60 is put by")
    with database.reading() as session:
        asked = text("SELECT banked FROM budget_account WHERE id = :id")
        assert session.scalar(asked, {"id": shop.account_id}) == 60_00


def test_a_helper_who_only_looks_sees_it_and_moves_nothing(app: Flask, robin: Client, shop: Shop) -> None:
    shown = robin.send(PUT_BY, filled()).location
    lou = world.actor(world.account("Lou Looker", "lou@example.org"))
    world.trusts(shop.robin, lou, MandateKind.SUPPORTER, frozenset({Power.SEE}))
    looker = signed_in(app, "lou@example.org")
    page = looker.page(shown)
    says(page, "£60 is put by")
    silent_about(page, "Do you need it now?")
    silent_about(looker.page("/money"), "Put money by for later")
    assert looker.get(PUT_BY).status_code == 404


def test_a_month_shows_what_there_was_what_happened_and_what_there_is(
    robin: Client, shop: Shop, clock: TestClock
) -> None:
    shop.confirmed()
    page = robin.page(f"/money/accounts/{shop.account_id}")
    says(
        page,
        "March 2026",
        "Money came in +£500, then £500 left",
        "Promised: Allotment mornings -£12, then £488 left",
        "(£12 spent)",
    )
    clock.forward(days=31)
    says(robin.page(f"/money/accounts/{shop.account_id}"), "April 2026", "Nothing moved in this month")
    says(robin.page(f"/money/accounts/{shop.account_id}?month=2026-03"), "The month began with £0 left")
    for month in ("2025-11", "2026-05", "2026-3", "nonsense", "2026-13", "0000-01", "%00"):
        assert robin.get(f"/money/accounts/{shop.account_id}?month={month}").status_code == 404, month


def test_a_statement_is_saved_as_a_file_in_which_no_title_is_a_formula(robin: Client, shop: Shop) -> None:
    shop.ordered(world.offer(shop.owner, title='=HYPERLINK("x")'))
    answer = robin.get(f"/money/accounts/{shop.account_id}/statement.csv")
    assert answer.mimetype == "text/csv"
    assert "statement-2026-03.csv" in answer.headers["Content-Disposition"]
    head, *lines = csv.reader(io.StringIO(answer.text))
    assert len({len(line) for line in lines} | {len(head)}) == 1
    told = [dict(zip(head, line, strict=True)) for line in lines]
    assert (told[0]["what"], told[0]["then left"]) == ("credit", "50000")
    assert told[1]["for"].startswith("'=HYPERLINK")
    assert sum(int(line["change in pence: left"]) for line in told) == int(told[-1]["then left"])


def test_the_sheet_says_it_in_large_print(robin: Client, shop: Shop, clock: TestClock) -> None:
    robin.send(PUT_BY, filled())
    shop.confirmed()
    clock.forward(days=40)
    says(
        robin.page("/money/sheet"),
        "left to use",
        "£60 is put by, until Tuesday 1 December 2026",
        "At this pace you have about",
        "left on 31 December 2026",
    )
    says(robin.page("/money"), "At this pace you have about")


def test_where_there_is_no_budget_nothing_is_a_dead_end(app: Flask, db: object) -> None:
    world.areas()
    world.person(email="new@example.org")
    new = signed_in(app, "new@example.org")
    says(new.page(PUT_BY), "nothing to put by", "Get help")
    says(new.page("/money/sheet"), "You have no budget here yet")
    assert new.send(PUT_BY, filled()).status_code == 422
