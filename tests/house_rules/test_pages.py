"""What every page keeps: no GET changes anything but the journal, whoever looked is journalled, statements stay few."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import url_for
from sqlalchemy import Engine, event, text

from marketplace.foundation import database
from marketplace.foundation.database import Base
from marketplace.webkit.trails import LOOKS
from tests.house_rules.many import multiply
from tests.house_rules.routes import OTHERS, RECORDS, STATES
from tests.house_rules.scene import ROLES, Scene

MOST_STATEMENTS = 15


FILES = {
    "commissioner_desk.book_file",
    "commissioner_desk.evidence_show",
    "commissioner_desk.invoice_file",
    "provider_portal.cost_file",
    "provider_portal.cost_layout",
    "provider_portal.invoice_file",
    "storefront.statement_file",
}  # what is no page: nothing in it to read or to press


def pages(scene: Scene, *, files: bool = False) -> list[tuple[str, str, str]]:
    """Every page: its endpoint, a role that may open it, and its address in the scene; with ``files``, those too."""
    found = []
    getters = {rule.endpoint for rule in scene.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    getters -= set() if files else FILES
    with scene.app.test_request_context():
        for endpoint, record in [*RECORDS.items(), *STATES]:
            if endpoint in getters:
                values = {name: scene.days.get(key) or scene.ids[key] for name, key in record.ids.items()}
                found.append((endpoint, record.owner, url_for(endpoint, **values | record.asked(scene))))
        for endpoint, admitted in OTHERS.items():
            if endpoint in getters:
                found += [(endpoint, role, url_for(endpoint)) for role in ROLES if role in admitted]
    return found


def _everything() -> dict[str, str]:
    """A digest of every row of every table but the journal of who looked."""
    digest = "SELECT '{0}', coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM \"{0}\" t"
    names = sorted(set(Base.metadata.tables) - {"looked"})
    with database.reading() as session:
        rows = session.connection().exec_driver_sql(" UNION ALL ".join(digest.format(name) for name in names))
        return dict(tuple(row) for row in rows)


def test_a_get_changes_nothing_but_the_journal(scene: Scene) -> None:
    clients = {role: scene.client(role) for role in ROLES}
    before = _everything()
    for endpoint, role, address in pages(scene, files=True):
        assert clients[role].get(address).status_code in {200, 303}, endpoint
    assert _everything() == before


def test_whoever_is_named_on_a_page_can_see_who_looked(scene: Scene) -> None:
    clients = {role: scene.client(role) for role in ROLES}
    with database.reading() as session:
        people = {row.name: row.id for row in session.execute(text("SELECT id, name FROM person"))}
    seen, told = 0, set()
    for endpoint, role, address in pages(scene):
        with database.writing() as session:
            last = session.scalar(text("SELECT coalesce(max(id), 0) FROM looked"))
        page = clients[role].get(address)
        own = scene.actors[role].own_person_id if role in scene.actors else None
        named = {person for name, person in people.items() if name in page.text} - {own}
        if endpoint == "demo.guide" or page.status_code != 200:
            continue
        with database.reading() as session:
            rows = session.execute(text("SELECT person_id, page FROM looked WHERE id > :last"), {"last": last}).all()
        assert named <= {row.person_id for row in rows}, (endpoint, role)
        assert {row.page for row in rows} <= {endpoint}
        seen += len(named)
        told |= {row.page for row in rows}
    assert seen > 10
    assert len(told) > 20  # and each of them is said in the person's own words
    assert {page for page in told if page.rpartition(".")[2].partition("_")[0] not in LOOKS} == set()


def test_without_a_trace_there_is_no_page(scene: Scene) -> None:
    client = scene.client("provider")
    with database.writing() as session:
        session.execute(text("ALTER TABLE looked ADD CONSTRAINT shut CHECK (false) NOT VALID"))
    scene.app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        answer = client.get(f"/provider/orders/{scene.ids['order']}")
    finally:
        scene.app.config["PROPAGATE_EXCEPTIONS"] = None
        with database.writing() as session:
            session.execute(text("ALTER TABLE looked DROP CONSTRAINT shut"))
    assert answer.status_code == 500
    assert "Robin Vale" not in answer.text


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of a block, whichever connection they go over."""
    said: list[str] = []

    def note(*called: Any) -> None:
        said.append(called[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _statements(scene: Scene) -> dict[tuple[str, str], list[str]]:
    clients = {role: scene.client(role) for role in ROLES}
    found = {}
    for endpoint, role, address in pages(scene, files=True):
        with counted() as said:
            clients[role].get(address)
        found[endpoint, role] = said
    return found


def test_statements_are_few_and_do_not_grow_with_rows(scene: Scene) -> None:
    few = _statements(scene)
    multiply(scene)
    many = _statements(scene)
    grown = {page: (len(few[page]), len(many[page])) for page in few if len(few[page]) < len(many[page])}
    assert grown == {}
    assert {page: len(said) for page, said in many.items() if len(said) > MOST_STATEMENTS} == {}


@pytest.mark.parametrize("address", ["/search?q=%00%ff%27%22)(*&price=zz&page=-3&sort=no&areas=x", "/offers/nonsense"])
def test_a_crafted_address_is_answered_kindly(scene: Scene, address: str) -> None:
    assert scene.client("anonymous").get(address).status_code in {200, 404}
