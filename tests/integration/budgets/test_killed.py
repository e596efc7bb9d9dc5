"""SIGKILL at every statement of moving a fund to another holder: all of it went, or none of it."""

from sqlalchemy import Engine

from tests.integration.test_killed import scene

# every statement of the signature; a new one must be added here, and is then killed at too
MOVING = [
    "SELECT fund",
    "SELECT budget_account",
    "INSERT ledger_account",
    "INSERT budget_account",
    "UPDATE fund",
    "UPDATE fund",
    "SELECT budget_account FOR UPDATE",
    "SELECT bank",
    "SELECT instalment",
    "SELECT instalment",
    "SELECT budget_account",
    "INSERT ledger_entry",
    "INSERT audit",
    "SELECT budget_account",
    "SELECT membership",
    "SELECT account",
    "INSERT notice",
    "INSERT outbox",
    "SELECT person",
    "SELECT account",
    "INSERT notice",
    "INSERT outbox",
    "COMMIT",
    "the end",
]
WHOLE = ["ended", 0, "agreed", 40_00]
NOTHING = ["agreed", 40_00, "asked", 0]


def test_whoever_is_killed_leaves_a_fund_here_or_there_and_the_next_one_finishes(db: Engine) -> None:
    played = scene("moving", db)
    assert played["steps"] == MOVING
    first, *killed = played["outcomes"]
    assert (first["died"], first["left"], first["wrong"]) == (False, WHOLE, [])
    committed = MOVING.index("COMMIT")
    for outcome in killed:
        assert outcome["died"]
        assert outcome["wrong"] == []
        assert outcome["left"] == (WHOLE if outcome["at"] > committed else NOTHING), MOVING[outcome["at"]]
        assert outcome["ended"] == WHOLE
    assert [outcome["at"] for outcome in killed] == list(range(len(MOVING)))
