"""When a letter may come: by London's clocks, on every night of the year, for every hour that somebody can choose."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.foundation.clock import LONDON
from marketplace.people.rules.contact import (
    ALWAYS,
    CHOOSABLE,
    URGENT,
    CallsRefused,
    Contact,
    HoursRefused,
    NoticeKind,
    Way,
    check_contact,
    due,
    next_opening,
    open_at,
    open_from,
    way,
)
from marketplace.people.rules.needs import ReviewRefused, review_day

INSTANTS = st.datetimes(datetime(2026, 3, 20), datetime(2026, 11, 5), timezones=st.just(UTC))  # noqa: DTZ001
NIGHTS = st.sampled_from(["2026-03-29T00:00+00:00", "2026-10-25T00:00+00:00"]).map(datetime.fromisoformat)
NEAR = st.builds(lambda night, minutes: night + timedelta(minutes=minutes), NIGHTS, st.integers(-240, 300))
MINUTES = st.integers(0, 24 * 60 - 1)


@st.composite
def contacts(draw: st.DrawFn) -> Contact:
    """Hours that can be kept, and what may wait for one letter a day."""
    begins, length = draw(st.integers(0, 22 * 60)), draw(st.integers(60, 24 * 60 - 1))
    ends = min(begins + length, 24 * 60 - 1)
    hours = [time(minute // 60, minute % 60) for minute in (begins, ends)]
    made = Contact(draw(st.booleans()), frozenset(draw(st.sets(st.sampled_from(CHOOSABLE)))), *hours)
    check_contact(made)
    return made


@settings(max_examples=300, deadline=None)
@given(contact=contacts(), instant=INSTANTS | NEAR, kind=st.sampled_from(NoticeKind))
def test_a_letter_is_due_within_the_hours_and_soon(contact: Contact, instant: datetime, kind: NoticeKind) -> None:
    at = due(contact, kind, instant)
    if kind in URGENT:
        assert at == instant
        return
    assert at >= instant
    assert contact.begins
    assert contact.ends
    assert contact.begins <= at.astimezone(LONDON).time() < contact.ends
    assert at - instant <= timedelta(hours=50)  # at worst the hours fall out in the night when the clocks go on


@settings(max_examples=300, deadline=None)
@given(contact=contacts() | st.just(Contact()), instant=INSTANTS | NEAR)
def test_the_next_opening_is_later_and_open(contact: Contact, instant: datetime) -> None:
    at = next_opening(contact, instant)
    assert at > instant
    assert open_at(contact, at)
    assert next_opening(contact, at) > at
    assert open_from(contact, at) == at


def test_without_hours_any_time_will_do() -> None:
    instant = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
    assert open_from(Contact(), instant) == instant
    assert next_opening(Contact(), instant) == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_hours_that_a_night_leaves_out_begin_with_the_next_day() -> None:
    contact = Contact(begins=time(1), ends=time(2))
    assert open_from(contact, datetime(2026, 3, 29, 0, 30, tzinfo=UTC)) == datetime(2026, 3, 30, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("contact", "refusal", "field"),
    [
        (Contact(begins=time(18), ends=time(9)), HoursRefused, "ends"),
        (Contact(begins=time(9), ends=time(9)), HoursRefused, "ends"),
        (Contact(begins=time(9), ends=time(9, 59)), HoursRefused, "ends"),
        (Contact(begins=time(9)), HoursRefused, "ends"),
        (Contact(ends=time(9)), HoursRefused, "begins"),
        (Contact(ring=True), CallsRefused, "phone"),
    ],
)
def test_what_could_not_be_kept_to_is_refused(contact: Contact, refusal: type[Exception], field: str) -> None:
    with pytest.raises(refusal) as refused:
        check_contact(contact)
    assert refused.value.field == field  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_way_of_each_kind(kind: NoticeKind) -> None:
    here, daily = Contact(by_email=False), Contact(daily=frozenset(NoticeKind))
    assert way(here, kind) is (Way.ONCE if kind in ALWAYS else Way.HERE)
    assert way(daily, kind) is (Way.ONCE if kind in URGENT else Way.DAILY)
    assert way(Contact(), kind) is Way.ONCE


def test_a_year_on_from_a_leap_day() -> None:
    leap = datetime(2028, 2, 29, tzinfo=UTC).date()
    assert review_day(None, leap).isoformat() == "2029-03-01"
    with pytest.raises(ReviewRefused):
        review_day(leap, leap)
