"""Files for spreadsheets: CSV whose first line names the columns, and in which no words begin a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date


def as_csv(columns: Iterable[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV under the names of their columns: dates as ISO 8601, None as nothing."""
    file = io.StringIO()
    out = csv.writer(file)
    out.writerow(columns)
    out.writerows([_written(value) for value in row] for row in rows)
    return file.getvalue()


def _written(value: object) -> object:
    """A value as a spreadsheet shows it; numbers stay numbers, also below nothing."""
    if value is None or isinstance(value, int):
        return value
    words = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{words}" if words[:1] in {"=", "+", "-", "@", "\t", "\r"} else words
