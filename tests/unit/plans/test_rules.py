"""The rules of plans: costs that add up, states that only move as their tables say, outcomes that keep their lines."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from marketplace.foundation.errors import IllegalMove
from marketplace.foundation.money import times
from marketplace.plans.rules import (
    Answer,
    Every,
    LineMove,
    LineState,
    PlanMove,
    PlanRefused,
    PlanState,
    Route,
    check_answer,
    check_over,
    cost_of,
    count_of,
    line_after,
    outcomes_matched,
    plan_after,
    route_of,
    summed,
)
from marketplace.plans.rules.states import LINE_MOVES, PLAN_MOVES

DAY = date(2026, 4, 1)
LINES = some.builds(
    lambda unit, quantity, own, every, days: cost_of(unit, quantity, own, every, (DAY, DAY + timedelta(days))),
    some.integers(0, 1_000_00),
    some.decimals(Decimal("0.25"), 40, places=2),
    some.integers(0, 50_00),
    some.sampled_from(Every),
    some.integers(0, 400),
)


@given(some.lists(LINES, max_size=8))
def test_costs_add_up(lines: list) -> None:
    sums = summed(lines)
    assert sums.whole == sum(line.share * line.count for line in lines)
    assert sums.year == 13 * sums.four_weeks + sums.one_off
    assert abs(sums.week * 4 - sums.four_weeks) <= 2
    assert all(0 <= line.share <= line.each for line in lines)


@given(some.sampled_from([Every.WEEK, Every.TWO_WEEKS, Every.FOUR_WEEKS]), some.integers(-40, 800))
def test_every_time_falls_in_the_days(every: Every, days: int) -> None:
    weeks = {Every.WEEK: 1, Every.TWO_WEEKS: 2, Every.FOUR_WEEKS: 4}[every]
    falls = [n for n in range(200) if n * weeks * 7 <= days]
    assert count_of(every, DAY, DAY + timedelta(days)) == len(falls)
    assert count_of(Every.ONCE, DAY, DAY + timedelta(abs(days))) == 1


def test_a_price_is_rounded_once() -> None:
    assert cost_of(33_33, Decimal("1.5"), 0, Every.ONCE, (DAY, DAY)).each == times(33_33, Decimal("1.5")) == 50_00


def test_a_price_says_each_time_only_where_there_is_more_than_one() -> None:
    year = (DAY, DAY + timedelta(364))
    said = [cost_of(unit, Decimal(1), 0, every, year).words for unit in (0, 6_00) for every in (Every.ONCE, Every.WEEK)]
    assert said == ["Free", "Free", "£6", "£6 each time"]


def test_nothing_moves_but_as_its_table_says() -> None:
    for was in PlanState:
        for move in PlanMove:
            if move in PLAN_MOVES[was]:
                assert plan_after(was, move) is PLAN_MOVES[was][move]
            else:
                with pytest.raises(IllegalMove, match="cannot be done now"):
                    plan_after(was, move)
    for state in LineState:
        for deed in LineMove:
            if deed in LINE_MOVES[state]:
                assert line_after(state, deed) is LINE_MOVES[state][deed]
            else:
                with pytest.raises(IllegalMove, match="cannot be done now"):
                    line_after(state, deed)
    assert not LINE_MOVES[LineState.AGREED], "what was agreed stays agreed"


@given(some.lists(some.sampled_from("abcdef"), unique=True), some.lists(some.sampled_from("abcdefgh"), unique=True))
def test_outcomes_keep_their_place(before: list[str], wanted: list[str]) -> None:
    kept = {UUID(int=number): words for number, words in enumerate(before)}
    stays, fresh = outcomes_matched(kept, wanted)
    assert sorted([*stays.values(), *fresh]) == sorted(wanted)
    assert all(stays[each] == words for each, words in kept.items() if words in wanted)
    assert not fresh or len(stays) == len(kept), "new words take a place that is free first"


def test_sums_that_cannot_be() -> None:
    check_over({"Care": (50_00, 50_00)})
    with pytest.raises(PlanRefused, match="too much"):
        check_over({"Care": (50_01, 50_00)})
    assert check_answer(Answer.AGREED, None, 40_00, "") == 40_00
    assert check_answer(Answer.PART, 10_00, 40_00, "Half.") == 10_00
    assert check_answer(Answer.REFUSED, None, 40_00, "No.") == 0
    for answer, pence, words in ((Answer.PART, 40_00, "x"), (Answer.PART, None, "x"), (Answer.REFUSED, None, " ")):
        with pytest.raises(PlanRefused):
            check_answer(answer, pence, 40_00, words)
    assert (route_of(100, 100), route_of(101, 100)) == (Route.ONE, Route.TWO)
