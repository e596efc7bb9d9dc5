"""The moves of a line, and the file that is published."""

import re

import pytest

from marketplace.foundation.errors import IllegalMove
from marketplace.purchasing.rules import remittances
from marketplace.purchasing.rules.invoices import COLUMNS, LINE_MOVES, LineMove, LineState, line_becomes
from marketplace.settings import ROOT

PAGE = (ROOT / "docs" / "invoices.md").read_text()


@pytest.mark.parametrize("was", LineState)
@pytest.mark.parametrize("move", LineMove)
def test_a_line_moves_as_the_table_says(was: LineState, move: LineMove) -> None:
    allowed, becomes = LINE_MOVES[move]
    if was in allowed:
        assert line_becomes(was, move) is becomes
    else:
        with pytest.raises(IllegalMove, match="This cannot be done now: the line"):
            line_becomes(was, move)


def test_the_page_tells_of_each_column_in_its_order() -> None:
    told = re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE, re.MULTILINE)
    assert dict(told[: len(COLUMNS)]) == COLUMNS
    assert [name for name, _ in told[: len(COLUMNS)]] == list(COLUMNS)
    assert tuple(name for name, _ in told[len(COLUMNS) :]) == remittances.COLUMNS
    assert f"Up to {remittances.MOST_ROWS:,} payments and {remittances.MOST_BYTES // 1_000_000} MB" in PAGE
