"""A person finds, books six, cancels one, says that something is wrong, confirms, rates, and books again."""

from collections.abc import Callable
from decimal import Decimal

from marketplace.foundation import database
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import RecordRequest
from marketplace.purchasing.queries import OrderSummary, order, orders_for
from marketplace.purchasing.rules import DeliveryKind
from tests import world
from tests.faces.conftest import TestClock
from tests.journeys.conftest import Visitor


def test_from_finding_to_booking_again(
    visitor: Callable[[], Visitor], work: Callable[[], object], indexed: Callable[[], object], clock: TestClock
) -> None:
    world.areas()
    person, provider, funder = world.person(email="robin@example.org"), world.provider(), world.commissioner()
    world.budget(person, funder, 300_00)
    world.group(provider, title="Gardening together", dates=14)
    world.offer(
        provider,
        title="Counselling",
        category="talking",
        summary="Somebody to talk to",
        description="Quiet.",
        venue="Town hall",
    )
    world.offer(provider, title="Garden design", summary="Plan a garden", areas=(world.OTHER_AREA,))
    indexed()
    robin = visitor().sign_in("robin@example.org")

    robin.follow("My money").sees("£300", "Have", "Promised", "Spent", "Left", "Adult social care")
    robin.follow("Find support").fill("What do you want to do?", "gardning").press("Search")
    robin.sees("We looked for “gardening”", "Gardening together", "Garden design").misses("Counselling")
    robin.unfold("Area").choose("Newcastle upon Tyne").unfold("Day").choose("Monday").unfold("Access")
    robin.choose("Step-free").unfold("Language").choose("English").unfold("Only show").choose("Has places")
    robin.fill("The most", "15").press("Show these")
    robin.sees("About 1 result", "Gardening together", "Next free place: Monday 9 March 2026").misses("Garden design")
    robin.follow("Gardening together").sees("£12 a session", "Green Shoots", "24 hours before", "8 places left")

    robin.follow("Choose dates").choose("Monday 9 March")
    for date in ("16 March", "23 March", "30 March", "6 April", "13 April"):
        robin.choose(date)
    robin.press("See what it costs")
    robin.sees("£72", "Adult social care", "£228 of £300", "24 hours before")
    robin.press("Book and promise £72").sees("Your order has been sent", "Green Shoots has your order", "£12 promised")
    robin.follow("My money").sees("£72 is promised", "£228 left")
    work()
    robin.follow("Notices").sees("Your order has been sent")

    robin.follow("My orders").follow("Gardening together")
    robin.follow("Cancel Monday 13 April 2026").sees("Cancelling costs nothing", "£12 goes back").press("Cancel it")
    robin.sees("the money has gone back")

    robin.follow("Something is wrong").choose("Something went wrong").fill("What is wrong?", "The gate was shut.")
    robin.press("Tell us").sees("The gate was shut.", "Green Shoots has it")

    (placed,) = _orders(person)
    with database.writing() as session:
        purchasing.accept(session, provider, placed.id)
    clock.forward(days=8)
    _record(provider.at(clock()), person)
    robin.open("/").sees("Waiting for your word").follow("Gardening together")
    robin.sees("It happened", "If you say nothing by Tuesday 17 March 2026").press("Yes, that is right")
    robin.sees("It is settled", "£12 spent")
    robin.follow("Say how it was")
    robin.page.get_by_role("group", name="I was listened to").get_by_label("Yes, very much").check()
    robin.fill("In your own words", "Lovely people.").press("Send").sees("Thank you", "Lovely people.")

    robin.follow("Book again").sees("Check the booking", "£72")
    robin.press("Book and promise £72").sees("Your order has been sent")
    assert len(_orders(person)) == 2


def _orders(person: world.Actor) -> list[OrderSummary]:
    with database.reading() as session:
        return orders_for(session, person, person.own_person_id)


def _record(provider: world.Actor, person: world.Actor) -> None:

    with database.reading() as session:
        first = order(session, person, _orders(person)[0].id).bookings[0]
    with database.writing() as session:
        purchasing.record(session, provider, RecordRequest(first.id, DeliveryKind.DELIVERED, Decimal(1)))
