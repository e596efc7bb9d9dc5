"""Asking the open feed as a machine does, and reading all its pages."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

BASE = "/openreferral/v3"
Json = dict[str, Any]


def ask(app: Flask, path: str = "", status: int = 200) -> TestResponse:
    """The answer to one request: JSON whatever the status, and open to every site."""
    answer = app.test_client().get(BASE + path)
    assert answer.status_code == status, (path, answer.status_code, answer.text[:1000])
    assert answer.headers["Access-Control-Allow-Origin"] == "*", path
    if status != 304:
        assert answer.mimetype == "application/json", path
    return answer


def told(app: Flask, path: str = "") -> Json:
    """The record or page at an address of the feed."""
    return ask(app, path).get_json()


def refused(app: Flask, path: str, status: int = 400) -> str:
    """What the feed says of an address that it does not answer."""
    answer = ask(app, path, status)
    assert set(answer.get_json()) == {"error", "message"}
    return answer.get_json()["message"]


def names(page: Json) -> list[str]:
    """The names in a page."""
    return [each["name"] for each in page["contents"]]


def everything(app: Flask, path: str, query: str = "per_page=2") -> list[Json]:
    """The contents of all pages of a list, each page true to itself."""
    found: list[Json] = []
    number = 1
    while True:
        page = told(app, f"{path}?page={number}&{query}")
        assert (page["page_number"], page["size"]) == (number, len(page["contents"]))
        assert (page["first_page"], page["empty"]) == (number == 1, not page["contents"])
        found += page["contents"]
        if page["last_page"]:
            assert (number, len(found)) == (page["total_pages"], page["total_items"])
            return found
        number += 1


def values(held: object) -> list[object]:
    """Every value inside a record, however deep."""
    if isinstance(held, dict):
        return [inner for each in held.values() for inner in [each, *values(each)]]
    if isinstance(held, list):
        return [inner for each in held for inner in [each, *values(each)]]
    return []
