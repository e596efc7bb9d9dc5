"""Things side by side: whatever an address can hold, the same questions for each, and ways there and on."""

from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from flask import Flask

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.rules import Level, OfferState, PriceLine, Unit
from marketplace.foundation import database
from search_index.worker import rebuild
from tests import world
from tests.faces.conftest import Client
from tests.faces.entries import imported
from tests.faces.shop import AWKWARD, Shop, says, silent_about
from tests.faces.storefront.people import link, nothing_changes
from tests.faces.storefront.sheet import sheet

FREE = (PriceLine(Unit.SESSION, Level.STANDARD, 0),)
HOURLY = (PriceLine(Unit.HOUR, Level.STANDARD, 24_00), PriceLine(Unit.HOUR, Level.MORE, 31_50))
WEEKLY = (PriceLine(Unit.WEEK, Level.STANDARD, 30_00),)
EACH = (PriceLine(Unit.EACH, Level.STANDARD, 5_00),)


@pytest.fixture
def visitor(app: Flask, shop: Shop) -> Client:
    """Somebody who has not signed in."""
    return app.test_client()  # type: ignore[return-value]


def compared(*ids: UUID, more: str = "") -> str:
    return "/compare?" + "&".join(f"o={each}" for each in ids) + more


def answers(page: str, question: str) -> str:
    """What stands beside a question."""
    return page.partition(f">{question}<")[2].partition("</tr>")[0]


NOTHING = "?o=00000000-0000-4000-8000-000000000001"
ODD = ["", "?o=", "?o=nonsense", "?o=%00&hours=2", NOTHING, "?o=" + "x" * 5_000, "?hours=a&times=b&order=z"]


@pytest.mark.parametrize("query", ODD)
def test_with_nothing_to_compare_it_says_how_to_begin(visitor: Client, query: str) -> None:
    page = visitor.page(f"/compare{query}")
    says(page, "You have not chosen anything yet.", "Choose “Compare” beside a thing")
    assert link(page, "Search for what you want to do").startswith("/search")


@pytest.mark.parametrize("typed", ["0", "-1", "1e9", "NaN", "many", "101", "2_0", "², 3", "0.1", "9" * 40])
@pytest.mark.parametrize("name", ["hours", "times"])
def test_a_number_that_cannot_be_is_told_at_its_box(visitor: Client, shop: Shop, name: str, typed: str) -> None:
    page = visitor.page(compared(world.offer(shop.owner, prices=HOURLY), more=f"&{name}={typed}"))
    says(page, "Enter a number from 0.25", "We worked with 2 hours and 1 time a week.", "£48")
    assert sheet(page, "/compare").fields[name] == typed[:20]


def test_unlike_units_are_brought_to_one_with_the_working_shown(visitor: Client, shop: Shop) -> None:
    group = world.group(shop.owner, title="Gardening")
    ids = (
        group.offer_id,
        world.offer(shop.owner, title="Company", prices=HOURLY),
        world.offer(shop.owner, title="Club", prices=WEEKLY),
        world.offer(shop.owner, title="Boxes", prices=EACH),
        world.offer(shop.owner, title="Walk", prices=FREE),
    )
    page = visitor.page(compared(*ids, more="&hours=4&times=2"))
    says(answers(page, "What is that an hour?"), "£6£12 for a session of 2 hours.")
    says(answers(page, "What is that an hour?"), "£7.50£30 a week, shared over your 4 hours.")
    says(answers(page, "What is that an hour?"), "We cannot tell.It is sold by the item, not by time.", "Free")
    week = answers(page, "What is that a week, as you would use it?")
    says(
        week, "£24£12 times 2 sessions.", "£96£24 times 4 hours.", "£126£31.50 times 4 hours.", "£30This is its price."
    )
    says(week, "We cannot tell.It depends on how many you buy.", "Free")
    says(
        page,
        "Monday 9 March 2026",
        "It lasts 2 hours",
        "You agree a time",
        "Too few have told us yet",
        "24 hours before",
    )
    says(page, "It is not for bidding. Nobody is asked to go lower.", "In a group", "One to one", "Step-free")
    silent_about(page, "We left out")


