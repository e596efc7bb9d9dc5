"""The headers of every kind of answer: a strict content policy, no caching of what is somebody's, sound cookies."""

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from marketplace.app import create_app
from marketplace.settings import Settings
from marketplace.webkit.headers import POLICY
from tests import world
from tests.faces.conftest import FACES, Client, TestClock
from tests.faces.webkit.conftest import EMAIL, SECRET
from tests.fake_stripe import RUNNING

SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
HTMX = {"HX-Request": "true"}


def secured(answer: TestResponse) -> None:
    """The answer has every security header, and the number of its request."""
    for name, value in SECURITY.items():
        stripe = f" {RUNNING[-1].url}"  # where a form may lead, too, as the product is set up for tests
        assert answer.headers[name].replace(stripe, "") == value, (answer.status, name)
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["X-Request-Id"])
    assert "Strict-Transport-Security" not in answer.headers


def private(answer: TestResponse) -> None:
    """No cache keeps the answer, nor gives a fragment for a page."""
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert {"HX-Request", "Cookie"} <= set(answer.vary)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/search?q=garden", 200),
        ("/orders", 200),
        ("/offers/nonsense", 404),
        ("/nothing/at/all", 404),
        ("/sign-out", 405),
        ("/provider/", 404),
        ("/health", 200),
        ("/ready", 200),
        ("/own/nothing.css", 404),
    ],
)
def test_every_page_is_secured_and_private(robin: Client, address: str, status: int) -> None:
    for sent in ({}, HTMX):
        answer = robin.get(address, headers=sent)
        assert answer.status_code == status
        secured(answer)
        private(answer)


def test_so_are_redirects_and_refusals(robin: Client, app: Flask) -> None:
    for answer, status in (
        (app.test_client().get("/orders"), 303),
        (robin.post("/sign-in", data={"email": EMAIL}), 400),
        (robin.send("/sign-in", {"email": EMAIL, "password": "wrong"}), 422),
        (robin.post("/sign-in", data={"email": "x" * 1_100_000}), 413),
        (robin.options("/orders"), 200),
    ):
        assert answer.status_code == status
        secured(answer)
        private(answer)


def test_so_are_failures(robin: Client, fails: Callable[[Exception], str]) -> None:
    answer = robin.get(fails(RuntimeError(SECRET)))
    assert answer.status_code == 500
    secured(answer)
    private(answer)


def test_so_is_an_answer_without_a_database(robin: Client, down: list[str]) -> None:
    answer = robin.get("/orders")
    assert answer.status_code == 503
    secured(answer)
    private(answer)


def test_files_are_secured_and_may_be_kept(app: Flask) -> None:
    client = app.test_client()
    page = client.page("/")
    files = set(re.findall(r'(?:href|src)="(/[^"]+\?v=[0-9a-f]{10})"', page))
    assert len(files) == 5
    for file in files:
        answer = client.get(file, buffered=True)
        assert answer.status_code == 200
        secured(answer)
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers


def test_the_policy_allows_the_one_inline_script_that_pages_hold(robin: Client) -> None:
    for address in ("/", "/orders", "/nothing/at/all"):
        page = robin.get(address).text
        inline = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
        hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline}
        assert hashes == set(re.findall(r"'sha256-([^']+)'", POLICY)), address
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|https?://(?!www\.w3\.org)", page), address


def test_the_policy_is_strict() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["form-action"] == rules["style-src"] == "'self'"
    assert not re.search(r"unsafe|\*|data:|http", POLICY)


def test_the_cookie_is_for_this_site_alone_and_goes_with_the_browser(app: Flask) -> None:
    (cookie,) = app.test_client().get("/sign-in").headers.getlist("Set-Cookie")
    name, *marks = [part.strip() for part in cookie.split(";")]
    assert name.startswith("ownpath=")
    assert sorted(marks) == ["HttpOnly", "Path=/", "SameSite=Lax"]


@pytest.fixture
def behind_https(db: Engine, database_url: str, clock: TestClock) -> Flask:
    """The product as it is at a public https address, behind a proxy."""
    settings = Settings(database_url=database_url, secret_key="k", public_url="https://ownpath.example")
    app = create_app(settings, [face.FACE for face in FACES], {}, clock)
    app.test_client_class = Client
    return app


def test_at_an_https_address_everything_is_kept_to_https(behind_https: Flask) -> None:
    world.areas()
    world.person(email=EMAIL)
    client = behind_https.test_client()
    through = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7", "Host": "ownpath.example"}
    page = client.get("/sign-in", headers=through)
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    (cookie,) = page.headers.getlist("Set-Cookie")
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert token
    form = {"csrf_token": token[1], "email": EMAIL, "password": world.PASSWORD}
    kept = cookie.split(";")[0]
    from_elsewhere = client.post("/sign-in", data=form, headers=through | {"Cookie": kept, "Referer": "https://evil/"})
    assert from_elsewhere.status_code == 400
    sent = through | {"Cookie": kept, "Referer": "https://ownpath.example/sign-in"}
    assert client.post("/sign-in", data=form, headers=sent).status_code == 303
