"""Every page and every error state in a real browser at 320 px: it fits, axe finds nothing, no script fails."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyphen
import pytest
from flask import template_rendered
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, Route
from werkzeug.serving import make_server

from marketplace.settings import ROOT
from tests.faces.conftest import FACES
from tests.house_rules.routes import RECORDS
from tests.house_rules.scene import ROLES, Scene
from tests.house_rules.test_access import _address, ask
from tests.house_rules.test_pages import pages

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NARROW = {"width": 320, "height": 800}
GRADE = 6.0
ALIKE = (ROLES[:1], ROLES[1:3], ROLES[3:])  # a visitor, people, and those who work here
PEOPLE_READ = re.compile(r"^(storefront|webkit)\.")
_syllables = pyphen.Pyphen(lang="en_GB")


@pytest.fixture
def address(scene: Scene) -> Iterator[str]:
    """Where the scene is served, on loopback."""
    server = make_server("127.0.0.1", 0, scene.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def narrow(chromium: Chromium) -> Iterator[BrowserContext]:
    """A small phone, with axe in each of its pages: sent once, since it is half a megabyte."""
    context = chromium.new_context(viewport=NARROW)  # type: ignore[arg-type]
    context.add_init_script(path=AXE)
    yield context
    context.close()


def faults(page: Page) -> list[str]:
    """What is wrong with the page that is shown."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    run = "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
    found = [f"axe {rule}: {html[:160]}" for rule, html in page.evaluate(run)]
    return found + ([f"{wide} px wide"] if wide > NARROW["width"] else [])


def _sign_in(page: Page, address: str, scene: Scene, role: str) -> None:
    if role == "anonymous":
        return
    cookie = scene.client(role).get_cookie("ownpath")
    assert cookie
    page.context.add_cookies([{"name": "ownpath", "value": cookie.value, "url": address}])


def _looked_at(scene: Scene, role: str) -> Iterator[tuple[str, str]]:
    """The pages that are looked at as one role: its own, and those shared pages whose turn with it is.

    A page that many may open is looked at as a visitor, as one of the people, and as one of those who work here, in
    turns, so that every role's frame is seen around many pages.
    """
    found = pages(scene)
    for number, (endpoint, path) in enumerate(sorted({(endpoint, path) for endpoint, _, path in found})):
        may_open = {opened_by for at, opened_by, where in found if (at, where) == (endpoint, path)}
        for kind in ALIKE:
            here = [each for each in kind if each in may_open]
            if here and here[number % len(here)] == role:
                yield endpoint, path


@pytest.mark.parametrize("role", ROLES)
def test_every_page_fits_a_small_phone_and_everybody(
    scene: Scene, address: str, narrow: BrowserContext, role: str
) -> None:
    page = narrow.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda failure: errors.append(str(failure)))
    _sign_in(page, address, scene, role)
    wrong: dict[str, list[str]] = {}
    for endpoint, path in _looked_at(scene, role):
        if not endpoint.startswith("doors."):
            page.goto(address + path)
            if found := faults(page) + errors:
                wrong[endpoint] = found
            errors.clear()
    assert wrong == {}


def _empty_posts(scene: Scene) -> Iterator[tuple[str, str]]:
    """The page that comes back from each form when nothing was filled in."""
    for endpoint, record in RECORDS.items():
        rule = next(rule for rule in scene.app.url_map.iter_rules() if rule.endpoint == endpoint)
        if "POST" in (rule.methods or ()) and record.form:
            form = {"key": record.form["key"]} if "key" in record.form else {}
            answer = ask(scene, scene.client(record.owner), endpoint, _address(scene, endpoint, record), form)
            if answer.status_code == 422:
                yield endpoint, answer.text


def _answer(html: str, route: Route) -> None:
    route.fulfill(body=html, content_type="text/html")


def test_every_error_state_fits_too(scene: Scene, address: str, narrow: BrowserContext) -> None:
    page = narrow.new_page()
    wrong: dict[str, list[str]] = {}
    seen = 0
    for endpoint, html in _empty_posts(scene):
        seen += 1
        page.route("**/state", partial(_answer, html))
        page.goto(f"{address}/state")
        if "There is a problem" not in page.inner_text("main"):
            wrong[endpoint] = ["no error summary"]
        for link in page.locator(".govuk-error-summary a").all():
            target = (link.get_attribute("href") or "#").removeprefix("#")
            if page.locator(f"[id='{target}']").count() != 1:
                wrong.setdefault(endpoint, []).append(f"the error link #{target} leads nowhere")
        if found := faults(page):
            wrong.setdefault(endpoint, []).extend(found)
        page.unroute("**/state")
    assert wrong == {}
    assert seen > 12


def test_every_template_is_shown_by_some_page(scene: Scene) -> None:
    """A template that no page of the scene or its error states shows is dead, or the scene has a hole."""
    shown: set[str] = set()

    def note(_app: object, template: Any, **_: object) -> None:
        shown.add(template.name)

    with template_rendered.connected_to(note, scene.app):
        clients = {role: scene.client(role) for role in ROLES}
        for _endpoint, role, path in pages(scene):
            clients[role].get(path)
        list(_empty_posts(scene))
        check = "commissioner_desk.budget_check"
        ask(scene, clients["commissioner"], check, _address(scene, check, RECORDS[check]), dict(RECORDS[check].form))
        ask(scene, clients["provider"], "provider_portal.offer_make", "/provider/offers/new", {})
        clients["anonymous"].get("/nothing")
    whole = set()
    for face in FACES:
        folder = Path(face.__file__ or "").parent / "templates"
        whole |= {str(path.relative_to(folder)) for path in folder.rglob("*.html")}
    whole = {name for name in whole if "/_" not in name and name != "provider_portal/parts.html"}
    assert whole - shown == set()


def grade(words: str) -> float:
    """The Flesch-Kincaid grade of a text: sentences end with . ! ? or :, and syllables are counted by hyphenation."""
    sentences = [part for part in re.split(r"[.!?:]+(?:\s|$)", words) if re.search(r"[A-Za-z]", part)]
    found = re.findall(r"[A-Za-z']+", words)
    syllables = sum(1 + len(_syllables.positions(word)) for word in found)
    return 0.39 * len(found) / max(1, len(sentences)) + 11.8 * syllables / max(1, len(found)) - 15.59


def _paragraphs(html: str) -> str:
    """Our own sentences of a page: what stands in paragraphs and lists of the main part, outside what others wrote."""
    main = re.sub(r".*<main[^>]*>|</main>.*", "", html, flags=re.DOTALL)
    others = r"<(dl|form|table|svg|ul class=\"govuk-list op-)[\s>].*?</(dl|form|table|svg|ul)>"
    main = re.sub(others, "", main, flags=re.DOTALL)
    parts = re.findall(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", main, flags=re.DOTALL)
    plain = [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in parts]
    return " ".join(text if text.endswith((".", "?", "!", ":")) else text + "." for text in plain if " " in text)


def test_people_read_plain_words(scene: Scene) -> None:
    clients = {role: scene.client(role) for role in ("anonymous", "person")}
    hard = {}
    for endpoint, role, path in pages(scene):
        if PEOPLE_READ.match(endpoint) and role in clients:
            words = _paragraphs(clients[role].get(path).text)
            if len(words.split()) > 30 and grade(words) > GRADE:
                hard[endpoint, role] = (round(grade(words), 1), words[:300])
    assert hard == {}
    assert grade("The utilisation of personalisation necessitates considerable organisational reconfiguration.") > 12
