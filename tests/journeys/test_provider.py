"""A provider makes an offer, changes it, pauses and publishes it; takes an order, records it, and hears how it was."""

from collections.abc import Callable

from tests import world
from tests.faces.conftest import TestClock
from tests.journeys.conftest import Visitor


def test_from_an_offer_to_what_people_say(
    visitor: Callable[[], Visitor], work: Callable[[], object], clock: TestClock
) -> None:
    world.areas()
    person, funder = world.person(email="robin@example.org"), world.commissioner()
    world.provider(email="green@example.org")
    world.budget(person, funder, 300_00)
    green = visitor().sign_in("green@example.org")

    green.follow("Offers").follow("Make a new offer")
    green.fill("Name", "Seed swapping").fill("In one sentence", "Swap seeds and stories.")
    green.fill("What happens there", "Bring what you have. Take what you like.")
    green.page.get_by_label("What kind of thing is it?").select_option("nature")
    green.choose("Be outdoors").choose("Run my own home")
    green.choose("One to one").choose("At a place").fill("The place", "Moor Lane allotments")
    green.fill("Postcode of the place", "ne4 5ab").choose("A woman").choose("Vegetarian food")
    green.fill("For one to one: in how many weeks can somebody new start?", "0").choose("People can come once to try")
    green.choose("Newcastle upon Tyne").choose("English").choose("Held by the funder")
    green.page.locator("[name=price]").fill("11.50")
    green.page.locator("[name=unit]").select_option("session")
    green.page.locator("[name=level]").select_option("standard")
    green.choose("No VAT is charged: exempt")
    green.page.locator("[name=notice_hours]").fill("24")
    green.page.locator("[name=late_percent]").fill("50")
    green.press("Save as a draft").sees("Seed swapping", "Draft", "£11.50")
    green.follow("Publish").press("Publish").sees("Published")
    green.follow("Change it").fill("Name", "Seed swap").press("Save the change").sees("Seed swap", "Version 2")
    green.follow("Pause").sees("Nobody new can find it").press("Pause").sees("Paused")
    green.follow("Publish").press("Publish").sees("Published")
    work()

    robin = visitor().sign_in("robin@example.org")
    robin.open("/search?q=seed").sees("You can start at once").follow("Seed swap")
    robin.sees("It can help you to", "run your own home", "You can ask for a woman", "Vegetarian food")
    robin.follow("Choose times").fill_day("first_day", 9, 3, 2026)
    robin.fill("What time it starts", "10am").press("See what it costs").press("Book and promise £11.50")
    robin.sees("Your order has been sent")
    work()

    green.open("/notices").press("You have a new order").press("Open it").sees("Robin Vale", "Seed swap")
    green.press("Say yes").sees("Booked")
    clock.forward(days=8)
    green.open("/provider/").follow("Seed swap").follow("Record what happened")
    green.choose("It happened").press("Record it").sees("waits for their word", "Tuesday 17 March 2026")

    robin.open("/orders").follow("Seed swap").follow("No, it is not").fill("What is not right?", "It was half of it.")
    robin.press("Tell them").sees("Nothing is paid for it until this is settled", "It was half of it.")
    green.open("/provider/orders").follow("Seed swap").sees("It was half of it.").follow("Correct it")
    green.choose("They did not come").press("Correct it").sees("waits for their word")
    robin.open("/orders").follow("Seed swap").press("Yes, that is right").sees("£5.75 spent")
    green.open("/provider/orders").follow("Seed swap").sees("£5.75")


def test_a_declined_order_gives_the_money_back(visitor: Callable[[], Visitor], work: Callable[[], object]) -> None:
    world.areas()
    person, funder = world.person(email="robin@example.org"), world.commissioner()
    provider = world.provider(email="green@example.org")
    world.budget(person, funder, 300_00)
    offer_id = world.offer(provider)
    robin = visitor().sign_in("robin@example.org").open(f"/offers/{offer_id}").follow("Choose times")
    robin.fill_day("first_day", 9, 3, 2026).fill("What time it starts", "10:00").press("See what it costs")
    robin.press("Book and promise £12").sees("£12 promised")
    green = visitor().sign_in("green@example.org").open("/provider/orders").follow("Allotment mornings")
    green.follow("Say no, with a reason").fill("Why can you not do it?", "We have no worker on Mondays.")
    green.press("Say no")
    robin.open("/orders").follow("Allotment mornings").sees("We have no worker on Mondays.", "All the money went back")
    robin.open("/money").sees("£300 left")
