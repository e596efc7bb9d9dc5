"""An Individual Service Fund from the question to the move: a person, two who hold money, and the funder."""

from collections.abc import Callable

from marketplace.budgets.rules import Holding
from marketplace.people.rules import MandateKind
from tests import world
from tests.journeys.conftest import Visitor


def test_a_fund_is_asked_for_signed_paid_in_spent_and_moved(
    visitor: Callable[[], Visitor], indexed: Callable[[], object], work: Callable[[], object]
) -> None:
    world.areas()
    person = world.person(email="robin@example.org")
    north = world.commissioner(email="north@example.org")
    world.trusts(person, north, MandateKind.FUNDER)
    world.budget(person, north, 300_00)
    world.provider("Harbour House", email="harbour@example.org")
    world.provider("Oak Trust", email="oak@example.org")
    world.group(world.provider(), title="Choir", takes=(Holding.ISF,))
    indexed()
    holders = {}
    for name, fee in (("harbour", "10"), ("oak", "0")):
        holder = holders[name] = visitor().sign_in(f"{name}@example.org").open("/provider").follow("Funds")
        holder.sees("Nobody can ask you").follow("Offer to hold money").press("Keep these terms")
        holder.sees("There is a problem", "Choose whether people can ask you").choose("Yes, people can ask us")
        holder.fill("What do you do for people whose money you hold?", "We pay what you choose, and ring you.")
        holder.fill("Your fee for four weeks, in pounds", fee)
        holder.fill("How many days' notice do you give if you stop?", "28").press("Keep these terms")
        holder.sees("Your terms are kept")

    robin = visitor().sign_in("robin@example.org").open("/money").follow("Have somebody hold your money")
    robin.sees("Harbour House", "Oak Trust", "£10", "We pay what you choose").press("Sign and ask them")
    robin.sees("There is a problem").choose("Harbour House").press("Sign and ask them")
    robin.sees("They are asked", "Waits for an answer", "Nothing has moved yet")
    work()
    harbour = holders["harbour"].open("/notices").press("Somebody asks you to hold their money").press("Open it")
    harbour.sees("Robin Vale", "They signed your terms").press("Sign and hold the money").sees("Agreed by both")
    robin.open("/money").follow("Harbour House").sees("£300 more is to come")
    desk = visitor().sign_in("north@example.org").open("/commission").follow("Money that others hold for people")
    desk.sees("£300 to Harbour House", "Robin Vale").press("Record £300 for Robin Vale as paid").sees("is recorded")

    robin.open("/search?q=choir").follow("Choir").follow("Choose dates").choose("Monday 9 March")
    robin.press("See what it costs").sees("Individual Service Fund").press("Book and promise £12")
    harbour.open("/provider/funds").sees("£288 left, £12 promised").follow("Robin Vale").sees("Promised")

    robin.open("/money").follow("Harbour House").follow("Move it to somebody else").choose("Oak Trust")
    robin.press("Sign and ask them").sees("They are asked")
    holders["oak"].open("/provider/funds").follow("Robin Vale").press("Sign and hold the money").sees("£288")
    robin.open("/money").sees("Agreed by both: £288 left").follow("Harbour House").sees("This ended on", "£12")
    robin.follow("See all that went in and out").sees("Handed over to whoever holds it now")
    harbour.open("/provider/funds").follow("Robin Vale").sees("Ended", "Handed over")
    desk.open("/commission/funds").sees("Oak Trust", "£288").misses("Choir")
