"""What is on sale in tests of the feed."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.catalogue.rules import Level, PriceLine, Unit
from marketplace.foundation import database
from tests import world

PRICES = (
    PriceLine(Unit.HOUR, Level.STANDARD, 24_50),
    PriceLine(Unit.WEEK, Level.ONE_TO_ONE, 900_00),
    PriceLine(Unit.HALF_DAY, Level.MORE, 40_01),
)
ALL_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ACCESS = (
    *("step_free", "accessible_toilet", "hoist", "parking", "hearing_loop"),
    *("bsl", "quiet_space", "easy_read", "assistance_dog", "companion_free"),
)
LANGUAGES = ("en", "bfi", "cy", "ar", "bn", "pa", "pl", "ur", "fa", "yue", "ro")


@pytest.fixture
def shelf(app: Flask, once: Callable[..., Any]) -> None:
    """Offers of every shape, by two providers."""
    once(_stocked)


def _stocked() -> None:
    world.areas()
    green, clay = world.provider("Green Shoots"), world.provider("Clay & Co")
    world.offer(green, outcomes=("people",), workers=("woman",), culture=("halal_food",), outward="NE1")
    world.offer(green, title="All of it", prices=PRICES, days=ALL_DAYS, access=ACCESS, languages=LANGUAGES)
    world.offer(clay, title="At home", place="home", venue="", areas=(world.AREA, world.OTHER_AREA), parts=("evening",))
    free = (PriceLine(Unit.SESSION, Level.STANDARD, 0),)
    world.offer(clay, title="Online & “free”", place="online", venue="", days=(), parts=(), prices=free)
    world.offer(clay, title="Bare", areas=(), days=(), parts=("afternoon",), languages=(), access=(), summary="")
    world.group(green, title="Together", days=("MO",), parts=("morning",))
    with database.writing() as session:
        session.execute(text("UPDATE organisation SET email = 'us@green.example.org', phone = '0191 498 0000'"))
