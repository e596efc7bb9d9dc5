"""What an offer must say, which of its states follows which, and where its numbers end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from marketplace.catalogue import rules
from marketplace.catalogue.rules import (
    MOST_PLACES,
    MOST_PRICE,
    MOST_WAIT,
    Level,
    OfferState,
    OfferWords,
    PostcodeRefused,
    PriceLine,
    PriceRefused,
    SessionRefused,
    StartsTooEarly,
    Unit,
    WaitRefused,
)
from marketplace.foundation.errors import IllegalMove

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOVES = {
    ("draft", "published"),
    ("draft", "withdrawn"),
    ("published", "paused"),
    ("published", "withdrawn"),
    ("paused", "published"),
    ("paused", "withdrawn"),
}
WORDS = OfferWords(
    title="Tea",
    summary="Tea.",
    description="We drink tea.",
    category="social",
    prices=(PriceLine(Unit.HOUR, Level.STANDARD, 12_00),),
    group=False,
    place="venue",
    venue="The hall",
    areas=(),
    days=(),
    parts=(),
    languages=(),
    access=(),
    takes=("notional",),
    notice_hours=24,
    late_percent=50,
    vat="exempt",
    starts=TODAY,
)


@pytest.mark.parametrize(("was", "asked"), [*product(OfferState, OfferState)])
def test_an_offer_moves_along_its_table_only(was: OfferState, asked: OfferState) -> None:
    if (was.value, asked.value) in MOVES:
        assert rules.next_state(was, asked) is asked
    else:
        with pytest.raises(IllegalMove, match=f"that is {was} cannot become {asked}"):
            rules.next_state(was, asked)


def test_a_version_starts_today_or_later() -> None:
    rules.check_words(WORDS, TODAY)
    rules.check_words(WORDS, TODAY - timedelta(days=1))
    with pytest.raises(StartsTooEarly, match="3 March 2026, or later"):
        rules.check_words(WORDS, TODAY + timedelta(days=1))


@pytest.mark.parametrize("pence", [0, 1, MOST_PRICE])
def test_a_price_may_be_nothing_and_has_an_end(pence: int) -> None:
    rules.check_words(replace(WORDS, prices=(PriceLine(Unit.HOUR, Level.STANDARD, pence),)), TODAY)


@pytest.mark.parametrize(
    "prices",
    [
        (),
        (PriceLine(Unit.HOUR, Level.STANDARD, -1),),
        (PriceLine(Unit.HOUR, Level.STANDARD, MOST_PRICE + 1),),
        (PriceLine(Unit.HOUR, Level.STANDARD, 1), PriceLine(Unit.HOUR, Level.STANDARD, 2)),
    ],
)
def test_prices_that_make_no_sense_are_refused(prices: tuple[PriceLine, ...]) -> None:
    with pytest.raises(PriceRefused) as refused:
        rules.check_words(replace(WORDS, prices=prices), TODAY)
    assert refused.value.field == "price"


def test_one_unit_may_have_a_price_for_each_level() -> None:
    rules.check_words(replace(WORDS, prices=tuple(PriceLine(Unit.HOUR, level, 1) for level in Level)), TODAY)


@pytest.mark.parametrize("weeks", [None, 0, MOST_WAIT])
def test_a_wait_may_be_nothing_and_has_an_end(weeks: int | None) -> None:
    rules.check_words(replace(WORDS, group=False, wait_weeks=weeks), TODAY)


@pytest.mark.parametrize(("weeks", "group"), [(-1, False), (MOST_WAIT + 1, False), (0, True), (3, True)])
def test_a_wait_that_makes_no_sense_is_refused(*, weeks: int, group: bool) -> None:
    with pytest.raises(WaitRefused) as refused:
        rules.check_words(replace(WORDS, group=group, wait_weeks=weeks), TODAY)
    assert refused.value.field == "wait_weeks"


@pytest.mark.parametrize("outward", ["NE1 4ST", "ne1", " ", "by the church", "NE99X"])
def test_no_more_of_a_postcode_is_kept_than_its_half(outward: str) -> None:
    rules.check_words(replace(WORDS, outward="NE1"), TODAY)
    with pytest.raises(PostcodeRefused):
        rules.check_words(replace(WORDS, outward=outward), TODAY)


@pytest.mark.parametrize("places", [1, MOST_PLACES])
def test_dates_to_come_with_places_are_taken(places: int) -> None:
    rules.check_sessions([NOW + HOUR], [NOW + 2 * HOUR], places, NOW)
    rules.check_sessions([], [], places, NOW)


@pytest.mark.parametrize(
    ("start", "end", "places", "field"),
    [
        (NOW + HOUR, NOW + 2 * HOUR, 0, "places"),
        (NOW + HOUR, NOW + 2 * HOUR, -1, "places"),
        (NOW + HOUR, NOW + 2 * HOUR, MOST_PLACES + 1, "places"),
        (NOW + HOUR, NOW + HOUR, 1, "ends"),
        (NOW + 2 * HOUR, NOW + HOUR, 1, "ends"),
        (NOW, NOW + HOUR, 1, "first_day"),
        (NOW - HOUR, NOW + HOUR, 1, "first_day"),
    ],
)
def test_dates_that_make_no_sense_say_where(start: datetime, end: datetime, places: int, field: str) -> None:
    with pytest.raises(SessionRefused) as refused:
        rules.check_sessions([NOW + 3 * HOUR, start], [NOW + 4 * HOUR, end], places, NOW)
    assert refused.value.field == field


def test_places_are_never_fewer_than_are_taken() -> None:
    rules.check_places(3, 3)
    rules.check_places(MOST_PLACES, 0)
    for places in (2, MOST_PLACES + 1, -1):
        with pytest.raises(SessionRefused, match="between 3, which are taken, and 500"):
            rules.check_places(places, 3)


@pytest.mark.parametrize(("words", "values"), [(rules.UNIT_WORDS, Unit), (rules.LEVEL_WORDS, Level)])
def test_every_value_has_its_words(words: dict[str, object], values: type[Unit]) -> None:
    assert set(words) == set(values)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (rules.CATEGORY_WORDS, rules.Category),
        (rules.ACCESS_WORDS, rules.Access),
        (rules.LANGUAGE_WORDS, rules.Language),
        (rules.DAY_WORDS, rules.Day),
        (rules.PART_WORDS, rules.Part),
        (rules.PLACE_WORDS, rules.Place),
        (rules.VAT_WORDS, rules.Vat),
    ],
)
def test_every_value_of_a_vocabulary_has_words_of_its_own(words: dict[str, str], values: type[Unit]) -> None:
    assert set(words) == set(values)
    assert len(set(words.values())) == len(words)


@pytest.mark.parametrize("state", OfferState)
@pytest.mark.parametrize("group", [True, False])
def test_dates_are_for_groups_that_are_not_withdrawn(state: OfferState, group: bool) -> None:
    if group and state is not OfferState.WITHDRAWN:
        rules.may_have_dates(state, group=group)
    else:
        with pytest.raises(rules.SessionRefused):
            rules.may_have_dates(state, group=group)
