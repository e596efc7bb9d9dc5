"""From the invitation to leaving: a broker, a provider's owner, its manager and its worker."""

from collections.abc import Callable

from marketplace.foundation.access import Power
from marketplace.people.rules import Duty, MandateKind, OrganisationKind
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop
from tests.journeys.newcomers import Come, comes, comes_plainly

__all__ = ["comes", "comes_plainly"]

BOOKS = frozenset({Power.SEE, Power.PLAN, Power.SPEND})


def test_a_broker_is_invited_books_for_a_client_and_leaves(
    comes: Come, indexed: Callable[[], object], clock: TestClock
) -> None:
    world.areas()
    lee = world.member(OrganisationKind.BROKER, Duty.MANAGER, "Open Door Brokers", email="lee@example.org")
    robin = world.person()
    world.trusts(robin, lee, MandateKind.BROKER, BOOKS)
    world.budget(robin, world.commissioner(), 300_00)
    world.group(world.provider(), title="Choir")
    indexed()
    comes("lee@example.org").is_here().invites("bo@example.org", "Broker.")
    bo = comes("bo@example.org").opens_the_letter().sees("Open Door Brokers", "asks you to work with them")
    bo.signs_up("Bo Marsh").makes_a_passkey().sees("for Open Door Brokers").shows_the_passkey()
    bo.sees("People I work with").follow("Robin Vale").follow("Search for Robin Vale")
    bo.fill("What do you want to do?", "choir").press("Search").follow("Choir").follow("Choose dates")
    bo.choose("Monday 9 March").press("See what it costs").press("Book and promise £12").sees("£12 promised")
    bo.follow("Something is wrong").choose("Something went wrong").fill("What is wrong?", "The gate was shut.")
    window = bo.other_window().choose("Something went wrong").fill("What is wrong?", "The gate was shut.")
    clock.forward(minutes=1)
    bo.leaves("Open Door Brokers")
    window.press("Tell us").is_told("You do not act for Open Door Brokers any more").misses("Robin Vale")
    bo.reaches_nothing("/broker/clients", f"/broker/clients/{robin.own_person_id}", "/account/organisation/members")
    bo.shows_the_passkey().sees("What do you want to do next?").misses("Open Door Brokers")


def test_a_provider_signs_up_is_checked_publishes_and_its_owner_leaves(
    comes_plainly: Come, work: Callable[[], int], clock: TestClock
) -> None:
    world.areas()
    world.administrator(email="office@example.org")
    ash = comes_plainly("ash@example.org")
    ash.open("/join").follow("Join as a provider")
    ash.asks().opens_the_letter().signs_up("Ash Vale", "Make my account").sees("Tell us about your organisation")
    ash.fill("Name of your organisation", "Ash Gardens").fill("What do you do?", "We garden together.")
    ash.fill("E-mail address that people can write to", "hello@example.org").press("Sign it up")
    ash.sees("The back office checks you by 9 March 2026").sets_up_an_app(clock).follow("Make your first offer")
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

    office = comes_plainly("office@example.org").is_here().follow("Organisations to check").follow("Ash Gardens")
    office.choose("Yes, they are who they say").press("Send the answer")
    work()
    ash.follow("Notices").press("Your organisation was checked").sees("You can publish your offers now")
    ash.open("/provider/offers").follow("Seed swapping").follow("Publish").press("Publish").sees("Published")
    ash.types_a_code(clock).sees("for Ash Gardens")

    owner = world.actor(ash.account_id, clock())
    world.member(OrganisationKind.PROVIDER, Duty.OWNER, "Ash Gardens", owner.organisation_id)
    editing = ash.open("/provider/offers").follow("Seed swapping").follow("Change it").other_window()
    clock.forward(minutes=1)
    ash.leaves("Ash Gardens")
    editing.fill("Name", "Seed swap").press("Save the change").is_told("You do not act for Ash Gardens any more")
    ash.reaches_nothing("/provider/", "/provider/offers", "/account/organisation/members")
    ash.types_a_code(clock).sees("What do you want to do next?").misses("Ash Gardens")


def test_a_manager_and_a_worker_are_invited_work_and_leave_at_once_everywhere(
    comes: Come, work: Callable[[], int], clock: TestClock
) -> None:
    shop = Shop(clock)
    order_id = shop.accepted()
    comes(Shop.PROVIDER).is_here().invites("mo@example.org", "Manager.")
    mo = comes("mo@example.org").opens_the_letter().sees("Green Shoots")
    mo.signs_up("Mo Marsh").makes_a_passkey().sees("for Green Shoots").shows_the_passkey().sees("for Green Shoots")
    mo.invites("wil@example.org", "Worker.")
    wil = comes("wil@example.org").opens_the_letter().signs_up("Wil Moor").makes_a_passkey()
    clock.forward(days=8)
    wil.sees("for Green Shoots").open(f"/provider/orders/{order_id}").follow("Record what happened")
    wil.choose("It happened").press("Record it").sees("waits for their word")
    wil.open("/provider/").sees("Signed in as Wil Moor")

    mo.open("/account/organisation/members").follow("Wil Moor").fill("Why", "They have another job.")
    mo.press("End the membership").sees("Wil Moor no longer acts for you, from this moment on")
    wil.open(f"/provider/orders/{order_id}").is_told("You do not act for Green Shoots any more").misses("Robin")
    wil.reaches_nothing("/provider/", "/provider/orders", f"/provider/orders/{order_id}", "/account/organisation")
    wil.shows_the_passkey().sees("What do you want to do next?")

    mo.leaves("Green Shoots").reaches_nothing(
        "/account/organisation/members", "/account/invitations", "/account/organisation"
    )
    mo.follow("Your account").follow("Close my account").choose("I have read").press("Close my account")
    mo.sees("Your account is closed")
    mo.open("/sign-in").press("Sign in with a passkey").sees("That passkey did not work here")
