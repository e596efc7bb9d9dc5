"""Files for spreadsheets."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from marketplace.foundation.sheets import as_csv


@pytest.mark.parametrize("words", ["=1+1", "+44", "-1", "@sum", "\tx", "\rx"])
def test_no_words_begin_a_formula(words: str) -> None:
    (row,) = csv.reader(io.StringIO(as_csv([], [(words,)]).removeprefix("\r\n"), newline=""))
    assert row == [f"'{words}"]


def test_each_value_reads_as_it_is() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    sent = as_csv(["a", "b"], [(None, -12), (date(2026, 3, 2), at), (Decimal("1.5"), 'so, "said"')])
    head, *rows = csv.reader(io.StringIO(sent))
    assert head == ["a", "b"]
    assert rows == [["", "-12"], ["2026-03-02", "2026-03-02T09:00:00+00:00"], ["1.5", 'so, "said"']]
