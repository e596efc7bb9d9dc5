"""A provider can be paid by card; a person adds a card, books with it, has it, it is charged, and some comes back."""

from collections.abc import Callable

from marketplace.budgets.rules import Holding
from tests import world
from tests.faces.conftest import TestClock
from tests.journeys.conftest import Visitor


def test_from_a_card_to_money_that_comes_back(
    visitor: Callable[[], Visitor], work: Callable[[], object], clock: TestClock
) -> None:
    world.areas()
    person, provider = world.person(email="robin@example.org"), world.provider(email="green@example.org")
    world.budget(person, world.commissioner(), 300_00, Holding.DIRECT)
    offer_id = world.offer(provider)

    green = visitor().sign_in("green@example.org")
    green.open("/provider/").follow("Cards").sees("once you have told Stripe", "Nothing yet").press("Begin")
    green.sees("Tell Stripe about your business").press("Submit").press("Look again").sees("You can be paid by card")

    robin = visitor().sign_in("robin@example.org").follow("My money").follow("Pay by card")
    robin.sees("No card is kept yet", "We never see its number").press("Add a card")
    robin.fill("Card number", "4242 4242 4242 4242").press("Save card")
    robin.press("Look again").sees("Visa card ending 4242", "12/2030")

    robin.open(f"/offers/{offer_id}").follow("Choose times")
    robin.fill_day("first_day", 9, 3, 2026).fill("What time it starts", "10:00").press("See what it costs")
    robin.sees("How do you pay?", "Visa card ending 4242").choose("By card").press("Book and promise £12")
    robin.sees("Your order has been sent")
    green.open("/provider/orders").follow("Allotment mornings").press("Say yes")
    clock.forward(days=8)
    green.open("/provider/").follow("Allotment mornings").follow("Record what happened")
    green.choose("It happened").press("Record it")
    robin.open("/orders").follow("Allotment mornings").press("Yes, that is right").sees("The card is being asked")
    work()

    robin.open("/orders").follow("Allotment mornings").sees("Paid by card").follow("£12 for 9 March 2026")
    robin.sees("Green Shoots was paid by your card")
    green.open("/provider/cards").follow("£12 for Allotment mornings").sees("Paid by card", "Up to £12")
    green.fill("How much do you give back, in pounds?", "13").fill("Why?", "It was an hour short.")
    green.press("Give it back").sees("You can give back up to £12")
    green.fill("How much do you give back, in pounds?", "5").press("Give it back")
    green.sees("It is on its way back to their card", "Up to £7")
    work()
    robin.page.reload()
    robin.sees("£5 came back to your card", "Some given back").follow("My money").sees("£293 left")
    robin.open("/notices").sees("Money came back to your card")
