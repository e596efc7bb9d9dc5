"""What somebody acted under is over while their page is open: nothing is done for anybody else, and they are told."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power
from marketplace.people import operations as people
from marketplace.people.operations.members import grant
from marketplace.people.rules import Duty, MandateKind
from tests import world
from tests.faces.conftest import TestClock, signed_in
from tests.faces.shop import says, silent_about

ASH = "ash@example.org"
PLANS = frozenset({Power.SEE, Power.PLAN})
TYPED = {"about": "We plant trees.", "email": "", "phone": ""}


@pytest.fixture
def green(app: Flask) -> Actor:
    """The owner of a provider that Ash owns too; and since later than that, Ash owns another one."""
    world.areas()
    green, blue = world.provider("Green Shoots"), world.provider("Blue Notes")
    ash = world.account("Ash Vale", ASH)
    for day, owner in ((1, green), (2, blue)):
        assert owner.organisation_id
        with database.writing() as session:
            then = world.system(world.NOW.replace(day=day))
            people.join(session, then, ash, owner.organisation_id, [Duty.OWNER])
    return green


def _membership(name: str) -> UUID:
    """Ash's membership of an organisation."""
    asked = text(
        "SELECT m.id FROM membership m JOIN account a ON a.id = account_id JOIN organisation o ON o.id = "
        "organisation_id WHERE a.email = :e AND o.name = :n"
    )
    with database.reading() as session:
        found: UUID = session.execute(asked, {"e": ASH, "n": name}).scalar_one()
        return found


def ends(owner: Actor) -> None:
    """Ash's membership of Green Shoots is ended by its owner."""
    with database.writing() as session:
        people.end_membership(session, owner, _membership("Green Shoots"), "They left.")


def said_of_themselves() -> set[str]:
    """What all organisations say of themselves."""
    with database.reading() as session:
        return set(session.scalars(text("SELECT about FROM organisation")))


@pytest.mark.parametrize("chosen", [False, True], ids=["without choosing", "as was chosen"])
def test_what_was_typed_for_one_organisation_is_never_done_for_another(
    app: Flask, green: Actor, clock: TestClock, *, chosen: bool
) -> None:
    ash = signed_in(app, ASH)
    clock.forward(minutes=1)
    if chosen:
        ash.send("/account/acting", {"membership_id": _membership("Green Shoots")})
    says(ash.page("/account/organisation"), "You act for", "Green Shoots")
    token = ash.token("/account/organisation")
    ends(green.at(clock()))
    answer = ash.post("/account/organisation", data=TYPED | {"csrf_token": token})
    assert answer.status_code == 404
    says(answer.text, "You do not act for Green Shoots any more", "what you typed was not used", "who you act for now")
    assert said_of_themselves() == {""}
    assert ash.get("/").location == "/account/acting"
    silent_about(ash.page("/account/acting"), "Green Shoots")
    ash.send("/account/acting", {"membership_id": _membership("Blue Notes")})
    says(ash.page("/account/organisation"), "Blue Notes")
    says(signed_in(app, ASH).page("/account/organisation"), "Blue Notes")  # who comes anew has nothing typed


def test_whoever_leaves_by_themselves_is_led_to_what_else_they_do(app: Flask, green: Actor, clock: TestClock) -> None:
    ash = signed_in(app, ASH)
    clock.forward(minutes=1)
    assert ash.send("/account/organisation/leave", {"sure": "y"}).location == "/"
    assert ash.get("/").location == "/account/acting"
    page = ash.page("/account/acting")
    says(page, "You have left Green Shoots.", "Blue Notes")
    says(ash.page(f"/provider/offers/{world.offer(green)}", 404), "You do not act for Green Shoots any more")


def test_whoever_comes_back_the_same_day_is_told_nothing_of_it(app: Flask, green: Actor, clock: TestClock) -> None:
    ash = signed_in(app, ASH)
    clock.forward(minutes=1)
    ends(green.at(clock()))
    with database.writing() as session:
        grant(session, green, _account(), green.organisation_id or UUID(int=0), Duty.OWNER)
    says(ash.page(f"/provider/orders/{UUID(int=7)}", 404), "There is nothing here")


def _account() -> UUID:
    with database.reading() as session:
        return session.execute(text("SELECT id FROM account WHERE email = :e"), {"e": ASH}).scalar_one()


def _ends(robin: Actor) -> None:
    with database.writing() as session:
        asked = text("SELECT id FROM mandate WHERE person_id = :p")
        people.end_mandate(session, robin, session.execute(asked, {"p": robin.own_person_id}).scalar_one())


def test_who_helps_two_does_for_one_nothing_that_was_typed_for_the_other(app: Flask, clock: TestClock) -> None:
    world.areas()
    robin, sam = world.person("Robin Vale"), world.person("Sam Vale")
    world.trusts(robin, world.actor(world.account("Ash Vale", ASH)), MandateKind.SUPPORTER, PLANS)
    client = signed_in(app, ASH)
    token = client.token("/ask")
    clock.forward(minutes=1)
    world.trusts(sam.at(clock()), world.actor(_account()), MandateKind.SUPPORTER, PLANS)
    asked = {"words": "A choir.", "area_code": world.AREA, "csrf_token": token}
    assert client.post("/ask", data=asked | {"key": str(UUID(int=7))}).status_code == 303
    _ends(robin.at(clock()))
    client.post("/ask", data=asked | {"key": str(UUID(int=8))})
    with database.reading() as session:
        whose = session.scalars(text("SELECT person_id FROM gap_request WHERE person_id IS NOT NULL")).all()
    assert whose == [robin.own_person_id]
    assert client.get("/").location == "/account/acting"
