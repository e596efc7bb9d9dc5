"""SIGKILL at every statement of what is done with invoices: the books are square, and the next one finishes."""

import pytest
from sqlalchemy import Engine

from tests.integration.test_killed import scene

GATHERING = [
    "SELECT delivery",
    "INSERT invoice",
    "SELECT invoice",
    "SELECT funder_setting",
    "INSERT invoice_line",
    "SELECT membership",
    "SELECT account",
    "SELECT membership",
    "SELECT account",
    "INSERT notice",
    "INSERT audit",
    "COMMIT",
]
READING = ["SELECT invoice", "SELECT invoice", "SELECT invoice_line", "SELECT invoice_word", "SELECT invoice_agreement"]
AGREEING = [
    "SELECT invoice FOR UPDATE",
    "SELECT invoice_line FOR UPDATE",
    "SELECT invoice_agreement",
    "SELECT funder_setting",
    "INSERT invoice_agreement",
    "UPDATE invoice_line",
    "INSERT audit",
    "SELECT membership",
    "SELECT account",
    "INSERT notice",
    "INSERT outbox",
    "COMMIT",
]
PAYING = [
    "INSERT remittance",
    "SELECT invoice_agreement",
    "SELECT remittance_row",
    "SELECT ledger_account",
    "SELECT ledger_account",
    "INSERT ledger_entry",
    "INSERT remittance_row",
    "INSERT audit",
    "SELECT membership",
    "SELECT account",
    "INSERT notice",
    "INSERT outbox",
    "COMMIT",
]
TAKING_OFF = [
    "SELECT invoice_line",
    "SELECT budget_account FOR UPDATE",
    "SELECT ledger_account",
    "SELECT ledger_account",
    "INSERT ledger_entry",
    "UPDATE invoice_line",
    "INSERT invoice_word",
    "INSERT audit",
    "SELECT membership",
    "SELECT account",
    "INSERT notice",
    "INSERT outbox",
    "SELECT funding",
    "SELECT person",
    "SELECT account",
    "INSERT notice",
    "INSERT outbox",
    "COMMIT",
]
# every statement; a new one must be added here, and is then killed at too
STEPS = {
    "paying": [*GATHERING, *READING, *AGREEING, "SELECT delivery", "COMMIT", *READING, *PAYING, "the end"],
    "taking_off": [*GATHERING, *READING, *TAKING_OFF, "the end"],
}


@pytest.mark.parametrize(("name", "ended"), [("paying", "paid"), ("taking_off", "taken_off")])
def test_whoever_is_killed_leaves_square_books_and_the_next_one_finishes(db: Engine, name: str, ended: str) -> None:
    played = scene(name, db)
    assert played["steps"] == STEPS[name]
    first, *killed = played["outcomes"]
    assert (first["died"], first["wrong"], first["ended"]) == (False, [], ended)
    for outcome in killed:
        assert outcome["died"]
        assert outcome["wrong"] == []
        assert outcome["ended"] == ended, STEPS[name][outcome["at"]]
    assert [outcome["at"] for outcome in killed] == list(range(len(STEPS[name])))
