"""What the tables of offers hold for each, and the short words in which they say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.catalogue.rules import Category, Day, Level, OfferState, Part, Place, PriceLine, Unit, Vat
from marketplace.demo.world.areas import EVERYWHERE
from marketplace.foundation.money import Pence

WEEKS = range(-9, 10)  # the dates of a group, in weeks from the anchor
Prices = tuple[PriceLine, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """Where it happens, the codes of the areas that it serves, and the outward half of its postcode if it has one."""

    place: Place
    venue: str
    areas: tuple[str, ...]
    outward: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The dates of a group: a weekday, London clock times, places for each date, and in which weeks it meets.

    With ``nights`` it ends so many days later.
    """

    day: Day
    starts: str
    ends: str
    places: int
    weeks: Sequence[int] = WEEKS
    nights: int = 0

    @property
    def days(self) -> tuple[str, ...]:
        """Its weekday, as an offer says it."""
        return (self.day.value,)

    @property
    def parts(self) -> tuple[str, ...]:
        """Its part of the day; a date of five hours or more has two, and one with nights has all."""
        first, last = int(self.starts[:2]), int(self.ends[:2])
        if self.nights:
            return tuple(Part)
        found = [Part.MORNING] if first < 12 else []
        if first < 17 and (first >= 12 or last - first >= 5):
            found.append(Part.AFTERNOON)
        if first >= 17:
            found.append(Part.EVENING)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Agreed:
    """The days and parts of the day on which a time can be agreed."""

    days: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer of a provider, in the words that people read.

    ``access`` adds to what the provider has everywhere; languages, terms (hours, percent), VAT and what it takes are
    the provider's where they are not said. ``later`` is the price from two weeks after the anchor; ``left`` is how
    many places the provider leaves on each date to come, on the eve of the anchor.
    """

    key: str
    provider: str
    title: str
    summary: str
    words: str
    category: Category
    prices: Prices
    where: Where
    when: Group | Agreed
    access: str = ""
    languages: str = ""
    terms: tuple[int, int] | None = None
    vat: Vat | None = None
    takes: tuple[str, ...] = ()
    state: OfferState = OfferState.PUBLISHED
    later: Prices = ()
    left: int | None = None


def at(venue: str, *areas: str, outward: str = "") -> Where:
    """At a place, for the areas named."""
    return Where(Place.VENUE, venue, areas, outward)


def home(*areas: str) -> Where:
    """At the person's home, in the areas named."""
    return Where(Place.HOME, "", areas)


def online(*areas: str) -> Where:
    """Online: everywhere unless areas are named."""
    return Where(Place.ONLINE, "", areas or EVERYWHERE)


def agreed(days: str, parts: str) -> Agreed:
    """Times that are agreed, on days such as ``MO TU`` and in parts such as ``morning evening``."""
    return Agreed(tuple(days.split()), tuple(parts.split()))


def _lines(unit: Unit, pence: Pence, more: Pence, one: Pence) -> Prices:
    levels = {Level.STANDARD: pence, Level.MORE: more, Level.ONE_TO_ONE: one}
    return tuple(PriceLine(unit, level, each) for level, each in levels.items() if each or level is Level.STANDARD)


def hour(pence: Pence, more: Pence = 0, one: Pence = 0) -> Prices:
    """Pence for an hour: usual support, and more support or a worker of one's own where they are sold."""
    return _lines(Unit.HOUR, pence, more, one)


def session(pence: Pence, more: Pence = 0, one: Pence = 0) -> Prices:
    """Pence for a session."""
    return _lines(Unit.SESSION, pence, more, one)


def half_day(pence: Pence, more: Pence = 0, one: Pence = 0) -> Prices:
    """Pence for a half day."""
    return _lines(Unit.HALF_DAY, pence, more, one)


def day(pence: Pence, more: Pence = 0, one: Pence = 0) -> Prices:
    """Pence for a day."""
    return _lines(Unit.DAY, pence, more, one)


def week(pence: Pence, more: Pence = 0) -> Prices:
    """Pence for a week."""
    return _lines(Unit.WEEK, pence, more, 0)


def each(pence: Pence) -> Prices:
    """Pence for each item."""
    return _lines(Unit.EACH, pence, 0, 0)


FREE = session(0)
ANY_DAY = "MO TU WE TH FR SA SU"
WEEKDAYS = "MO TU WE TH FR"
