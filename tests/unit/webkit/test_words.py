"""How pages say days, times, quantities and lists, and that every state has its words."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from marketplace.catalogue.rules import OUTCOME_WORDS, OfferState
from marketplace.purchasing.rules import BookingState, DeliveryKind, OrderState
from marketplace.webkit import words

SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight in London


def test_days_are_londons() -> None:
    assert words.day(date(2026, 3, 2)) == "Monday 2 March 2026"
    assert words.short_day(date(2026, 3, 2)) == "2 March 2026"
    assert (words.day(SUMMER), words.short_day(SUMMER)) == ("Thursday 2 July 2026", "2 July 2026")


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (0, 0, "12am"),
        (0, 5, "12:05am"),
        (9, 0, "9am"),
        (11, 59, "11:59am"),
        (12, 0, "12pm"),
        (12, 30, "12:30pm"),
        (14, 30, "2:30pm"),
        (23, 59, "11:59pm"),
    ],
)
def test_times_are_said_as_people_do(hour: int, minute: int, said: str) -> None:
    assert words.clock_time(datetime(2026, 3, 2, hour, minute, tzinfo=UTC)) == said
    assert words.clock_time(datetime(2026, 7, 2, hour, minute, tzinfo=UTC) - timedelta(hours=1)) == said


def test_whole_days_are_said_without_a_time_also_when_the_clock_changes() -> None:
    ten = datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert words.when(ten) == "Monday 2 March 2026, 10am"
    assert words.when(ten, ten + timedelta(hours=2)) == "Monday 2 March 2026, 10am to 12pm"
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    assert words.when(midnight, midnight + timedelta(days=1)) == "Monday 2 March 2026"
    assert words.when(midnight, midnight + timedelta(hours=1)) == "Monday 2 March 2026, 12am to 1am"
    spring, autumn = datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 24, 23, tzinfo=UTC)
    assert words.when(spring, spring + timedelta(hours=23)) == "Sunday 29 March 2026"
    assert words.when(autumn, autumn + timedelta(hours=25)) == "Sunday 25 October 2026"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("1", "hour", "1 hour"),
        ("1.00", "hour", "1 hour"),
        ("1.50", "hour", "1.5 hours"),
        ("0.25", "hour", "0.25 hours"),
        ("200", "week", "200 weeks"),
        ("2E+2", "session", "200 sessions"),
    ],
)
def test_quantities_are_said_with_their_unit(value: str, unit: str, said: str) -> None:
    assert words.units(Decimal(value), unit) == said


@pytest.mark.parametrize(
    ("each", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (("x",) * 4, "x, x, x and x")],
)
def test_lists_are_said(each: list[str], said: str) -> None:
    assert words.listed(each) == said


def test_a_value_without_words_says_itself() -> None:
    assert (words.lookup("a", {"a": "An a"}), words.lookup("b", {"a": "An a"})) == ("An a", "b")


@pytest.mark.parametrize(
    ("weeks", "said"), [(0, "at once"), (1, "in about a week"), (2, "in about 2 weeks"), (104, "in about 104 weeks")]
)
def test_a_wait_is_said_in_weeks(weeks: int, said: str) -> None:
    assert words.wait(weeks) == f"You can start {said}"


def test_what_people_say_of_themselves_is_said_to_them() -> None:
    said = {words.to_you(each) for each in OUTCOME_WORDS.values()}
    assert {"run your own home", "feel more sure of yourself", "be heard and have your say"} <= said
    assert not any(word in each.split() for each in said for word in ("my", "myself", "I"))


@pytest.mark.parametrize(
    ("told", "dialled"),
    [
        ("0191 496 0000", True),
        ("+44 191 496 0000", True),
        ("", False),
        ("0191 496 0000 (ask for Jo)", False),
        ("0191;ext=2", False),
        ("javascript:alert(1)", False),
        ("++44", False),
        ("01-91", False),
    ],
)
def test_only_a_telephone_number_is_dialled(told: str, dialled: bool) -> None:
    assert words.dialled(told) is dialled


def test_every_state_has_words_and_a_colour() -> None:
    tables = [
        (words.ORDER_STATES, OrderState),
        (words.BOOKING_STATES, BookingState),
        (words.OFFER_STATES, OfferState),
        (words.KINDS, DeliveryKind),
    ]
    for table, states in tables:
        assert set(table) == set(states)
        assert len(set(table.values())) == len(table)
