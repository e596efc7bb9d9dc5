"""``ledger verify``: quiet over a sound world, and names every table that was changed behind its back."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, text

from marketplace.foundation import database
from marketplace.purchasing import operations as purchasing
from marketplace.settings import ROOT
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop

Verify = Callable[[], Result]
Corruption = tuple[str, str]  # a statement, and what the command says of what it did

ONE = "(SELECT min(id) FROM ledger_entry WHERE pot = 'available')"
OTHER_PERSON = "(SELECT id FROM person WHERE name = 'Somebody else')"
PLACED, DONE = "state = 'placed'", "state = 'completed'"

MONEY: list[Corruption] = [
    (f"UPDATE ledger_entry SET pence = pence + 5 WHERE id = {ONE}", "sums to 5 pence, not zero"),
    (f"DELETE FROM ledger_entry WHERE id = {ONE}", "ledger_entry: transaction"),
    ("UPDATE ledger_entry SET pence = 2 * pence", "and its entries say"),
    ("UPDATE ledger_entry SET pot = 'balance' WHERE pot = 'promised'", "in pot balance of a budget account"),
    ("UPDATE ledger_entry SET pot = 'spent' WHERE pot = 'balance'", "in pot spent of a"),
    (
        "UPDATE ledger_entry SET account_id = gen_random_uuid() WHERE pot = 'balance'",
        "names an account or a transaction that is not there",
    ),
    (
        "INSERT INTO ledger_transaction (id, key, what, at) VALUES (gen_random_uuid(), 'k', 'credit', now())",
        "has no entries",
    ),
    ("DELETE FROM ledger_transaction", "names an account or a transaction that is not there"),
    ("UPDATE budget_account SET available = available + 1", "available"),
    ("UPDATE budget_account SET promised = promised + 1", "promised"),
    ("UPDATE budget_account SET spent = spent + 1", "spent"),
    ("UPDATE budget_account SET banked = banked + 1", "has banked 1, and its entries say 0"),
    ("UPDATE budget_account SET starts = starts + 1", "is not for the person, funder and period of its stream"),
    (f"UPDATE budget_account SET person_id = {OTHER_PERSON}", "is not for the person, funder and period"),
    ("DELETE FROM budget_account", "is of kind budget and has 0 rows"),
    ("UPDATE ledger_account SET kind = 'funder' WHERE kind = 'budget'", "is of kind funder and has 1 rows"),
    ("DELETE FROM ledger_account WHERE kind = 'funder'", "names an account or a transaction that is not there"),
    ("UPDATE stream SET funder_id = gen_random_uuid()", "is not for the person, funder and period of its stream"),
    ("DELETE FROM stream", "is not for the person, funder and period of its stream"),
    (f"UPDATE budget SET person_id = {OTHER_PERSON}", "is not for the person, funder and period of its stream"),
    ("DELETE FROM budget", "is not for the person, funder and period of its stream"),
    ("UPDATE instalment SET pence = pence + 1", "was credited with 50000 pence, not 50001"),
    ("UPDATE instalment SET transaction_id = gen_random_uuid()", "was credited with 0 pence, not 50000"),
    ("UPDATE instalment SET transaction_id = NULL", "credited an account for no instalment"),
    ("DELETE FROM instalment", "credited an account for no instalment"),
]

ORDERS: list[Corruption] = [
    ("UPDATE funding SET pence = pence - 1", "costs 1200 pence and is funded with 1199"),
    ("DELETE FROM funding", "costs 1200 pence and is funded with 0"),
    ("UPDATE funding SET promise_id = gen_random_uuid()", "promised 0 pence, and"),
    ("UPDATE booking SET price = price + 1", "and 1200 x 1.00 is not that"),
    ("UPDATE booking SET state = 'cancelled' WHERE state = 'booked'", "and its bookings say"),
    ("UPDATE booking SET release_id = NULL", "is cancelled and its promise was neither given back nor settled"),
    (
        "UPDATE booking SET release_id = (SELECT transaction_id FROM ledger_entry e WHERE pence = -3600 "
        "AND EXISTS (SELECT FROM funding WHERE promise_id = e.transaction_id) LIMIT 1)",
        "gave back -3600 pence, and its bookings had",
    ),
    (f"UPDATE booking SET person_id = {OTHER_PERSON}", "is not paid from an account of its person and day"),
    ("UPDATE booking SET day = '2030-01-01'", "is not paid from an account of its person and day"),
    ("UPDATE booking SET state = 'booked' WHERE state = 'recorded'", "is booked, and its record is waiting"),
    ("UPDATE booking SET state = 'disputed' WHERE state = 'recorded'", "is disputed, and its record is waiting"),
    ("UPDATE booking SET state = 'confirmed' WHERE state = 'recorded'", "is confirmed, and its record is waiting"),
    ("UPDATE booking SET state = 'recorded' WHERE state = 'confirmed'", "is recorded, and its record is confirmed"),
    ("DELETE FROM booking", "has no booking"),
    ("DELETE FROM delivery", "and its record is missing"),
    ("UPDATE delivery SET booking_id = gen_random_uuid() WHERE state = 'waiting'", "delivery: booking"),
    ("UPDATE funding SET booking_id = gen_random_uuid()", "funding: booking"),
    (
        "UPDATE delivery SET pence = pence - 1 WHERE state = 'confirmed'",
        "settled 1199 pence, and its transaction spent",
    ),
    ("UPDATE delivery SET spend_id = NULL", "settled 1200 pence, and its transaction spent 0"),
    (
        "UPDATE delivery SET state = 'withdrawn', confirmed_by = NULL WHERE state = 'confirmed'",
        "spent 1200 pence for no settled delivery",
    ),
    (f"UPDATE orders SET state = 'completed' WHERE {PLACED}", "is completed with bookings that are"),
    (f"UPDATE orders SET state = 'declined' WHERE {PLACED}", "is declined with bookings that are"),
    (f"UPDATE orders SET state = 'cancelled' WHERE {DONE}", "is cancelled with bookings that are confirmed"),
    (f"UPDATE orders SET state = 'accepted' WHERE {DONE}", "is accepted with bookings that are confirmed"),
    ("DELETE FROM orders", "names an order or a session that is not there"),
    ("UPDATE offer_session SET taken = taken + 1 WHERE taken = 1", "says 2 places taken, and 1 bookings stand"),
    ("UPDATE offer_session SET taken = 0", "says 0 places taken, and 1 bookings stand"),
    ("DELETE FROM offer_session", "names an order or a session that is not there"),
]


def _traded(clock: TestClock) -> datetime:
    """A world in which orders are placed, partly cancelled, recorded, confirmed and rated; and what time it is then."""
    shop = Shop(clock)
    world.person("Somebody else")
    group = world.group(shop.owner)
    order_id = shop.ordered(group.offer_id, sessions=group.sessions[:3])
    with database.writing() as session:
        purchasing.cancel(session, shop.person, shop.order(order_id).bookings[0].id, 0)
    shop.rated()
    shop.recorded()
    late = shop.accepted()
    with database.writing() as session:
        booking = shop.order(late).bookings[0]
        purchasing.cancel(session, shop.person.at(booking.starts_at - timedelta(hours=1)), booking.id, 6_00)
    return clock.instant


@pytest.fixture
def verify(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Verify:
    """The command, over a world in which people traded."""
    clock.instant = once(_traded, clock)
    runner = app.test_cli_runner()
    return lambda: runner.invoke(args=["ledger", "verify"])


def corrupt(engine: Engine, statement: str) -> None:
    """Change rows with every trigger and foreign key asleep."""
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        assert connection.execute(text(statement)).rowcount, "the statement touches no row"


@pytest.fixture
def loosened(db: Engine) -> Iterator[None]:
    """A database without the CHECK that a booking's price is right."""
    name, rule = "ck_booking_price_is_unit_times_quantity", "price = round(unit_pence * quantity)"
    with db.begin() as connection:
        connection.execute(text(f"ALTER TABLE booking DROP CONSTRAINT {name}"))
    yield
    with db.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.execute(text("DELETE FROM booking"))
        connection.execute(text(f"ALTER TABLE booking ADD CONSTRAINT {name} CHECK ({rule})"))


