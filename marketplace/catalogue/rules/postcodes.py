"""The outward halves of the postcodes of the North East, and where each lies: a small table of our own.

Source: read off the open map by hand, the middle of the built-up part of each district, to two decimals of a degree
(about a kilometre). Only the outward half of a postcode is ever used: no address is kept or leaves the machine.
"""

import re

from marketplace.foundation.distance import Point

MOST_TYPED = 12  # characters of a postcode with its blanks
_TYPED = re.compile("([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})?")

_POINTS = """
NE1 54.97 -1.61, NE2 54.99 -1.60, NE3 55.01 -1.62, NE4 54.97 -1.64, NE5 55.00 -1.69, NE6 54.98 -1.57, NE7 55.00 -1.58,
NE8 54.95 -1.60
"""


def outward_of(typed: str) -> str:
    """The outward half of what was typed, a whole postcode or a half, in capitals; empty if it is neither."""
    found = _TYPED.fullmatch(re.sub(r"\s", "", typed[:MOST_TYPED]).upper())
    return found[1] if found else ""


def _table() -> dict[str, Point]:
    rows = (row.split() for row in _POINTS.split(","))
    return {code: Point(float(latitude), float(longitude)) for code, latitude, longitude in rows}


_TABLE = _table()


def outward_point(outward: str) -> Point | None:
    """Where an outward half lies, None for one that is not of the region."""
    return _TABLE.get(outward)
