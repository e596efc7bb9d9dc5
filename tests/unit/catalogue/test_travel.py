"""How far people say it is, and about how long it takes."""

import pytest

from marketplace.catalogue.rules import Way, metres_within, miles, minutes_for


@pytest.mark.parametrize(
    ("way", "metres", "minutes"),
    [
        (Way.FOOT, 0, 5),
        (Way.FOOT, 1_600, 30),
        (Way.BUS, 0, 10),
        (Way.BUS, 5_000, 40),
        (Way.CAR, 5_000, 20),
        (Way.CAR, 32_000, 90),
    ],
)
def test_minutes_are_rounded_up_to_five(way: Way, metres: float, minutes: int) -> None:
    assert minutes_for(way, metres) == minutes


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("minutes", [15, 30, 45, 60])
def test_what_is_within_so_many_minutes_takes_no_longer(way: Way, minutes: int) -> None:
    assert minutes_for(way, metres_within(way, minutes)) <= minutes
    assert minutes_for(way, metres_within(way, minutes) + 100) > minutes


def test_in_no_time_nobody_gets_anywhere() -> None:
    assert metres_within(Way.BUS, 5) == 0
    assert metres_within(Way.FOOT, 0) == 0


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "less than half a mile"),
        (800, "less than half a mile"),
        (810, "half a mile"),
        (1_609, "1 mile"),
        (5_600, "3.5 miles"),
        (16_093, "10 miles"),
        (160_934, "100 miles"),
    ],
)
def test_distances_are_told_in_miles(metres: float, words: str) -> None:
    assert miles(metres) == words
