"""Two councils on one installation are blind to each other: every page, every id in every route, every list query."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

import marketplace
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people import operations as people
from marketplace.people.operations import AppointRequest, OpenRequest
from marketplace.people.rules import MandateKind
from tests import world
from tests.house_rules.routes import RECORDS
from tests.house_rules.scene import Scene
from tests.house_rules.test_access import _address, _form, ask
from tests.house_rules.test_code import CONCEPTS
from tests.house_rules.test_pages import pages
from tests.house_rules.trust.council import coming, membership, worry

OFFICIALS = ("commissioner", "manager", "lead")
MARKS = ("Sam Other", "Southern secret", "South policy", "south.lead", "south.manager", "south.member")


def make_south(scene: Scene) -> dict[str, UUID]:
    """South has what North has: a person with money, orders, a dispute, worries, settings, members; the ids by name."""
    sam, lead = scene.strangers["person"], scene.strangers["lead"]
    order_id = scene.ids["stranger_order"]
    ids = {
        "person_id": sam.own_person_id,
        "order_id": order_id,
        "account_id": scene.ids["stranger_account"],
        "stream_id": scene.ids["stranger_stream"],
        "booking_id": scene.ids["free_disputed"],
        "worry_id": worry(sam, order_id, "Southern secret"),
        "gap_id": scene.ids["stranger_gap"],
        "invoice_id": scene.ids["stranger_invoice"],
        "line_id": scene.ids["stranger_queried_line"],
        "remittance_id": scene.ids["stranger_remittance"],
        "question_id": scene.ids["stranger_question"],
        "rule_id": scene.ids["stranger_rule"],
        "sent_id": scene.ids["stranger_sent_plan"],
        "row_id": scene.ids["stranger_payment"],
        "setting_id": coming(scene.strangers["manager"], "South policy"),
    }
    with database.writing() as session:
        request = OpenRequest("Sam Other", "Southern secret")
        ids["access_id"] = people.open_in_emergency(session, scene.strangers["commissioner"], request)
        assert sam.own_person_id
        world.account("Dee South", "dee.south@example.org")
        today = world.NOW.date()
        paper = AppointRequest(
            sam.own_person_id, MandateKind.DEPUTY, "dee.south@example.org", "Southern secret", today, b"Southern secret"
        )
        ids["mandate_id"] = people.appoint(session, scene.strangers["commissioner"], paper)
    with database.reading() as session:
        ids["membership_id"] = membership(session, lead)
        funded = text("SELECT id FROM worry WHERE person_id = :p")
        assert session.scalars(funded, {"p": sam.own_person_id}).all() == [ids["worry_id"]]
    ids["record_id"] = ids["worry_id"]
    return ids  # type: ignore[return-value]


@pytest.fixture
def south(scene: Scene) -> dict[str, UUID]:
    return make_south(scene)


def _secrets(scene: Scene, south: dict[str, UUID]) -> list[str]:
    """What of South must never be read by North; what people ask for without their names is shared by areas."""
    shared = {"gap_id", "booking_id"}
    return [*MARKS, *(str(value) for name, value in south.items() if name not in shared), "Nobody came."]


def test_no_page_of_one_shows_anything_of_the_others(scene: Scene, south: dict[str, UUID]) -> None:
    found, seen = [], 0
    clients = {role: scene.client(role) for role in OFFICIALS}
    for endpoint, role, address in pages(scene):
        if role in OFFICIALS and endpoint != "demo.guide":
            seen += 1
            shown = clients[role].get(address).text
            found += [(endpoint, role, secret) for secret in _secrets(scene, south) if secret in shown]
    assert found == []
    assert seen > 30


def _rows(ids: dict[str, UUID]) -> dict[str, str]:
    """A digest of every table, without the journals and what North's own sign-ins leave."""
    but = ("looked", "sign_in", "sign_in_guess", "audit")
    named = text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
    with database.reading() as session:
        tables = [name for name in session.scalars(named) if name not in but]
        digest = "SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM \"{}\" t"
        return {name: session.scalar(text(digest.format(name))) for name in tables}


def test_no_route_of_one_reaches_a_record_of_the_others(scene: Scene, south: dict[str, UUID]) -> None:
    tried = 0
    clients = {role: scene.client(role) for role in OFFICIALS}
    before = _rows(south)
    for endpoint, record in RECORDS.items():
        if record.owner not in OFFICIALS or record.public:
            continue
        for name in set(record.ids) - {"due_on", "gap_id"}:  # both councils may cover the place somebody asks for
            address = _address(scene, endpoint, record, **{name: south[name]})
            answer = ask(scene, clients[record.owner], endpoint, address, _form(scene, record))
            assert answer.status_code == 404, (endpoint, name)
            tried += 1
    assert tried > 20
    assert _rows(south) == before


def _queries() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every query of every concept that asks for nothing but who asks."""
    for concept in CONCEPTS:
        package = importlib.import_module(f"{marketplace.__name__}.{concept}.queries")
        modules = [package] + [
            importlib.import_module(info.name)
            for info in pkgutil.iter_modules(getattr(package, "__path__", []), f"{package.__name__}.")
        ]
        for module in modules:
            for name, query in inspect.getmembers(module, inspect.isfunction):
                asked = list(inspect.signature(query).parameters.values())
                names = [parameter.name.lstrip("_") for parameter in asked]
                bare = all(parameter.default is not parameter.empty for parameter in asked[2:])
                if names[:2] == ["session", "actor"] and bare and not name.startswith("_"):
                    yield f"{module.__name__}.{name}", query


QUERIES = dict(_queries())


def _told(query: Callable[..., Any], actor: Actor) -> str:
    with database.reading() as session:
        try:
            return repr(query(session, actor))
        except NotFound:
            return ""


def test_no_list_of_one_holds_anything_of_the_others(scene: Scene, south: dict[str, UUID]) -> None:
    assert len(QUERIES) > 30
    found, told = [], 0
    for role in OFFICIALS:
        for name, query in QUERIES.items():
            said = _told(query, scene.actors[role].at(world.NOW))
            told += bool(said)
            found += [(name, role, secret) for secret in _secrets(scene, south) if secret in said]
    assert found == []
    assert told > 30


def test_each_sees_its_own(scene: Scene, south: dict[str, UUID]) -> None:
    """What is hidden from North is there for South: the test would pass on an empty world too."""
    lead, manager = scene.client("lead", stranger=True), scene.client("manager", stranger=True)
    commissioner = scene.client("commissioner", stranger=True)
    assert "Southern secret" in lead.page(f"/commission/concerns/{south['worry_id']}")
    assert "South policy" in manager.page("/commission/settings")
    assert "south.lead" in manager.page("/account/organisation/members")
    assert "Sam Other" in commissioner.page("/commission/people")
