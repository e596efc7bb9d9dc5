"""What the routes of Individual Service Funds need in the scene."""

from uuid import UUID

from marketplace.foundation.access import Actor
from tests import world


def make(actors: dict[str, Actor], _strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """A fund of Robin's that Green Shoots holds, and one that it is asked for."""
    robin, green = actors["person"], actors["provider"]
    ids["fund"] = world.fund(robin, green, actors["commissioner"])
    ids["asked_fund"] = world.asked(robin, green, ids["account"])
