"""Offers, their versions, prices and dates, and directory entries: invented, the same every time, loaded by COPY."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import psycopg
from psycopg import sql

from bench.people import AREAS, ident
from bench.sizes import Sizes
from bench.words import ACTIVITIES, SENTENCES, STYLES, VENUES
from marketplace.catalogue.rules import (
    Access,
    Category,
    Culture,
    Day,
    Language,
    OfferWords,
    Outcome,
    Part,
    PriceLine,
    Unit,
    Worker,
)
from marketplace.catalogue.rules import Level as Levels
from marketplace.catalogue.rules.postcodes import KNOWN

One = TypeVar("One")
DATES = 6  # to come, of each group
BEGAN = timedelta(days=200)
FIRST = 10_000  # so many offers hold the word that none after them holds
FIRST_WORD = "lantern"

OFFER = ("id", "provider_id", "state", "made_at")
VERSION = (
    "id", "offer_id", "number", "starts", "title", "summary", "description", "category", "group", "place", "venue",
    "areas", "days", "parts", "languages", "access", "takes", "notice_hours", "late_percent", "vat",
    "outcomes", "workers", "culture", "trial", "wait_weeks", "outward",
)  # fmt: skip
PRICE = ("version_id", "unit", "level", "pence")
SESSION = ("id", "offer_id", "starts_at", "ends_at", "places", "taken")
ENTRY = (
    "id", "feed", "source_id", "title", "organisation", "description", "url", "email", "phone", "venue", "area_words",
    "price_words", "prices", "free", "areas", "days", "parts", "languages", "access", "place", "ages", "told_at",
    "read_at", "licence", "content_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dice:
    """Choices for one record: as good as by chance, and the same every time."""

    record: str

    def number(self, what: str, sides: int) -> int:
        """A number from 0 up to, and not including, ``sides``."""
        return zlib.crc32(f"{self.record} {what}".encode()) % sides

    def one(self, what: str, of: Sequence[One]) -> One:
        """One of several."""
        return of[self.number(what, len(of))]

    def some(self, what: str, of: Sequence[One], most: int) -> list[One]:
        """One to ``most`` different ones of several, in their order."""
        count = 1 + self.number(f"{what} count", most)
        chosen = sorted(range(len(of)), key=lambda at: zlib.crc32(f"{self.record} {what} {at}".encode()))[:count]
        return [of[at] for at in sorted(chosen)]


def words(number: int, today: date) -> OfferWords:
    """What the offer with a number says: every other one is a group."""
    dice = Dice(f"offer {number}")
    title, category, said = dice.one("activity", ACTIVITIES)
    style, venue = dice.one("style", STYLES), dice.one("venue", VENUES)
    group = number % 2 == 1
    place = "venue" if group else dice.one("place", ("venue", "home", "home", "online"))
    unit = Unit.SESSION if group else dice.one("unit", (Unit.HOUR, Unit.HOUR, Unit.SESSION))
    lines = [PriceLine(unit, Levels.STANDARD, 4_00 + 50 * dice.number("price", 60))]
    if dice.number("free", 12) == 0 and group:
        lines = [PriceLine(unit, Levels.STANDARD, 0)]
    elif dice.number("more", 3) == 0:
        lines.append(PriceLine(unit, Levels.MORE, 15_00 + 50 * dice.number("price", 60)))
    return OfferWords(
        title=f"{title} {style}",
        summary=said,
        description=" ".join([said, *dice.some("said", SENTENCES, 9), FIRST_WORD if number < FIRST else ""]).strip(),
        category=category,
        prices=tuple(lines),
        group=group,
        place=place,
        venue=venue,
        areas=tuple(dice.some("areas", AREAS, 4)),
        days=tuple(day.value for day in dice.some("days", tuple(Day), 4)),
        parts=tuple(part.value for part in dice.some("parts", tuple(Part), 2)),
        languages=("en", *_other_language(dice)),
        access=tuple(need.value for need in dice.some("access", tuple(Access), 6)),
        takes=("notional", "direct") if dice.number("takes", 4) else ("notional",),
        notice_hours=24,
        late_percent=50,
        vat="exempt",
        starts=today - BEGAN,
        **_facts(dice, place, group=group),
    )


def _facts(dice: Dice, place: str, *, group: bool) -> dict[str, Any]:
    """What it says to be found by life: most say something of each, and nobody says all."""
    workers = dice.one("workers", ((), (), (Worker.WOMAN,), (Worker.WOMAN, Worker.MAN)))
    culture = dice.some("culture", tuple(Culture), 2) if dice.number("any culture", 4) == 0 else ()
    return {
        "outcomes": tuple(outcome.value for outcome in dice.some("outcomes", tuple(Outcome), 3)),
        "workers": tuple(worker.value for worker in workers),
        "culture": tuple(each.value for each in culture),
        "trial": dice.number("trial", 3) == 0,
        "wait_weeks": None if group or dice.number("wait told", 4) == 0 else dice.number("wait", 14),
        "outward": dice.one("outward", KNOWN) if place == "venue" and dice.number("outward told", 4) else "",
    }


def _other_language(dice: Dice) -> tuple[str, ...]:
    others = tuple(language.value for language in Language if language is not Language.ENGLISH)
    return (dice.one("language", others),) if dice.number("other language", 4) == 0 else ()


def load(connection: psycopg.Connection, sizes: Sizes) -> None:
    """Published offers of every provider, a fifth of them in their second version, and directory entries."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    told = [words(number, now.date()) for number in range(sizes.offers)]
    _copy(connection, "offer", OFFER, (_offer(number, sizes, now) for number in range(sizes.offers)))
    _copy(connection, "offer_version", VERSION, (row for n, said in enumerate(told) for row in _versions(n, said)))
    _copy(connection, "offer_price", PRICE, (row for n, said in enumerate(told) for row in _prices(n, said)))
    _copy(connection, "offer_session", SESSION, (row for n, said in enumerate(told) for row in _dates(n, said, now)))
    _copy(connection, "directory_entry", ENTRY, (_entry(number, now) for number in range(sizes.entries)))
    connection.commit()


