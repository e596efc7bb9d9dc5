"""What is searched: one document for each offer on sale and each directory entry. Rows in, documents out, no I/O."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from marketplace.budgets.rules import HOLDING_WORDS
from marketplace.catalogue.queries import EntryRow, OfferRow
from marketplace.catalogue.rules import (
    ACCESS_WORDS,
    CATEGORY_WORDS,
    CULTURE_WORDS,
    DAY_WORDS,
    LANGUAGE_WORDS,
    OUTCOME_WORDS,
    PART_WORDS,
    PLACE_WORDS,
    Place,
    Unit,
    outward_point,
)
from marketplace.foundation.distance import Point
from marketplace.foundation.money import Pence
from marketplace.people.queries import AreaRow


class Kind(StrEnum):
    """What kind of record a document stands for."""

    OFFER = "offer"
    ENTRY = "entry"


class Facet(StrEnum):
    """What a search can be narrowed by."""

    CATEGORY = "category"
    AREAS = "areas"
    DAYS = "days"
    PARTS = "parts"
    ACCESS = "access"
    LANGUAGES = "languages"
    PLACE = "place"
    GROUP_KIND = "group_kind"
    TAKES = "takes"
    UNITS = "units"
    TAGS = "tags"
    OUTCOMES = "outcomes"
    STARTS = "starts"
    WORKERS = "workers"
    CULTURE = "culture"
    ACCREDITED = "accredited"


class GroupKind(StrEnum):
    """Whether others are there."""

    GROUP = "group"
    ONE_TO_ONE = "one_to_one"


class Tag(StrEnum):
    """What is so or is not so."""

    FREE = "free"
    HAS_PLACES = "has_places"
    USER_LED = "user_led"
    SMALL = "small"
    TRIAL = "trial"
    BOOKABLE = "bookable"
    DIRECTORY = "directory"


TAG_WORDS = {
    Tag.FREE: "Free",
    Tag.HAS_PLACES: "Has places",
    Tag.USER_LED: "User-led organisation",
    Tag.SMALL: "Small organisation",
    Tag.TRIAL: "A first time to try it",
    Tag.BOOKABLE: "Can be booked here",
    Tag.DIRECTORY: "From a directory",
}
GROUP_WORDS = {GroupKind.GROUP: "In a group", GroupKind.ONE_TO_ONE: "One to one"}

# Within how many weeks somebody new can start; a document holds each that it keeps, so that a wider one finds more.
STARTS_WITHIN = {"w1": 1, "w2": 2, "w4": 4, "w12": 12}
STARTS_WORDS = {"w1": "Within a week", "w2": "Within 2 weeks", "w4": "Within 4 weeks", "w12": "Within 12 weeks"}

_UNITS = frozenset(Unit)
_FOUND_TAGS = (Tag.FREE, Tag.USER_LED)  # the tags whose words people search for
_PLAIN_WORDS: Mapping[Facet, Mapping[Any, str]] = {
    Facet.DAYS: DAY_WORDS,
    Facet.PARTS: PART_WORDS,
    Facet.ACCESS: ACCESS_WORDS,
    Facet.LANGUAGES: LANGUAGE_WORDS,
    Facet.PLACE: PLACE_WORDS,
    Facet.GROUP_KIND: GROUP_WORDS,
    Facet.TAKES: HOLDING_WORDS,
    Facet.OUTCOMES: OUTCOME_WORDS,
    Facet.CULTURE: CULTURE_WORDS,
    Facet.TAGS: {tag: TAG_WORDS[tag] for tag in _FOUND_TAGS},
}
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One searchable record.

    Words found in ``title`` count most, then those in ``about``, then those in ``body``; all three are plain text.
    ``facets`` holds every facet, with no values where nothing is known. ``price`` is the lowest in pence, 0 when it
    is free and None when it is not known; ``rating`` is a mean of 1 to 4, or None. ``point`` is
    where it happens, None for what has no place of its own or none that is known; ``soonest`` is the first day on which
    somebody new can begin, None when that is not known.
    """

    key: str
    kind: Kind
    record_id: UUID
    title: str
    about: str
    body: str
    facets: Mapping[Facet, Values]
    price: Pence | None
    rating: float | None
    point: Point | None = None
    soonest: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is so of an offer today beside its words.

    ``places`` are those left on the dates to come of a group, None when it has none; ``next_at`` is the first of those
    dates with a place. ``accredited`` are the funders that accredited its provider, by id.
    """

    today: date
    places: int | None = None
    next_at: date | None = None
    rating: float | None = None
    accredited: Values = ()


def key_of(kind: Kind, record_id: UUID) -> str:
    """The name of a record in the index."""
    return f"{kind}:{record_id}"


def of_offer(row: OfferRow, standing: Standing, areas: Mapping[str, AreaRow]) -> Document:
    """The document of an offer; ``areas`` are all there are, by code."""
    price = row.lowest.pence
    tags = {
        Tag.FREE: price == 0,
        Tag.HAS_PLACES: bool(standing.places) or not row.group,  # a time that is agreed always has a place
        Tag.USER_LED: row.user_led,
        Tag.SMALL: row.small,
        Tag.TRIAL: row.trial,
        Tag.BOOKABLE: True,
    }
    soonest = _soonest(row, standing)
    facets = _facets(row, tags) | {
        Facet.CATEGORY: (row.category,),
        Facet.OUTCOMES: tuple(row.outcomes),
        Facet.WORKERS: tuple(row.workers),
        Facet.CULTURE: tuple(row.culture),
        Facet.ACCREDITED: standing.accredited,
        Facet.STARTS: _starts(soonest, standing.today),
        Facet.GROUP_KIND: (GroupKind.GROUP if row.group else GroupKind.ONE_TO_ONE,),
        Facet.TAKES: tuple(row.takes),
        Facet.UNITS: tuple(dict.fromkeys(line.unit for line in row.prices)),
    }
    categories = (words for code, words in CATEGORY_WORDS.items() if code == row.category)
    return Document(
        key=key_of(Kind.OFFER, row.id),
        kind=Kind.OFFER,
        record_id=row.id,
        title=row.title,
        about=_lines([row.provider, *categories, row.venue, *_names(row.areas, areas)]),
        body=_lines([row.summary, row.description, *_spelt_out(facets)]),
        facets=facets,
        price=price,
        rating=standing.rating,
        point=_point(row, areas),
        soonest=soonest,
    )


def of_entry(row: EntryRow, areas: Mapping[str, AreaRow]) -> Document:
    """The document of a directory entry. It says in which languages, and so on, only where its source did."""
    facets = _facets(row, {Tag.FREE: row.free, Tag.DIRECTORY: True})
    return Document(
        key=key_of(Kind.ENTRY, row.id),
        kind=Kind.ENTRY,
        record_id=row.id,
        title=row.title,
        about=_lines([row.organisation, row.venue, row.area_words, *_names(row.areas, areas)]),
        body=_lines([row.words, row.price_words, *_spelt_out(facets)]),
        facets=facets,
        price=0 if row.free else _told_price(row),
        rating=None,
        point=_centre(row.place, row.areas, areas),
    )


def _soonest(row: OfferRow, standing: Standing) -> date | None:
    """The first day on which somebody new can begin."""
    if row.group:
        return standing.next_at
    return None if row.wait_weeks is None else standing.today + timedelta(weeks=row.wait_weeks)


def _starts(soonest: date | None, today: date) -> Values:
    """Each of the spans within which somebody new can begin."""
    if soonest is None:
        return ()
    return tuple(code for code, weeks in STARTS_WITHIN.items() if soonest <= today + timedelta(weeks=weeks))


def _point(row: OfferRow, areas: Mapping[str, AreaRow]) -> Point | None:
    """Where an offer happens: by its postcode if we know that, else the middle of its area."""
    known = outward_point(row.outward) if row.place == Place.VENUE else None
    return known or _centre(row.place, row.areas, areas)


def _centre(place: str, codes: Sequence[str], areas: Mapping[str, AreaRow]) -> Point | None:
    """The middle of the one area of something that has a place; of several it is not known in which it is."""
    if place != Place.VENUE or len(codes) != 1 or codes[0] not in areas:
        return None
    return Point(areas[codes[0]].latitude, areas[codes[0]].longitude)


def _told_price(row: EntryRow) -> Pence | None:
    """The lowest price that a source told for a unit of ours; one for a month or a year says nothing beside others."""
    told = [price["amount"] for price in row.prices if price.get("unit") in _UNITS]
    return min((round(pounds * 100) for pounds in told if pounds is not None), default=None)


def _facets(row: OfferRow | EntryRow, tags: Mapping[Tag, bool]) -> dict[Facet, Values]:
    """Every facet, with the values that offers and entries both have."""
    return dict.fromkeys(Facet, ()) | {
        Facet.AREAS: tuple(row.areas),
        Facet.DAYS: tuple(row.days),
        Facet.PARTS: tuple(row.parts),
        Facet.ACCESS: tuple(row.access),
        Facet.LANGUAGES: tuple(row.languages),
        Facet.PLACE: (row.place,) if row.place else (),
        Facet.TAGS: tuple(tag for tag, so in tags.items() if so),
    }


def _spelt_out(facets: Mapping[Facet, Values]) -> Iterable[str]:
    """The plain words of facet values, so that typing "monday" or "direct payment" finds them too."""
    for facet, words in _PLAIN_WORDS.items():
        yield from (words[value] for value in facets[facet] if value in words)


def _names(codes: Iterable[str], areas: Mapping[str, AreaRow]) -> Iterable[str]:
    return (areas[code].name for code in codes if code in areas)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
