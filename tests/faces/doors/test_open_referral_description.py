"""The feed's own description: what it says of each address, parameter and property is so, and nothing is left out."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import text

from marketplace.foundation import database
from tests.faces.doors.feed import BASE, Json, ask, refused, told

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
BOUNDED = settings(
    max_examples=10,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),  # making words that fit a pattern is slow
)
LISTS = {
    "service_id": "/services",
    "place_id": "/service_at_locations",
    "organisation_id": "/organizations",
    "taxonomy_id": "/taxonomies",
    "term_id": "/taxonomy_terms",
}
FLAGS = {"": "", "full": "full=true", "minimal": "minimal=true", "full_service": "full_service=true"}
WRONG = (
    {"page": "0", "per_page": "0", "search": "x" * 201, "format": "xml", "modified_after": "today"}
    | dict.fromkeys(("organization_id", "taxonomy_term_id", "taxonomy_id", "parent_id"), "7")
    | dict.fromkeys(("minimal", "full", "full_service", "top_only"), "perhaps")
)


@pytest.fixture
def shop(app: Flask, shelf: None) -> Flask:
    """The product with offers of every shape, by providers who say what they are."""
    with database.writing() as session:
        session.execute(text("UPDATE organisation SET user_led = true"))
    return app


def described(app: Flask) -> Json:
    """The description."""
    return told(app, "/openapi.json")


def addresses(app: Flask, path: str) -> list[str]:
    """The addresses of a path: of every record that its list holds, where it names one."""
    named = path.partition("{")[2].rstrip("}")
    if not named:
        return [path]
    return [path.replace(f"{{{named}}}", each["id"]) for each in told(app, LISTS[named])["contents"]]


def answers(app: Flask) -> Iterator[tuple[Json, Json]]:
    """Every answer of every address in each of its shapes, with the schema that it is described by."""
    document = described(app)
    for path, held in document["paths"].items():
        schema = held["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        names = [each.get("$ref", "").rpartition("/")[2] for each in held["get"]["parameters"]]
        for address in addresses(app, path):
            for name, query in FLAGS.items():
                if not name or name in names:
                    yield schema, told(app, f"{address}?{query}")


def validator(document: Json, schema: Json) -> Draft202012Validator:
    """What judges by one schema of a document."""
    return Draft202012Validator(schema | {"components": document["components"]}, format_checker=FormatChecker())


def walk(document: Json, schema: Json, value: Any) -> Iterator[tuple[str, Json, Json]]:
    """Every object inside a value, with the schema that describes it and its name (that of a page is empty)."""
    name = schema.get("$ref", "").rpartition("/")[2]
    schema = document["components"]["schemas"][name] if name else schema
    if "anyOf" in schema:
        schema = next(each for each in schema["anyOf"] if validator(document, each).is_valid(value))
    if isinstance(value, list):
        for each in value:
            yield from walk(document, schema["items"], each)
    if isinstance(value, dict):
        yield name, schema, value
        for key, each in value.items():
            yield from walk(document, schema["properties"][key], each)


def ways(app: Flask, operation: Any) -> Iterator[tuple[GenerationMode, dict[str, str] | None]]:
    """As allowed, and not as allowed where anything could be wrong; of any record, and of one that is there."""
    named = operation.path.partition("{")[2].rstrip("}")
    known = {named: told(app, LISTS[named])["contents"][0]["id"]} if named else None
    asked = any(each.location == "query" for each in operation.iter_parameters())
    yield GenerationMode.POSITIVE, None
    if known or asked:
        yield GenerationMode.NEGATIVE, None
    if known:
        yield GenerationMode.POSITIVE, known
    if known and asked:
        yield GenerationMode.NEGATIVE, known


def test_every_address_answers_as_it_is_described(shop: Flask) -> None:
    """What is asked is made from the description: as it allows, and as it does not; for records that are there too."""
    schema = schemathesis.openapi.from_wsgi(f"{BASE}/openapi.json", shop)
    schema.validate()
    tried: set[str] = set()
    for operation in (each.ok() for each in schema.get_all_operations()):
        for mode, known in ways(shop, operation):

            @BOUNDED
            @given(case=operation.as_strategy(generation_mode=mode, path_parameters=known))
            def answers_so(case: schemathesis.Case) -> None:
                tried.add(case.operation.path)
                checks = [*CHECKS, positive_data_acceptance] if case.meta.generation.mode.is_positive else CHECKS
                case.call_and_validate(checks=checks)

            answers_so()
    assert tried == set(described(shop)["paths"])


def test_every_answer_is_as_described_and_every_property_is_seen(shop: Flask) -> None:
    document = described(shop)
    seen: set[tuple[str, str]] = set()
    for schema, answer in answers(shop):
        assert list(validator(document, schema).iter_errors(answer)) == []
        seen.update((name, key) for name, _, held in walk(document, schema, answer) for key in held)
    seen.update(("error", name) for name in ask(shop, "/services?page=0", 400).get_json())
    said = {(name, key) for name, schema in document["components"]["schemas"].items() for key in schema["properties"]}
    assert said - seen == set()


def test_what_is_described_is_all_there_may_be(shop: Flask) -> None:
    """A mistake in any property would be told: objects are closed, no value is null, what always is must be."""
    document = described(shop)
    tried: dict[str, int] = {}
    for top, answer in answers(shop):
        for name, schema, held in walk(document, top, answer):
            tried[name] = tried.get(name, 0) + 1
            if tried[name] <= 3:
                judge = validator(document, schema)
                assert judge.is_valid(held)
                assert not judge.is_valid(held | {"unheard_of": "x"}), name
                for key in held:
                    assert not judge.is_valid(held | {key: None}), (name, key)
                    less = {other: each for other, each in held.items() if other != key}
                    assert judge.is_valid(less) is (key not in schema["required"]), (name, key)
    assert set(tried) == {"", *document["components"]["schemas"]} - {"error"}


def test_every_parameter_that_is_described_is_read(shop: Flask) -> None:
    document = described(shop)
    tried = set()
    for path, held in document["paths"].items():
        for parameter in held["get"]["parameters"]:
            name = parameter.get("$ref", "").rpartition("/")[2]
            if name:
                tried.add(name)
                assert refused(shop, f"{addresses(shop, path)[0]}?{name}={WRONG[name]}"), (path, name)
    assert tried == set(WRONG) == set(document["components"]["parameters"])


def test_every_address_of_the_feed_is_described(shop: Flask) -> None:
    here = {str(rule).removeprefix(BASE) for rule in shop.url_map.iter_rules() if str(rule).startswith(f"{BASE}/")}
    written = {path.replace("<uuid:", "{").replace(">", "}") for path in here} - {"/openapi.json"}
    assert written == set(described(shop)["paths"])


def test_the_description_is_found_from_the_feed_and_from_the_licence_page(app: Flask) -> None:
    address = told(app)["own_openapi_url"]
    assert address == f"http://localhost{BASE}/openapi.json"
    assert f'href="{BASE}/openapi.json"' in app.test_client().get("/open-data").text
    assert described(app)["servers"] == [{"url": f"http://localhost{BASE}"}]
