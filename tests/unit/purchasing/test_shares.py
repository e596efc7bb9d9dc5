"""Who pays what of an order that two accounts pay for."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.budgets.rules import OutsidePeriod, OverBudget
from marketplace.purchasing.rules import ShareRefused, Source, part_allowed, shared

FIRST, REST = UUID(int=1), UUID(int=2)
DAY = date(2026, 3, 9)


def source(account_id: UUID, left: int, ends: date = date(2026, 12, 31)) -> Source:
    """An account of a year."""
    return Source(account_id, date(2026, 1, 1), ends, left)


def pence(account_id: UUID, found: list) -> list[int]:
    """What an account pays of each booking."""
    return [sum(share.pence for share in shares if share.account_id == account_id) for shares in found]


def test_one_account_pays_it_all() -> None:
    found = shared([(DAY, 10_00), (DAY, 5_00)], [source(FIRST, 15_00)])
    assert pence(FIRST, found) == [10_00, 5_00]


def test_the_first_pays_as_much_as_it_has_and_the_second_the_rest() -> None:
    found = shared([(DAY, 10_00)] * 3, [source(FIRST, 15_00), source(REST, 100_00)])
    assert (pence(FIRST, found), pence(REST, found)) == ([10_00, 5_00, 0], [0, 5_00, 10_00])


def test_the_first_pays_the_part_that_was_said() -> None:
    found = shared([(DAY, 10_00)] * 2, [source(FIRST, 15_00), source(REST, 100_00)], part=1)
    assert (pence(FIRST, found), pence(REST, found)) == ([1, 0], [9_99, 10_00])


def test_each_pays_the_days_of_its_own_period() -> None:
    after = DAY + timedelta(days=7)
    old, new = source(FIRST, 100_00, ends=DAY), Source(REST, after, date(2027, 1, 1), 100_00)
    assert pence(REST, shared([(DAY, 10_00), (after, 10_00)], [old, new])) == [0, 10_00]
    with pytest.raises(OutsidePeriod):
        shared([(DAY, 10_00), (DAY + timedelta(days=1), 10_00)], [old, new])
    with pytest.raises(OutsidePeriod):
        shared([(DAY, 10_00), (after, 10_00)], [old])


@pytest.mark.parametrize(
    ("lefts", "part", "field"), [((5_00, 4_99), None, "rest_id"), ((5_00, 9_00), 6_00, "account_id")]
)
def test_too_little_is_said_where_the_account_was_chosen(lefts: tuple[int, int], part: int | None, field: str) -> None:
    with pytest.raises(OverBudget) as refused:
        shared([(DAY, 10_00)], [source(FIRST, lefts[0]), source(REST, lefts[1])], part)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("part", "accounts", "field"),
    [(0, [FIRST, REST], "part"), (-1, [FIRST, REST], "part"), (5, [FIRST], "rest_id"), (None, [REST, REST], "rest_id")],
)
def test_what_makes_no_sense(part: int | None, accounts: list[UUID], field: str) -> None:
    with pytest.raises(ShareRefused) as refused:
        part_allowed(part, accounts)
    assert refused.value.field == field


def test_what_makes_sense() -> None:
    part_allowed(None, [FIRST])
    part_allowed(None, [FIRST, REST])
    part_allowed(1, [FIRST, REST])


@given(
    st.lists(st.integers(0, 50_00), min_size=1, max_size=8),
    st.lists(st.integers(0, 200_00), min_size=1, max_size=4),
    st.none() | st.integers(1, 100_00),
)
def test_shares_sum_to_each_price_and_no_account_gives_more_than_it_has(
    prices: list[int], lefts: list[int], part: int | None
) -> None:
    sources = [source(uuid4(), left) for left in lefts]
    try:
        found = shared([(DAY, price) for price in prices], sources, part)
    except OverBudget:
        assert sum(lefts) < sum(prices) or part is not None
        return
    assert [sum(share.pence for share in shares) for shares in found] == prices
    assert all(sum(pence(each.account_id, found)) <= each.left for each in sources)
    assert all(share.pence > 0 for shares in found for share in shares)
