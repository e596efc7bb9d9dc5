"""Who may pass each route: an owner succeeds and a stranger finds nothing there, for every route there is."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask, url_for
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from marketplace.foundation import database
from tests.faces.conftest import Client
from tests.house_rules.routes import OTHERS, RECORDS, Record, order_form
from tests.house_rules.scene import ROLES, Scene


def _rules(app: Flask) -> dict[str, Any]:
    return {rule.endpoint: rule for rule in app.url_map.iter_rules() if not rule.endpoint.endswith(".static")}


def test_every_route_is_in_one_of_the_two_tables(app: Flask) -> None:
    named = {endpoint for endpoint, rule in _rules(app).items() if rule.arguments}
    assert named == set(RECORDS)
    assert set(_rules(app)) - named == set(OTHERS)


def _address(scene: Scene, endpoint: str, record: Record, **other: UUID) -> str:
    values = {name: scene.days.get(key) or scene.ids[key] for name, key in record.ids.items()}
    with scene.app.test_request_context():
        return url_for(endpoint, **values | other | record.asked(scene))


def ask(scene: Scene, client: Client, endpoint: str, address: str, form: dict[str, Any]) -> TestResponse:
    """Send a sound request for a route, with a token where it is posted."""
    rule = _rules(scene.app)[endpoint]
    if "GET" in rule.methods:
        return client.get(address)
    token = client.token("/sign-in")
    fresh = {name: value() if callable(value) else value for name, value in form.items()}  # a file is read once
    return client.post(address, data={"csrf_token": token} | fresh)


def _form(scene: Scene, record: Record) -> dict[str, Any]:
    if "order" in record.form:
        return order_form(scene)
    return dict(record.form) | {name: str(scene.ids[key]) for name, key in record.form_ids.items()}


@pytest.mark.parametrize("endpoint", RECORDS)
def test_an_owner_succeeds_and_a_stranger_finds_nothing(scene: Scene, endpoint: str) -> None:
    record = RECORDS[endpoint]
    address, form = _address(scene, endpoint, record), _form(scene, record)
    if not record.public:
        stranger = ask(scene, scene.client(record.owner, stranger=True), endpoint, address, form)
        assert stranger.status_code == 404, stranger.location
        visitor = ask(scene, scene.client("anonymous"), endpoint, address, form)
        assert visitor.status_code == 303
        assert visitor.location.startswith("/sign-in")
    for name in record.ids:
        other = uuid4() if name != "due_on" else "2031-01-01"
        nowhere = _address(scene, endpoint, record, **{name: other})  # type: ignore[arg-type]
        assert ask(scene, scene.client(record.owner), endpoint, nowhere, form).status_code == 404, name
    owner = ask(scene, scene.client(record.owner), endpoint, address, form)
    assert owner.status_code == record.status, owner.text[-3000:]


@pytest.mark.parametrize("endpoint", [endpoint for endpoint, record in RECORDS.items() if len(record.ids) > 1])
def test_no_id_of_somebody_elses_fits_into_an_address(scene: Scene, endpoint: str) -> None:
    record = RECORDS[endpoint]
    others = {
        "person_id": scene.strangers["person"].own_person_id,
        "order_id": scene.ids["stranger_order"],
        "booking_id": scene.ids["free_disputed"],
        "offer_id": scene.ids["stranger_offer"],
        "account_id": scene.ids["stranger_account"],
        "session_id": scene.ids["draft"],
        "list_id": scene.ids["stranger_list"],
        "item_id": scene.ids["stranger_item"],
        "gap_id": scene.ids["stranger_gap"],
        "mandate_id": scene.ids["stranger_mandate"],
        "invoice_id": scene.ids["stranger_invoice"],
        "question_id": scene.ids["stranger_question"],
        "plan_id": scene.ids["stranger_plan"],
        "sent_id": scene.ids["stranger_sent_plan"],
        "line_id": scene.ids["stranger_queried_line"],
    }
    public = {"offer_id", "entry_id"} if endpoint.startswith("broker_console") else {"entry_id"}
    client = scene.client(record.owner)
    for name in set(record.ids) - public - {"due_on"}:
        address = _address(scene, endpoint, record, **{name: others[name]})  # type: ignore[dict-item]
        assert ask(scene, client, endpoint, address, _form(scene, record)).status_code == 404, name


@pytest.mark.parametrize("endpoint", ["storefront.order_place", "broker_console.order_place"])
@pytest.mark.parametrize("name", ["account_id", "version_id", "again_of", "key"])
def test_no_id_of_somebody_elses_fits_into_an_order(scene: Scene, endpoint: str, name: str) -> None:
    record = RECORDS[endpoint]
    client = scene.client(record.owner)
    theirs = {"account_id": "stranger_account", "version_id": "stranger_offer", "again_of": "stranger_order"}
    for value in ("nonsense", scene.ids[theirs.get(name, "stranger_account")], uuid4()):
        form = order_form(scene) | {name: str(value)}
        answer = ask(scene, client, endpoint, _address(scene, endpoint, record), form)
        if (name, value) == ("key", "nonsense"):  # it was not checked yet, so that comes first
            assert answer.status_code == 200
        elif name in {"again_of", "key"}:
            assert answer.status_code in {303, 422}
        else:
            assert answer.status_code == 422, (name, value)
    with database.reading() as session:
        assert not session.scalar(
            text(
                "SELECT count(*) FROM funding WHERE account_id = :theirs AND booking_id NOT IN "
                "(SELECT id FROM booking WHERE person_id = :person)"
            ),
            {"theirs": scene.ids["stranger_account"], "person": scene.strangers["person"].own_person_id},
        )
        assert not session.scalar(
            text("SELECT count(*) FROM orders WHERE again_of = :o"), {"o": scene.ids["stranger_order"]}
        )


@pytest.mark.parametrize("role", ROLES)
def test_other_routes_admit_whom_they_list_and_nobody_else(scene: Scene, role: str) -> None:
    for endpoint, admitted in OTHERS.items():
        client = scene.client(role)
        with scene.app.test_request_context():
            address = url_for(endpoint)
        answer = ask(scene, client, endpoint, address, {})
        sent_to_sign_in = answer.status_code == 303 and (answer.location or "").startswith("/sign-in")
        if role in admitted:
            assert answer.status_code in {200, 303, 422}, (endpoint, answer.status_code)
            assert not sent_to_sign_in, endpoint
        elif role == "anonymous":
            assert sent_to_sign_in, endpoint
        else:
            assert answer.status_code == 404, endpoint


def test_the_doors_open_by_what_they_are_marked_with(app: Flask, db: Engine) -> None:
    """An address that is no route is a kind page, not an error."""
    answer = app.test_client().get("/nothing/here")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
