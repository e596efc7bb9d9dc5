"""What is searched: one document for each offer on sale and each directory entry. Rows in, documents out, no I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from marketplace.budgets.rules import HOLDING_WORDS
from marketplace.catalogue.queries import EntryRow, OfferRow
from marketplace.catalogue.rules import (
    ACCESS_WORDS,
    CATEGORY_WORDS,
    DAY_WORDS,
    LANGUAGE_WORDS,
    PART_WORDS,
    PLACE_WORDS,
    Unit,
)
from marketplace.foundation.money import Pence


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


class GroupKind(StrEnum):
    """Whether others are there."""

    GROUP = "group"
    ONE_TO_ONE = "one_to_one"


class Tag(StrEnum):
    """What is so or is not so."""

    FREE = "free"
    HAS_PLACES = "has_places"
    USER_LED = "user_led"
    BOOKABLE = "bookable"
    DIRECTORY = "directory"


TAG_WORDS = {
    Tag.FREE: "Free",
    Tag.HAS_PLACES: "Has places",
    Tag.USER_LED: "User-led organisation",
    Tag.BOOKABLE: "Can be booked here",
    Tag.DIRECTORY: "From a directory",
}
GROUP_WORDS = {GroupKind.GROUP: "In a group", GroupKind.ONE_TO_ONE: "One to one"}

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
    Facet.TAGS: {tag: TAG_WORDS[tag] for tag in _FOUND_TAGS},
}
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One searchable record.

    Words found in ``title`` count most, then those in ``about``, then those in ``body``; all three are plain text.
    ``facets`` holds every facet, with no values where nothing is known. ``price`` is the lowest in pence, 0 when it
    is free and None when it is not known; ``rating`` is a mean of 1 to 4, or None.
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


def key_of(kind: Kind, record_id: UUID) -> str:
    """The name of a record in the index."""
    return f"{kind}:{record_id}"


def of_offer(row: OfferRow, places: int | None, rating: float | None, area_names: Mapping[str, str]) -> Document:
    """The document of an offer; ``places`` are those left on the dates to come of a group, None when it has none."""
    price = row.lowest.pence
    tags = {
        Tag.FREE: price == 0,
        Tag.HAS_PLACES: bool(places) or not row.group,  # a time that is agreed always has a place
        Tag.USER_LED: row.user_led,
        Tag.BOOKABLE: True,
    }
    facets = _facets(row, tags) | {
        Facet.CATEGORY: (row.category,),
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
        about=_lines([row.provider, *categories, row.venue, *_names(row.areas, area_names)]),
        body=_lines([row.summary, row.description, *_spelt_out(facets)]),
        facets=facets,
        price=price,
        rating=rating,
    )


def of_entry(row: EntryRow, area_names: Mapping[str, str]) -> Document:
    """The document of a directory entry. It says in which languages, and so on, only where its source did."""
    facets = _facets(row, {Tag.FREE: row.free, Tag.DIRECTORY: True})
    return Document(
        key=key_of(Kind.ENTRY, row.id),
        kind=Kind.ENTRY,
        record_id=row.id,
        title=row.title,
        about=_lines([row.organisation, row.venue, row.area_words, *_names(row.areas, area_names)]),
        body=_lines([row.words, row.price_words, *_spelt_out(facets)]),
        facets=facets,
        price=0 if row.free else _told_price(row),
        rating=None,
    )


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


def _names(codes: Iterable[str], names: Mapping[str, str]) -> Iterable[str]:
    return (names[code] for code in codes if code in names)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
