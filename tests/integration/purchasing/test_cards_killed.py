"""SIGKILL at every statement of charging a card and passing the money on: the next one finishes, each once."""

import json
import subprocess
import sys

from sqlalchemy import Engine

from marketplace.settings import ROOT

# every statement; a new one must be added here, and is then killed at too
STEPS = [
    "SELECT card_payment",
    "SELECT payment_card",
    "UPDATE card_payment",
    "INSERT audit",
    "SELECT card_payment",
    "COMMIT",
    "SELECT card_payment",
    "UPDATE card_payment",
    "SELECT ledger_account",
    "SELECT ledger_account",
    "INSERT ledger_entry",
    "UPDATE card_payment",
    "INSERT audit",
    "INSERT outbox",
    "COMMIT",
    "SELECT card_payment",
    "COMMIT",
    "SELECT card_payment",
    "UPDATE card_payment",
    "INSERT audit",
    "COMMIT",
    "the end",
]


def test_whoever_is_killed_charges_once_and_passes_on_once(db: Engine) -> None:
    url = db.url.render_as_string(hide_password=False)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.killing_cards", url], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    played = json.loads(ran.stdout.splitlines()[-1])
    assert played["steps"] == STEPS
    whole = {"state": "paid", "charged": [1, 1], "passed_on": True}
    for outcome in played["outcomes"]:
        assert outcome["died"] == (outcome is not played["outcomes"][0])
        assert (outcome["wrong"], outcome["ended"]) == ([], whole), STEPS[outcome["at"] % len(STEPS)]
    assert [outcome["at"] for outcome in played["outcomes"][1:]] == list(range(len(STEPS)))
