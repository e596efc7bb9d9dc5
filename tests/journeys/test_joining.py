"""Coming in, in a real browser: a person, a supporter, a provider, a forgotten password; the demo shows their mail."""

from collections.abc import Callable

import pyotp
import pytest

from tests import world
from tests.faces.conftest import TestClock
from tests.journeys.conftest import Visitor

Come = Callable[[], Visitor]
PASSWORD = "teapot walrus corridor"


@pytest.fixture
def opens(work: Callable[[], int]) -> Callable[[Visitor, str], Visitor]:
    """Open the link of the newest letter to an address, where the demo shows everybody's mail."""

    def read(visitor: Visitor, email: str) -> Visitor:
        while work():
            pass
        visitor.open(f"/demo?to={email}")
        visitor.page.locator("details summary").first.click()
        return visitor.follow("Open its link")

    return read


def asks(visitor: Visitor, email: str) -> Visitor:
    """Type an address, and have the letter sent."""
    visitor.fill("E-mail address", email).press("Send me the letter")
    return visitor.sees("Look in your mail")


def signs_up(visitor: Visitor, button: str) -> Visitor:
    """Fill in what a new account needs."""
    visitor.fill("Your name", "Ash Vale")
    visitor.page.locator("#password").fill(PASSWORD)
    return visitor.press(button)


def test_a_person_from_joining_to_the_first_search(
    visitor: Come, opens: Callable[[Visitor, str], Visitor], indexed: Callable[[], object]
) -> None:
    world.areas()
    world.group(world.provider(), title="Gardening together")
    indexed()
    ash = visitor().open("/").follow("Join Ownpath")
    opens(asks(ash, "ash@example.org"), "ash@example.org")
    ash.page.get_by_label("Where do you live?").select_option(world.AREA)
    signs_up(ash, "Make my account").sees("Hello Ash Vale", "Signed in as Ash Vale")
    ash.follow("Find support").fill("What do you want to do?", "gardening").press("Search")
    ash.sees("Gardening together")
    ash.open("/account/name").fill("Your name", "Ash Moor").press("Save").sees("Your name is changed")


def test_a_supporter_from_the_invitation_to_the_first_task(
    visitor: Come, opens: Callable[[Visitor, str], Visitor], clock: TestClock
) -> None:
    world.areas()
    robin_actor = world.person(email="robin@example.org")
    world.budget(robin_actor, world.commissioner(), 300_00)
    robin = visitor().sign_in("robin@example.org").follow("Your account").follow("Whom I invited")
    robin.press("Invite somebody")
    robin.fill("Their e-mail address", "ash@example.org").choose("Supporter").choose("Spend").fill_day(
        "until", 1, 9, 2026
    )
    robin.press("Send the invitation").sees("ash@example.org", "Waiting", "until 1 September 2026")
    ash = opens(visitor(), "ash@example.org").sees("Robin Vale", "asks you to help", "book from their budget")
    signs_up(ash, "Say yes and make my account").sees("You are helping somebody here", "£300")
    ash.follow("My money").sees("£300")
    robin.open("/account/invitations").sees("Ash Vale said yes")


def test_a_provider_from_joining_to_a_draft(
    visitor: Come, opens: Callable[[Visitor, str], Visitor], clock: TestClock
) -> None:
    world.areas()
    ash = visitor().open("/join").follow("Join as a provider")
    opens(asks(ash, "ash@example.org"), "ash@example.org")
    signs_up(ash, "Make my account").sees("Tell us about your organisation")
    ash.fill("Name of your organisation", "Ash Gardens").fill("What do you do?", "We garden together.")
    ash.fill("E-mail address that people can write to", "hello@example.org").press("Sign it up")
    ash.sees("A second step when you sign in", "you need one", "The back office checks you by 9 March 2026").follow(
        "Set up an app"
    )
    device = pyotp.TOTP(ash.page.locator("strong.op-secret").inner_text().replace(" ", ""))
    ash.fill("Code that the app shows", device.at(clock())).press("Go on").sees("Keep these codes on paper")
    ash.follow("I have them. Go to my start page")
    ash.sees("What waits for you").follow("Make your first offer")
    ash.fill("Name", "Seed swapping").fill("In one sentence", "Swap seeds.").fill("What happens there", "Bring some.")
    ash.page.get_by_label("What kind of thing is it?").select_option("nature")
    ash.choose("One to one").choose("At a place").fill("The place", "Moor Lane").choose("Newcastle upon Tyne")
    ash.choose("English").choose("Held by the funder").choose("No VAT is charged: exempt")
    ash.page.locator("[name=price]").fill("11.50")
    ash.page.locator("[name=unit]").select_option("session")
    ash.page.locator("[name=level]").select_option("standard")
    ash.page.locator("[name=notice_hours]").fill("24")
    ash.page.locator("[name=late_percent]").fill("50")
    ash.press("Save as a draft").sees("Seed swapping", "Draft").follow("Publish").press("Publish")
    ash.sees("The Ownpath back office does that, and tells you by Monday 9 March 2026", "Your draft is safe")


def test_a_forgotten_password(visitor: Come, opens: Callable[[Visitor, str], Visitor]) -> None:
    world.areas()
    world.person(email="robin@example.org")
    robin = visitor().open("/sign-in").follow("Choose a new one")
    opens(asks(robin, "robin@example.org"), "robin@example.org")
    robin.page.locator("#password").fill(PASSWORD)
    robin.press("Save the new password").sees("You have a new password")
    robin.fill("E-mail address", "robin@example.org")
    robin.page.locator("#password").fill(PASSWORD)
    robin.press("Sign in").sees("Hello Robin Vale")
