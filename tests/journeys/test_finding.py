"""Finding as a person, as a broker, without script and by the keys alone: by outcome, near, and by what is typed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Route, expect

from marketplace.people.rules import MandateKind
from tests import world
from tests.journeys.conftest import Visitor


@pytest.fixture
def shelves(indexed: Callable[[], object]) -> world.Actor:
    """A person who trusts a broker, and things to find near and far."""
    world.areas()
    person, broker = world.person(email="robin@example.org"), world.broker(email="broker@example.org")
    world.trusts(person, broker, MandateKind.BROKER)
    green = world.provider()
    world.offer(green, title="Quay walk", outward="NE1", outcomes=("get_out", "outdoors"))
    world.offer(green, title="Farm days", outward="DL13", outcomes=("get_out",), venue="Stanhope farm")
    world.offer(green, title="Choir", outward="NE1", outcomes=("music",))
    indexed()
    return broker


def _finds(robin: Visitor) -> None:
    """By outcome, then near, then with nothing left, and out of that again."""
    robin.fill("What do you want to do?", "get out of the house").press("Search")
    robin.sees("About 2 results", "Quay walk", "Farm days").misses("Choir")
    robin.fill("Near: an area, or the first half of a postcode", "NE1 4ST").press("Show these")
    robin.sees("Near NE1", "an estimate")
    assert "4ST" not in robin.page.url
    robin.unfold("How far")
    robin.page.get_by_label("Distance").select_option("2")
    robin.press("Show these").sees("Within 2 miles", "About 1 result", "Quay walk").misses("Farm days")
    robin.unfold("Day").choose("Monday").press("Show these").sees("Take away Monday")
    robin.fill("The most", "1").press("Show these").sees("Nothing fits", "Up to £15 instead of £1")
    robin.follow("Up to £15 instead of £1").sees("About 1 result", "Quay walk")


def test_a_person_finds_by_what_they_want_and_near_them(visitor: Callable[[], Visitor], shelves: world.Actor) -> None:
    assert shelves
    robin = visitor().sign_in("robin@example.org")
    robin.follow("Find support")
    _finds(robin)


def test_a_broker_finds_the_same_for_a_client(visitor: Callable[[], Visitor], shelves: world.Actor) -> None:
    assert shelves
    broker = visitor().sign_in("broker@example.org").follow("Robin Vale").follow("Search for Robin Vale")
    _finds(broker)
    broker.sees("Search for Robin Vale")


def test_a_place_that_we_do_not_know_leads_to_the_areas(visitor: Callable[[], Visitor], shelves: world.Actor) -> None:
    assert shelves
    robin = visitor().open("/search?q=choir&near=Atlantis")
    robin.sees("We do not know it. Choose an area.").follow("Newcastle upon Tyne").sees("Near Newcastle upon Tyne")


def test_ideas_come_as_words_are_typed_and_are_reached_by_the_keys(
    chromium: Chromium, address: str, shelves: world.Actor
) -> None:
    assert shelves
    context = chromium.new_context(viewport={"width": 1024, "height": 900})
    robin = Visitor(context, address).open("/search")
    robin.page.get_by_label("What do you want to do?").press_sequentially("quay")
    idea = robin.page.get_by_role("link", name="Quay walk", exact=True).first
    expect(robin.page.locator("#suggestions")).to_contain_text("Offer from Green Shoots")
    for _ in range(8):
        robin.page.keyboard.press("Tab")
        if robin.page.evaluate("document.activeElement.closest('#suggestions') !== null"):
            break
    expect(robin.page.locator("#suggestions a").first).to_be_focused()
    expect(idea).to_be_visible()
    robin.page.keyboard.press("Enter")
    robin.sees("Quay walk", "Green Shoots")
    assert robin.errors == []
    context.close()


def test_what_is_typed_while_an_answer_is_on_its_way_is_not_lost(
    chromium: Chromium, address: str, shelves: world.Actor
) -> None:
    assert shelves
    context = chromium.new_context(viewport={"width": 1024, "height": 900})
    robin = Visitor(context, address).open("/search").unfold("Day")
    asked: list[Route] = []
    robin.page.route("**/search?*", lambda route: route.continue_() if asked else asked.append(route))
    with robin.page.expect_request("**/search?*"):
        robin.choose("Monday")
    robin.fill("The most", "15")
    robin.page.keyboard.press("Control+A")
    asked[0].continue_()
    robin.sees("Take away Monday")
    most = robin.page.get_by_label("The most", exact=True)
    expect(most).to_have_value("15")
    expect(most).to_be_focused()
    robin.page.keyboard.type("9")  # over what was marked
    expect(most).to_have_value("9")
    robin.page.unroute_all()
    with robin.page.expect_response("**/search?*"):
        robin.page.keyboard.press("Tab")
        robin.page.get_by_role("button", name="Show these").focus()
    robin.sees("Up to £15 instead of £9")
    expect(robin.page.get_by_role("button", name="Show these")).to_be_focused()
    assert robin.errors == []
    context.close()
