"""Days are London's, instants are UTC, and both are right across the changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.foundation.clock import at, civil, day_span, working_days_after

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # Sundays: 1am becomes 2am, 2am becomes 1am


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 28)),  # winter: London keeps UTC
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), SPRING),
        (datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC), SPRING),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), date(2026, 3, 30)),  # summer: the day begins at 23:00 UTC
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), AUTUMN),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), AUTUMN),  # winter again
        (datetime(2026, 7, 1, 23, 0, tzinfo=timezone(timedelta(hours=-5))), date(2026, 7, 2)),
    ],
)
def test_an_instant_falls_on_a_day_in_london(instant: datetime, day: date) -> None:
    assert civil(instant) == day


@pytest.mark.parametrize(
    ("day", "clock_time", "instant"),
    [
        (date(2026, 3, 28), time(10), datetime(2026, 3, 28, 10, tzinfo=UTC)),
        (SPRING, time(10), datetime(2026, 3, 29, 9, tzinfo=UTC)),
        (SPRING, time(0, 30), datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
        (
            SPRING,
            time(1, 30),
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        ),  # there is no half past one: it is half past two
        (AUTUMN, time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # there are two: the first of them
        (AUTUMN, time(2, 30), datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
        (date(2026, 10, 26), time(10), datetime(2026, 10, 26, 10, tzinfo=UTC)),
    ],
)
def test_a_time_on_the_wall_is_an_instant(day: date, clock_time: time, instant: datetime) -> None:
    assert at(day, clock_time) == instant


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 24), (SPRING, 23), (AUTUMN, 25), (date(2026, 7, 1), 24)]
)
def test_a_day_is_as_long_as_it_is(day: date, hours: int) -> None:
    first, last = day_span(day)
    assert last - first == timedelta(hours=hours)


@given(DAYS, st.times().filter(lambda clock_time: clock_time >= time(2)))
def test_a_time_on_a_day_falls_on_that_day(day: date, clock_time: time) -> None:
    assert civil(at(day, clock_time)) == day


@given(DAYS)
def test_days_lie_end_to_end(day: date) -> None:
    first, last = day_span(day)
    assert (civil(first), civil(last - timedelta(microseconds=1)), last) == (day, day, day_span(civil(last))[0])


@pytest.mark.parametrize(
    ("day", "days", "found"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),  # a Monday
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 2), 3, date(2026, 3, 5)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # a Friday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # a Saturday
        (date(2026, 3, 8), 1, date(2026, 3, 9)),  # a Sunday
        (date(2026, 3, 5), 3, date(2026, 3, 10)),
        (date(2026, 3, 2), 10, date(2026, 3, 16)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),  # bank holidays are not known
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
    ],
)
def test_working_days_pass_over_weekends(day: date, days: int, found: date) -> None:
    assert working_days_after(day, days) == found


@given(DAYS, st.integers(1, 60))
def test_so_many_working_days_lie_between(day: date, days: int) -> None:
    found = working_days_after(day, days)
    between = [day + timedelta(days=n + 1) for n in range((found - day).days)]
    assert sum(each.weekday() < 5 for each in between) == days
    assert found.weekday() < 5
