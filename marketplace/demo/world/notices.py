"""The notices of the demo world: everybody has read theirs up to the last few days."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from marketplace.demo.world.agenda import Step
from marketplace.demo.world.cast import Cast
from marketplace.foundation import database
from marketplace.people import operations as people

READ_DAYS = 3  # before the anchor


def steps(cast: Cast) -> Iterator[Step]:
    """Three evenings before the anchor everybody looks at their notices."""
    now = cast.calendar.before(READ_DAYS, "21:30")
    yield Step(now, partial(_read, cast, now))


def _read(cast: Cast, now: datetime) -> None:
    readers = [cast.actor(name, now) for name in cast.accounts]
    with database.writing() as session:
        for reader in readers:
            people.mark_seen(session, reader)
