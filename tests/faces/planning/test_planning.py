"""Pages of a plan that two people write: nothing typed is lost, and each thing says what it comes to."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from tests.faces.conftest import TestClock, signed_in
from tests.faces.shop import says, silent_about
from tests.faces.storefront.sheet import sheet
from tests.integration.plans.books import open_desk


def test_two_who_write_one_plan_lose_nothing(app: Flask, clock: TestClock, once: Callable[..., Any]) -> None:
    desk = once(open_desk)
    robin, broker = signed_in(app, "robin@example.org"), signed_in(app, "broker@example.org")
    address = f"/plan/{desk.plan_id}"
    theirs = f"/broker/clients/{desk.robin.own_person_id}{address}"
    mine, other = sheet(robin.page(address), address), sheet(broker.page(theirs), theirs)
    assert other.send(broker, statement="She likes clay.").status_code == 303
    refused = mine.send(robin, statement="I like clay.")
    assert refused.status_code == 422
    says(refused.text, "Open Door Brokers member changed this", "She likes clay.", "I like clay.")
    assert sheet(refused.text, address).send(robin).status_code == 303  # knowing what was there, it takes its place
    silent_about(robin.page(address), "She likes clay.")

    page = robin.page(f"{address}/line")
    line = sheet(page, f"{address}/line")
    told = {"title": "A bus pass", "about": "travel", "pence": "500", "account_id": str(desk.account_id)}
    told["every"] = "four_weeks"
    checked = line.send(robin, check="1", **told)
    says(checked.text, "£7,000 in all", "That is £3,000 too much")
    assert line.send(robin, **told).status_code == 303
    says(robin.page(address), "You can save it, but not send it", "It is not for any of the things that you want yet")
    for refusal in ({"quantity": "0"}, {"pence": ""}, {"about": ""}, {"title": ""}, {"starts": ("1", "1", "2020")}):
        assert line.send(robin, **told | refusal | {"key": "", "why": "My own words."}).status_code == 422, refusal
    stranger = signed_in(app, "south@example.org")
    assert stranger.get("/commission/plans").status_code == 200
    assert stranger.get(address).status_code == 404
