"""SIGKILL at every statement of an order: all of it is there afterwards, or nothing is."""

import json
import subprocess
import sys
from typing import Any

from sqlalchemy import Engine

from marketplace.settings import ROOT

WHOLE = {"orders": 1, "bookings": 1, "funding": 1, "promises": 1, "jobs": 1}
NOTHING = dict.fromkeys(WHOLE, 0)

# every statement of the request that places an order; a new one must be added here, and is then killed at too
PLACING = [
    "SELECT account",
    "SELECT offer_price",
    "SELECT offer_session",
    "SELECT instalment",
    "SELECT offer_version",
    "SELECT offer_session",
    "SELECT spending_rule",
    "SELECT lock",
    "SELECT person",
    "INSERT orders",
    "UPDATE offer_session",
    "INSERT booking",
    "INSERT funding",
    "INSERT audit",
    "INSERT outbox",
    "SELECT budget_account FOR UPDATE",
    "INSERT ledger_entry",
    "COMMIT",
    "the end",
]
# every statement of the worker that settles a booking by silence in the night and tells those concerned
SETTLING = [
    "SELECT outbox",
    "UPDATE outbox",
    "COMMIT",
    "SELECT instalment",
    "SELECT delivery",
    "SELECT bank",
    "SELECT fund",
    "SELECT budget_account",
    "SELECT delivery",
    "SELECT card_payment",
    "SELECT card_refund",
    "INSERT outbox",
    "SELECT offer",
    "SELECT person",
    "SELECT bank",
    "SELECT budget_account",
    "SELECT account",
    "COMMIT",
    "UPDATE outbox",
    "COMMIT",
    "SELECT outbox",
    "UPDATE outbox",
    "COMMIT",
    "SELECT booking",
    "SELECT orders FOR UPDATE",
    "SELECT booking",
    "SELECT delivery",
    "UPDATE booking",
    "SELECT delivery",
    "SELECT funding",
    "SELECT ledger_account",
    "SELECT ledger_account",
    "SELECT budget_account FOR UPDATE",
    "INSERT ledger_entry",
    "UPDATE delivery",
    "UPDATE orders",
    "INSERT audit",
    "INSERT outbox",
    "COMMIT",
    "UPDATE outbox",
    "COMMIT",
    "SELECT outbox",
    "UPDATE outbox",
    "COMMIT",
    "SELECT orders",
    "SELECT funding",
    "SELECT person",
    "SELECT account",
    "INSERT notice",
    "INSERT outbox",
    "SELECT membership",
    "SELECT account",
    "INSERT notice",
    "INSERT outbox",
    "COMMIT",
    "UPDATE outbox",
    "COMMIT",
    "SELECT outbox",
    "UPDATE outbox",
    "COMMIT",
    "SELECT notice",
    "SELECT account",
    "INSERT sent_mail",
    "UPDATE notice",
    "COMMIT",
    "UPDATE outbox",
    "COMMIT",
    "SELECT outbox",
    "UPDATE outbox",
    "COMMIT",
    "SELECT notice",
    "SELECT account",
    "INSERT sent_mail",
    "UPDATE notice",
    "COMMIT",
    "UPDATE outbox",
    "COMMIT",
    "SELECT outbox",
    "COMMIT",
    "the end",
]


def scene(name: str, engine: Engine) -> dict[str, Any]:
    """Run one scene of tests.killing in a process of its own."""
    url = engine.url.render_as_string(hide_password=False)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.killing", name, url], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    return json.loads(ran.stdout.splitlines()[-1])


def test_a_killed_web_process_leaves_the_whole_order_or_none(db: Engine) -> None:
    played = scene("web", db)
    assert played["steps"] == PLACING
    first, *killed = played["outcomes"]
    assert (first["died"], first["held"], first["wrong"]) == (False, WHOLE, [])
    committed = len(PLACING) - 1 - PLACING[::-1].index("COMMIT")
    for outcome in killed:
        assert outcome["died"]
        assert outcome["wrong"] == []
        assert outcome["held"] == (WHOLE if outcome["at"] > committed else NOTHING), PLACING[outcome["at"]]
    assert [outcome["at"] for outcome in killed] == list(range(len(PLACING)))


def test_a_killed_worker_settles_whole_and_tells_once(db: Engine) -> None:
    played = scene("worker", db)
    assert played["steps"] == SETTLING
    first, *killed = played["outcomes"]
    assert (first["died"], first["wrong"], first["told"]) == (False, [], {"confirmed": 1, "notices": 2, "mails": 2})
    for outcome in killed:
        assert outcome["died"]
        assert outcome["wrong"] == []
        assert outcome["told"] == {"confirmed": 1, "notices": 2, "mails": 2}, SETTLING[outcome["at"]]
    assert [outcome["at"] for outcome in killed] == list(range(len(SETTLING)))
