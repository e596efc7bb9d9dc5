"""The page of an offer and of a directory entry: all of it for everybody, and signing in only to buy."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import SessionsRequest
from marketplace.catalogue.rules import Level, OfferState, PriceLine, Unit
from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.operations import OrganisationRequest
from marketplace.people.rules import Duty, OrganisationKind
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.entries import imported
from tests.faces.shop import AWKWARD, Shop, says, silent_about
from tests.faces.storefront.people import link, links
from tests.faces.storefront.sheet import sheet

PRICES = (PriceLine(Unit.HOUR, Level.MORE, 31_50), PriceLine(Unit.HOUR, Level.STANDARD, 24_00))


@pytest.fixture
def visitor(app: Flask, shop: Shop) -> Client:
    """Somebody who has not signed in."""
    return app.test_client()  # type: ignore[return-value]


def signs_in(browser: Client, page: str) -> TestResponse:
    """Fill in the sign-in form of a page."""
    return sheet(page, "/sign-in").send(browser, email=Shop.PERSON, password=world.PASSWORD)


def test_a_visitor_reads_everything(visitor: Client, shop: Shop) -> None:
    page = visitor.page(f"/offers/{world.offer(shop.owner, prices=PRICES, languages=('en', 'bfi'))}")
    says(page, "Green Shoots", "Allotment mornings", "Grow vegetables with a small group.", "No experience needed.")
    says(page, "£24 an hour and up", "£31.50 an hour", "Six would cost £144.", "You sign in next.")
    says(
        page, "Moor Lane allotments", "Newcastle upon Tyne", "Monday and Wednesday", "Step-free", "English and British"
    )
    says(page, "up to 24 hours before. After that", "50% of the price", "No VAT is charged: exempt", "One to one")
    says(page, "Too few people have told us yet", "Who gives it")
    silent_about(page, "Next dates", "left in")


def test_it_says_what_it_changes_in_a_life_and_whom_one_can_ask_for(visitor: Client, shop: Shop) -> None:
    told = world.offer(
        shop.owner,
        outcomes=("home", "people"),
        workers=("woman", "man"),
        culture=("halal_food", "prayer_space"),
        trial=True,
        wait_weeks=3,
        outward="NE1",
    )
    page = visitor.page(f"/offers/{told}")
    says(page, "It can help you to", "run your own home", "meet people and make friends")
    says(page, "You can start in about 3 weeks", "You can come once to try it", "You can ask for a woman or a man")
    says(page, "Faith and culture", "Halal food", "A place and time to pray")
    untold = visitor.page(f"/offers/{world.offer(shop.owner)}")
    silent_about(untold, "It can help you to", "You can start", "try it", "You can ask for", "Faith and culture")


def test_who_gives_it_says_how_to_ask_them(visitor: Client) -> None:
    with database.writing() as session:
        about = OrganisationRequest(
            OrganisationKind.PROVIDER,
            "Kind Hands",
            "We are three friends.",
            "hi@kind.example",
            "0191 496 0001",
            True,
            True,
        )
        organisation_id = people.register_organisation(session, world.system(), about)
    kind = world.member(OrganisationKind.PROVIDER, Duty.OWNER, "Kind Hands", organisation_id)
    page = visitor.page(f"/offers/{world.offer(kind)}")
    says(page, "Kind Hands User-led Small provider", "We are three friends.")
    assert link(page, "0191 496 0001") == "tel:01914960001"
    assert link(page, "hi@kind.example") == "mailto:hi@kind.example"


def test_words_of_a_provider_are_words(visitor: Client, shop: Shop) -> None:
    offer_id = world.offer(shop.owner, title=f"Tea {AWKWARD}", summary=AWKWARD, description=f"One\n\n{AWKWARD}")
    page = visitor.page(f"/offers/{offer_id}")
    says(page, f"Tea {AWKWARD}")
    silent = page.replace("&lt;b&gt;", "")
    assert "<b>" not in silent


def test_the_dates_of_a_group_say_how_many_places(visitor: Client, shop: Shop) -> None:
    group = world.group(shop.owner, places=1, dates=8)
    shop.ordered(group.offer_id, sessions=group.sessions[:1])
    page = visitor.page(f"/offers/{group.offer_id}")
    says(
        page, "In a group", "Monday 9 March 2026, 10am to 12pm Full", "Monday 16 March 2026, 10am to 12pm 1 place left"
    )
    says(page, "And 2 more dates.")
    assert link(page, "Choose dates") == f"/offers/{group.offer_id}/orders/new"
    shop.clock.forward(weeks=20)
    says(visitor.page(f"/offers/{group.offer_id}"), "There are no dates to book just now.")


def test_clocks_go_forward_and_the_hour_stays(visitor: Client, shop: Shop) -> None:
    first = world.NOW + timedelta(weeks=3)
    starts = (first, first + timedelta(days=6, hours=23))  # summer time begins on the Sunday between
    group = world.group(shop.owner, dates=1)
    asked = SessionsRequest(group.offer_id, starts, tuple(s + timedelta(hours=1) for s in starts), 4)
    with database.writing() as session:
        catalogue.add_sessions(session, shop.owner, asked)
    page = visitor.page(f"/offers/{group.offer_id}")
    says(page, "Monday 23 March 2026, 10am to 11am", "Monday 30 March 2026, 10am to 11am")


@pytest.mark.parametrize(
    "query", ["", "?line=session:standard&first_day=9&first_day=3&first_day=2026&at=10am&times=2&every=1"]
)
def test_buying_asks_to_sign_in_and_goes_on_where_it_was(app: Flask, visitor: Client, shop: Shop, query: str) -> None:
    offer_id = world.offer(shop.owner)
    wanted = link(visitor.page(f"/offers/{offer_id}"), "Choose times") + query
    asked = visitor.get(wanted)
    assert asked.status_code == 303
    page = visitor.page(asked.headers["Location"])
    says(page, "Please sign in first. Then you go straight on to where you were.")
    wrong = sheet(page, "/sign-in").send(visitor, email=Shop.PERSON, password="not this")
    assert wrong.status_code == 422
    right = signs_in(visitor, wrong.text)
    assert right.status_code == 303
    assert right.headers["Location"].rstrip("?") == wanted
    says(visitor.page(right.headers["Location"]), "Check the booking" if query else "Book Allotment mornings", "£500")


def test_after_signing_in_it_says_what_is_left(app: Flask, shop: Shop) -> None:
    robin = signed_in(app, Shop.PERSON)
    page = robin.page(f"/offers/{world.offer(shop.owner)}")
    says(page, "Six would cost £72. You have £500 left in Adult social care.")
    silent_about(page, "You sign in next")
    direct = robin.page(f"/offers/{world.offer(shop.owner, takes=('direct',))}")
    says(direct, "Six would cost £72.")
    silent_about(direct, "£500")


def test_what_is_free_says_so(visitor: Client, shop: Shop) -> None:
    page = visitor.page(f"/offers/{world.offer(shop.owner, prices=(PriceLine(Unit.SESSION, Level.STANDARD, 0),))}")
    says(page, "Free")
    silent_about(page, "Six would cost", "Money it takes", "£0")


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("/search?q=dig&days=MO", "/search?q=dig&days=MO"),
        ("/search", "/search"),
        ("/offers/x", "/search"),
        ("", "/search"),
        ("//elsewhere.example/search?q=x", "/search"),
    ],
)
def test_the_way_back_is_the_search_that_led_here(visitor: Client, shop: Shop, came: str, back: str) -> None:
    offer_id = world.offer(shop.owner)
    referrer = f"http:{came}" if came.startswith("//") else f"http://localhost{came}"
    page = visitor.get(f"/offers/{offer_id}", headers={"Referer": referrer} if came else {}).text
    assert [address for words, address in links(page).items() if address.startswith(back)][-1] == back
    assert "elsewhere" not in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (OfferState.PAUSED, "has paused this. It may come back."),
        (OfferState.WITHDRAWN, "does not offer this any more."),
    ],
)
def test_what_has_ended_says_so_and_names_others(visitor: Client, shop: Shop, state: OfferState, words: str) -> None:
    offer_id, other_id = world.offer(shop.owner), world.offer(shop.owner, title="Singing")
    with database.writing() as session:
        catalogue.set_state(session, shop.owner, offer_id, state)
    page = visitor.page(f"/offers/{offer_id}")
    says(page, f"Green Shoots {words}", "Others like this")
    assert link(page, "Singing") == f"/offers/{other_id}"
    silent_about(page, "Book it", "/orders/new")
    robin = signed_in(visitor.application, Shop.PERSON)
    says(robin.page(f"/offers/{offer_id}"), "If you have booked it, your dates stand.")
    assert robin.get(f"/offers/{offer_id}/orders/new").headers["Location"] == f"/offers/{offer_id}"


def test_a_draft_and_what_never_was_are_not_there(visitor: Client, shop: Shop) -> None:
    for offer_id in (world.offer(shop.owner, published=False), uuid4(), UUID(int=0)):
        says(visitor.page(f"/offers/{offer_id}", 404), "There is nothing here", "Find support")
        visitor.page(f"/entries/{offer_id}", 404)


def test_an_entry_says_where_it_comes_from_and_when(visitor: Client) -> None:
    (entry_id,) = imported()
    page = visitor.page(f"/entries/{entry_id}")
    says(page, "Riverside Friends", "Walk and talk", "From a directory", "You cannot book this here. Ask them.", "Free")
    says(page, "Told by Riverside directory, who last checked it on 14 February 2026. We read it on 2 March 2026.")
    says(page, "Open Government Licence", "The boat house", "We walk by the river on Mondays.")
    assert link(page, "hello@riverside.example") == "mailto:hello@riverside.example"
    assert link(page, "Their website") == "https://riverside.example"
    silent_about(page, "Choose times", "/orders/new")
