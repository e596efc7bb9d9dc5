"""Every way to find something, as a person and as a broker for one: with scripts, without, and by the keys alone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.market import FOUR, How, Seeker, market, seeker

__all__ = ["market", "seeker"]

BOX, NEAR = "What do you want to do?", "Near: an area, or the first half of a postcode"
FREE_FIRST = ("Community choir", "Walk and talk")
# of every kind of choice those that the walk has, by the words of the fold
CHOICES = {
    "What you want to do": ("Get out of the house", "Be outdoors"),
    "Only show": ("Has places", "User-led", "Small organisation", "A first time", "Can be booked here"),
    "Area": ("Newcastle upon Tyne",),
    "Where": ("At a place",),
    "Kind of thing": ("Gardening and nature",),
    "Day": ("Monday",),
    "Time of day": ("Morning",),
    "How soon": ("Within 2 weeks",),
    "With others or alone": ("In a group",),
    "Access": ("Step-free", "Hearing loop"),
    "Language": ("Welsh",),
    "Who helps": ("I can ask for a woman",),
    "It has…": ("For women only",),
    "Money it takes": ("Direct payment",),
    "Sold by": ("Session",),
    "Accredited": ("Accredited by",),
}
ASKED = {
    "q": ["walk"],
    "near": ["NE1"],
    "within": ["2"],
    "by": ["foot"],
    "minutes": ["60"],
    "outcomes": ["get_out", "outdoors"],
    "tags": ["has_places", "user_led", "small", "trial", "bookable"],
    "areas": ["E08000021"],
    "place": ["venue"],
    "category": ["nature"],
    "days": ["MO"],
    "parts": ["morning"],
    "starts": ["w2"],
    "group_kind": ["group"],
    "access": ["step_free", "hearing_loop"],
    "languages": ["cy"],
    "workers": ["woman"],
    "culture": ["women_only"],
    "takes": ["direct"],
    "units": ["session"],
    "price_from": ["5"],
    "price": ["15"],
    "sort": ["price"],
}


def _asked(visitor: Visitor) -> dict[str, list[str]]:
    """What the address of the page asks."""
    return parse_qs(urlsplit(visitor.page.url).query)


@pytest.mark.parametrize(
    ("typed", "found", "said"),
    [
        ("get out of the house", ("Farm days", "Quay walk"), "About 2 results"),
        ("I am lonely and want company", ("Community choir",), "About 1 result"),
        ("conselling", ("Talking online",), "We looked for “counselling”."),
        ("domiciliary", ("Personal assistant",), "About 1 result"),
        ("asystent po polsku", ("Personal assistant",), "About 1 result"),
    ],
    ids=["outcome", "everyday", "slip", "old", "polish"],
)
def test_what_is_typed_finds_what_is_meant(seeker: Seeker, typed: str, found: tuple[str, ...], said: str) -> None:
    seeker.asks("").fill(BOX, typed).press("Search").lists(*found).sees(said)


def test_ideas_say_what_they_are_and_lead_there(seeker: Seeker) -> None:
    visitor = seeker.asks("")
    if seeker.how is How.PLAIN:  # a form and no ideas; half a word finds as well
        visitor.fill(BOX, "qua").press("Search").lists("Quay walk")
        return
    ideas = visitor.page.locator("#suggestions li")
    for typed, idea in (
        ("gates", "Near Gateshead Place"),
        ("green sh", "Green Shoots Provider"),
        ("get ou", "Get out of the house What you want to do"),
        ("qua", "Quay walk Offer from Green Shoots"),
    ):
        visitor.page.get_by_label(BOX).fill("")
        visitor.page.get_by_label(BOX).press_sequentially(typed)
        expect(ideas.filter(has_text=idea)).to_have_count(1)
    visitor.page.keyboard.press("Tab")  # the button
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator("#suggestions a").first).to_be_focused()
    visitor.follow("Quay walk", ideas.first.locator("xpath=..")).sees("Green Shoots", "What is it?")


@pytest.mark.parametrize("seeker", FOUR, indirect=True)
def test_every_kind_of_choice_holds_together_and_is_in_the_address(seeker: Seeker) -> None:
    visitor = seeker.asks("").fill(BOX, "walk").fill(NEAR, "NE1").press("Search")
    visitor.lists("Quay walk", "Walk and talk").unfold("How far")
    visitor.pick("Distance", "2 miles").pick("Travel", "On foot").pick("For up to", "60 minutes")
    for fold, words in CHOICES.items():
        visitor.tick(fold, *words)
    visitor.fill("From", "5").fill("The most", "15").pick("Show first", "Lowest price").press("Show these")
    expect(visitor.page).to_have_url(re.compile("sort=price"))
    visitor.lists("Quay walk").sees(f"Accredited by {seeker.whose} funder", "From £5", "Up to £15")
    asked = _asked(visitor)
    assert asked.pop("accredited") == [str(seeker.market.funder.organisation_id)]
    assert {name: values for name, values in asked.items() if values != [""]} == ASKED
    visitor.page.reload()  # the address alone holds all of it
    expect(visitor.page.locator("#found input:checked")).to_have_count(sum(map(len, CHOICES.values())))
    visitor.lists("Quay walk").follow("Take away Monday")
    visitor.lists("Quay walk").misses("Take away Monday")
    visitor.fill("From", "").fill("The most", "1").press("Show these")
    visitor.sees("Nothing fits").follow("Up to £15 instead of £1: 1")
    visitor.lists("Quay walk")


def test_each_order_says_what_comes_first_and_free_is_beside_paid(seeker: Seeker) -> None:
    visitor = seeker.asks("near=NE1")
    by_title = (*FREE_FIRST[:1], "Farm days", "Personal assistant", "Quay walk", "Sewing bee", "Talking online")
    visitor.lists(*by_title, "Walk and talk").sees("Free", "£18 an hour", "From Riverside directory")
    for order, first in (
        ("Nearest", ("Quay walk", "Sewing bee", "Community choir", "Farm days")),
        ("Lowest price", (*FREE_FIRST, "Quay walk", "Sewing bee", "Personal assistant", "Talking online")),
        ("Soonest", ("Personal assistant", "Farm days", "Quay walk", "Sewing bee", "Talking online")),
        ("Best rated", by_title),  # nothing is rated: by title
    ):
        visitor.pick("Show first", order).press("Show these")
        expect(visitor.page.locator("#sort option:checked")).to_have_text(order)
        rest = [title for title in (*by_title, "Walk and talk") if title not in first]
        visitor.lists(*first, *rest)


def test_free_at_home_and_online_are_choices_of_their_own(seeker: Seeker) -> None:
    seeker.asks("").tick("Only show", "Free").press("Show these").lists(*FREE_FIRST)
    seeker.asks("").tick("Where", "At your home", "Online").press("Show these")
    seeker.visitor.lists("Personal assistant", "Talking online").sees("You can start at once")


def test_what_cannot_be_read_is_said_with_a_way_on(seeker: Seeker) -> None:
    seeker.asks("q=" + "walking+" * 1_250).sees("That was a lot of words.", "We used the first part of them.")
    for words in ("the+of+and", "%22%22+%26+%7C+%21+%28+%3A%2A"):
        seeker.asks(f"q={words}").sees("We cannot search by those words.", "Here is all that we have.")
    seeker.asks("q=walk&days=XX&areas=nowhere&sort=worst").sees("We do not know a choice", "Quay walk")
    seeker.asks("tags=bookable&tags=directory").sees("Nothing fits").follow("Without “From a directory”")
    seeker.visitor.sees("Quay walk").misses("Walk and talk")
    seeker.asks("page=1000000000").sees("There is nothing more.").follow("Go to the first page")
    seeker.visitor.sees("Community choir").fill("From", "20").fill("The most", "ten").press("Show these")
    seeker.visitor.sees("Enter a price in pounds").fill("The most", "10").press("Show these")
    seeker.visitor.sees("The price from is higher than the price to.").fill("From", "").fill("The most", "")
    seeker.visitor.fill(NEAR, "ZE9 9ZZ").press("Show these").sees("We do not know it. Choose an area.")
    seeker.visitor.follow("Gateshead").sees("Near Gateshead")
