"""What the routes of unit costs need in the scene."""

from dataclasses import replace
from uuid import UUID, uuid4

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import CostingRequest
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from tests.unit.catalogue.harbour_kitchen import sheet


def make(actors: dict[str, Actor], _strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """Costs of Green Shoots in two versions, to which one of its offers is held."""
    green = actors["provider"]
    told = replace(sheet(), day=green.today)
    with database.writing() as session:
        ids["costing"] = catalogue.cost(session, green, CostingRequest(uuid4(), told, "Costs of 2026"))
        catalogue.hold_to(session, green, ids["offer"], ids["costing"], 0)
        dearer = CostingRequest(uuid4(), replace(told, reserve=told.reserve + 1), costing_id=ids["costing"])
        catalogue.cost(session, green, dearer)
