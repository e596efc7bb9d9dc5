"""``/health`` and ``/ready``: what a load balancer asks, with each part that fails named plainly and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from flask import Flask
from psycopg import sql
from sqlalchemy import Engine, text

from marketplace.foundation import database, outbox
from marketplace.foundation.outbox import MOST_ATTEMPTS
from search_index.worker import rebuild
from tests import world
from tests.conftest import address
from tests.faces.conftest import TestClock

FINE = {"database": "ok", "migrations": "ok", "data": "ok", "worker": "ok", "search": "ok"}
SILENT = "does not answer"


@pytest.fixture
def shelf(app: Flask, clock: TestClock) -> None:
    """One offer on sale and in the index, with no job left to do."""
    world.areas()
    world.offer(world.provider("Green Shoots"))
    with database.writing() as session:
        session.execute(text("DELETE FROM outbox"))
    rebuild(clock)


@contextmanager
def shut(engine: Engine) -> Iterator[None]:
    """The database takes nobody in while the block runs."""
    name = sql.Identifier(engine.url.database or "")
    allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    with psycopg.connect(address("postgres"), autocommit=True) as outside:
        outside.execute(allow.format(name, sql.SQL("false")))
        outside.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [engine.url.database]
        )
        try:
            yield
        finally:
            outside.execute(allow.format(name, sql.SQL("true")))


@contextmanager
def instead(engine: Engine, does: str, undoes: str) -> Iterator[None]:
    """The schema is changed while the block runs."""
    with engine.begin() as connection:
        connection.execute(text(does))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text(undoes))


def ready(app: Flask) -> tuple[int, dict[str, str]]:
    """The status of the answer and what it holds."""
    answer = app.test_client().get("/ready")
    assert answer.mimetype == "application/json"
    return answer.status_code, answer.get_json()


def test_a_whole_product_is_live_and_ready(app: Flask, shelf: None) -> None:
    assert app.test_client().get("/health").get_json() == {"status": "live"}
    assert ready(app) == (200, {"status": "ready"} | FINE)
    assert app.test_client().head("/ready").status_code == 200


def test_without_a_database_it_lives_and_is_not_ready_until_the_database_is_back(
    app: Flask, db: Engine, shelf: None
) -> None:
    with shut(db):
        answer = app.test_client().get("/health")
        assert (answer.status_code, answer.get_json()) == (200, {"status": "live"})
        assert ready(app) == (503, {"status": "not ready"} | dict.fromkeys(FINE, SILENT))
    assert ready(app) == (200, {"status": "ready"} | FINE)


def test_a_migration_that_was_not_applied_is_named(app: Flask, db: Engine, shelf: None) -> None:
    with db.connect() as connection:
        newest = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    behind = "UPDATE alembic_version SET version_num = '0001'"
    with instead(db, behind, f"UPDATE alembic_version SET version_num = '{newest}'"):
        assert ready(app) == (503, {"status": "not ready"} | FINE | {"migrations": "not all applied"})
    with instead(db, "DELETE FROM alembic_version", f"INSERT INTO alembic_version VALUES ('{newest}')"):
        assert ready(app)[1]["migrations"] == "not all applied"
    ahead = "UPDATE alembic_version SET version_num = 'later'"  # the next version is being brought in
    with instead(db, ahead, f"UPDATE alembic_version SET version_num = '{newest}'"):
        assert ready(app) == (200, {"status": "ready"} | FINE)


def test_a_worker_that_has_stopped_is_named(app: Flask, clock: TestClock, shelf: None) -> None:
    with database.writing() as session:
        outbox.enqueue(session, world.system(), [("mail", {"notice": "robin@example.org"})])
    clock.forward(seconds=59)
    assert ready(app) == (200, {"status": "ready"} | FINE)
    clock.forward(seconds=1)
    assert ready(app) == (503, {"status": "not ready"} | FINE | {"worker": "60 seconds behind"})


def test_jobs_that_are_done_not_due_or_given_up_are_no_lag(app: Flask, clock: TestClock, shelf: None) -> None:
    later = world.system(clock.instant.replace(year=2027))
    with database.writing() as session:
        outbox.enqueue(session, world.system(), [("mail", {}), ("mail", {})])
        outbox.enqueue(session, later, [("mail", {})])
        session.execute(text("UPDATE outbox SET done_at = now() WHERE id = (SELECT min(id) FROM outbox)"))
        session.execute(text("UPDATE outbox SET attempts = :most WHERE done_at IS NULL"), {"most": MOST_ATTEMPTS})
    clock.forward(days=1)
    assert ready(app) == (200, {"status": "ready"} | FINE)


def test_a_fresh_installation_is_ready_with_nothing_to_find(app: Flask) -> None:
    assert ready(app) == (200, {"status": "ready"} | FINE)


def test_an_index_with_nothing_in_it_is_named_where_there_is_something_to_find(
    app: Flask, clock: TestClock, shelf: None
) -> None:
    with database.writing() as session:
        session.execute(text("DELETE FROM search_document_a"))
        session.execute(text("DELETE FROM search_document_b"))
    assert ready(app) == (503, {"status": "not ready"} | FINE | {"search": "empty"})


def test_an_index_that_is_not_there_is_named(app: Flask, db: Engine, shelf: None) -> None:
    gone, back = "ALTER TABLE search_live RENAME TO elsewhere", "ALTER TABLE elsewhere RENAME TO search_live"
    with instead(db, gone, back):
        assert ready(app) == (503, {"status": "not ready"} | FINE | {"search": SILENT})


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_nothing_of_the_installation_or_its_people_is_told(app: Flask, db: Engine, shelf: None, path: str) -> None:
    with database.writing() as session:
        outbox.enqueue(session, world.system(), [("mail", {"to": "robin@example.org"})])
    told = [app.test_client().get(path)]
    with shut(db):
        told.append(app.test_client().get(path))
    for answer in told:
        said = answer.text + str(answer.headers)
        for secret in (
            *db.url.query.values(),
            db.url.database,
            "postgres",
            "robin",
            "Green Shoots",
            "Error",
            "Set-Cook",
        ):
            assert str(secret) not in said