def test_a_sound_world_is_said_to_be_sound(verify: Verify) -> None:
    ended = verify()
    assert (ended.exit_code, ended.stdout, ended.stderr) == (0, "Everything agrees.\n", "")


@pytest.mark.usefixtures("loosened")
@pytest.mark.parametrize(("statement", "says"), MONEY + ORDERS)
def test_what_was_changed_behind_its_back_is_named(verify: Verify, db: Engine, statement: str, says: str) -> None:
    corrupt(db, statement)
    ended = verify()
    assert ended.exit_code == 1
    found = ended.stdout.splitlines()
    assert any(says in line for line in found), ended.output
    assert ended.stderr == f"Error: {len(found)} things do not agree.\n"


def test_an_empty_installation_agrees(app: Flask) -> None:
    ended = app.test_cli_runner().invoke(args=["ledger", "verify"])
    assert (ended.exit_code, ended.stdout) == (0, "Everything agrees.\n")


def test_it_is_run_from_the_shell(db: Engine, database_url: str) -> None:
    world.areas()
    world.budget(world.person(), world.commissioner())
    told = {
        "DATABASE_URL": database_url,
        "OWNPATH_SECRET_KEY": "a key for tests",
        "OWNPATH_PUBLIC_URL": "https://ownpath.example",
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "ledger", "verify"]

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=ROOT, env=os.environ | told, capture_output=True, text=True, check=False)

    assert (run().returncode, run().stdout) == (0, "Everything agrees.\n")
    corrupt(db, "UPDATE budget_account SET available = available + 1")
    assert run().returncode == 1
