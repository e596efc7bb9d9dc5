"""The legal month, the schedule, and the table of what is about somebody."""

from datetime import UTC, date, datetime

import pytest

from marketplace.keeping.rules.about import ABOUT, Fate
from marketplace.keeping.rules.asking import due_by
from marketplace.keeping.rules.schedule import JOURNAL_YEARS, SCHEDULE, years_before


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 3, 2), date(2026, 4, 2)),
        (date(2026, 1, 31), date(2026, 3, 2)),  # the last of February is a Saturday
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 9), date(2027, 1, 11)),  # a Saturday of the next year
        (date(2026, 2, 1), date(2026, 3, 2)),  # a Sunday
    ],
)
def test_the_legal_month(asked: date, due: date) -> None:
    assert due_by(asked) == due


def test_years_are_years_also_from_a_leap_day() -> None:
    assert years_before(datetime(2028, 2, 29, 9, tzinfo=UTC), 6) == datetime(2022, 2, 28, 9, tzinfo=UTC)
    assert years_before(datetime(2028, 2, 29, 9, tzinfo=UTC), 4) == datetime(2024, 2, 29, 9, tzinfo=UTC)


def test_every_line_says_how_long_why_and_from_where() -> None:
    for kept in SCHEDULE:
        assert bool(kept.years) != bool(kept.days), kept.what
        assert kept.what
        assert kept.why
        assert kept.source
    assert {kept.years for kept in SCHEDULE if kept.held} == {JOURNAL_YEARS}
    assert {kept.table for kept in SCHEDULE if kept.held} == {"looked", "audit"}


def test_what_hangs_on_a_row_is_deleted_before_it() -> None:
    order = [about.table for about in ABOUT if about.fate is Fate.DELETED]
    assert order.index("sent_mail") < order.index("notice")
    assert order.index("shortlist_item") < order.index("shortlist")
    assert order.index("shortlist_share") < order.index("shortlist")
