"""``accreditation``: a funder stands by a provider by name, it is listed, and it ends."""

from uuid import uuid4

import pytest
from click.testing import Result
from flask import Flask

from tests import world
from tests.faces.shop import AWKWARD


def run(app: Flask, *arguments: str) -> Result:
    """One command of the group."""
    return app.test_cli_runner().invoke(args=["accreditation", *arguments])


def says(app: Flask, *arguments: str) -> str:
    """What a command says that succeeds."""
    result = run(app, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_it_is_added_listed_and_ended(app: Flask) -> None:
    world.provider()
    world.commissioner()
    assert says(app, "list") == "There is none.\n"
    said = says(app, "add", "Green Shoots", "North Council", "--until", "2026-04-01")
    assert "Green Shoots is accredited by North Council from 2 March 2026" in said
    named = says(app, "list")
    assert "Green Shoots  by North Council  from 2 March 2026 to 1 April 2026" in named
    assert (
        says(app, "end", named.split()[0], "--on", "2026-03-05", "--why", "Asked for") == "It ends on 5 March 2026.\n"
    )
    assert "to 5 March 2026" in says(app, "list")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "Nobody", "North Council"), "There is no provider called Nobody"),
        (("add", "North Council", "North Council"), "There is no provider called North Council"),
        (("add", "Green Shoots", "Green Shoots"), "There is no funder called Green Shoots"),
        (("add", "Green Shoots", AWKWARD), "There is no funder called"),
        (("add", str(uuid4()), "North Council"), "We do not know this provider"),
        (("add", "Twins", "North Council"), "There are 2 called Twins. Give the id of one"),
        (("add", "Green Shoots", "North Council", "--until", "2026-03-01"), "The last day cannot be before the first"),
        (("add", "Green Shoots", "North Council", "--from", "soon"), "does not match the format"),
        (("end", str(uuid4())), "There is no accreditation by that id"),
        (("end", "it"), "is not a valid UUID"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(app: Flask, arguments: tuple[str, ...], said: str) -> None:
    world.provider()
    world.provider("Twins")
    world.provider("Twins")
    world.commissioner()
    result = run(app, *arguments)
    assert result.exit_code != 0
    assert said in result.output
    assert "Traceback" not in result.output
