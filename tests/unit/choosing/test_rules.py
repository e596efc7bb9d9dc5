"""What counts as a change since something was put on a list, and how prices are said there."""

import pytest

from marketplace.choosing.rules import Difference, differences, price_words


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ({}, {}, ()),
        ({"Price": "£12"}, {"Price": "£12"}, ()),
        ({"Price": "£12"}, {}, ()),
        ({}, {"Price": "£12"}, ()),
        ({"Price": "£12", "Where": "Hall"}, {"Where": "", "Price": "£12"}, (Difference("Where", "Hall", ""),)),
        (
            {"Price": "£12", "Name": "Dig"},
            {"Name": "Sow", "Price": "Free"},
            (Difference("Price", "£12", "Free"), Difference("Name", "Dig", "Sow")),
        ),
    ],
)
def test_what_is_told_otherwise_now(was: dict[str, str], now: dict[str, str], found: tuple[Difference, ...]) -> None:
    assert differences(was, now) == found


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], ""),
        ([(0, "a session")], "Free"),
        ([(12_00, "a session"), (20_50, "an hour")], "£12 a session, £20.50 an hour"),
    ],
)
def test_prices_in_words(lines: list[tuple[int, str]], words: str) -> None:
    assert price_words(lines) == words
