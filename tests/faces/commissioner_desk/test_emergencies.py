"""An official opens somebody in an emergency: with a reason, for a few hours, to read only, and never in secret."""

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.foundation.errors import NotFound
from marketplace.people import operations as people
from marketplace.people.rules import Duty, OrganisationKind
from marketplace.voice import operations as voice
from marketplace.voice.operations import WorryRequest
from marketplace.voice.rules import WorryKind
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import Shop, says, silent_about

SOUTH, LEAD, ROBIN = "south@example.org", "lead@example.org", Shop.PERSON
REASON = "A neighbour rang: nobody has seen Robin for days."


@pytest.fixture
def shop(app: Flask, clock: TestClock) -> Shop:
    """Robin, who named the council of the shop and no other; it has a safeguarding lead."""
    made = Shop(clock)
    council = made.funder.organisation_id
    world.member(OrganisationKind.COUNCIL, Duty.SAFEGUARDING_LEAD, "North Council", council, LEAD)
    made.ordered(world.offer(made.owner))
    return made


@pytest.fixture
def south(app: Flask, shop: Shop) -> Client:
    """Another funder's commissioner, whose council also pays where Robin lives."""
    funder = world.member(OrganisationKind.NHS, Duty.COMMISSIONER, "The NHS trust", email=SOUTH)
    assert funder.organisation_id
    with database.writing() as session:
        people.cover_area(session, world.system(), funder.organisation_id, world.AREA, world.NOW.date())
    return signed_in(app, SOUTH)


def opened(client: Client, name: str = "robin  VALE", reason: str = REASON, status: int = 303) -> str:
    """Ask to open somebody; where it leads, or the page again."""
    answer = client.send("/commission/emergencies", {"name": name, "reason": reason})
    assert answer.status_code == status, answer.text[-2000:]
    return answer.location if status == 303 else answer.text


def test_it_opens_for_a_few_hours_and_all_concerned_hear_at_once(app: Flask, shop: Shop, south: Client) -> None:
    address = opened(south)
    says(south.page(address), "Robin Vale", "Allotment mornings", "left", REASON)
    south.page(address)
    robin = signed_in(app, ROBIN)
    says(robin.page("/notices"), "Somebody opened your details")
    says(
        robin.page("/who-looked"),
        "The NHS trust member of The NHS trust",
        "In an emergency. They gave this reason",
        REASON,
    )
    lead = signed_in(app, LEAD)
    says(lead.page("/notices"), "Details were opened in an emergency")
    says(lead.page("/commission/emergencies"), "Robin Vale", REASON, "Open until")
    silent_about(lead.page(address), "Allotment mornings")  # who watches learns that it was opened, and why
    shop.clock.forward(hours=4)
    page = signed_in(app, SOUTH).page(address)
    says(page, "This has closed")
    silent_about(page, "Allotment mornings", "£")
    with database.reading() as session:
        reasons = session.scalars(text("SELECT reason FROM looked WHERE page LIKE '%emergency_show' ORDER BY id")).all()
    assert reasons[:2] == [REASON, REASON]


def test_it_lets_nobody_write(app: Flask, shop: Shop, south: Client) -> None:
    opened(south)
    with database.reading() as session:
        account = session.execute(text("SELECT id FROM account WHERE email = :e"), {"e": SOUTH}).scalar_one()
        order_id = session.execute(text("SELECT id FROM orders")).scalar_one()
    official = world.actor(account)
    assert official.emergencies
    with pytest.raises(NotFound), database.writing() as session:
        voice.say(session, official, WorryRequest(order_id, order_id, WorryKind.HARM, "I worry."))
    for address in ("/orders", f"/orders/{order_id}", "/money"):
        south.page(address, 404)


def test_nothing_opens_without_a_reason_nor_out_of_the_area(app: Flask, shop: Shop, south: Client) -> None:
    world.person("Gale Head", world.OTHER_AREA)
    says(opened(south, reason="", status=422), "Say why")
    away, nobody = opened(south, "Gale Head", status=422), opened(south, "No Body", status=422)
    for page in (away, nobody):
        says(page, "We found no one person by that name in your area", REASON)
    world.person("Robin Vale")
    says(opened(south, status=422), "if two people share the name")
    answer = south.send("/commission/emergencies", {"name": "Robin Vale", "reason": REASON, "email": ROBIN})
    assert answer.status_code == 303
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM emergency_access")) == 1
        assert not session.scalar(
            text("SELECT count(*) FROM notice WHERE subject LIKE '%Robin%' OR words LIKE '%Robin%'")
        )


def test_another_funder_learns_nothing_of_it(app: Flask, shop: Shop, south: Client) -> None:
    address = opened(south)
    north = world.member(OrganisationKind.COUNCIL, Duty.COMMISSIONER, "West Council", email="west@example.org")
    assert north.organisation_id
    west = signed_in(app, "west@example.org")
    west.page(address, 404)
    silent_about(west.page("/commission/emergencies"), "Robin", REASON)


def test_with_no_lead_the_back_office_hears(app: Flask, shop: Shop, south: Client) -> None:
    world.administrator("office@example.org")
    world.person("Kit Free")
    opened(south, "Kit Free")
    says(signed_in(app, "office@example.org").page("/notices"), "opened in an emergency")


def test_a_lead_looks_at_the_reason_and_nobody_at_their_own(app: Flask, shop: Shop, south: Client) -> None:
    address, found = opened(south), {"finding": "I rang the neighbour: the reason holds."}
    lead = signed_in(app, LEAD)
    says(lead.page("/commission/worklist"), "Details opened in an emergency", "By Wednesday 4 March 2026.", "Take it")
    for client in (south, signed_in(app, ROBIN)):
        assert client.send(f"{address}/check", found, come_from="/account/data/ask").status_code == 404
    for bad in ("", "  ", "x" * 2001):
        refused = lead.send(f"{address}/check", {"finding": bad}, come_from=address)
        assert refused.status_code == 422
        says(refused.text, "Say what you found" if len(bad) < 9 else "Shorten it", REASON)
    assert lead.send(f"{address}/check", found, come_from=address).status_code == 303
    says(lead.page(address), "It is noted", "Looked at", found["finding"])
    again = lead.send(f"{address}/check", {"finding": "Something else"}, come_from="/account/data/ask")
    assert again.status_code == 422
    says(again.text, "Somebody has looked at this already", "What you wrote was not kept", "Something else")
    silent_about(lead.page("/commission/worklist"), "in an emergency, to look at")
    says(south.page(address), found["finding"])
    says(south.page("/notices"), "Somebody looked at what you opened")


def test_with_no_lead_the_back_office_looks_at_it(app: Flask, shop: Shop, south: Client) -> None:
    world.administrator("office@example.org")
    world.person("Kit Free")
    opened(south)  # Robin's lead looks at that one
    access_id = opened(south, "Kit Free").rpartition("/")[2]
    office = signed_in(app, "office@example.org")
    says(office.page("/office/worklist"), "in an emergency, to look at")
    address = f"/office/emergencies/{access_id}"
    says(office.page(address), "Kit Free", REASON, "Does the reason hold?")
    assert office.send(f"{address}/check", {"finding": " "}, come_from=address).status_code == 422
    assert office.send(f"{address}/check", {"finding": "It holds."}, come_from=address).status_code == 303
    says(office.page(address), "It holds.")
    silent_about(office.page("/office/worklist"), "in an emergency, to look at")
