"""Signing somebody up at a desk: what is kept of their yes, what the helper may do, and taking over by a code."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import refuses, says, silent_about
from tests.faces.webkit.link_post import letters, link

Work = Callable[[], int]
BROKER, KIT = "broker@example.org", "kit@example.org"
FORM = "/broker/together"


def filled(**changed: object) -> dict[str, object]:
    """What a broker and Kit fill in together."""
    return {
        "name": "Kit Moor",
        "area_code": world.AREA,
        "powers": ["plan"],
        "until": ["1", "9", "2026"],
        "how": "in_person",
        "said_on": ["2", "3", "2026"],
        "words": "Look for a choir with me.",
        "key": str(uuid4()),
    } | changed


@pytest.fixture
def broker(app: Flask, clock: TestClock) -> Client:
    """A broker at a desk."""
    world.areas()
    world.broker(email=BROKER)
    return signed_in(app, BROKER)


def code_of(broker: Client, paper: str) -> str:
    """The code that a paper is given."""
    page = broker.send(f"{paper}/code", come_from=paper).text
    found = re.search(r'class="op-code">([^<]+)<', page)
    assert found, page
    return found[1]


def test_their_yes_is_kept_and_bounded(broker: Client, clock: TestClock) -> None:
    form = filled()
    paper = broker.send(FORM, form).location
    assert broker.send(FORM, form).location == paper  # sent twice, one person
    says(
        broker.page(paper),
        "Kit Moor",
        "Face to face, on Monday 2 March 2026",
        "Look for a choir with me.",
        "See your money, orders and lists and plan for you",
        "Tuesday 1 September 2026",
    )
    says(broker.page("/broker/clients"), "Kit Moor")
    with database.reading() as session:
        rows = session.execute(
            text("SELECT p.account_id, m.powers, m.ends::text FROM person p JOIN mandate m ON m.person_id = p.id")
        ).all()
    assert [tuple(row) for row in rows] == [(None, ["plan", "see"], "2026-09-01")]


@pytest.mark.parametrize(("field", "changed"), [
    ("name", {"name": ""}), ("until", {"until": ["1", "9", "2028"]}), ("until", {"until": ["", "", ""]}),
    ("until", {"until": ["1", "3", "2026"]}), ("said_on", {"said_on": ["3", "3", "2026"]}),
    ("how", {"how": "telepathy"}),
    ("words", {"words": " "}), ("email", {"email": "nobody"}), ("powers", {"powers": ["administer"]}),
    ("area_code", {"area_code": "X"}),
])  # fmt: skip
def test_what_cannot_be_kept_comes_back(broker: Client, field: str, changed: dict[str, object]) -> None:
    refuses(broker.send(FORM, filled(**changed)), field, typed="" if field == "words" else "Look for a choir with me.")
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM person")) == 0


def test_they_take_over_by_the_code_on_their_paper(app: Flask, broker: Client, work: Work) -> None:
    paper = broker.send(FORM, filled()).location
    old, code = code_of(broker, paper), code_of(broker, paper)
    silent_about(broker.page(paper), code)
    kit = app.test_client()
    for wrong in (old, code[:-1], "nonsense", "\u00e9" * 5):
        refuses(kit.send("/code", {"code": wrong, "email": KIT}), "code", "That code does not work")
    assert kit.send("/code", {"code": f" {code.lower()} ", "email": KIT}).location == "/letter-sent"
    answer = kit.send(link(KIT, work), {"name": "Kit Moor", "password": "teapot walrus corridor"})
    assert answer.status_code == 303
    says(kit.page("/"), "Hello Kit Moor")
    refuses(kit.send("/code", {"code": code, "email": "thief@example.org"}), "code")
    says(broker.page(paper), "You have a sign-in of your own")
    assert broker.send(f"{paper}/code", come_from=paper).status_code == 404
    says(broker.page("/notices"), "Somebody you signed up has an account now")
    with database.reading() as session:
        mandate_id = session.scalar(text("SELECT id FROM mandate"))
    change = f"/helpers/{mandate_id}/change"
    without_end = {"may": ["plan"], "sections": ["lists"], "ends": ["", "", ""]}
    assert kit.send(change, without_end, come_from=change).location == f"/helpers/{mandate_id}"
    says(broker.page(paper), "None. You end it when you want to")


def test_a_letter_to_an_address_with_an_account_tells_the_desk_nothing(app: Flask, broker: Client, work: Work) -> None:
    world.account("Kit Moor", KIT)
    paper = broker.send(FORM, filled(email=KIT)).location
    silent_about(broker.page(paper), KIT)
    assert len(letters(KIT, work)) == 1
    kit = signed_in(app, KIT)
    where = link(KIT, work)
    says(kit.page(where), "A helper signed you up with this address")
    assert kit.send(where).status_code == 303
    says(kit.page("/"), "Hello Kit Moor")


def test_somebody_who_is_a_person_already_takes_over_nobody(app: Flask, broker: Client, work: Work) -> None:
    world.person("Sam Other", email=KIT)
    broker.send(FORM, filled(email=KIT))
    sam = signed_in(app, KIT)
    refused = sam.send(link(KIT, work))
    assert refused.status_code == 410
    says(refused.text, "This account speaks for somebody already")


def test_guessing_at_codes_is_slowed(app: Flask, broker: Client) -> None:
    kit = app.test_client()
    for _ in range(30):
        kit.send("/code", {"code": "2222-2222", "email": KIT})
    says(kit.send("/code", {"code": "2222-2222", "email": KIT}).text, "Too much was asked from your network")


def test_an_official_looks_only_and_a_stranger_sees_no_paper(app: Flask, broker: Client) -> None:
    world.commissioner(email="north@example.org")
    north = signed_in(app, "north@example.org")
    paper = north.send("/commission/together", filled(powers=["spend"])).location
    says(north.page(paper), "See who you are, and give you a budget")
    says(north.page("/commission/people"), "Kit Moor")
    with database.reading() as session:
        assert session.scalars(text("SELECT powers FROM mandate")).all() == [["see"]]
    assert broker.get(paper.replace("/commission/", "/broker/")).status_code == 404
