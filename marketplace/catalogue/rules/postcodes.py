"""The outward halves of the postcodes of the North East, and where each lies: a small table of our own.

Source: read off the open map by hand, the middle of the built-up part of each district, to two decimals of a degree
(about a kilometre); the codes of boxes and of large users have no place and are left out. Only the outward half of a
postcode is ever used: no address is kept or leaves the machine.
"""

import re

from marketplace.foundation.distance import Point

MOST_TYPED = 7  # letters and digits of a whole postcode
_TYPED = re.compile("([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})?")

_POINTS = """
NE1 54.97 -1.61, NE2 54.99 -1.60, NE3 55.01 -1.62, NE4 54.97 -1.64, NE5 55.00 -1.69, NE6 54.98 -1.57, NE7 55.00 -1.58,
NE8 54.95 -1.60, NE9 54.93 -1.58, NE10 54.95 -1.55, NE11 54.94 -1.64, NE12 55.02 -1.57, NE13 55.05 -1.65,
NE15 54.98 -1.72, NE16 54.94 -1.69, NE17 54.92 -1.82, NE18 55.04 -1.88, NE19 55.22 -2.18, NE20 55.05 -1.75,
NE21 54.96 -1.73, NE22 55.13 -1.60, NE23 55.09 -1.59, NE24 55.12 -1.52, NE25 55.05 -1.48, NE26 55.05 -1.45,
NE27 55.04 -1.52, NE28 55.00 -1.53, NE29 55.01 -1.46, NE30 55.02 -1.44, NE31 54.97 -1.52, NE32 54.97 -1.49,
NE33 54.99 -1.43, NE34 54.97 -1.42, NE35 54.95 -1.46, NE36 54.94 -1.44, NE37 54.92 -1.53, NE38 54.89 -1.54,
NE39 54.92 -1.74, NE40 54.97 -1.78, NE41 54.98 -1.83, NE42 54.96 -1.85, NE43 54.94 -1.92, NE44 54.95 -1.97,
NE45 54.97 -2.02, NE46 54.97 -2.10, NE47 54.97 -2.25, NE48 55.14 -2.25, NE49 54.97 -2.46, NE61 55.17 -1.69,
NE62 55.16 -1.59, NE63 55.18 -1.57, NE64 55.19 -1.51, NE65 55.32 -1.70, NE66 55.41 -1.71, NE67 55.54 -1.71,
NE68 55.58 -1.66, NE69 55.61 -1.72, NE70 55.60 -1.83, NE71 55.55 -2.01, TD12 55.65 -2.23, TD15 55.77 -2.01,
DH1 54.78 -1.57, DH2 54.86 -1.60, DH3 54.87 -1.57, DH4 54.86 -1.49, DH5 54.83 -1.46, DH6 54.75 -1.47,
DH7 54.77 -1.66, DH8 54.85 -1.84, DH9 54.87 -1.70,
SR1 54.91 -1.38, SR2 54.89 -1.37, SR3 54.87 -1.42, SR4 54.90 -1.42, SR5 54.92 -1.42, SR6 54.94 -1.38,
SR7 54.84 -1.35, SR8 54.76 -1.33,
TS1 54.57 -1.24, TS2 54.58 -1.24, TS3 54.56 -1.20, TS4 54.55 -1.22, TS5 54.55 -1.25, TS6 54.57 -1.14,
TS7 54.53 -1.18, TS8 54.52 -1.22, TS9 54.48 -1.17, TS10 54.61 -1.06, TS11 54.59 -1.02, TS12 54.57 -0.97,
TS13 54.56 -0.87, TS14 54.53 -1.05, TS15 54.50 -1.34, TS16 54.52 -1.35, TS17 54.53 -1.30, TS18 54.56 -1.32,
TS19 54.58 -1.35, TS20 54.59 -1.31, TS21 54.64 -1.44, TS22 54.63 -1.33, TS23 54.61 -1.29, TS24 54.69 -1.21,
TS25 54.67 -1.22, TS26 54.69 -1.24, TS27 54.73 -1.29, TS28 54.73 -1.37, TS29 54.71 -1.42,
DL1 54.53 -1.54, DL2 54.52 -1.56, DL3 54.54 -1.57, DL4 54.63 -1.65, DL5 54.62 -1.58, DL6 54.35 -1.43,
DL7 54.33 -1.46, DL8 54.31 -1.80, DL9 54.37 -1.72, DL10 54.40 -1.72, DL11 54.43 -1.83, DL12 54.55 -1.92,
DL13 54.74 -2.00, DL14 54.65 -1.68, DL15 54.72 -1.74, DL16 54.70 -1.60, DL17 54.69 -1.55
"""


def outward_of(typed: str) -> str:
    """The outward half of what was typed, a whole postcode or a half, in capitals; empty if it is neither."""
    said = "".join(typed.split())
    found = _TYPED.fullmatch(said.upper()) if said.isascii() and len(said) <= MOST_TYPED else None
    return found[1] if found else ""


def _table() -> dict[str, Point]:
    rows = (row.split() for row in _POINTS.split(","))
    return {code: Point(float(latitude), float(longitude)) for code, latitude, longitude in rows}


_TABLE = _table()
KNOWN = tuple(_TABLE)  # every outward half that has a place


def outward_point(outward: str) -> Point | None:
    """Where an outward half lies, None for one that is not of the region."""
    return _TABLE.get(outward)
