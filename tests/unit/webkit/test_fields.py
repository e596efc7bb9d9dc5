"""Fields that take anything a keyboard or an attacker can send: what each reads, and what each says of the rest."""

from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form

from marketplace.webkit.forms.fields import (
    HIDDEN,
    MOST_LINE,
    MOST_TEXT,
    Amount,
    Clock,
    Count,
    CountedWords,
    DayField,
    Id,
    Line,
    Needed,
    PenceShown,
    Pounds,
    Words,
)

ID = UUID("0b54b1a5-7a52-4f3e-9a0a-7a7f5d1f0a11")
HOSTILE = (
    *("'; DROP TABLE orders; --", "<script>alert(1)</script>", "{{ 7 * 7 }}", "${jndi:ldap://x}", "../../etc/passwd"),
    *("\0", "1\0", "\ud800", "\u202e12", "🌱", "NaN", "sNaN", "-Infinity", "1e999999999", "0x1F", "1_000", "½", "²"),
    *("9" * 5_000, "-" * 5_000, "1" + "\u0300" * 500, "None", "null", "true", "[]", "%00", "\r\n\t", "١٢:٣x"),
)


class Asked(Form):
    """One of each."""

    line = Line("Line")
    words = Words("Words")
    counted = CountedWords("Counted")
    pounds = Pounds("Pounds")
    amount = Amount("Amount")
    count = Count("Count")
    clock = Clock("Clock")
    day = DayField("Day")
    id = Id()
    pence = PenceShown()
    needed = Count("Needed", validators=[Needed("Enter how many.")])


def sent(name: str, *values: str) -> Any:
    """The field after its form was sent with values for it."""
    form = Asked(MultiDict([(name, value) for value in values]))
    form.validate()
    return form[name]


READ: list[tuple[str, str, object]] = [
    ("pounds", "12.50", 12_50),
    ("amount", "1", Decimal(1)),
    ("amount", " 1.5 ", Decimal("1.5")),
    ("amount", ".5", Decimal("0.5")),
    ("amount", "-1", Decimal(-1)),  # a number; the rule of quantities refuses it
    ("count", "0", 0),
    ("count", "007", 7),
    ("count", "999999999", 999_999_999),
    ("clock", "10:30", time(10, 30)),
    ("clock", "10.30", time(10, 30)),
    ("clock", "9", time(9)),
    ("clock", "00:00", time()),
    ("clock", "23:59", time(23, 59)),
    ("clock", "2pm", time(14)),
    ("clock", "2:30 PM", time(14, 30)),
    ("clock", "12am", time()),
    ("clock", "12:15pm", time(12, 15)),
    ("clock", "10 am", time(10)),
    ("line", "  tea\r\n", "tea"),
    ("line", "x" * MOST_LINE, "x" * MOST_LINE),
    ("line", "🌱 שלום <b>", "🌱 שלום <b>"),
    ("words", "one\r\ntwo\rthree\n", "one\ntwo\rthree"),
    ("counted", "y" * MOST_TEXT, "y" * MOST_TEXT),
    ("id", str(ID), ID),
    ("id", f"{{{ID}}}", ID),
    ("pence", "0", 0),
    ("pence", "123456789012345", 123456789012345),
]
WRONG: list[tuple[str, str]] = [
    *(("pounds", text) for text in ("-1", "1.234", "one", "1" * 40)),
    *(("amount", text) for text in ("one", "1,5", "1 5", "--1", "1" * 20, "Infinity", "1.2.3")),
    *(("count", text) for text in ("-1", "+1", "1.0", "1.5", "one", "1 0", "1234567890", "٣")),
    *(("clock", text) for text in ("24:00", "10:60", "25", "13pm", "0am", "10:3", "10:300", "pm", ":30", "-1", "٩")),
    *(("clock", text) for text in ("10:30:00", "noon", "10am pm", "100", "10:٣٠", "1e1")),
]


@pytest.mark.parametrize(("name", "text", "value"), READ)
def test_what_people_write_is_read(name: str, text: str, value: object) -> None:
    field = sent(name, text)
    assert (field.data, list(field.errors)) == (value, [])


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_what_cannot_be_read_is_named_with_an_example_and_shown_again(name: str, text: str) -> None:
    field = sent(name, text)
    assert field.data is None
    assert len(field.errors) == 1
    assert "such as" in field.errors[0]
    assert field._value() == text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["pounds", "amount", "count", "clock", "id", "pence", "line", "words", "counted"])
