"""From the invitation to leaving: a commissioner, a council's manager, a safeguarding lead, an administrator."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask

from marketplace.foundation import database
from marketplace.keeping import operations as keeping
from marketplace.keeping.operations import AskRequest
from marketplace.keeping.rules.asking import RequestKind
from marketplace.people import operations as people
from marketplace.people.rules import Duty, MandateKind, OrganisationKind
from marketplace.voice.rules import WorryKind
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop
from tests.journeys.newcomers import Come, Newcomer, comes

__all__ = ["comes"]

COUNCIL, OFFICE, SECOND = "North Council", "office@example.org", "second@example.org"
Official = Callable[..., Newcomer]


@pytest.fixture
def invited(app: Flask, comes: Come) -> Official:
    """An official who was invited by one administrator, said yes, waited for another one, and made a passkey."""

    def come(email: str, name: str, duty: str, organisation: str = COUNCIL) -> Newcomer:
        office = comes(OFFICE).is_here().follow("Invitations of officials").press("Invite somebody")
        office.fill("Their e-mail address", email).pick("Organisation", organisation).choose(f"{duty}.")
        office.press("Send the invitation").sees("The invitation is on its way", email)
        somebody = comes(email).opens_the_letter().sees(organisation, "asks you to work with them")
        somebody.signs_up(name).sees("Another administrator has to agree")
        second = comes(SECOND).is_here().follow("Duties to agree to").follow(f"{name}: {duty.lower()}")
        second.press("Agree").sees("You agreed. The duty holds from now on")
        somebody.open("/").makes_a_passkey()
        return somebody

    return come


def _office() -> None:
    """Two administrators of the platform."""
    first = world.administrator(OFFICE)
    world.member(OrganisationKind.PLATFORM, Duty.ADMINISTRATOR, "Ownpath", first.organisation_id, SECOND)


def test_a_commissioner_is_invited_gives_a_budget_and_leaves(comes: Come, invited: Official, clock: TestClock) -> None:
    world.areas()
    _office()
    council = world.commissioner(COUNCIL)
    robin = world.person()
    world.trusts(robin, council, MandateKind.FUNDER)
    cara = invited("cara@example.org", "Cara Moor", "Commissioner").sees(COUNCIL)
    cara.follow("See who named you").follow("Robin Vale").follow("Give a budget")
    cara.fill("What the money is for", "Adult social care").fill_day("starts", 1, 1, 2026)
    cara.fill_day("ends", 31, 12, 2026).fill("How much you hold, in pounds", "500").press("Check it")
    cara.press("Give £500").sees("Adult social care is given to Robin Vale", "£500 has come in")
    window = cara.follow("Give a budget").fill("What the money is for", "Leisure").other_window()
    clock.forward(minutes=1)
    cara.leaves(COUNCIL)
    window.press("Check it").is_told(f"You do not act for {COUNCIL} any more").misses("Robin Vale")
    cara.reaches_nothing("/commission", "/commission/people", f"/commission/people/{robin.own_person_id}")
    cara.shows_the_passkey().sees("What do you want to do next?").misses(COUNCIL)


def test_a_manager_names_a_lead_who_answers_a_worry_and_both_leave(
    comes: Come, invited: Official, work: Callable[[], int], clock: TestClock
) -> None:
    _office()
    shop = Shop(clock)
    assert shop.funder.organisation_id
    with database.writing() as session:
        people.cover_area(session, world.system(), shop.funder.organisation_id, world.AREA, world.NOW.date())
    mona = invited("mona@example.org", "Mona Lake", "Manager").sees(COUNCIL)
    mona.invites("lena@example.org", "Safeguarding lead.")
    lena = comes("lena@example.org").opens_the_letter().signs_up("Lena Hill").makes_a_passkey()
    lena.sees("You are not named for an area now")
    mona.follow("Your account").follow(f"{COUNCIL}, and what I do there").follow("Who leads on safeguarding")
    mona.pick("Area", "Newcastle upon Tyne").choose("Lena Hill").press("Name them").sees("They are named")
    worry_id = shop.worried(shop.accepted(), WorryKind.HARM, "Somebody was pushed.")
    work()
    lena.follow("Notices").press("A worry about harm needs you").press("Open it").sees("Somebody was pushed.")
    lena.press("I have it").sees("They are told that you have it").choose("No enquiry, but other help is arranged")
    lena.fill("Your answer", "We rang you, and visit today.").press("Decide, and send the answer")
    lena.sees("Your answer has been sent", "Decided")
    clock.forward(minutes=1)
    lena.leaves(COUNCIL)
    lena.reaches_nothing("/commission/concerns", f"/commission/concerns/{worry_id}", "/commission/worklist")

    mona.open("/commission/leads").sees("Nobody leads in Newcastle upon Tyne", "it goes to all your commissioners")
    mona.follow(COUNCIL).follow(f"Leave {COUNCIL}").choose("Yes, I leave").press("Leave it now")
    mona.sees("Nobody else runs this organisation", "Give another member that duty first")
    world.member(OrganisationKind.COUNCIL, Duty.MANAGER, COUNCIL, shop.funder.organisation_id)
    mona.leaves(COUNCIL).reaches_nothing("/commission/settings", "/commission/leads", "/account/organisation/members")
    mona.shows_the_passkey().sees("What do you want to do next?")


def test_an_administrator_is_agreed_by_two_answers_and_leaves_and_the_last_one_stays(
    comes: Come, invited: Official, clock: TestClock
) -> None:
    world.areas()
    _office()
    world.commissioner(COUNCIL)
    robin = world.person(email="robin@example.org")
    with database.writing() as session:
        keeping.ask_about_data(session, robin, AskRequest(uuid4(), RequestKind.ERASE, "My old address, please."))
    dee = invited("dee@example.org", "Dee Marsh", "Administrator", "Ownpath").sees("Back office")
    dee.follow("Robin Vale").sees("My old address, please.")
    dee.choose("Done").fill("Your answer", "Your old address is gone.").press("Send the answer").sees(
        "The answer", "Your old address is gone."
    )
    clock.forward(minutes=1)
    window = dee.open("/office").follow("Organisations to check").other_window()
    dee.leaves("Ownpath")
    window.open("/office/organisations").is_told("You do not act for Ownpath any more")
    dee.reaches_nothing("/office", "/office/accounts", "/office/roles", "/account/organisation/members")
    dee.shows_the_passkey().sees("What do you want to do next?").misses("Back office")

    comes(SECOND).is_here().leaves("Ownpath")
    last = comes(OFFICE).is_here().open("/account/organisation/leave").choose("Yes, I leave").press("Leave it now")
    last.sees("There is a problem", "Nobody else runs this organisation")
