"""What is to be paid toward one's care: by day, for days that are over, and none on which the money stood still."""

from datetime import date, timedelta

import pytest

from marketplace.budgets.rules.contributions import (
    AftercareIsFree,
    ContributionRefused,
    Every,
    Paying,
    Rate,
    Settled,
    check_rate,
    check_settled,
    dues,
    left_of_each,
)
from marketplace.budgets.rules.streams import ChangeKind, Turn

TODAY, ENDS = date(2028, 2, 1), date(2029, 1, 31)  # over a leap day and both changes of the clock
FOUR, WEEK = Every.FOUR_WEEKS, Every.WEEK


def turn(kind: ChangeKind, day: date) -> Turn:
    return Turn(kind, day, "South Council")


def test_what_is_over_is_due_by_day() -> None:
    rates = [Rate(date(2028, 2, 7), 24_00, FOUR), Rate(date(2028, 4, 10), 7_00, WEEK)]

    def due(today: date, *turns: Turn, ends: date = ENDS) -> list[tuple[date, int]]:
        return [(each.starts, each.pence) for each in dues(rates, turns, ends, today)]

    assert due(date(2028, 3, 5)) == []  # its last day is today
    assert due(date(2028, 3, 6)) == [(date(2028, 2, 7), 24_00)]
    cut = (date(2028, 4, 3), 6_00)  # a week of it, and then it is another sum
    whole = [(date(2028, 2, 7), 24_00), (date(2028, 3, 6), 24_00), cut]
    assert due(date(2028, 4, 17)) == [*whole, (date(2028, 4, 10), 7_00)]
    stood = turn(ChangeKind.SUSPEND, date(2028, 2, 8)), turn(ChangeKind.RESUME, date(2028, 3, 7))
    assert due(date(2028, 4, 4), *stood) == [(date(2028, 2, 7), 85), (date(2028, 3, 6), 27 * 24_00 // 28)]
    over = turn(ChangeKind.END, date(2028, 4, 4))
    assert due(date(2030, 1, 1), over)[-1] == (date(2028, 4, 3), 85)  # and nothing more, ever
    assert due(date(2030, 1, 1), ends=date(2028, 4, 12))[-1] == (date(2028, 4, 10), 3_00)
    rates.append(Rate(date(2028, 4, 10), 0, WEEK))  # set anew for the same day: nothing
    assert due(date(2030, 1, 1)) == whole


def test_the_oldest_is_settled_first() -> None:
    assert left_of_each([24_00, 6_00, 7_00], 25_00) == [0, 5_00, 7_00]
    assert left_of_each([24_00], 24_00) == [0]
    assert left_of_each([], 0) == []


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        (Rate(TODAY, 5_00, WEEK), "starts", "Choose tomorrow"),
        (Rate(date(2028, 2, 28), 30_00, FOUR), "starts", "28 days of notice, so they can pay more from 29 February"),
        (Rate(date(2028, 2, 28), 6_01, WEEK), "starts", "28 days of notice"),  # more by the day
        (Rate(ENDS + timedelta(days=1), 5_00, WEEK), "starts", "This money ends on 31 January 2029"),
        (Rate(date(2028, 2, 4), 5_00, WEEK), "starts", "Something was set for 5 February 2028"),
        (Rate(date(2028, 3, 5), -1, WEEK), "pence", "Enter an amount of up to"),
        (Rate(date(2028, 3, 5), 10**12, WEEK), "pence", "Enter an amount of up to"),
        (Rate(date(2028, 3, 5), 24_00, FOUR), "pence", "They pay £24 every four weeks already"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(asked: Rate, field: str, words: str) -> None:
    stream = Paying(ENDS, [Rate(date(2028, 2, 5), 24_00, FOUR)], 28)
    with pytest.raises(ContributionRefused, match=words) as refused:
        check_rate(asked, "Assessed.", stream, TODAY)
    assert refused.value.field == field


def test_less_needs_no_notice_aftercare_is_free_and_no_more_is_paid_than_is_owed() -> None:
    stream = Paying(ENDS, [Rate(date(2028, 1, 5), 24_00, FOUR)], 28)
    check_rate(Rate(date(2028, 2, 2), 6_00, WEEK), "The same by the week.", stream, TODAY)
    check_rate(Rate(date(2028, 2, 2), 0, WEEK), "Nothing more.", stream, TODAY)
    for refused, rates, words in ((0, [], "nothing already"), (5_00, [], "28 days"), (0, stream.rates, "worked out")):
        with pytest.raises(ContributionRefused, match=words):
            check_rate(Rate(date(2028, 2, 2), refused, WEEK), "" if rates else "A", Paying(ENDS, rates, 28), TODAY)
    with pytest.raises(AftercareIsFree):
        check_rate(Rate(date(2028, 3, 5), 5_00, WEEK), "Assessed.", Paying(ENDS, [], 0, aftercare=True), TODAY)
    check_settled(Settled.PAID, 24_00, 24_00, "")
    for how, pence, owed, field in (
        (Settled.PAID, 1, 0, "pence"),
        (Settled.PAID, 0, 24_00, "pence"),
        (Settled.PAID, 24_01, 24_00, "pence"),
        (Settled.LET_OFF, 1, 24_00, "words"),
    ):
        with pytest.raises(ContributionRefused) as wrong:
            check_settled(how, pence, owed, " ")
        assert wrong.value.field == field
