"""Bringing unlike units to one: what a price comes to for an hour and for a week, with its working in plain words."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from marketplace.catalogue.rules.vocabulary import UNIT_WORDS, Unit
from marketplace.foundation.money import Pence, pounds, times

MOST_COMPARED = 5
ENOUGH_OFFERS = 3  # fewer than this, and there is no range to speak of
_MINUTES = 60
_UNTOLD = {
    Unit.SESSION: "It does not say how long a session lasts.",
    Unit.HALF_DAY: "It does not say how many hours a half day has.",
    Unit.DAY: "It does not say how many hours a day has.",
    Unit.EACH: "It is sold by the item, not by time.",
}


@dataclass(frozen=True, slots=True)
class Use:
    """How much a person would use something each week: hours in all, and how often; both above nought."""

    hours: Decimal = Decimal(2)
    times: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a price comes to in pence, and how; where we cannot tell there are no pence, and ``working`` says why."""

    pence: Pence | None
    working: str


def number(value: Decimal) -> str:
    """``2``, ``1.5``."""
    return f"{value.normalize():f}"


def counted(value: Decimal, one: str, many: str) -> str:
    """``1 hour``, ``1.5 hours``."""
    return f"{number(value)} {one if value == 1 else many}"


def hours_words(minutes: int) -> str:
    """How long a number of minutes is: ``2 hours``, ``1 hour 30 minutes``, ``45 minutes``."""
    hours, left = divmod(minutes, _MINUTES)
    parts = [counted(Decimal(hours), "hour", "hours")] if hours else []
    return " ".join(parts + ([counted(Decimal(left), "minute", "minutes")] if left or not hours else []))


def _shared(pence: Pence, by: Decimal) -> Pence:
    """A sum divided, rounded half up to a penny."""
    return int((pence / by).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def an_hour(unit: Unit, pence: Pence, minutes: int | None, use: Use) -> Brought:
    """What one unit comes to for an hour; ``minutes`` is how long a session lasts, None where that is not known."""
    if pence == 0:
        return Brought(0, "It is free.")
    if unit is Unit.HOUR:
        return Brought(pence, "This is its price.")
    if unit is Unit.SESSION and minutes:
        each = _shared(pence * _MINUTES, Decimal(minutes))
        return Brought(each, f"{pounds(pence)} for a session of {hours_words(minutes)}.")
    if unit is Unit.WEEK:
        used = counted(use.hours, "hour", "hours")
        return Brought(_shared(pence, use.hours), f"{pounds(pence)} a week, shared over your {used}.")
    return Brought(None, _UNTOLD[unit])


def a_week(unit: Unit, pence: Pence, use: Use) -> Brought:
    """What one unit comes to for a week, as the person would use it."""
    if pence == 0:
        return Brought(0, "It is free.")
    if unit is Unit.WEEK:
        return Brought(pence, "This is its price.")
    if unit is Unit.EACH:
        return Brought(None, "It depends on how many you buy.")
    much = use.hours if unit is Unit.HOUR else use.times
    return Brought(times(pence, much), f"{pounds(pence)} times {counted(much, *UNIT_WORDS[unit])}.")
