"""How long it takes to get somewhere by foot, bus or car: estimates of our own from how far it is, and they say so.

Source: our own rounding of what walking, local buses and town traffic usually do. A way along roads is longer than the
straight line by about three tenths; a bus is waited for and walked to; a car is parked. Nobody's timetable is asked.
"""

from enum import StrEnum
from math import ceil
from typing import NamedTuple

METRES_A_MILE = 1_609.344
DETOUR = 1.3  # a way along roads for each metre of the straight line
ROUNDED_TO = 5  # minutes: an estimate is no more exact than this


class Way(StrEnum):
    """How somebody gets there."""

    FOOT = "foot"
    BUS = "bus"
    CAR = "car"


WAY_WORDS = {Way.FOOT: "on foot", Way.BUS: "by bus", Way.CAR: "by car"}


class _Pace(NamedTuple):
    """Metres of road in a minute, and minutes that pass before and after (to wait, to walk to it, to park)."""

    metres: int
    before: int


_PACES = {
    Way.FOOT: _Pace(80, 0),  # three miles an hour
    Way.BUS: _Pace(250, 10),  # nine miles an hour with its stops
    Way.CAR: _Pace(500, 5),  # nearly nineteen miles an hour with its lights and corners
}


def minutes_for(way: Way, metres: float) -> int:
    """About how many minutes it takes to a place so far off as the crow flies, rounded up to five."""
    pace = _PACES[way]
    return max(1, ceil((pace.before + metres * DETOUR / pace.metres) / ROUNDED_TO)) * ROUNDED_TO


def metres_within(way: Way, minutes: int) -> int:
    """About how far off a place may be, as the crow flies, to be reached in so many minutes; nought if none can."""
    pace = _PACES[way]
    return max(0, int((minutes - pace.before) * pace.metres / DETOUR))


def miles(metres: float) -> str:
    """A distance as people say it: ``less than half a mile``, ``1 mile``, ``3.5 miles``, ``12 miles``."""
    far = metres / METRES_A_MILE
    if far < 0.5:
        return "less than half a mile"
    shown = round(far * 2) / 2 if far < 5 else float(round(far))
    if shown == 0.5:
        return "half a mile"
    return f"{shown:g} mile" if shown == 1 else f"{shown:g} miles"
