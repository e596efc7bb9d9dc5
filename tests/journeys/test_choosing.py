"""A person and a broker choose: side by side, a list that is shared, and asking for what is not there."""

from collections.abc import Callable

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from marketplace.catalogue.rules import Level, PriceLine, Unit
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.rules import MandateKind
from tests import world
from tests.faces.conftest import TestClock
from tests.journeys.conftest import Visitor

PLANS = frozenset({Power.SEE, Power.PLAN})
ROBIN, BROKER, NORTH = "robin@example.org", "broker@example.org", "north@example.org"


def _shop() -> world.Actor:
    """Two things to choose from, and a council that plans support where the person lives; the person."""
    world.areas()
    person, provider, funder = world.person(email=ROBIN), world.provider(), world.commissioner(email=NORTH)
    world.group(provider, title="Gardening together")
    world.offer(provider, title="Garden company", prices=(PriceLine(Unit.HOUR, Level.STANDARD, 20_00),))
    with database.writing() as session:
        assert funder.organisation_id
        people.cover_area(session, world.system(), funder.organisation_id, world.AREA, world.NOW.date())
    return person


def test_a_person_compares_keeps_and_asks(
    visitor: Callable[[], Visitor], indexed: Callable[[], object], clock: TestClock
) -> None:
    _shop()
    indexed()
    robin = visitor().open("/search?q=garden")
    robin.follow("Compare Gardening together").sees("This is one thing so far").follow("Add another thing")
    robin.sees("You chose 1 to compare").follow("Compare Garden company").sees("£6", "£12 for a session of 2 hours.")
    robin.fill("Hours a week", "4").press("Work it out").sees("£20 times 4 hours.", "£80")
    robin.follow("Garden company").sees("What is it?", "Can I bring somebody?", "How do I begin?")
    robin.follow("save it to a list").sees("Please sign in first")
    robin.fill("E-mail address", ROBIN)
    robin.page.locator("#password").fill(world.PASSWORD)
    robin.press("Sign in").fill("Name of the new list", "For the spring").press("Save it")
    robin.sees("Garden company is on the list.", "You may want one too", "Only you see it")
    robin.follow("None of these suits").choose("It costs too much").fill("What would you like to do or have?", "A shed")
    robin.press("Go on").sees("Check before you send", "North Council plans support").press("Ask for it")
    robin.sees("You have asked for it.", "will look at it by Monday 30 March 2026")
    north = visitor().sign_in(NORTH).follow("Asked for").sees("Newcastle upon Tyne: not sure what kind").misses("Robin")
    north.follow("A shed").fill("Your answer", "We have asked three groups.").press("Send the answer")
    robin.follow("My lists").follow("what was asked for").follow("A shed").sees("We have asked three groups.")


def test_a_broker_keeps_a_list_with_their_client(
    visitor: Callable[[], Visitor], indexed: Callable[[], object], clock: TestClock
) -> None:
    person, holder = _shop(), world.broker(email=BROKER)
    world.trusts(person, holder, MandateKind.BROKER, PLANS)
    indexed()
    broker = visitor().sign_in(BROKER).follow("Robin Vale").follow("Search for Robin Vale")
    broker.fill("What do you want to do?", "garden").press("Search").follow("Save Gardening together")
    broker.fill("Name of the new list", "With Robin").fill("A note, if you like", "Step-free.").press("Save it")
    broker.sees("Gardening together is on the list.", "Open Door Brokers, since")
    robin = visitor().sign_in(ROBIN).follow("My lists").follow("With Robin").sees("“Step-free.”")
    robin.press("Stop showing it to Open Door Brokers").sees("They cannot see this list any more.")
    broker.follow("All lists").misses("With Robin")
    broker.follow("what was asked for").follow("Ask for something that you cannot find")
    broker.fill("What would you like to do or have?", "A choir").press("Go on").press("Ask for it")
    broker.sees("You have asked for it.", "They do not see a name.")


def test_comparing_by_keyboard_alone_on_a_small_phone(
    chromium: Chromium, address: str, indexed: Callable[[], object], clock: TestClock
) -> None:
    _shop()
    indexed()
    context = chromium.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/search?q=garden")
    for words in ("Compare Gardening together", "Add another thing", "Compare Garden company"):
        page.get_by_role("link", name=words).focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    page.get_by_label("Hours a week").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("£20 times 3 hours.")
    side = page.get_by_role("region", name="Side by side")
    side.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(side).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate("window.print = () => document.body.setAttribute('data-printed', 'yes')")
    page.get_by_role("link", name="Print this page").focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Print this page")).to_be_hidden()
    expect(page.get_by_role("button", name="Work it out")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("£20 times 3 hours.")
    context.close()
