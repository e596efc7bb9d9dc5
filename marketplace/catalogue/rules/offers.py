"""What an offer must say before it can be published, and which of its states follows which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from marketplace.catalogue.rules.postcodes import outward_of
from marketplace.catalogue.rules.vocabulary import Level, Unit
from marketplace.foundation.errors import IllegalMove, Refusal
from marketplace.foundation.money import Pence, pounds

MOST_PRICE = 10_000_00  # pence for one unit: a typing slip above this, not a price
MOST_PLACES = 500
MOST_NOTICE = 672  # hours before a booking: four weeks
MOST_WAIT = 104  # weeks until somebody can begin


class OfferState(StrEnum):
    """Where an offer stands; it is found and bought only while published."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


MOVES: dict[OfferState, frozenset[OfferState]] = {
    OfferState.DRAFT: frozenset({OfferState.PUBLISHED, OfferState.WITHDRAWN}),
    OfferState.PUBLISHED: frozenset({OfferState.PAUSED, OfferState.WITHDRAWN}),
    OfferState.PAUSED: frozenset({OfferState.PUBLISHED, OfferState.WITHDRAWN}),
    OfferState.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True)
class PriceLine:
    """What one unit at one level of support costs the buyer, VAT included. Nought is free."""

    unit: Unit
    level: Level
    pence: Pence


@dataclass(frozen=True, slots=True)
class OfferWords:
    """Everything a version of an offer says. Hours and percentages are of the cancellation terms.

    ``outward`` is the first half of the venue's postcode, or empty. ``wait_weeks`` is how long it is until somebody new
    can begin where times are agreed, and None where that is not told.
    """

    title: str
    summary: str
    description: str
    category: str
    prices: tuple[PriceLine, ...]
    group: bool
    place: str
    venue: str
    areas: tuple[str, ...]
    days: tuple[str, ...]
    parts: tuple[str, ...]
    languages: tuple[str, ...]
    access: tuple[str, ...]
    takes: tuple[str, ...]
    notice_hours: int
    late_percent: int
    vat: str
    starts: date
    outcomes: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    culture: tuple[str, ...] = ()
    trial: bool = False
    wait_weeks: int | None = None
    outward: str = ""


class CannotPublish(Refusal):
    """Something that a person needs to know is missing."""


class PriceRefused(Refusal):
    """The price lines do not make sense."""

    field = "price"


class StartsTooEarly(Refusal):
    """A version may not take effect in the past: what was agreed stays agreed."""

    field = "starts"

    def __init__(self, today: date) -> None:
        super().__init__(f"The change can start today, {today:%-d %B %Y}, or later. It cannot start in the past.")


class WaitRefused(Refusal):
    """How long somebody new waits does not make sense."""

    field = "wait_weeks"


class PostcodeRefused(Refusal):
    """What is kept of a postcode is its outward half and nothing else."""

    field = "postcode"

    def __init__(self) -> None:
        super().__init__("Enter a postcode, such as NE1 4ST, or only its first half, such as NE1.")


class SessionRefused(Refusal):
    """A dated session does not make sense."""


def next_state(was: OfferState, asked: OfferState) -> OfferState:
    """The state asked for, if it may follow. Raises IllegalMove."""
    if asked not in MOVES[was]:
        raise IllegalMove(f"An offer that is {was} cannot become {asked}.")
    return asked


def check_words(words: OfferWords, today: date) -> None:
    """Raises StartsTooEarly, PriceRefused, WaitRefused or PostcodeRefused when a version could not be kept."""
    if words.starts < today:
        raise StartsTooEarly(today)
    if not words.prices:
        raise PriceRefused("Give at least one price. If it is free, write 0.")
    if len({(line.unit, line.level) for line in words.prices}) < len(words.prices):
        raise PriceRefused("Give one price for each unit and level of support.")
    for line in words.prices:
        if not 0 <= line.pence <= MOST_PRICE:
            raise PriceRefused(f"A price is between nothing and {pounds(MOST_PRICE)}.")
    check_wait(words.wait_weeks, group=words.group)
    check_outward(words.outward)


def check_outward(outward: str) -> None:
    """Raises PostcodeRefused for anything but the outward half of a postcode, in capitals, or nothing."""
    if outward_of(outward) != outward:
        raise PostcodeRefused


def check_wait(weeks: int | None, *, group: bool) -> None:
    """Raises WaitRefused for a wait out of range, or for a group, whose dates say when somebody new can begin."""
    if weeks is None:
        return
    if group:
        raise WaitRefused("A group starts on its own dates. Leave this empty.")
    if not 0 <= weeks <= MOST_WAIT:
        raise WaitRefused(f"Enter a number of weeks from 0 to {MOST_WAIT}, such as 3, or leave it empty.")


def may_have_dates(state: OfferState, *, group: bool) -> None:
    """Raises SessionRefused unless an offer is a group that is not withdrawn."""
    if not group or state is OfferState.WITHDRAWN:
        raise SessionRefused("Dates can be added to a group only, and not once it is withdrawn.", "first_day")


def check_sessions(starts: Sequence[datetime], ends: Sequence[datetime], places: int, now: datetime) -> None:
    """Raises SessionRefused when dates are past or upside down, or places are out of range."""
    if not 1 <= places <= MOST_PLACES:
        raise SessionRefused(f"Places must be between 1 and {MOST_PLACES}.", "places")
    for start, end in zip(starts, ends, strict=True):
        if end <= start:
            raise SessionRefused("The end must be after the start.", "ends")
        if start <= now:
            raise SessionRefused("The first date must be in the future.", "first_day")


def check_places(places: int, taken: int) -> None:
    """Raises SessionRefused when there would be fewer places than are taken, or more than a group can hold."""
    if not taken <= places <= MOST_PLACES:
        raise SessionRefused(f"Places must be between {taken}, which are taken, and {MOST_PLACES}.", "places")
