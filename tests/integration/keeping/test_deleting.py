"""What is old enough goes by itself, in batches; what is younger stays, whatever a clock says."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from marketplace.cli import tidying
from marketplace.foundation import access, database, outbox
from marketplace.foundation.clock import now
from marketplace.keeping import operations as keeping
from marketplace.keeping.operations import GONE
from marketplace.keeping.rules.schedule import SCHEDULE, Kept
from marketplace.people import operations as people
from marketplace.people.operations import AppointRequest
from marketplace.people.rules import MandateKind
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop
from tests.integration.attempts import busy, refused_by

LATE = now() + timedelta(days=1)


def line(table: str, *, only: str = "") -> Kept:
    """One line of the schedule."""
    return next(kept for kept in SCHEDULE if kept.table == table and (not only or only in (kept.only or ("", ()))[1]))


def held(engine: Engine, table: str, where: str = "true") -> int:
    """How many rows a table holds."""
    with engine.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table} WHERE {where}")).scalar_one()


def delete(kept: Kept, instant: datetime = LATE, most: int = 500) -> int:
    """Delete a batch."""
    with database.writing() as session:
        return keeping.delete_due(session, access.clock(instant), kept, most)


def tidy(instant: datetime) -> None:
    """A night's deleting."""
    tidying.handlers(lambda: instant)[tidying.TIDY]({})


@pytest.fixture
def aged(db: Engine) -> Callable[[str, str, str], None]:
    """Make every row of a table so old, with its triggers asleep."""

    def make(table: str, column: str, age: str) -> None:
        with db.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            old = f"UPDATE {table} SET {column} = now() - interval '{age}' WHERE {column} IS NOT NULL"
            connection.execute(text(old))

    return make


def test_each_line_deletes_what_is_older_and_nothing_younger(db: Engine, aged: Callable[[str, str, str], None]) -> None:
    busy()
    with db.begin() as connection:
        connection.execute(text("UPDATE worry SET state = 'answered', answer = 'x', answered_at = at"))
        connection.execute(text("UPDATE shortlist_item SET taken_out_at = added_at"))
        connection.execute(text("UPDATE gap_request SET shortlist_id = NULL"))
        connection.execute(text("UPDATE shortlist SET ended_at = made_at"))
        connection.execute(text("UPDATE outbox SET done_at = asked_at"))
        connection.execute(text("INSERT INTO sign_in_guess VALUES ('account:x', 1, now(), now())"))
        connection.execute(
            text("INSERT INTO sent_mail SELECT id, at, '', '', '' FROM notice"),
        )
        connection.execute(
            text(
                "INSERT INTO data_request SELECT gen_random_uuid(), gen_random_uuid(), id, 'look', 'x', now(), "
                "current_date, 'done', 'x', now() FROM account LIMIT 1"
            )
        )
    for kept in SCHEDULE:
        if kept.table == "worry" and "harm" in (kept.only or ("", ()))[1]:
            continue
        aged(kept.table, kept.column, f"{kept.how_long}' + interval '1 day")  # a day too young
        assert held(db, kept.table), kept.table
        assert delete(kept, now()) == 0, kept.table
        aged(kept.table, kept.column, f"{kept.how_long}' - interval '1 day")
        assert delete(kept, now()) > 0, kept.table
        column, values = kept.only or (kept.column, ())
        due = f"{kept.column} IS NOT NULL" + (f" AND {column} = ANY(ARRAY{list(values)})" if values else "")
        assert held(db, kept.table, due) == 0, kept.table


def test_harm_is_kept_for_longer_than_a_problem(db: Engine, aged: Callable[[str, str, str], None]) -> None:
    busy()
    with db.begin() as connection:
        connection.execute(
            text("UPDATE worry SET kind = 'harm', state = 'answered', answer = 'x', answered_at = now()")
        )
    aged("worry", "answered_at", "7 years")
    assert (delete(line("worry", only="problem")), delete(line("worry", only="harm"))) == (0, 0)
    aged("worry", "answered_at", "9 years")
    there = held(db, "worry")
    assert there > 1
    assert delete(line("worry", only="harm")) == there


def test_a_clock_that_runs_ahead_deletes_no_journal(db: Engine) -> None:
    busy()
    before = held(db, "looked"), held(db, "audit")
    for table in ("looked", "audit"):
        assert delete(line(table), now() + timedelta(days=365 * 50)) == 0
    assert (held(db, "looked"), held(db, "audit")) == before
    assert refused_by(db, "DELETE FROM looked") == "looked_kept"
    assert refused_by(db, "UPDATE audit SET at = at - interval '9 years'") == "audit_kept"


def test_a_list_that_a_request_names_stays(db: Engine, aged: Callable[[str, str, str], None]) -> None:
    busy()
    aged("shortlist", "ended_at", "3 years")
    assert delete(line("shortlist")) == 0


def test_a_night_does_a_batch_of_each_and_asks_for_more(db: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with db.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO sign_in_guess SELECT 'account:' || n, 1, now() - interval '2 days', now() "
                "FROM generate_series(1, 600) n"
            )
        )
    tidying.ask(access.clock(LATE))
    tidying.ask(access.clock(LATE))
    assert outbox.work(tidying.handlers(lambda: LATE), lambda: LATE) == 2  # the day's, and what it asked for
    assert held(db, "sign_in_guess") == 0


def test_years_after_somebody_left_nobody_can_tell_whose_the_money_was(
    db: Engine, aged: Callable[[str, str, str], None]
) -> None:
    shop = Shop(TestClock())
    order_id = shop.ordered(world.offer(shop.owner), message="My brother Alf opens the door.")
    world.account("Dee", "dee@example.org")
    assert shop.robin.own_person_id
    today = shop.funder.today
    paper = AppointRequest(
        shop.robin.own_person_id, MandateKind.DEPUTY, "dee@example.org", "Court 7", today, b"a picture"
    )
    with database.writing() as session:
        people.appoint(session, shop.funder, paper)
        keeping.close_account(session, shop.person)
    entries = held(db, "ledger_entry")
    aged("person", "left_at", "6 years 364 days")
    aged("account", "closed_at", "6 years 364 days")
    tidy(now())
    assert held(db, "person", "name = 'Robin Vale'") == 1
    assert held(db, "evidence") == 1
    for table, column in (("person", "left_at"), ("account", "closed_at")):
        aged(table, column, "7 years 1 day")
    tidy(now())
    assert held(db, "person", f"name = '{GONE}'") == 1
    assert held(db, "evidence") == 0
    assert held(db, "account", f"name = '{GONE}'") == 1
    assert held(db, "orders", f"id = '{order_id}' AND message = ''") == 1
    assert held(db, "ledger_entry") == entries
