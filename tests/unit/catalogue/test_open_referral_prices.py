"""Prices of feeds: kept as told, never guessed, and free only when it is said."""

import pytest

from tests.unit.catalogue.invented import Json, record


def option(**told: object) -> Json:
    """One price of a feed."""
    return {"id": "6a6a5a52-0000-4000-8000-0000000000dd"} | told


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("per hour", "hour"),
        ("Per 1 hour", "hour"),
        ("per half hour", "half_hour"),
        ("per session.", "session"),
        ("per half day", "half_day"),
        ("per day", "day"),
        ("per night", "night"),
        ("per week", "week"),
        ("per month", "month"),
        ("per 1 hour session", "other"),
        ("each, or three for two", "other"),
        ("", "other"),
    ],
)
def test_units_are_read_from_the_words_and_else_kept_as_words(words: str, unit: str) -> None:
    (price,) = record(cost_options=[option(amount=8, amount_description=words)]).prices
    assert (price.unit, price.words, price.amount) == (unit, words, 8)


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (option(option="One to one", amount=24.5, amount_description="per hour"), "One to one: £24.50 per hour"),
        (option(option="all ages", amount="8.00", amount_description="per hour"), "all ages: £8 per hour"),
        (option(amount=12), "£12"),
        (option(option="Children", amount=0, amount_description="per day"), "Children: free"),
        (option(amount_description="Price on request"), "Price on request"),
        (option(amount=8, amount_description="£8.00 a head"), "£8.00 a head"),
        (option(amount=0, amount_description="from £5"), "from £5"),
        (option(amount=9, currency="EUR", amount_description="per day"), "9 EUR per day"),
        (option(amount=-1, option="Ask"), "Ask"),
        (option(amount="about ten", option="Ask"), "Ask"),
    ],
)
def test_a_price_is_said_in_words(told: Json, line: str) -> None:
    assert record(cost_options=[told], fees="Old words").price_words == line


def test_prices_that_do_not_hold_today_are_left_out() -> None:
    old = option(amount=5, valid_to="2026-03-01")
    new = option(amount=6, valid_from="2026-03-02", valid_to="2026-03-02")
    coming = option(amount=7, valid_from="2026-03-03")
    assert record(cost_options=[old, new, coming]).price_words == "£6"
    assert record(cost_options=[old], fees="Ask us").price_words == "Ask us"


def test_no_number_is_guessed_from_free_text() -> None:
    found = record(fees="<p>£10 an hour,&nbsp;or £7 for more</p>")
    assert (found.prices, found.price_words, found.free) == ((), "£10 an hour, or £7 for more", False)


@pytest.mark.parametrize(
    ("told", "free"),
    [
        ({"fees": "Free"}, True),
        ({"fees": "No charge."}, True),
        ({"fees_description": "This service is free of charge"}, True),
        ({"fees": "£0.00"}, True),
        ({"fees": ""}, False),
        ({"fees": "Free for members, £3 for others"}, False),
        ({"fees": "First visit free"}, False),
        ({"description": "Free tea and coffee"}, False),
        ({"cost_options": [option(amount=0)]}, True),
        ({"cost_options": [option(option="Free")]}, True),
        ({"cost_options": [option(option="Children", amount=0), option(option="Adults", amount=3)]}, False),
        ({"cost_options": [option(option="Free"), option(option="Price on request")]}, False),
        ({"cost_options": [option(amount=0, amount_description="from £5")]}, False),
        ({"cost_options": [option(amount=3)], "fees": "Free"}, False),
    ],
)
def test_free_only_when_it_is_said(told: Json, free: bool) -> None:
    assert record(**told).free is free
