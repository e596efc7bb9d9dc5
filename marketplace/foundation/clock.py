"""Days and deadlines are London civil dates, instants are UTC."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
Clock = Callable[[], datetime]


def now() -> datetime:
    """The instant it is, in UTC: the clock that a running product hands in."""
    return datetime.now(UTC)


def civil(instant: datetime) -> date:
    """The day in London on which an instant falls."""
    return instant.astimezone(LONDON).date()


def at(day: date, clock_time: time) -> datetime:
    """The UTC instant of a London day and wall-clock time."""
    return datetime.combine(day, clock_time, LONDON).astimezone(UTC)


def day_span(day: date) -> tuple[datetime, datetime]:
    """The first instant of a London day and the first of the next."""
    return at(day, time()), at(day + timedelta(days=1), time())


def month_span(day: date) -> tuple[datetime, datetime]:
    """The instants (UTC) at which the calendar month of a day in London begins and ends."""
    first = day.replace(day=1)
    return at(first, time()), at((first + timedelta(days=31)).replace(day=1), time())


def working_days_after(day: date, days: int) -> date:
    """The date some working days (Monday to Friday) after a day; bank holidays are not known here."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day
