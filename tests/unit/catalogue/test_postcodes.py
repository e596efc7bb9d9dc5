"""The outward halves of postcodes: reading what is typed, and where each lies."""

import pytest

from marketplace.catalogue.rules.postcodes import KNOWN, outward_of, outward_point
from marketplace.demo.world.areas import AREAS, NBL
from marketplace.foundation.distance import Point, metres_between

FAR = 35_000  # metres from the middle of an area to its edge and a little over
FAR_NORTH = 55_000  # Northumberland is long
TOWNS = {
    "NE1": (54.97, -1.61),  # Newcastle
    "NE8": (54.96, -1.60),  # Gateshead
    "NE33": (55.00, -1.43),  # South Shields
    "NE46": (54.97, -2.10),  # Hexham
    "NE66": (55.41, -1.71),  # Alnwick
    "TD15": (55.77, -2.00),  # Berwick
    "DH1": (54.78, -1.58),  # Durham
    "DH8": (54.85, -1.83),  # Consett
    "SR1": (54.91, -1.38),  # Sunderland
    "TS1": (54.57, -1.24),  # Middlesbrough
    "TS18": (54.56, -1.32),  # Stockton
    "TS24": (54.69, -1.21),  # Hartlepool
    "TS10": (54.62, -1.06),  # Redcar
    "DL1": (54.53, -1.55),  # Darlington
    "DL14": (54.66, -1.68),  # Bishop Auckland
}


@pytest.mark.parametrize(
    ("typed", "outward"),
    [
        ("NE1", "NE1"),
        (" NE1", "NE1"),
        ("NE1 4ST", "NE1"),
        ("ne1 4st", "NE1"),
        ("ne14st", "NE1"),
        ("NE14", "NE14"),
        ("N E 1", "NE1"),
        ("\u00a0ts24\t0jq\n", "TS24"),
        (" " * 10_000 + "DH1", "DH1"),
        ("XX1", "XX1"),
        ("SW1A 1AA", "SW1A"),
        ("NE99X", ""),
        ("NE1 4S", ""),
        ("NE", ""),
        ("1NE", ""),
        ("", ""),
        ("   ", ""),
        ("\N{HOUSE BUILDING}", ""),
        ("NE\N{SUPERSCRIPT ONE}", ""),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER N}E1", ""),
        ("NE1 4ST NE1 4ST", ""),
        ("NE1\0", ""),
        ("N" * 10_000, ""),
        ("NE1 OR 1=1", ""),
    ],
)
def test_what_is_typed_is_read_to_its_outward_half(typed: str, outward: str) -> None:
    assert outward_of(typed) == outward


@pytest.mark.parametrize("outward", ["", "XX1", "NE14", "SW1A", "ne1", "NE1 4ST", "N" * 10_000])
def test_what_is_not_of_the_region_has_no_place(outward: str) -> None:
    assert outward_point(outward) is None


@pytest.mark.parametrize("outward", KNOWN)
def test_each_code_is_a_code_and_lies_in_the_region(outward: str) -> None:
    assert outward_of(outward) == outward
    point = outward_point(outward)
    assert point is not None
    away = {code: metres_between(point, Point(*middle)) for code, (_name, *middle) in AREAS.items()}
    assert min(away.values()) < FAR or away[NBL] < FAR_NORTH, outward


@pytest.mark.parametrize(("outward", "town"), TOWNS.items())
def test_the_towns_are_where_they_are(outward: str, town: tuple[float, float]) -> None:
    point = outward_point(outward)
    assert point is not None
    assert metres_between(point, Point(*town)) < 2_500
