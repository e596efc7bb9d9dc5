"""Unlike units brought to one: what a price comes to for an hour and a week, and where nobody can tell."""

from decimal import Decimal

import pytest

from marketplace.catalogue.rules import Unit, Use, a_week, an_hour, hours_words

USE = Use(Decimal("4.5"), Decimal(3))


@pytest.mark.parametrize(
    ("unit", "minutes", "pence", "words"),
    [
        (Unit.HOUR, None, 20_00, "This is its price."),
        (Unit.SESSION, 120, 10_00, "£20 for a session of 2 hours."),
        (Unit.SESSION, 45, 26_67, "£20 for a session of 45 minutes."),
        (Unit.WEEK, None, 4_44, "£20 a week, shared over your 4.5 hours."),
        (Unit.SESSION, None, None, "It does not say how long a session lasts."),
        (Unit.DAY, 120, None, "It does not say how many hours a day has."),
        (Unit.HALF_DAY, None, None, "It does not say how many hours a half day has."),
        (Unit.EACH, None, None, "It is sold by the item, not by time."),
    ],
)
def test_for_an_hour(unit: Unit, minutes: int | None, pence: int | None, words: str) -> None:
    found = an_hour(unit, 20_00, minutes, USE)
    assert (found.pence, found.working) == (pence, words)


@pytest.mark.parametrize(
    ("unit", "pence", "words"),
    [
        (Unit.HOUR, 90_00, "£20 times 4.5 hours."),
        (Unit.SESSION, 60_00, "£20 times 3 sessions."),
        (Unit.HALF_DAY, 60_00, "£20 times 3 half days."),
        (Unit.DAY, 60_00, "£20 times 3 days."),
        (Unit.WEEK, 20_00, "This is its price."),
        (Unit.EACH, None, "It depends on how many you buy."),
    ],
)
def test_for_a_week(unit: Unit, pence: int | None, words: str) -> None:
    found = a_week(unit, 20_00, USE)
    assert (found.pence, found.working) == (pence, words)


@pytest.mark.parametrize("unit", Unit)
def test_what_is_free_is_free_whatever_it_is_sold_by(unit: Unit) -> None:
    assert an_hour(unit, 0, None, USE).pence == a_week(unit, 0, USE).pence == 0


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(60, "1 hour"), (90, "1 hour 30 minutes"), (120, "2 hours"), (1, "1 minute"), (0, "0 minutes")],
)
def test_how_long_it_lasts(minutes: int, words: str) -> None:
    assert hours_words(minutes) == words
