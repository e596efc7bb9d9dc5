"""The second step in a real browser: a passkey, made and used with a virtual authenticator; codes without script."""

import re
from collections.abc import Iterator

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, expect

from tests import world
from tests.faces.conftest import TestClock

STAFF = "green@example.org"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def named(address: str) -> str:
    """Where the product is served, by a name, which a passkey needs."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture
def context(chromium: Chromium) -> Iterator[BrowserContext]:
    """A browser of somebody's own."""
    context = chromium.new_context(viewport={"width": 1024, "height": 900})
    context.set_default_timeout(10_000)
    yield context
    context.close()


def fill_in(page: Page, address: str) -> None:
    """Type the e-mail address and password."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("E-mail address").fill(STAFF)
    page.locator("#password").fill(world.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_member_of_staff_makes_a_passkey_and_comes_back_with_it_alone(
    app: Flask, context: BrowserContext, named: str
) -> None:
    world.areas()
    world.provider("Green Shoots", email=STAFF)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda failure: errors.append(str(failure)))
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    fill_in(page, named)
    expect(page.get_by_role("heading", level=1)).to_have_text("A second step when you sign in")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What to call it").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these codes on paper")
    page.get_by_role("link", name="I have them").click()
    expect(page.locator("body")).to_contain_text("for Green Shoots")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{named}/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("body")).to_contain_text("for Green Shoots")
    page.get_by_role("button", name="Sign out").click()
    fill_in(page, named)  # with the password, the passkey is the second step
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("body")).to_contain_text("for Green Shoots")
    assert errors == []


def test_codes_do_it_without_script(app: Flask, chromium: Chromium, address: str, clock: TestClock) -> None:
    world.areas()
    world.provider("Green Shoots", email=STAFF)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    fill_in(page, address)
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.locator("body")).to_contain_text("here it is reached by a number")
    page.get_by_role("link", name="Set up an app that shows codes").click()
    shown = page.locator(".op-secret").inner_text()
    device = pyotp.TOTP(re.sub(r"\s", "", shown))
    page.get_by_label("Code that the app shows").fill(device.at(clock()))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these codes on paper")
    paper = page.locator("ul.op-secret li").first.inner_text()
    page.get_by_role("link", name="I have them").click()
    page.get_by_role("button", name="Sign out").click()
    fill_in(page, address)
    page.get_by_label("Code").fill(paper)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("body")).to_contain_text("for Green Shoots")
    context.close()
