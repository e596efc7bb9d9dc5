"""The worker: does what was asked for, ends when it is told to, tries again later, and lets nothing block the rest."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, text

from marketplace.catalogue.operations import INDEX
from marketplace.foundation import database, outbox
from marketplace.foundation.models import Job
from marketplace.foundation.outbox import LEASE, MOST_ATTEMPTS
from marketplace.settings import ROOT
from search_index.search import in_use
from tests import world
from tests.faces.conftest import TestClock
from tests.integration.search.shelf import waiting_for_a_lock

Once = Callable[[], Result]
POISON, FOOD = "poison", "food"


@pytest.fixture
def eaten() -> list[int]:
    """The numbers of the jobs that went well, in their order."""
    return []


@pytest.fixture
def once(app: Flask, eaten: list[int], monkeypatch: pytest.MonkeyPatch) -> Iterator[Once]:
    """``worker --once``, with two topics more: one that can be done, and one that cannot."""

    def refuse(payload: dict[str, Any]) -> None:
        raise ValueError(f"cannot eat {payload['number']}")

    known = app.extensions["ownpath.handlers"]
    more = {FOOD: lambda payload: eaten.append(payload["number"]), POISON: refuse}
    monkeypatch.setitem(app.extensions, "ownpath.handlers", known | more)
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}
    with app.app_context():
        yield lambda: app.test_cli_runner().invoke(args=["worker", "--once"])
    for sign, handler in before.items():
        signal.signal(sign, handler)


def ask(*jobs: tuple[str, int], at: datetime = world.NOW) -> None:
    """Ask for jobs that are due at an instant."""
    with database.writing() as session:
        outbox.enqueue(session, world.system(at), [(topic, {"number": number}) for topic, number in jobs])


def jobs(engine: Engine, topic: str) -> list[Any]:
    """The jobs of a topic, in the order in which they were asked for."""
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT * FROM outbox WHERE topic = :topic ORDER BY id"), {"topic": topic}))


def test_it_does_what_is_due_in_order_and_ends(once: Once, db: Engine, eaten: list[int]) -> None:
    ask((FOOD, 1), (FOOD, 2))
    ask((FOOD, 3), at=world.NOW + timedelta(seconds=1))
    ask((FOOD, 4), at=world.NOW - timedelta(seconds=1))
    ended = once()
    assert (ended.exit_code, ended.output) == (0, "")
    assert eaten == [4, 1, 2]
    assert [job.done_at for job in jobs(db, FOOD)] == [world.NOW, world.NOW, None, world.NOW]
    once()
    assert eaten == [4, 1, 2]  # once is enough


def test_a_poisoned_job_blocks_no_other_and_is_tried_again_later_and_later(
    once: Once, db: Engine, clock: TestClock, eaten: list[int]
) -> None:
    ask((POISON, 1), (FOOD, 2), (POISON, 3), (FOOD, 4))
    assert once().exit_code == 0
    assert eaten == [2, 4]
    for attempt in range(1, MOST_ATTEMPTS + 1):
        first, second = jobs(db, POISON)
        assert (first.attempts, second.attempts) == (attempt, attempt)
        assert (first.done_at, first.error) == (None, "ValueError('cannot eat 1')")
        assert first.run_at == clock() + timedelta(seconds=2**attempt)
        clock.instant = first.run_at - timedelta(seconds=1)
        once()
        assert jobs(db, POISON)[0].attempts == attempt  # not before it is due
        clock.forward(seconds=1)
        once()
    assert [job.attempts for job in jobs(db, POISON)] == [MOST_ATTEMPTS, MOST_ATTEMPTS]
    clock.forward(days=30)
    once()
    assert [job.attempts for job in jobs(db, POISON)] == [MOST_ATTEMPTS, MOST_ATTEMPTS]  # given up, and kept to be seen


def test_a_job_that_nobody_knows_is_kept_with_its_error(once: Once, db: Engine, eaten: list[int]) -> None:
    ask(("unheard of", 1), (FOOD, 2))
    assert once().exit_code == 0
    (job,) = jobs(db, "unheard of")
    assert (job.done_at, job.error, job.attempts) == (None, "KeyError('unheard of')", 1)
    assert eaten == [2]


def test_a_job_mended_before_it_is_given_up_is_done_and_its_error_gone(
    once: Once, app: Flask, db: Engine, clock: TestClock, eaten: list[int]
) -> None:
    ask((POISON, 1))
    once()
    app.extensions["ownpath.handlers"][POISON] = lambda payload: eaten.append(payload["number"])
    clock.forward(seconds=2)
    once()
    (job,) = jobs(db, POISON)
    assert (job.done_at, job.error, job.attempts, eaten) == (clock(), None, 2, [1])


def test_a_job_of_a_worker_that_died_is_done_by_another_when_its_lease_is_over(
    once: Once, db: Engine, clock: TestClock, eaten: list[int]
) -> None:
    ask((FOOD, 1))
    taken = outbox.take(clock())  # and nothing more is heard of whoever took it
    assert isinstance(taken, Job)
    once()
    assert eaten == []
    clock.instant = world.NOW + LEASE
    once()
    assert (eaten, jobs(db, FOOD)[0].done_at) == ([1], clock())


def test_the_night_is_asked_for_once_a_day(once: Once, db: Engine, clock: TestClock) -> None:
    for hours in (0, 1, 12):  # 10:00 and 11:00 on Monday, 23:00 too
        clock.forward(hours=hours)
        once()
    assert [(job.dedupe, job.error) for job in jobs(db, "nightly")] == [("nightly:2026-03-02", None)]
    clock.forward(hours=2)
    once()
    assert [job.dedupe for job in jobs(db, "nightly")] == ["nightly:2026-03-02", "nightly:2026-03-03"]
    assert all(job.done_at for job in jobs(db, "nightly"))


def held(offer_id: UUID) -> str:
    """The statement that holds the lock under which the worker indexes an offer."""
    return f"SELECT pg_advisory_xact_lock(hashtextextended('search_index: offer:{offer_id}', 0))"


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_finishes_the_job_in_its_hands_and_starts_no_other(
    db: Engine, database_url: str, sign: signal.Signals
) -> None:
    world.areas()
    offer_id = world.offer(world.provider())
    with database.writing() as session:
        session.execute(text("DELETE FROM outbox"))
        outbox.enqueue(session, world.system(), [(INDEX, {"kind": "offer", "ids": [str(offer_id)]})] * 2)
    told = {
        "DATABASE_URL": database_url,
        "OWNPATH_SECRET_KEY": "a key for tests",
        "OWNPATH_PUBLIC_URL": "https://ownpath.example",
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    with (
        db.begin() as holding,
        subprocess.Popen(command, cwd=ROOT, env=os.environ | told, stderr=subprocess.PIPE, text=True) as process,
    ):
        try:
            holding.execute(text(held(offer_id)))
            while not waiting_for_a_lock(db):
                assert process.poll() is None, process.stderr.read() if process.stderr else ""
            process.send_signal(sign)
            holding.rollback()  # lets the job go on
            assert process.wait(60) == 0
        finally:
            process.kill()
    first, second = jobs(db, INDEX)
    assert first.done_at is not None
    assert (second.done_at, second.attempts) == (None, 0)
    assert in_use().count() == 1


def test_an_index_is_filled_afresh(app: Flask) -> None:
    run = app.test_cli_runner()
    ended = run.invoke(args=["search", "rebuild"])
    assert (ended.exit_code, ended.output) == (0, "The index holds 0 documents.\n")
    world.areas()
    provider = world.provider()
    world.offer(provider)
    world.offer(provider, published=False)
    assert in_use().count() == 0
    for _ in range(2):
        ended = run.invoke(args=["search", "rebuild"])
        assert (ended.exit_code, ended.output, in_use().count()) == (0, "The index holds 1 documents.\n", 1)
