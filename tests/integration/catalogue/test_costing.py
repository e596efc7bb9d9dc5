"""Unit costs are kept as versions that are never changed, are their provider's alone, and an offer is held to one."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import CostingRequest, NameTaken
from marketplace.catalogue.queries import costing, costings, held_to, held_under
from marketplace.catalogue.rules.costing import SheetRefused
from marketplace.foundation import database
from marketplace.foundation.errors import KeyReused, NotFound
from tests import world
from tests.unit.catalogue.harbour_kitchen import sheet


def test_costs_are_kept_by_version_and_an_offer_is_held_to_one(db: Engine) -> None:
    world.areas()
    owner, other = world.provider("Harbour Kitchen"), world.provider("Another")
    worker = replace(owner, powers=frozenset())
    told, asked = replace(sheet(), day=world.NOW.date()), uuid4()
    cooking, theirs = world.offer(owner, title="Cooking"), world.offer(other, title="Pottery")
    first = CostingRequest(asked, told, "Costs of the year")
    with database.writing() as session:
        costing_id = catalogue.cost(session, owner, first)
        assert catalogue.cost(session, owner, first) == costing_id  # the same form twice is one version
        catalogue.hold_to(session, owner, cooking, costing_id, 0)
    dearer = replace(told, reserve=told.reserve + 5)
    with database.writing() as session:
        assert catalogue.cost(session, owner, CostingRequest(uuid4(), dearer, costing_id=costing_id)) == costing_id
    with database.reading() as session:
        whole = costing(session, owner, costing_id)
        assert (whole.sheet, [version.number for version in whole.versions]) == (dearer, [2, 1])
        assert costing(session, owner, costing_id, 1).sheet == told
        assert [(row.name, row.newest.number) for row in costings(session, owner)] == [("Costs of the year", 2)]
        held = held_to(session, owner, cooking)
        assert held
        assert (held.number, held.newest, held.answer.service.name) == (1, 2, "Cooking")
        assert [(row.title, row.number) for row in held_under(session, owner, costing_id)] == [("Cooking", 1)]
        assert (costings(session, other), held_to(session, other, cooking)) == ([], None)
        for actor, number in ((other, None), (worker, None), (owner, 3)):
            with pytest.raises(NotFound):
                costing(session, actor, costing_id, number)
    refused = [
        (owner, CostingRequest(asked, told, "Costs of the year", costing_id), KeyReused),
        (owner, CostingRequest(uuid4(), told, "Costs of the year"), NameTaken),
        (owner, CostingRequest(uuid4(), told, ""), SheetRefused),
        (owner, CostingRequest(uuid4(), replace(told, day=told.day + timedelta(days=1)), "Other"), SheetRefused),
        (other, CostingRequest(uuid4(), told, costing_id=costing_id), NotFound),
        (worker, CostingRequest(uuid4(), told, "Other"), NotFound),
    ]
    for actor, request, why in refused:
        with pytest.raises(why), database.writing() as session:
            catalogue.cost(session, actor, request)
    for actor, offer_id, service, reason in (
        (owner, theirs, 0, SheetRefused),
        (owner, uuid4(), 0, SheetRefused),
        (owner, cooking, 2, SheetRefused),
        (other, theirs, 0, NotFound),
    ):
        with pytest.raises(reason), database.writing() as session:
            catalogue.hold_to(session, actor, offer_id, costing_id, service)
    with database.writing() as session:
        catalogue.hold_to(session, owner, cooking, costing_id, None)
        assert held_to(session, owner, cooking) is None
