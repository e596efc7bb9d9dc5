"""How budgets are held: what is enough, what moves between pots, and how instalments fall."""

from datetime import date, timedelta
from itertools import combinations, pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.budgets.rules import (
    BudgetRefused,
    Holding,
    NotToRecord,
    OutsidePeriod,
    OverBudget,
    Paid,
    Pot,
    check_budget,
    covered,
    hold,
    inside,
    instalments,
    may_receive,
    moved,
    receivable,
)
from marketplace.foundation.money import MOST_PENCE

FIRST, LAST = date(2026, 4, 6), date(2027, 4, 5)
AGREED = date(2026, 3, 20)
PENCE = st.integers(0, MOST_PENCE)


@given(PENCE, PENCE)
def test_what_is_held_and_what_is_left_add_up_or_nothing_is_held(left: int, asked: int) -> None:
    if asked <= left:
        assert hold(left, asked) + asked == left
    else:
        with pytest.raises(OverBudget) as refused:
            hold(left, asked)
        assert (refused.value.left, refused.value.asked, refused.value.field) == (left, asked, "account_id")


def test_too_little_money_says_what_is_left_and_how_many_it_is_enough_for() -> None:
    with pytest.raises(OverBudget) as refused:
        hold(30_00, 48_00, [12_00] * 4)
    assert refused.value.message == (
        "This costs £48, and £30 is left in this account. It is enough for 2 of the 4. "
        "You can book fewer times, or choose another account."
    )
    with pytest.raises(OverBudget) as refused:
        hold(5_00, 48_00, [12_00] * 4)
    assert refused.value.message == (
        "This costs £48, and £5 is left in this account. You can choose another account, or something that costs less."
    )


@pytest.mark.parametrize(
    ("left", "each", "count"),
    [(0, [], 0), (0, [0, 0], 2), (10, [4, 4, 4], 2), (8, [4, 4, 4], 2), (7, [4, 4], 1), (100, [101, 1], 0)],
)
def test_sums_are_covered_in_their_order(left: int, each: list[int], count: int) -> None:
    assert covered(left, each) == count


@given(PENCE, st.lists(PENCE, max_size=60))
def test_what_is_covered_fits_and_one_more_does_not(left: int, each: list[int]) -> None:
    count = covered(left, each)
    assert sum(each[:count]) <= left
    assert count == len(each) or sum(each[: count + 1]) > left


@given(PENCE, st.sampled_from(list(combinations(Pot, 2))))
def test_money_that_moves_between_pots_is_neither_made_nor_lost(pence: int, pots: tuple[Pot, Pot]) -> None:
    account_id = uuid4()
    legs = moved(account_id, pence, *pots)
    assert sum(leg.pence for leg in legs) == 0
    assert {leg.account_id for leg in legs} <= {account_id}
    assert {leg.pot: leg.pence for leg in legs} == ({pots[0]: -pence, pots[1]: pence} if pence else {})


@given(PENCE, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 731), st.sampled_from(Paid))
def test_instalments_add_up_and_fall_inside_the_period(total: int, starts: date, days: int, paid: Paid) -> None:
    ends = starts + timedelta(days=days)
    due = instalments(total, starts, ends, paid)
    assert sum(each.pence for each in due) == total
    assert all(each.pence > 0 and starts <= each.due_on <= ends for each in due)
    assert not total or due[0].due_on == starts
    assert {(b.due_on - a.due_on).days for a, b in pairwise(due)} <= {28}


@pytest.mark.parametrize(
    ("days", "count"), [(1, 1), (28, 1), (29, 2), (56, 2), (57, 3), (364, 13), (365, 14), (366, 14)]
)
def test_there_is_an_instalment_for_each_four_weeks_that_have_begun(days: int, count: int) -> None:
    due = instalments(1_000_00, FIRST, FIRST + timedelta(days=days - 1), Paid.FOUR_WEEKLY)
    assert len(due) == count
    assert len(instalments(1_000_00, FIRST, FIRST + timedelta(days=days - 1), Paid.AT_ONCE)) == 1


def test_pennies_that_are_fewer_than_the_instalments_make_no_empty_ones() -> None:
    assert [each.pence for each in instalments(2, FIRST, LAST, Paid.FOUR_WEEKLY)] == [1, 1]


@pytest.mark.parametrize(
    ("shares", "agreed", "ends"),
    [
        ([(Holding.NOTIONAL, 1)], None, LAST),
        ([(Holding.NOTIONAL, 1), (Holding.DIRECT, MOST_PENCE)], AGREED, LAST),
        ([(Holding.DIRECT, 1)], AGREED, FIRST),  # a budget of one day
        ([(Holding.NOTIONAL, 1)], None, FIRST + timedelta(days=731)),
    ],
)
def test_a_budget_that_makes_sense_is_given(shares: list[tuple[Holding, int]], agreed: date | None, ends: date) -> None:
    check_budget(FIRST, ends, shares, agreed)


@pytest.mark.parametrize(
    ("starts", "ends", "shares", "agreed", "field"),
    [
        (LAST, FIRST, [(Holding.NOTIONAL, 1)], None, "ends"),
        (FIRST, FIRST + timedelta(days=732), [(Holding.NOTIONAL, 1)], None, "ends"),
        (FIRST, LAST, [], None, "notional"),
        (FIRST, LAST, [(Holding.NOTIONAL, 0)], None, "notional"),
        (FIRST, LAST, [(Holding.NOTIONAL, 1), (Holding.DIRECT, -1)], AGREED, "notional"),
        (FIRST, LAST, [(Holding.NOTIONAL, MOST_PENCE + 1)], None, "notional"),
        (FIRST, LAST, [(Holding.DIRECT, 1)], None, "plan_agreed_on"),
        (FIRST, LAST, [(Holding.NOTIONAL, 1), (Holding.DIRECT, 1)], None, "plan_agreed_on"),
    ],
)
def test_a_budget_that_makes_no_sense_says_where(
    starts: date, ends: date, shares: list[tuple[Holding, int]], agreed: date | None, field: str
) -> None:
    with pytest.raises(BudgetRefused) as refused:
        check_budget(starts, ends, shares, agreed)
    assert refused.value.field == field


def test_an_account_pays_for_both_its_first_and_its_last_day() -> None:
    inside(FIRST, FIRST, LAST)
    inside(LAST, FIRST, LAST)
    for day in (FIRST - timedelta(days=1), LAST + timedelta(days=1)):
        with pytest.raises(OutsidePeriod) as refused:
            inside(day, FIRST, LAST)
        assert "6 April 2026 to 5 April 2027" in refused.value.message


def test_a_payment_is_recorded_when_it_is_due_or_the_next() -> None:
    days = [each.due_on for each in instalments(100_00, FIRST, LAST, Paid.FOUR_WEEKLY)]
    assert receivable([], FIRST) == []
    assert receivable(days, FIRST - timedelta(days=90)) == days[:1]
    assert receivable(days, days[2]) == days[:3]
    assert receivable(days[3:], days[2]) == [days[3]]
    may_receive(days[1], days, days[1])
    for day in (days[2], FIRST - timedelta(days=1)):
        with pytest.raises(NotToRecord):
            may_receive(day, days, days[1])
