"""Costs in a file for a spreadsheet: each field of the form on a line of its own, written, and read again."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectField

from marketplace.foundation.errors import Refusal
from marketplace.foundation.sheets import as_csv
from marketplace.webkit.forms.fields import DayField
from marketplace.webkit.forms.files import OneFile
from provider_portal.forms.costing import CostingForm

COLUMNS = FIELD, WHAT, VALUE = ("field", "what it is", "value")
MOST_BYTES, MOST_ROWS = 200_000, 1_000
_APART = (",", ";", "\t")  # what stands between columns, by the country that a spreadsheet is set to
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")
_NO_ANSWER = {"csrf_token", "key"}


class FileRefused(Refusal):
    """The file cannot be read as costs."""

    field = "file"


class _CostFile(OneFile):
    most = MOST_BYTES
    missing = "Choose the file with your costs."


class CostFileForm(FlaskForm):
    """A file with costs."""

    file = _CostFile("The file", description="A CSV file of up to 200 KB, with the columns of ours.")


def written(form: CostingForm) -> str:
    """What a form says, as CSV that can be changed in a spreadsheet and read again."""
    return as_csv(COLUMNS, ((field.name, _what(field), _value(field)) for field in _answers(form)))


def _answers(form: CostingForm) -> Iterator[Field]:
    return (field for field in form if field.name not in _NO_ANSWER)


def _what(field: Field) -> str:
    """Where it belongs and what it is: ``service 1: Sessions in a week``."""
    part = " ".join(field.name.split("_")[:2]) + ": " if field.name.count("_") > 1 else ""
    return f"{part}{field.label.text}"


def _value(field: Any) -> str:
    if isinstance(field, SelectField):
        return next((str(words) for key, words, *_ in field.iter_choices() if key == field.data), "")
    if isinstance(field, DayField):
        return f"{field.data:%-d %-m %Y}" if field.data else ""
    return str(field._value() or "")  # noqa: SLF001 - what a page would show in its box


def read(sent: bytes) -> tuple["MultiDict[str, str]", list[str]]:
    """The answers in a file, by the names of the form's fields, and what to say of lines that are left out.

    Raises FileRefused.
    """
    fields = {field.name: field for field in _answers(CostingForm(None))}
    said: MultiDict[str, str] = MultiDict()
    odd = []
    for number, name, value in _rows(_text(sent)):
        field = fields.get(name)
        if field is None:
            odd.append(f"Line {number}: we do not know the field “{name[:40]}”. We left it out.")
        elif name in said:
            odd.append(f"Line {number}: {_what(field)} stands in the file twice. We took the first.")
        elif value and not (answer := _answer(field, value)):
            odd.append(f"Line {number}: “{value[:40]}” is none of the answers to {_what(field)}. Please choose one.")
        elif value:
            said.setlist(name, answer)
    return said, odd


def _answer(field: Field, value: str) -> list[str]:
    """A value as the form would send it: a choice by its key, a day in three boxes; empty where it is no choice."""
    if isinstance(field, SelectField):
        return [key for key, words, *_ in field.iter_choices() if str(words).casefold() == value.casefold()]
    if isinstance(field, DayField):
        parts = re.split(r"[^0-9]+", value)
        return parts[::-1] if len(parts[0]) > len("31") else parts  # 2026-03-31 begins with the year
    return [value]


def _text(sent: bytes) -> str:
    """The words of a file. Raises FileRefused for what is too long, a workbook, or no words at all."""
    if len(sent) > MOST_BYTES:
        raise FileRefused("The file is larger than 200 KB. Send one with your costs alone.")
    if sent.startswith(b"PK"):
        raise FileRefused("This is a workbook. In your spreadsheet choose “Save as”, then CSV, and send that.")
    for encoding in ("utf-16",) if sent[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            text = sent.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileRefused("This file cannot be read as words. In your spreadsheet choose “Save as”, then CSV.")


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    """Each line with its number, field and value. Raises FileRefused where the columns are not there."""
    for apart in _APART:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=apart))
        except csv.Error:
            raise FileRefused("This file cannot be read as CSV. Save it as CSV once more, and send that.") from None
        columns = [cell.strip().casefold() for cell in rows[0]] if rows else []
        if FIELD in columns and VALUE in columns:
            break
    else:
        raise FileRefused("The first line must name the columns “field” and “value”. Save our file, and fill that in.")
    if len(rows) > MOST_ROWS:
        raise FileRefused("The file has more than 1,000 lines. Send one with your costs alone.")
    at, told = columns.index(FIELD), columns.index(VALUE)
    for number, row in enumerate(rows[1:], 2):
        cells = [_GUARDED.sub("", cell.strip(), count=1) for cell in row]
        if len(cells) > max(at, told) and cells[at]:
            yield number, cells[at], cells[told]
