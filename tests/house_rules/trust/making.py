"""What the routes of trust need in the scene: one step for each kind of record."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import text

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.people import operations as people
from tests.house_rules.trust.council import officials

Step = Callable[[dict[str, Actor], dict[str, Actor], dict[str, UUID]], None]


def sign_in(actors: dict[str, Actor], _strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """A sign-in of Robin's on another device."""
    robin = actors["person"]
    assert robin.account_id
    with database.writing() as session:
        people.begin(session, robin, robin.account_id, "Firefox/140 (Linux)")
        ids["sign_in"] = session.execute(text("SELECT id FROM sign_in")).scalar_one()


STEPS: tuple[Step, ...] = (sign_in, officials)
