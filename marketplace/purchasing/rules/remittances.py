"""Reading a remittance file: what was paid, each row under the reference of what was agreed; and what does not fit."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from marketplace.foundation.errors import Refusal
from marketplace.foundation.money import MOST_PENCE, Pence
from marketplace.purchasing.rules.invoices import CURRENCY

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
MOST_TOLD = 50  # lines that a refusal names; more are counted
CLOSE_WITHIN = timedelta(days=10)  # of sending it, somebody says what was done about a row that does not fit
LONGEST = 60  # characters of a reference
COLUMNS = ("reference", "pence", "date", "currency")
_PENCE = re.compile(r"[0-9]{1,12}")
_DAYS = (
    ("%Y-%m-%d", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    ("%d/%m/%Y", re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")),
)


class Problem(StrEnum):
    """Why a row of a remittance does not fit what is agreed and unpaid."""

    UNKNOWN = "unknown"
    WRONG_SUM = "wrong_sum"
    PAID_BEFORE = "paid_before"
    TOO_EARLY = "too_early"


PROBLEM_WORDS = {
    Problem.UNKNOWN: "We know no such reference of yours.",
    Problem.WRONG_SUM: "The sum is not the one that was agreed.",
    Problem.PAID_BEFORE: "It was marked as paid already.",
    Problem.TOO_EARLY: "The day is before it was agreed.",
}


class RemittanceRefused(Refusal):
    """A file that cannot be read, or that cannot be right: nothing of it was kept. ``lines`` names each line."""

    field = "file"

    def __init__(self, message: str, lines: Sequence[str] = ()) -> None:
        super().__init__(f"{message} Nothing was marked as paid.")
        more = len(lines) - MOST_TOLD
        self.lines = (*lines[:MOST_TOLD], *([f"And {more} more like these."] if more > 0 else []))


@dataclass(frozen=True, slots=True)
class PaidRow:
    """One row of a file: its line in it, and how many pence were paid on which day under which reference."""

    line: int
    reference: str
    pence: Pence
    paid_on: date


@dataclass(frozen=True, slots=True)
class Owed:
    """What was agreed under a reference: pence, since when, and whether it was paid."""

    pence: Pence
    agreed_on: date
    paid: bool


def read(sent: bytes, today: date) -> list[PaidRow]:
    """The rows of a file. Raises RemittanceRefused, with each line that is wrong, and then nothing of it counts."""
    if len(sent) > MOST_BYTES:
        raise RemittanceRefused("The file is larger than 1 MB. Send it in parts.")
    records = _records(_text(sent))
    rows, wrong, lines_of = [], [], dict[str, int]()
    for line, record in records:
        try:
            row = _row(line, record, today)
        except ValueError as told:
            wrong.append(f"Line {line}: {told}")
            continue
        if row.reference in lines_of:
            wrong.append(f"Line {line}: {row.reference} is on line {lines_of[row.reference]} too.")
        lines_of.setdefault(row.reference, line)
        rows.append(row)
    if wrong:
        raise RemittanceRefused("Some lines of the file cannot be right. Mend them and send the whole file.", wrong)
    return rows


def _text(sent: bytes) -> str:
    try:
        text = sent.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = sent[: failure.start].count(b"\n") + 1
        raise RemittanceRefused("The file is not in UTF-8. Save it as CSV UTF-8.", [f"Line {line}: no text."]) from None
    if "\0" in text:
        raise RemittanceRefused("The file is not text. Save it as CSV UTF-8.")
    return text


def _records(text: str) -> list[tuple[int, dict[str, str]]]:
    """The records by column, each with the line that it ends on; empty lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        found = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error:
        raise RemittanceRefused("The file is not CSV.", [f"Line {reader.line_num}: the quotes do not match."]) from None
    if not found or sorted(cell.strip().lower() for cell in found[0][1]) != sorted(COLUMNS):
        raise RemittanceRefused(f"The first line must name these columns: {', '.join(COLUMNS)}.")
    (_, head), *rest = found
    if not rest:
        raise RemittanceRefused("There is no payment in the file.")
    if len(rest) > MOST_ROWS:
        raise RemittanceRefused(f"There are more than {MOST_ROWS:,} payments in the file. Send it in parts.")
    names = [cell.strip().lower() for cell in head]
    wrong = [
        f"Line {line}: {len(cells)} columns, not {len(names)}." for line, cells in rest if len(cells) != len(names)
    ]
    if wrong:
        raise RemittanceRefused("Some lines of the file have too many or too few columns.", wrong)
    return [(line, dict(zip(names, (cell.strip() for cell in cells), strict=True))) for line, cells in rest]


def _row(line: int, record: Mapping[str, str], today: date) -> PaidRow:
    """One row. Raises ValueError, in words, for the first thing in it that is wrong."""
    reference = record["reference"].upper()
    if not reference or len(reference) > LONGEST or not reference.isprintable():
        raise ValueError("there is no reference." if not reference else "the reference cannot be read.")
    if not _PENCE.fullmatch(record["pence"]) or not 0 < int(record["pence"]) <= MOST_PENCE:
        raise ValueError("write the sum in whole pence, such as 1250 for £12.50.")
    paid_on = _day(record["date"])
    if paid_on is None:
        raise ValueError("write the date as 2026-03-31 or 31/03/2026.")
    if paid_on > today:
        raise ValueError("the date is still to come.")
    if record["currency"].upper() != CURRENCY:
        raise ValueError(f"the currency must be {CURRENCY} on every line.")
    return PaidRow(line, reference, int(record["pence"]), paid_on)


def _day(told: str) -> date | None:
    for form, shape in _DAYS:
        if shape.fullmatch(told):
            try:
                return datetime.strptime(told, form).date()  # noqa: DTZ007 - a civil day has no zone
            except ValueError:
                return None
    return None


def problem_of(row: PaidRow, owed: Owed | None) -> Problem | None:
    """Why a row does not fit what was agreed under its reference; None when it does."""
    if owed is None:
        return Problem.UNKNOWN
    if owed.paid:
        return Problem.PAID_BEFORE
    if row.pence != owed.pence:
        return Problem.WRONG_SUM
    return Problem.TOO_EARLY if row.paid_on < owed.agreed_on else None
