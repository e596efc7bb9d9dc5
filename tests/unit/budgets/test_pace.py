"""How far money goes: nothing is said too early, what is promised counts, and nobody is told of more than there is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.budgets.rules.pace import Pace, Use, pace

STARTS, ENDS = date(2026, 1, 1), date(2026, 12, 31)
MARCH = date(2026, 4, 1)  # 90 days after the first, 274 before the last


def use(available: int = 900_00, promised: int = 0, spent: int = 90_00, to_come: int = 0) -> Use:
    """An account for the year."""
    return Use(STARTS, ENDS, available, promised, spent, to_come)


@pytest.mark.parametrize(
    ("told", "today", "expected"),
    [
        (use(), MARCH, Pace(626_00, ENDS, None)),  # a pound a day
        (use(promised=400_00), MARCH, Pace(900_00, ENDS, None)),
        (use(to_come=100_00), MARCH, Pace(726_00, ENDS, None)),
        (use(available=100_00), MARCH, Pace(0, ENDS, MARCH + timedelta(days=100))),
        (use(), STARTS + timedelta(days=27), None),
        (use(spent=0), MARCH, None),
        (use(), ENDS + timedelta(days=1), None),
    ],
)
def test_it_goes_on_as_it_went(told: Use, today: date, expected: Pace | None) -> None:
    assert pace(told, today) == expected


@given(*(st.integers(0, 10**9) for _ in range(4)), st.integers(0, 400))
def test_it_never_promises_more_than_there_is(a: int, p: int, s: int, c: int, days: int) -> None:
    found = pace(use(a, p, s, c), STARTS + timedelta(days=days))
    if found is not None:
        assert 0 <= found.left <= a + p + c
        assert found.runs_out is None or STARTS <= found.runs_out <= ENDS
