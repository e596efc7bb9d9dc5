"""The guide of the demo: open to everybody, with the mail that was sent."""

import re
from collections.abc import Callable

from flask import Flask

from marketplace.demo.world import GUIDE, PASSWORD
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in


def test_everybody_sees_who_can_sign_in_and_what_to_try(app: Flask) -> None:
    shown = app.test_client().get("/demo").text
    assert PASSWORD in shown
    for guest in GUIDE:
        assert guest.email in shown
        assert guest.tries.replace("'", "&#39;") in shown
    assert "No mail was sent yet" in shown


def given(clock: TestClock, work: Callable[[], int]) -> None:
    """Two people who were given a budget, one an hour after the other, and told so by mail."""
    world.areas()
    funder = world.commissioner()
    for name in ("robin", "kit"):
        person = world.person(name.title(), email=f"{name}@example.org").at(clock())
        world.budget(person, funder.at(clock()))
        work()
        clock.forward(hours=1)


def test_mail_is_shown_newest_first_and_to_one_address(app: Flask, clock: TestClock, work: Callable[[], int]) -> None:
    given(clock, work)
    client: Client = app.test_client()
    shown = client.get("/demo").text
    assert 0 < shown.index("To kit@example.org") < shown.index("To robin@example.org")
    assert "You have a budget to use" in shown
    alone = client.get("/demo?to=+Kit@EXAMPLE.org+").text
    assert "To kit@example.org" in alone
    assert "To robin@example.org" not in alone
    assert 'value="kit@example.org"' in alone


def test_an_address_without_mail_is_told_so(app: Flask) -> None:
    client = app.test_client()
    for asked in ("nobody@example.org", "%00", "%F0%9F%8C%B1", "x" * 5000, "<script>alert(1)</script>"):
        answer = client.get(f"/demo?to={asked}")
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
    assert "No mail was sent to that address" in client.get("/demo?to=nobody@example.org").text


def test_a_mail_leads_to_its_notice(app: Flask, clock: TestClock, work: Callable[[], int]) -> None:
    given(clock, work)
    shown = app.test_client().get("/demo?to=robin@example.org").text
    (address,) = set(re.findall(r'href="(/notices/[0-9a-f-]{36})"', shown))
    assert "You have a budget to use" in signed_in(app, "robin@example.org").page(address)
    assert "Hello Robin" in shown
