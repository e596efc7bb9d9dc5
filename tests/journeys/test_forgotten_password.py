"""Coming back in a real browser: a forgotten password; coming in for the first time has journeys of its own."""

from tests import world
from tests.journeys.newcomers import PASSWORD, Come, comes_either_way

__all__ = ["comes_either_way"]


def test_a_forgotten_password(comes_either_way: Come) -> None:
    world.areas()
    world.person(email="robin@example.org")
    robin = comes_either_way("robin@example.org")
    robin.open("/sign-in").follow("Choose a new one")
    robin.asks().opens_the_letter().page.locator("#password").fill(PASSWORD)
    robin.press("Save the new password").sees("You have a new password")
    robin.gives_the_password().sees("Hello Robin Vale")