def _copy(connection: psycopg.Connection, table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor().copy(statement) as copying:
        for row in rows:
            copying.write_row(row)


def _offer(number: int, sizes: Sizes, now: datetime) -> Sequence[Any]:
    return ident("offer", number), ident("provider", number % sizes.providers), "published", now - BEGAN


def _numbers(number: int) -> range:
    """The numbers of an offer's versions."""
    return range(1, 3 if number % 5 == 0 else 2)


def _versions(number: int, said: OfferWords) -> Iterator[Sequence[Any]]:
    texts = [getattr(said, name) for name in VERSION[4:]]
    texts = [list(text) if isinstance(text, tuple) else text for text in texts]
    for version in _numbers(number):
        starts = said.starts + timedelta(days=30 * (version - 1))
        yield [ident(f"version:{version}", number), ident("offer", number), version, starts, *texts]


def _prices(number: int, said: OfferWords) -> Iterator[Sequence[Any]]:
    for version in _numbers(number):
        for line in said.prices:
            yield ident(f"version:{version}", number), line.unit.value, line.level.value, line.pence


def _dates(number: int, said: OfferWords, now: datetime) -> Iterator[Sequence[Any]]:
    first = now + timedelta(days=2 + number % 7, hours=number % 5)
    for week in range(DATES if said.group else 0):
        starts = first + timedelta(weeks=week)
        yield ident(f"session:{week}", number), ident("offer", number), starts, starts + timedelta(hours=2), 8, 0


def _entry(number: int, now: datetime) -> Sequence[Any]:
    dice = Dice(f"entry {number}")
    title, category, said = dice.one("activity", ACTIVITIES)
    areas = dice.some("areas", AREAS, 3)
    days, parts = dice.some("days", tuple(Day), 3), dice.some("parts", tuple(Part), 2)
    text = "".join(f"<p>{sentence}</p>" for sentence in [said, *dice.some("said", SENTENCES, 6)])
    free = dice.number("free", 2) == 0
    return (
        ident("entry", number), "A directory of invented things", str(number), f"{title} group {number}",
        f"{Category(category).value} society", text, "https://example.org/", "hello@example.org", "",
        dice.one("venue", VENUES), "", "" if free else "Ask what it costs", "[]", free, areas,
        [day.value for day in days], [part.value for part in parts], ["en"],
        [need.value for need in dice.some("access", tuple(Access), 3)], dice.one("place", ("", "venue", "online")),
        "", now.date() - timedelta(days=number % 300), now, "", "",
    )  # fmt: skip
