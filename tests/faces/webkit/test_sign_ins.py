"""A sign-in that is in the book: it ends, is ended elsewhere, lasts, asks again, and loses nothing that was typed."""

import re
from html import unescape
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.people.rules import MandateKind
from marketplace.people.rules.signing_in import SIGN_IN_LASTS, WARNED_BEFORE
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import says, silent_about

EMAIL, OTHER = "robin@example.org", "sam@example.org"
ASKED = {"words": "It said 10 & I waited\r\nuntil “noon” <b>", "area_code": world.AREA, "key": str(uuid4())}
HOURS = SIGN_IN_LASTS.total_seconds() / 3600


@pytest.fixture
def robin(app: Flask, clock: TestClock) -> UUID:
    """Somebody who can sign in."""
    world.areas()
    world.person("Sam Other", email=OTHER)
    account_id = world.person(email=EMAIL).account_id
    assert account_id
    return account_id


def leaves(client: Client) -> None:
    """Nobody stays: the sign-in ends when its time has come."""
    client.staying = None


def fields(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to an address."""
    form = re.search(rf'<form method="post" action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert form, page
    return {name: unescape(value) for name, value in re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', form[0])}


def test_it_ends_by_itself_and_says_so_before(app: Flask, robin: UUID, clock: TestClock) -> None:
    client = signed_in(app, EMAIL)
    leaves(client)
    clock.forward(seconds=(SIGN_IN_LASTS - WARNED_BEFORE).total_seconds() - 1)
    assert 'id="ending"' in client.page("/orders")
    assert re.search(r'id="ending"[^>]* hidden', client.page("/orders"))
    clock.forward(seconds=2)
    page = client.page("/orders")
    says(page, "You will be signed out at 10pm", "Stay signed in")
    assert not re.search(r'id="ending"[^>]* hidden', page)
    clock.forward(seconds=WARNED_BEFORE.total_seconds())
    assert client.get("/orders").status_code == 303


def test_staying_lasts_the_full_time_again(app: Flask, robin: UUID, clock: TestClock) -> None:
    client = signed_in(app, EMAIL)
    leaves(client)
    clock.forward(hours=HOURS - 0.1)
    assert client.send("/account/stay", come_from="/orders").status_code == 303
    clock.forward(hours=HOURS - 0.1)
    assert client.get("/orders").status_code == 200
    part = client.post(
        "/account/stay", data={"csrf_token": client.token("/orders")}, headers={"HX-Request": "true"}
    ).text
    assert part.lstrip().startswith('<div class="op-ending" id="ending"')
    assert " hidden>" in part


def test_one_device_ends_another(app: Flask, robin: UUID) -> None:
    here, there = signed_in(app, EMAIL), signed_in(app, EMAIL)
    page = here.page("/account/sign-ins")
    (address,) = re.findall(r'action="(/account/sign-ins/[^"]+/end)"', page)
    assert here.send(address, come_from="/account/sign-ins").status_code == 303
    assert there.get("/orders").status_code == 303
    assert here.get("/orders").status_code == 200
    assert here.send(address, come_from="/account/sign-ins").status_code == 404  # it is over already


def test_a_stolen_cookie_is_worth_nothing_after_signing_out_everywhere(app: Flask, robin: UUID) -> None:
    here, thief = signed_in(app, EMAIL), signed_in(app, EMAIL)
    assert here.send("/account/sign-ins/end", come_from="/account/sign-ins").status_code == 303
    assert (here.get("/orders").status_code, thief.get("/orders").status_code) == (200, 303)


def test_a_cookie_kept_from_before_signing_out_opens_nothing(app: Flask, robin: UUID) -> None:
    client = signed_in(app, EMAIL)
    cookie = client.get_cookie("ownpath")
    assert cookie
    client.send("/sign-out", come_from="/orders")
    client.set_cookie("ownpath", cookie.value)
    assert client.get("/orders").status_code == 303


def test_what_was_typed_comes_back_after_signing_in_again(app: Flask, robin: UUID, clock: TestClock) -> None:
    client = signed_in(app, EMAIL)
    token = client.token("/ask")
    leaves(client)
    clock.forward(hours=HOURS + 1)
    asked = client.post("/ask", data=ASKED | {"csrf_token": token})
    says(asked.text, "Your sign-in had ended", "nothing you typed is lost")
    silent_about(asked.text, "waited")  # it is sealed
    kept = fields(asked.text, "/sign-in")
    again = client.post("/sign-in", data=kept | {"email": EMAIL, "password": world.PASSWORD})
    says(again.text, "Nothing you typed is lost")
    carried = fields(again.text, "/ask")
    assert carried["words"] == ASKED["words"]
    says(client.page(client.post("/ask", data=carried).location), "It said 10 & I waited")


def test_it_comes_back_to_nobody_else(app: Flask, robin: UUID, clock: TestClock) -> None:
    client = signed_in(app, EMAIL)
    token = client.token("/ask")
    leaves(client)
    clock.forward(hours=HOURS + 1)
    asked = client.post("/ask", data=ASKED | {"csrf_token": token})
    kept = fields(asked.text, "/sign-in")
    other = client.post("/sign-in", data=kept | {"email": OTHER, "password": world.PASSWORD})
    assert other.status_code == 303
    silent_about(client.page("/"), "waited")
    sealed = kept["kept"]
    for made_up in ("nonsense", sealed[:-4], f"{sealed[:50]}xxxx{sealed[54:]}"):
        mine = app.test_client()
        form = kept | {"kept": made_up, "csrf_token": mine.token("/sign-in")}
        assert mine.post("/sign-in", data=form | {"email": EMAIL, "password": world.PASSWORD}).status_code == 303


def test_what_a_stranger_sends_is_not_kept(app: Flask, robin: UUID) -> None:
    visitor = app.test_client()
    answer = visitor.post("/account/stay", data={"csrf_token": visitor.token("/sign-in"), "words": "x"})
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")


def test_one_proves_again_with_the_same_password_and_guesses_count(app: Flask, robin: UUID) -> None:
    client = signed_in(app, EMAIL)
    page = client.send("/account/prove", {"password": "wrong"})
    assert page.status_code == 422
    says(page.text, "That is not the password of this account")
    for _ in range(4):
        client.send("/account/prove", {"password": "wrong"})
    says(client.send("/account/prove", {"password": world.PASSWORD}).text, "There were too many tries")
    with database.reading() as session:
        assert session.scalar(text("SELECT failures FROM sign_in_guess WHERE key LIKE 'account:%'")) == 5


def test_somebody_with_several_capacities_says_which(app: Flask, robin: UUID) -> None:
    green = world.provider("Green Shoots", email="green@example.org")
    assert green.account_id
    with database.writing() as session:
        session.execute(
            text("INSERT INTO person (id, account_id, name, area_code) VALUES (gen_random_uuid(), :a, 'Gwen', :area)"),
            {"a": green.account_id, "area": world.AREA},
        )
    world.trusts(world.person("Ari Vale"), world.actor(green.account_id), MandateKind.SUPPORTER)
    client = signed_in(app, "green@example.org")
    says(client.page("/"), "Hello Green Shoots member")
    page = client.page("/account/acting")
    says(page, "Green Shoots", "Ari Vale", "Gwen")
    assert client.get("/provider/").status_code == 404
    (member,) = re.findall(r'name="membership_id" value="([^"]+)"', page)
    (mandate,) = re.findall(r'name="mandate_id" value="([^"]+)"', page)
    chosen = client.send("/account/acting", {"membership_id": member})
    assert (chosen.status_code, chosen.location) == (303, "/provider/")
    says(client.page("/provider/"), "for Green Shoots")
    assert client.send("/account/acting", {"mandate_id": mandate}).status_code == 303
    says(client.page("/orders"), "for somebody else")
    with database.writing() as session:  # the mandate ends at this moment, and so does what it opened
        session.execute(text("UPDATE mandate SET ended_at = :now"), {"now": world.NOW})
    says(client.page("/"), "Hello Green Shoots member")


def test_nobody_acts_for_what_is_not_theirs(app: Flask, robin: UUID) -> None:
    world.provider("Green Shoots", email="green@example.org")
    with database.reading() as session:
        theirs = session.execute(text("SELECT id FROM membership")).scalar_one()
    client = signed_in(app, EMAIL)
    for form in ({"membership_id": theirs}, {"mandate_id": theirs}):
        assert client.send("/account/acting", form).status_code == 404
    assert client.send("/account/acting", {"membership_id": "nonsense"}).status_code == 303  # as oneself
    says(client.page("/"), "Hello Robin Vale")
