"""The same times again: as many, as far apart, on the same weekday, at the same time on the wall."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.foundation.clock import at, civil
from marketplace.purchasing.queries import BookingRow
from marketplace.purchasing.rules import BookingState, weekly
from marketplace.webkit.ordering import repeat

MONDAY = date(2026, 3, 2)


def booked(*days: date, clock_time: time = time(10), quantity: str = "1.00") -> list[BookingRow]:
    """Bookings of an hour on days."""
    starts = [at(day, clock_time) for day in days]
    return [
        BookingRow(
            *(uuid4(), None, start, start + timedelta(hours=1), Decimal(quantity), 12_00, 12_00, BookingState.BOOKED),
            *("", None, None, None, None, None, None, None, None),
        )
        for start in starts
    ]


def first_day(asked: dict[str, object]) -> date:
    """The first day that is asked for."""
    day, month, year = (int(part) for part in asked["first_day"])  # type: ignore[attr-defined]
    return date(year, month, day)


def noon(day: date) -> datetime:
    """Noon of a day, UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_weekly_times_go_on_after_the_last_of_them() -> None:
    asked = repeat(booked(*weekly(MONDAY, 6), clock_time=time(14, 30), quantity="1.50"), noon(MONDAY))
    assert asked == {
        "first_day": ["13", "4", "2026"],
        "at": "14:30",  # on the wall, though the clock has changed
        "quantity": "1.5",
        "times": "6",
        "every": "1",
    }


@pytest.mark.parametrize(("weeks", "every"), [(1, "1"), (2, "2"), (3, "1"), (4, "4"), (5, "1")])
def test_they_are_as_far_apart_where_that_can_be_asked(weeks: int, every: str) -> None:
    asked = repeat(booked(*weekly(MONDAY, 3, weeks)), noon(MONDAY))
    assert (asked["every"], asked["times"]) == (every, "3")
    assert first_day(asked) == MONDAY + timedelta(weeks=2 * weeks + int(every))


def test_days_in_one_week_are_asked_for_every_week() -> None:
    asked = repeat(booked(MONDAY, MONDAY + timedelta(days=1)), noon(MONDAY))
    assert (asked["every"], first_day(asked)) == ("1", MONDAY + timedelta(days=8))


@pytest.mark.parametrize("late", [0, 1, 6, 7, 8, 400])
def test_an_old_order_is_asked_for_in_days_to_come(late: int) -> None:
    today = MONDAY + timedelta(days=late)
    day = first_day(repeat(booked(MONDAY), noon(today)))
    assert day > today
    assert day.weekday() == MONDAY.weekday()
    assert day - today <= timedelta(days=7)


@given(
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    st.integers(1, 20),
    st.sampled_from([1, 2, 4]),
    st.times(time(4), time(23)),
    st.integers(-100, 2_000),
)
def test_whatever_was_booked_comes_again_on_its_weekday_at_its_time(
    day: date, count: int, every: int, clock_time: time, late: int
) -> None:
    bookings = booked(*weekly(day, count, every), clock_time=clock_time.replace(second=0, microsecond=0))
    now = bookings[-1].starts_at + timedelta(days=late)
    asked = repeat(bookings, now)
    found = first_day(asked)
    assert found > max(civil(now), civil(bookings[-1].starts_at))
    assert found.weekday() == day.weekday()
    assert (asked["at"], asked["times"]) == (f"{clock_time:%H:%M}", str(count))
