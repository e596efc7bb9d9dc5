"""Newcomers: they have an e-mail address and a device of their own, come by the letter, and one day leave."""

import re
from collections.abc import Callable, Iterator
from uuid import UUID

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import text

from marketplace.foundation import database
from tests.faces.conftest import TestClock
from tests.journeys.conftest import Visitor

PASSWORD = "teapot walrus corridor"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WRONG = "That e-mail address and password do not go together"
GONE = "There is nothing here"


class Newcomer(Visitor):
    """Somebody who comes for the first time, by the letters that the product sent to them."""

    def __init__(self, context: BrowserContext, address: str, app: Flask, email: str, work: Callable[[], int]) -> None:
        super().__init__(context, address, app)
        self.email, self.work = email, work
        self._device: pyotp.TOTP | None = None

    @property
    def account_id(self) -> UUID:
        """The account that they have now."""
        with database.reading() as session:
            asked = text("SELECT id FROM account WHERE email = :email")
            found: UUID = session.execute(asked, {"email": self.email}).scalar_one()
            return found

    def is_here(self) -> "Newcomer":
        """They came long ago, and are signed in."""
        self.sign_in(self.email)
        return self

    def asks(self) -> "Newcomer":
        """Type the address, and have the letter sent."""
        self.fill("E-mail address", self.email).press("Send me the letter").sees("Look in your mail")
        return self

    def opens_the_letter(self) -> "Newcomer":
        """Open the link of the newest letter that was sent to them; the demo keeps everybody's mail."""
        while self.work():
            pass
        mail = self.page.request.get(f"{self.address}/demo?to={self.email}").text()
        link = re.search(r'href="(/(?:links|invited)/[^"]+)"', mail)
        assert link, f"no letter with a link went to {self.email}"
        self.open(link[1])
        return self

    def signs_up(self, name: str, button: str = "Say yes and make my account") -> "Newcomer":
        """Say one's name, and choose a password."""
        self.fill("Your name", name)
        self.page.locator("#password").fill(PASSWORD)
        self.press(button)
        return self

    def gives_the_password(self) -> "Newcomer":
        """Sign in as everybody does, by address and password."""
        self.open("/sign-in").fill("E-mail address", self.email)
        self.page.locator("#password").fill(PASSWORD)
        self.press("Sign in")
        return self

    def makes_a_passkey(self) -> "Newcomer":
        """Have the device make a passkey, which it keeps."""
        self.sees("you need one").follow("Add a passkey").fill("What to call it", "My phone")
        self.press("Make the passkey").sees("Keep these codes on paper").follow("I have them. Go to my start page")
        return self

    def shows_the_passkey(self) -> "Newcomer":
        """Sign out, and come back with the passkey alone."""
        self._signs_out()
        self.open("/sign-in").press("Sign in with a passkey")
        return self

    def sets_up_an_app(self, clock: TestClock) -> "Newcomer":
        """Have an app show codes."""
        self.sees("you need one").follow("Set up an app")
        self._device = pyotp.TOTP(self.page.locator("strong.op-secret").inner_text().replace(" ", ""))
        self.fill("Code that the app shows", self._device.at(clock())).press("Go on")
        self.sees("Keep these codes on paper").follow("I have them. Go to my start page")
        return self

    def types_a_code(self, clock: TestClock) -> "Newcomer":
        """Sign out, and come back with the password and the next code of the app."""
        assert self._device
        self._signs_out()
        clock.forward(minutes=1)
        self.gives_the_password().fill("Code", self._device.at(clock())).press("Go on")
        return self

    def _signs_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").first.click()
        self.sees("You are signed out")

    def invites(self, email: str, duty: str) -> "Newcomer":
        """Invite somebody to do a duty for the organisation that they act for."""
        self.open("/account/invitations").press("Invite somebody").fill("Their e-mail address", email).choose(duty)
        self.press("Send the invitation").sees("The invitation is on its way", email)
        return self

    def leaves(self, organisation: str) -> "Newcomer":
        """Leave the organisation that they act for."""
        self.follow("Your account").follow(f"{organisation}, and what I do there").follow(f"Leave {organisation}")
        self.choose("Yes, I leave").press("Leave it now").sees(f"You have left {organisation}")
        return self

    def other_window(self) -> "Newcomer":
        """A second window of the same browser, on the same page."""
        other = Newcomer.__new__(Newcomer)
        Visitor.__init__(other, self.page.context, self.address, self.app)
        other.email, other.work, other.errors = self.email, self.work, self.errors
        other.page.goto(self.page.url)
        return other

    def is_told(self, *words: str) -> "Newcomer":
        """The answer is a page that says no, kindly: in these words, and with a way on."""
        self.sees(*words)
        expect(self.page.locator("main a.govuk-link").first).to_be_visible()
        self.errors[:] = [error for error in self.errors if "404" not in error]
        return self

    def reaches_nothing(self, *paths: str) -> "Newcomer":
        """None of these addresses shows anything any more, though they did."""
        for path in paths:
            answer = self.page.request.get(self.address + path, max_redirects=0)
            assert answer.status in {303, 404}, (path, answer.status)
            assert answer.status == 404 or "/sign-in" in answer.headers["location"], path
        return self


Come = Callable[[str], Newcomer]


def _come(chromium: Chromium, address: str, app: Flask, work: Callable[[], int], *, script: bool) -> Iterator[Come]:
    """Lets them come, each with a browser of their own; passkeys need the product to have a name."""
    contexts: list[BrowserContext] = []
    there: list[Newcomer] = []

    def comes(email: str) -> Newcomer:
        context = chromium.new_context(java_script_enabled=script, viewport={"width": 1024, "height": 900})
        context.set_default_timeout(10_000)
        contexts.append(context)
        there.append(Newcomer(context, address.replace("127.0.0.1", "localhost"), app, email, work))
        tools = context.new_cdp_session(there[-1].page)
        tools.send("WebAuthn.enable")
        tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        return there[-1]

    yield comes
    said = [error for each in there for error in each.errors if "422" not in error]
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def comes(chromium: Chromium, address: str, app: Flask, work: Callable[[], int]) -> Iterator[Come]:
    """Lets somebody with an address come, with a browser and a device that makes passkeys."""
    yield from _come(chromium, address, app, work, script=True)


@pytest.fixture
def comes_plainly(chromium: Chromium, address: str, app: Flask, work: Callable[[], int]) -> Iterator[Come]:
    """Lets somebody with an address come, whose browser runs no script."""
    yield from _come(chromium, address, app, work, script=False)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def comes_either_way(
    request: pytest.FixtureRequest, chromium: Chromium, address: str, app: Flask, work: Callable[[], int]
) -> Iterator[Come]:
    """Lets somebody with an address come, with scripts and without."""
    yield from _come(chromium, address, app, work, script=request.param)
