"""Where something is on the map, and how far apart two places are as the crow flies."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH = 6_371_000  # metres from its middle to its face, on average


class Point(NamedTuple):
    """A place on the map, in degrees north and east."""

    latitude: float
    longitude: float


def metres_between(here: Point, there: Point) -> float:
    """How far it is from one place to another in a straight line, in metres."""
    north, east = radians(there.latitude - here.latitude), radians(there.longitude - here.longitude)
    across = cos(radians(here.latitude)) * cos(radians(there.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, sin(north / 2) ** 2 + across)))
