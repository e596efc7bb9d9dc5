"""From rows to documents."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from marketplace.budgets.rules import HOLDING_WORDS, Holding
from marketplace.catalogue.queries import EntryRow, OfferRow, PriceRow
from marketplace.foundation.distance import Point
from marketplace.people.queries import AreaRow
from search_index.documents import (
    GROUP_WORDS,
    TAG_WORDS,
    Document,
    Facet,
    GroupKind,
    Kind,
    Standing,
    Tag,
    key_of,
    of_entry,
    of_offer,
)

NEWCASTLE = AreaRow("E08000021", "Newcastle upon Tyne", 55.0, -1.66)
GATESHEAD = AreaRow("E08000037", "Gateshead", 54.93, -1.69)
AREAS = {area.code: area for area in (NEWCASTLE, GATESHEAD)}
TODAY = Standing(date(2026, 3, 2))
OFFER = OfferRow(
    id=UUID(int=1),
    state="published",
    provider_id=UUID(int=2),
    provider="Green Shoots",
    provider_about="",
    provider_email="",
    provider_phone="",
    user_led=False,
    small=True,
    version_id=UUID(int=3),
    number=1,
    starts=date(2026, 3, 2),
    title="Allotment mornings",
    summary="Grow vegetables.",
    description="We dig and plant.",
    category="nature",
    group=False,
    place="venue",
    venue="Moor Lane",
    areas=["E08000021", "E08000099"],
    days=["MO", "WE"],
    parts=["morning"],
    languages=["en", "pl"],
    access=["step_free"],
    takes=["notional", "direct"],
    notice_hours=24,
    late_percent=50,
    vat="exempt",
    outcomes=["outdoors", "people"],
    workers=["woman"],
    culture=["halal_food"],
    trial=True,
    wait_weeks=3,
    outward="",
    prices=(
        PriceRow("session", "standard", 12_00),
        PriceRow("session", "more", 15_00),
        PriceRow("day", "standard", 40_00),
    ),
)
ENTRY = EntryRow(
    id=UUID(int=9),
    feed="North directory",
    source_id="7",
    title="Lantern walks",
    organisation="Lantern Trust",
    description="<p>Bring a <strong>torch</strong> &amp; boots.</p><p>All welcome.</p>",
    url="",
    email="",
    phone="",
    venue="Hexham",
    area_words="Tynedale",
    price_words="Adults: \u00a33.50 per session",
    prices=[
        {"option": "Adults", "amount": 3.5, "unit": "session", "words": "per session"},
        {"option": "Members", "amount": 1.15, "unit": "month", "words": "per month"},
        {"option": "Ask us", "amount": None, "unit": "session", "words": ""},
    ],
    free=False,
    areas=["E08000037"],
    days=["SA"],
    parts=[],
    languages=[],
    access=[],
    place="",
    ages="",
    told_at=None,
    read_at=datetime(2026, 3, 2, tzinfo=UTC),
    licence="",
    content_hash="",
)


def offer(standing: Standing = TODAY, **changed: object) -> Document:
    """The document of the offer, changed."""
    return of_offer(replace(OFFER, **changed), standing, AREAS)  # type: ignore[arg-type]


def entry(**changed: object) -> Document:
    """The document of the entry, changed."""
    return of_entry(replace(ENTRY, **changed), AREAS)  # type: ignore[arg-type]


def test_an_offer_has_its_words_where_they_weigh() -> None:
    made = offer()
    assert made.title == "Allotment mornings"
    for words in ("Green Shoots", "Gardening and nature", "Moor Lane", "Newcastle upon Tyne"):
        assert words in made.about.splitlines()
    for words in ("Grow vegetables.", "We dig and plant.", "Monday", "Polish", "Step-free", "direct payment"):
        assert words in made.body.splitlines()


def test_an_offer_has_its_facets() -> None:
    assert offer().facets == {
        Facet.CATEGORY: ("nature",),
        Facet.AREAS: ("E08000021", "E08000099"),
        Facet.DAYS: ("MO", "WE"),
        Facet.PARTS: ("morning",),
        Facet.ACCESS: ("step_free",),
        Facet.LANGUAGES: ("en", "pl"),
        Facet.PLACE: ("venue",),
        Facet.GROUP_KIND: (GroupKind.ONE_TO_ONE,),
        Facet.TAKES: ("notional", "direct"),
        Facet.UNITS: ("session", "day"),
        Facet.TAGS: (Tag.HAS_PLACES, Tag.SMALL, Tag.TRIAL, Tag.BOOKABLE),
        Facet.OUTCOMES: ("outdoors", "people"),
        Facet.STARTS: ("w4", "w12"),
        Facet.WORKERS: ("woman",),
        Facet.CULTURE: ("halal_food",),
        Facet.ACCREDITED: (),
    }
    assert offer(group=True).facets[Facet.GROUP_KIND] == (GroupKind.GROUP,)


@pytest.mark.parametrize(
    ("group", "places", "has"), [(True, 3, True), (True, 0, False), (True, None, False), (False, None, True)]
)
def test_a_group_has_places_while_there_are_some_and_an_agreed_time_always(
    *, group: bool, places: int | None, has: bool
) -> None:
    assert (Tag.HAS_PLACES in offer(replace(TODAY, places=places), group=group).facets[Facet.TAGS]) is has


def test_the_lowest_price_counts_and_nought_is_free() -> None:
    assert (offer().price, Tag.FREE in offer().facets[Facet.TAGS]) == (12_00, False)
    free = offer(prices=(PriceRow("hour", "standard", 0), PriceRow("hour", "one_to_one", 9_00)))
    assert (free.price, Tag.FREE in free.facets[Facet.TAGS], "Free" in free.body.splitlines()) == (0, True, True)


def test_a_user_led_organisation_and_a_rating_are_kept() -> None:
    made = offer(replace(TODAY, rating=3.4), user_led=True)
    assert Tag.USER_LED in made.facets[Facet.TAGS]
    assert "User-led organisation" in made.body.splitlines()
    assert (made.rating, offer().rating) == (3.4, None)


@pytest.mark.parametrize(
    ("days", "spans"),
    [(0, ("w1", "w2", "w4", "w12")), (7, ("w1", "w2", "w4", "w12")), (8, ("w2", "w4", "w12")), (85, ())],
)
def test_a_group_starts_on_its_next_date_with_a_place(days: int, spans: tuple[str, ...]) -> None:
    next_at = TODAY.today + timedelta(days=days)
    made = offer(replace(TODAY, places=1, next_at=next_at), group=True)
    assert (made.soonest, made.facets[Facet.STARTS]) == (next_at, spans)


def test_where_times_are_agreed_the_provider_says_how_long_it_is() -> None:
    assert offer().soonest == date(2026, 3, 23)
    untold = offer(wait_weeks=None)
    assert (untold.soonest, untold.facets[Facet.STARTS]) == (None, ())


def test_an_offer_is_where_its_postcode_is_else_in_the_middle_of_its_one_area() -> None:
    assert offer(outward="NE1").point == Point(54.97, -1.61)
    assert offer(areas=["E08000037"]).point == Point(54.93, -1.69)
    assert offer(areas=["E08000037", "E08000021"]).point is None  # in one of them, and who knows in which
    for place in ("home", "online"):
        assert offer(place=place, outward="NE1", areas=["E08000037"]).point is None


def test_an_entry_is_plain_words_and_never_bookable() -> None:
    made = entry()
    assert (made.key, made.kind, made.record_id) == (f"entry:{ENTRY.id}", Kind.ENTRY, ENTRY.id)
    assert "torch & boots" in made.body
    assert "<" not in made.body
    for words in ("Lantern Trust", "Hexham", "Tynedale", "Gateshead"):
        assert words in made.about.splitlines()
    assert made.facets[Facet.TAGS] == (Tag.DIRECTORY,)
    assert set(made.facets) == set(Facet)
    assert made.facets[Facet.PLACE] == made.facets[Facet.UNITS] == made.facets[Facet.CATEGORY] == ()


def test_an_entry_has_the_lowest_price_told_for_a_unit_of_ours() -> None:
    assert entry().price == 3_50
    assert entry(prices=[]).price is None
    assert entry(prices=[{"option": "", "amount": 9.0, "unit": "other", "words": "a year"}]).price is None
    free = entry(free=True, prices=[], place="online")
    assert (free.price, free.facets[Facet.TAGS]) == (0, (Tag.FREE, Tag.DIRECTORY))
    assert free.facets[Facet.PLACE] == ("online",)


def test_every_value_has_plain_words() -> None:
    assert set(TAG_WORDS) == set(Tag)
    assert set(GROUP_WORDS) == set(GroupKind)
    assert HOLDING_WORDS[Holding.DIRECT] == "direct payment"  # what "DP" finds offers by
    assert key_of(Kind.OFFER, UUID(int=1)) == "offer:00000000-0000-0000-0000-000000000001"
