"""What the routes of trust need in the scene: one step for each kind of record."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import text

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.people import operations as people
from marketplace.people.operations import OpenRequest
from tests import world
from tests.faces.helping import SEES, given, terms

Step = Callable[[dict[str, Actor], dict[str, Actor], dict[str, UUID]], None]


def sign_in(actors: dict[str, Actor], _strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """A sign-in of Robin's on another device."""
    robin = actors["person"]
    assert robin.account_id
    with database.writing() as session:
        people.begin(session, robin, robin.account_id, "Firefox/140 (Linux)")
        ids["sign_in"] = session.execute(text("SELECT id FROM sign_in")).scalar_one()


def mandates(actors: dict[str, Actor], strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """Mandates in every state: one to change, one to end, one to give back; a body to choose; an emergency."""
    robin, sam, north = actors["person"], strangers["person"], actors["commissioner"]
    jo = world.actor(world.account("Jo Marsh", "jo@example.org"))
    kim = world.actor(world.account("Kim Marsh", "kim@example.org"))
    ids["to_end"] = given(robin, jo, terms(SEES))
    ids["to_change"] = given(robin, kim, terms(most_each=50_00))
    ids["to_give_back"] = given(world.person("Ari Vale", email="ari@example.org"), robin, terms(SEES))
    ids["body"] = world.broker("Third brokers", "third@example.org").organisation_id
    ids["stranger_mandate"] = given(sam, jo, terms(SEES))
    with database.writing() as session:
        request = OpenRequest("Robin Vale", "A neighbour rang: nobody has seen Robin for days.")
        ids["emergency"] = people.open_in_emergency(session, north, request)
    actors["commissioner"] = world.actor(north.account_id)


STEPS: tuple[Step, ...] = (sign_in, mandates)