def test_whatever_is_sent_is_read_or_refused_in_plain_words(name: str, text: str) -> None:
    field = sent(name, text)
    if name in {"id", "pence"}:
        assert (field.data, list(field.errors)) in ((None, []), (1_000, []))
    for error in field.errors:
        assert error.endswith(".")
        assert "Error" not in error
        assert text[:20] not in error


@pytest.mark.parametrize("name", ["pounds", "amount", "count", "clock", "day", "id", "pence"])
def test_what_is_empty_is_nothing_and_no_error(name: str) -> None:
    for values in ((), ("",), ("   ",), ("\r\n",)):
        field = sent(name, *values)
        assert (field.data, list(field.errors)) == (None, [])


@pytest.mark.parametrize("name", ["line", "words", "counted"])
@pytest.mark.parametrize("text", ["a\0b", "\0", "a\ud800b", "\udfff"])
def test_characters_that_cannot_be_kept_are_named(name: str, text: str) -> None:
    assert sent(name, text).errors == [HIDDEN]


def test_too_long_says_how_long_and_loses_nothing() -> None:
    field = sent("words", "🌱" * 10_000)
    assert field.errors == ["This has 10,000 characters. Shorten it to 5,000 or fewer."]
    assert field.data == "🌱" * 10_000
    assert sent("line", "x" * 201).errors == ["This has 201 characters. Shorten it to 200 or fewer."]


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("27", "3", "2026"), date(2026, 3, 27)),
        (("01", " 02 ", "2028"), date(2028, 2, 1)),
        (("29", "2", "2028"), date(2028, 2, 29)),
        (("1", "1", "2000"), date(2000, 1, 1)),
        (("31", "12", "2100"), date(2100, 12, 31)),
    ],
)
def test_three_boxes_are_a_day(parts: tuple[str, ...], day: date) -> None:
    field = sent("day", *parts)
    assert (field.data, list(field.errors)) == (day, [])


@pytest.mark.parametrize(
    "parts",
    [
        ("29", "2", "2026"),
        ("31", "4", "2026"),
        ("0", "1", "2026"),
        ("1", "13", "2026"),
        ("1", "1", "26"),
        ("1", "1", "1999"),
        ("1", "1", "2101"),
        ("1", "1", "9" * 5_000),
        ("1", "1", "99999999999"),
        ("-1", "1", "2026"),
        ("1", "", "2026"),
        ("", "", "2026"),
        ("1", "March", "2026"),
        ("1.0", "1", "2026"),
        ("1", "1"),
        ("27 3 2026",),
        ("1", "1", "2026", "1"),
        ("\0", "1", "2026"),
    ],
)
def test_boxes_that_are_no_day_say_what_is(parts: tuple[str, ...]) -> None:
    field = sent("day", *parts)
    assert field.data is None
    assert field.errors[0] in ("Enter a real date, such as 27 3 2026.", "Enter a year between 2000 and 2100.")


@pytest.mark.parametrize("text", ["", "x", str(ID)[:-1], f"{ID}0", "' OR 1=1", "\0", "0" * 31])
def test_an_id_that_is_none_reads_as_none(text: str) -> None:
    assert sent("id", text).data is None


@pytest.mark.parametrize("text", ["-1", "1.0", "+1", "1e3", "٣", "1" * 16, " 1", "x"])
def test_pence_that_no_page_showed_read_as_none(text: str) -> None:
    assert sent("pence", text).data is None


def test_what_is_needed_is_asked_for_and_what_could_not_be_read_keeps_its_own_error() -> None:
    assert sent("needed").errors == ["Enter how many."]
    assert sent("needed", "").errors == ["Enter how many."]
    assert sent("needed", "x").errors == ["Enter a whole number, such as 6."]
    assert list(sent("needed", "0").errors) == []


@given(st.sampled_from(["pounds", "amount", "count", "clock", "line", "words", "id", "pence"]), st.text())
def test_no_text_breaks_a_field(name: str, text: str) -> None:
    sent(name, text)


@given(st.lists(st.text(), max_size=5))
def test_no_boxes_break_a_day(parts: list[str]) -> None:
    sent("day", *parts)


@given(st.times().map(lambda value: value.replace(second=0, microsecond=0)))
def test_a_time_that_is_shown_is_read_again(value: time) -> None:
    shown = Asked(data={"clock": value}).clock._value()
    assert sent("clock", shown).data == value


@given(st.integers(0, 999_999_999_99))
def test_a_sum_that_is_shown_is_read_again(pence: int) -> None:
    assert sent("pounds", Asked(data={"pounds": pence}).pounds._value()).data == pence
