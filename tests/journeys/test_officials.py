"""The broker, the commissioner, the back office and the passer-by, each on their own side."""

from collections.abc import Callable

from marketplace.foundation.access import Power
from marketplace.people.rules import MandateKind
from tests import world
from tests.journeys.conftest import Visitor

BOOKS = frozenset({Power.SEE, Power.PLAN, Power.SPEND})


def test_a_broker_books_for_a_client_and_cannot_see_anybody_else(
    visitor: Callable[[], Visitor], indexed: Callable[[], object]
) -> None:
    world.areas()
    person, other, funder = world.person(), world.person("Sam Other"), world.commissioner()
    broker = world.broker(email="broker@example.org")
    world.trusts(person, broker, MandateKind.BROKER, BOOKS)
    world.budget(person, funder, 300_00)
    world.budget(other, funder, 300_00)
    world.group(world.provider(), title="Choir", category="music")
    indexed()
    broker_console = visitor().sign_in("broker@example.org").sees("Robin Vale", "£300").misses("Sam Other")
    broker_console.follow("Robin Vale").follow("Search for Robin Vale").fill("What do you want to do?", "singing")
    broker_console.press("Search").follow("Choir").follow("Choose dates").choose("Monday 9 March")
    broker_console.press("See what it costs").sees("Robin Vale", "£288 of £300").press("Book and promise £12")
    broker_console.sees("Your order has been sent", "Choir")
    broker_console.finds_nothing(f"/broker/clients/{other.own_person_id}")


def test_a_commissioner_gives_a_budget_and_sees_what_it_buys(
    visitor: Callable[[], Visitor], indexed: Callable[[], object], work: Callable[[], object]
) -> None:
    world.areas()
    person = world.person(email="robin@example.org")
    north = world.commissioner(email="north@example.org")
    south = world.commissioner("South Council", email="south@example.org")
    assert south.organisation_id
    world.trusts(person, north, MandateKind.FUNDER)
    world.group(world.provider(), title="Choir")
    indexed()
    desk = visitor().sign_in("north@example.org").open("/commission/people").follow("Robin Vale")
    desk.follow("Give a budget").fill("What the money is for", "Adult social care")
    desk.fill_day("starts", 1, 1, 2026).fill_day("ends", 31, 12, 2026)
    desk.fill("How much you hold, in pounds", "500").press("Check it").sees("£500").press("Give £500")
    desk.sees("Adult social care is given to Robin Vale", "£500 has come in")
    robin = visitor().sign_in("robin@example.org").open("/search?q=choir").follow("Choir").follow("Choose dates")
    robin.choose("Monday 9 March").press("See what it costs").press("Book and promise £12").sees("£12 promised")
    desk.open("/commission/orders").sees("Choir", "Green Shoots", "Newcastle upon Tyne", "£12").misses("Robin Vale")

    robin.follow("Something is wrong").choose("I am worried").fill("What is wrong?", "Somebody was pushed.")
    robin.press("Tell us").sees("The provider cannot see")
    work()
    desk.open("/notices").press("A worry about harm needs you").press("Open it").sees("Somebody was pushed.")
    desk.page.locator("textarea").fill("We have rung you and will visit today.")
    desk.press("Send the answer").sees("Your answer")
    robin.open("/orders").follow("Choir").sees("We have rung you and will visit today.")
    other = visitor().sign_in("south@example.org").open("/commission/orders").misses("Choir")
    other.open("/commission/people").misses("Robin Vale")


def test_a_passer_by_reads_everything_public_and_signs_in_only_to_buy(
    visitor: Callable[[], Visitor], indexed: Callable[[], object]
) -> None:
    world.areas()
    world.person(email="robin@example.org")
    world.group(world.provider(), title="Choir")
    indexed()
    passer = visitor().open("/").sees("Find support that suits you").fill("What do you want to do?", "choir")
    passer.press("Search").follow("Choir").sees("£12 a session", "Green Shoots", "Next dates", "If you cancel")
    for link, says in (
        ("Help", "If somebody is in danger"),
        ("Privacy", "What we keep about you"),
        ("Accessibility", "Accessibility statement"),
        ("Cookies", "We use two"),
    ):
        passer.follow(link).sees(says)
    passer.open("/search?q=choir").follow("Choir").follow("Choose dates").sees("Please sign in first")
    passer.fill("E-mail address", "robin@example.org")
    passer.page.locator("#password").fill(world.PASSWORD)
    passer.press("Sign in").sees("Book Choir", "Which dates")
