"""Money in whole pence: what people write, what they read, and the one rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.foundation.money import MOST_PENCE, in_parts, parse_pounds, percent_of, pounds, times

PENCE = st.integers(-MOST_PENCE, MOST_PENCE)


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (0, "£0"),
        (1, "£0.01"),
        (10, "£0.10"),
        (99, "£0.99"),
        (1_00, "£1"),
        (12_50, "£12.50"),
        (1_000_00, "£1,000"),
        (1_234_567_89, "£1,234,567.89"),
        (-1, "-£0.01"),
        (-3_00, "-£3"),
        (-1_50, "-£1.50"),
    ],
)
def test_pence_are_said_in_pounds(pence: int, words: str) -> None:
    assert pounds(pence) == words


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("12", 12_00),
        ("12.5", 12_50),
        ("12.50", 12_50),
        ("£12.50", 12_50),
        ("£ 12", 12_00),
        ("  12  ", 12_00),
        ("1,200", 1_200_00),
        ("1,234,567.89", 1_234_567_89),
        ("0", 0),
        ("0.01", 1),
        ("007", 7_00),
        ("999999999", 999_999_999_00),
        ("12\n", 12_00),
        ("١٢", 12_00),  # the digits of any script
        *(
            (typed, None)
            for typed in (
                *("", " ", "£", ".", ".50", "12.", "12.505", "-12", "+12", "1e3", "12p", "12,5", "1,20", "12,0000"),
                *("1234567890", "12 50", "12.5.0", "££12", "12£", "$12", "nan", "inf", "0x10", "1_000", "12\0", "½"),
                *("twelve", "12.½", "<b>12</b>", "1\n2", "12" * 5_000),
            )
        ),
    ],
)
def test_what_people_type_is_read_or_refused(typed: str, pence: int | None) -> None:
    assert parse_pounds(typed) == pence


@given(st.integers(0, 999_999_999_99))
def test_what_is_said_can_be_typed_again(pence: int) -> None:
    assert parse_pounds(pounds(pence)) == pence


@given(st.text())
def test_no_text_is_more_than_a_refusal(typed: str) -> None:
    assert parse_pounds(typed) is None or parse_pounds(typed) >= 0


@pytest.mark.parametrize(
    ("unit", "quantity", "pence"),
    [
        (12_00, "1", 12_00),
        (12_00, "1.5", 18_00),
        (3_33, "0.25", 83),  # 83.25
        (1, "0.5", 1),  # half a penny goes up
        (3, "0.5", 2),
        (1, "0.49", 0),
        (9_99, "1.15", 11_49),  # 1148.85
        (10_000_00, "200", 2_000_000_00),
        (0, "200", 0),
        (-1, "0.5", -1),  # and away from nought below it
    ],
)
def test_a_price_is_rounded_half_up_to_a_penny(unit: int, quantity: str, pence: int) -> None:
    assert times(unit, Decimal(quantity)) == pence


@pytest.mark.parametrize(
    ("pence", "percent", "share"), [(12_00, 50, 6_00), (1, 50, 1), (3, 33, 1), (99, 100, 99), (99, 0, 0), (5, 10, 1)]
)
def test_a_share_is_rounded_the_same_way(pence: int, percent: int, share: int) -> None:
    assert percent_of(pence, percent) == share


@given(st.integers(0, MOST_PENCE), st.integers(0, 100))
def test_a_share_is_never_more_than_the_whole_nor_a_penny_off(pence: int, percent: int) -> None:
    share = percent_of(pence, percent)
    assert 0 <= share <= pence
    assert abs(share * 100 - pence * percent) <= 50


@given(st.integers(0, MOST_PENCE), st.integers(1, 200))
def test_parts_add_up_to_the_whole_and_differ_by_a_penny_at_most(total: int, count: int) -> None:
    parts = in_parts(total, count)
    assert (sum(parts), len(parts)) == (total, count)
    assert parts == sorted(parts, reverse=True)
    assert parts[0] - parts[-1] <= 1
