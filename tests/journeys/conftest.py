"""Journeys in a real browser: the whole product on a port of the system's choosing, and visitors who use it."""

import re
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlalchemy import text
from werkzeug.serving import make_server

from marketplace.foundation import database
from marketplace.people.rules.signing_in import SIGN_IN_LASTS
from search_index.worker import rebuild
from tests import world
from tests.faces.conftest import TestClock, app, clock, product, signed_in, work

__all__ = ["app", "clock", "product", "work"]


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the product is served, on loopback."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _stays(clock: TestClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is signed in stays, however far a journey moves the clock."""
    forward = clock.forward

    def on(**by: float) -> None:
        forward(**by)
        later = {"later": clock() + SIGN_IN_LASTS, "now": clock()}
        with database.writing() as session:
            session.execute(text("UPDATE sign_in SET ends_at = :later, proved_at = :now"), later)

    monkeypatch.setattr(clock, "forward", on)


@pytest.fixture
def indexed(clock: TestClock) -> Callable[[], object]:
    """Fill the search index with what there is."""
    return lambda: rebuild(clock)


def _works(email: str) -> bool:
    """Whether somebody works for an organisation."""
    member = text("SELECT 1 FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email = :email LIMIT 1")
    with database.reading() as session:
        return session.scalar(member, {"email": email}) is not None


class Visitor:
    """Somebody with a browser of their own. Pages are used by what they say, as a person would."""

    def __init__(self, context: BrowserContext, address: str, app: Flask | None = None) -> None:
        self.page: Page = context.new_page()
        self.app = app
        self.address = address
        self.errors: list[str] = []
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda failure: self.errors.append(str(failure)))

    def open(self, path: str) -> "Visitor":
        """Go to an address."""
        self.page.goto(self.address + path)
        return self

    def finds_nothing(self, path: str) -> "Visitor":
        """There is nothing by an address that this visitor may see."""
        self.open(path).sees("There is nothing here")
        self.errors = [error for error in self.errors if "404" not in error]
        return self

    def sign_in(self, email: str) -> "Visitor":
        """Sign in through the form; whoever needs a second step comes with it shown: that has its own journey."""
        if self.app is not None and _works(email):
            cookie = signed_in(self.app, email).get_cookie("ownpath")
            assert cookie
            self.page.context.add_cookies([{"name": "ownpath", "value": cookie.value, "url": self.address}])
            return self.open("/")
        self.open("/sign-in")
        self.fill("E-mail address", email)
        self.page.locator("#password").fill(world.PASSWORD)
        return self.press("Sign in")

    def fill(self, label: str, words: str) -> "Visitor":
        """Type into a box by its label."""
        self.page.get_by_label(label, exact=True).fill(words)
        return self

    def fill_day(self, field: str, day: int, month: int, year: int) -> "Visitor":
        """Type a date into its three boxes, once the page that has them is there."""
        boxes = self.page.locator(f"[name={field}]")
        expect(boxes).to_have_count(3)
        for each, value in enumerate((day, month, year)):
            boxes.nth(each).fill(str(value))
        return self

    def choose(self, words: str) -> "Visitor":
        """Tick a box or a radio button by its label."""
        return self.mark(self.page.get_by_label(re.compile(re.escape(words))).first)

    def mark(self, box: Locator) -> "Visitor":
        """Tick a box or a radio button."""
        box.check()
        return self

    def tick(self, fold: str, *words: str) -> "Visitor":
        """Tick boxes of a folded part, one after the other, by the part's words and theirs."""
        for each in words:
            self.unfold(fold)
            self.mark(self.fold(fold).get_by_label(re.compile(f"^{re.escape(each)}")).first)
        return self

    def pick(self, label: str, words: str) -> "Visitor":
        """Choose from a list that opens."""
        self.page.get_by_label(label, exact=True).select_option(label=words)
        return self

    def unfold(self, words: str) -> "Visitor":
        """Open a folded part by its words, unless it is open; not while the page is changing under the pointer."""
        self.settled()
        if self.fold(words).get_attribute("open") is None:
            self.open_fold(self.fold(words).locator("summary").first)
        return self

    def settled(self) -> None:
        """Wait until no answer is on its way."""
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)

    def fold(self, words: str) -> Locator:
        """A folded part by its words."""
        summary = self.page.locator("summary", has_text=re.compile(f"^{re.escape(words)}$"))
        return self.page.locator("details.op-filter").filter(has=summary)

    def open_fold(self, summary: Locator) -> None:
        """Open a folded part."""
        summary.click()

    def lists(self, *titles: str) -> "Visitor":
        """The search lists these things, in this order and no others."""
        expect(self.page.locator("#results .op-card h3")).to_have_text(list(titles))
        return self

    def press(self, words: str) -> "Visitor":
        """Press a button. What follows is waited for by what it says."""
        self.page.get_by_role("button", name=words, exact=True).first.click()
        return self

    def follow(self, words: str, within: Locator | None = None) -> "Visitor":
        """Follow a link by its words. What follows is waited for by what it says."""
        (within or self.page).get_by_role("link", name=words).first.click()
        return self

    def sees(self, *words: str) -> "Visitor":
        """The page says these things."""
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)
        return self

    def misses(self, *words: str) -> "Visitor":
        """The page does not say these things."""
        for each in words:
            expect(self.page.locator("body")).not_to_contain_text(each)
        return self


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def visitor(
    request: pytest.FixtureRequest, chromium: Chromium, address: str, app: Flask
) -> Iterator[Callable[[], Visitor]]:
    """Makes visitors; every journey is walked with scripts and without."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def come() -> Visitor:
        context = chromium.new_context(java_script_enabled=request.param, viewport={"width": 1024, "height": 900})
        context.set_default_timeout(10_000)
        contexts.append(context)
        visitors.append(Visitor(context, address, app))
        return visitors[-1]

    yield come
    said = [error for each in visitors for error in each.errors if "422" not in error]
    for context in contexts:
        context.close()
    assert said == []