def test_what_such_things_cost_here_needs_enough_offers(visitor: Client, shop: Shop) -> None:
    mine, _ = world.offer(shop.owner), world.offer(shop.owner, prices=(PriceLine(Unit.SESSION, Level.STANDARD, 20_00),))
    question = "What do such things cost here?"
    says(answers(visitor.page(compared(mine)), question), "Too few to say")
    world.offer(shop.owner, prices=FREE, areas=(world.OTHER_AREA,))
    says(answers(visitor.page(compared(mine)), question), "Too few to say")
    world.offer(shop.owner, prices=FREE)
    says(answers(visitor.page(compared(mine)), question), "Nothing to £20 a session, in 3 offers")


def test_an_entry_is_compared_where_facts_are_known(visitor: Client, shop: Shop) -> None:
    (entry_id,) = imported()
    page = visitor.page(compared(entry_id, world.offer(shop.owner)))
    says(
        page,
        "Walk and talk",
        "From a directory",
        "Told by Riverside directory",
        "Not told. Ask them.",
        "The boat house",
    )
    says(answers(page, "What does it cost?"), "Free", "£12 a session")
    assert link(page, "See how to ask them: Walk and talk") == f"/entries/{entry_id}"


def test_the_order_is_as_chosen_unless_somebody_asks_for_another(visitor: Client, shop: Shop) -> None:
    dear = world.offer(shop.owner, title="Dear", prices=HOURLY)
    item = world.offer(shop.owner, title="Item", prices=EACH)
    free = world.offer(shop.owner, title="Gratis", prices=FREE)
    page = visitor.page(compared(dear, item, free))
    assert page.index(">Dear<") < page.index(">Item<") < page.index(">Gratis<")
    page = sheet(page, "/compare").send(visitor, order="cost").text
    assert page.index(">Gratis<") < page.index(">Dear<") < page.index(">Item<")


def test_a_sixth_is_kindly_refused(visitor: Client, shop: Shop) -> None:
    ids = [world.offer(shop.owner, title=f"Thing {number}") for number in range(6)]
    page = visitor.page(compared(*ids))
    says(page, "You can compare 5 things at once. We left out the others.", "Thing 4")
    silent_about(page, "Thing 5", "Add another thing")
    fewer = visitor.page(link(page, "Take away Thing 0"))
    says(fewer, "Thing 1", "Add another thing")
    silent_about(fewer, "Thing 0")


@pytest.mark.parametrize(("state", "word"), [(OfferState.PAUSED, "Paused"), (OfferState.WITHDRAWN, "Ended")])
def test_what_has_ended_says_so_and_what_never_was_is_left_out(
    visitor: Client, shop: Shop, state: OfferState, word: str
) -> None:
    ended, draft = world.offer(shop.owner), world.offer(shop.owner, published=False, title="Secret")
    with database.writing() as session:
        catalogue.set_state(session, shop.owner, ended, state)
    page = visitor.page(compared(ended, draft))
    says(page, word, "You cannot book it now.", "Something that you chose is not here any more.")
    silent_about(page, "Secret")


def test_from_the_search_and_back_keeps_what_was_asked_and_chosen(visitor: Client, shop: Shop, app: Flask) -> None:
    world.group(shop.owner, title="Gardening together")
    world.offer(shop.owner, title="Garden design")
    imported()
    rebuild(shop.clock)
    with nothing_changes():
        first = visitor.page(link(visitor.page("/search?q=garden&days=MO"), "Compare Gardening together"))
        says(first, "This is one thing so far.")
        again = visitor.page(link(first, "Add another thing"))
        says(again, "You chose 1 to compare.", "Compared Gardening together")
        assert sheet(again, "/search").fields["q"] == "garden"
        both = visitor.page(link(again, "Compare Garden design"))
        says(both, "Garden design", "Gardening together", "Print this page")
        kept = sheet(visitor.page(link(both, "Add another thing")), "/search").send(visitor, q="walk", days=None).text
        three = visitor.page(link(kept, "Compare Walk and talk"))
    assert len(parse_qs(urlsplit(link(three, "Take away Walk and talk")).query)["o"]) == 2
    assert link(visitor.page(link(three, "Add another thing")), "begin again") == "/search?q=walk"


def test_words_of_a_provider_are_words(visitor: Client, shop: Shop) -> None:
    page = visitor.page(
        compared(world.offer(shop.owner, title=f"Tea {AWKWARD}", summary=AWKWARD), more=f"&s={AWKWARD}")
    )
    says(page, f"Tea {AWKWARD}")
    assert "<b>" not in page
