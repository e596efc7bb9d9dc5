"""The outbox: what must happen outside a transaction is written inside it, and delivered at least once after it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import Clock
from marketplace.foundation.models import Job

Payload = dict[str, Any]
Handler = Callable[[Payload], None]
_ASK = insert(database.table_of(Job))
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8
_TRIED = Job.attempts >= MOST_ATTEMPTS
_GIVEN_UP = (Job.done_at.is_(None), _TRIED)

log = logging.getLogger(__name__)


class NotYet(Exception):
    """A handler says that its job is for later: it is tried again at an instant (UTC), and this was no failure.

    ``payload`` takes the place of the job's own, where it is given; ``why`` is kept for whoever operates the product.
    """

    def __init__(self, until: datetime, payload: Payload | None = None, why: str | None = None) -> None:
        super().__init__(until)
        self.until = until
        self.payload = payload
        self.why = why


def enqueue(
    session: Session,
    actor: Actor,
    jobs: list[tuple[str, Payload]],
    dedupe: str | None = None,
    apart: timedelta = timedelta(),
    due: Sequence[datetime] = (),
) -> None:
    """Ask for jobs in one statement. A dedupe key (for a single job) makes asking twice the same as once.

    With ``apart`` each falls due so long after the one before, so that what is asked meanwhile need not wait for all;
    ``due`` says when each falls due (UTC).
    """
    at = due or [actor.now + number * apart for number in range(len(jobs))]
    rows = [
        {"topic": topic, "payload": payload, "dedupe": dedupe, "asked_at": actor.now, "run_at": run_at}
        for (topic, payload), run_at in zip(jobs, at, strict=True)
    ]
    asked = _ASK
    session.execute(asked.on_conflict_do_nothing(index_elements=["dedupe"]) if dedupe else asked, rows)


def take(now: datetime) -> Job | None:
    """Lease the job that has been due longest, passing over those that another worker holds."""
    with database.writing() as session:
        job = session.scalar(
            select(Job)
            .where(Job.done_at.is_(None), Job.run_at <= now, Job.attempts < MOST_ATTEMPTS)
            .order_by(Job.run_at, Job.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if job is not None:
            job.attempts += 1
            job.run_at = now + LEASE
        return job


def _finish(job: Job, values: dict[str, object]) -> None:
    """Record how a job ended, unless its lease ran out and another worker has it."""
    with database.writing() as session:
        session.execute(update(Job).where(Job.id == job.id, Job.attempts == job.attempts).values(**values))


def work(handlers: Mapping[str, Handler], clock: Clock, most: int | None = None) -> int:
    """Do the jobs that are due, most of them if a number is given, and return how many were tried."""
    done = 0
    while (most is None or done < most) and (job := take(clock())):
        done += 1
        try:
            handlers[job.topic](job.payload)
        except NotYet as later:
            kept = {"attempts": job.attempts - 1, "payload": later.payload or job.payload}
            _finish(job, kept | {"run_at": later.until, "error": later.why})
        except Exception as failure:  # noqa: BLE001 - a handler may fail in any way; the job is kept and tried again
            log.warning("job failed", extra={"job": job.id, "topic": job.topic, "failure": type(failure).__name__})
            wait = timedelta(seconds=min(3600, 2**job.attempts))
            _finish(job, {"error": repr(failure)[:500], "run_at": clock() + wait})
        else:
            _finish(job, {"done_at": clock(), "error": None})
    return done


def lag(session: Session, now: datetime) -> timedelta:
    """How long the oldest job that could still run has been due; nought when none is."""
    oldest = session.scalar(
        select(func.min(Job.run_at)).where(Job.done_at.is_(None), Job.run_at <= now, Job.attempts < MOST_ATTEMPTS)
    )
    return now - oldest if oldest else timedelta()


def waiting(session: Session, now: datetime) -> dict[str, tuple[int, int]]:
    """For each topic that has any, how many jobs are due and not done, and how many were given up."""
    rows = session.execute(
        select(Job.topic, func.count().filter(Job.run_at <= now, ~_TRIED), func.count().filter(_TRIED))
        .where(Job.done_at.is_(None))
        .group_by(Job.topic)
        .order_by(Job.topic)
    )
    return {topic: (due, given_up) for topic, due, given_up in rows}


def given_up(session: Session, topic: str) -> int:
    """How many jobs of a topic were tried too often."""
    return session.scalars(select(func.count()).where(Job.topic == topic, *_GIVEN_UP)).one()


def give_up(session: Session, topic: str, now: datetime) -> list[Payload]:
    """Take the jobs of a topic that were tried too often for done, and return what they asked for."""
    over = Job.run_at <= now  # the last try is not still under way
    gone = update(Job).where(Job.topic == topic, over, *_GIVEN_UP).values(done_at=now).returning(Job.payload)
    return list(session.scalars(gone))


def jobs_given_up(session: Session, topic: str) -> list[tuple[Payload, datetime]]:
    """The jobs of a topic that were tried too often, and are not under way: what they asked for, and when."""
    asked = select(Job.payload, Job.asked_at).where(Job.topic == topic, *_GIVEN_UP).order_by(Job.asked_at, Job.id)
    return [(payload, at) for payload, at in session.execute(asked)]


def decide(session: Session, topic: str, payload: Payload, now: datetime, *, again: bool) -> bool:
    """Try a job that was given up afresh, or let it go; whether there was one."""
    values = {"attempts": 0, "run_at": now, "error": None} if again else {"done_at": now}
    one = update(Job).where(Job.topic == topic, Job.payload == payload, *_GIVEN_UP).values(**values)
    return session.execute(one.returning(Job.id)).first() is not None


def topics_given_up(session: Session) -> list[tuple[str, int, datetime]]:
    """The topics of which jobs were tried too often: how many each, and since when the oldest was asked for."""
    asked = select(Job.topic, func.count(), func.min(Job.asked_at)).where(*_GIVEN_UP)
    return [(topic, count, since) for topic, count, since in session.execute(asked.group_by(Job.topic))]


def ended(session: Session, topic: str) -> int:
    """How many jobs of a topic are over, whether done or given up."""
    return session.scalars(select(func.count()).where(Job.topic == topic, or_(Job.done_at.is_not(None), _TRIED))).one()


def settle(session: Session, topic: str, before: datetime, now: datetime) -> None:
    """Take jobs of a topic that were given up, and asked for before an instant, for done: something else did them."""
    session.execute(update(Job).where(Job.topic == topic, Job.asked_at <= before, *_GIVEN_UP).values(done_at=now))
