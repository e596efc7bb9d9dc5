"""Weighing up and asking, as a person and as a broker for one: with scripts, without, and by the keys alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.market import BROKERS, TITLES, How, Seeker, Who, market, seeker

__all__ = ["market", "seeker"]

COMPARED = ("Quay walk", "Community choir", "Sewing bee", "Personal assistant", "Walk and talk")
QUESTIONS = (
    "What is it?",
    "What can it help me to do?",
    "Who gives it?",
    "What does it cost?",
    "What is that an hour?",
    "What is that a week, as you would use it?",
    "What do such things cost here?",
    "Where is it?",
    "How far is it?",
    "What is there for access?",
    "When is the next one?",
    "Which days?",
    "With others, or one to one?",
    "Which money does it take?",
    "Which languages?",
    "What do others say?",
    "What if I cancel?",
    "How do I begin?",
)

# What can be used on the page as it is, and what the tab key has come by.
COME_BY = """
    window.could = [...document.querySelectorAll("a[href], button, summary, input, select")].filter(
        part => part.type !== "hidden" && part.checkVisibility({contentVisibilityAuto: true})
            && getComputedStyle(part).pointerEvents !== "none")
    window.come = []
    document.addEventListener("focusin", event => window.come.push(event.target))
"""


def _prints(visitor: Visitor, scripted: bool) -> None:
    """The page can be printed: at once with scripts, and else it says how; on paper there is only what it says."""
    page = visitor.page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1_000})  # a sheet of paper, less its edges
    for part in (".govuk-service-navigation", "[data-print]", "form button", ".op-footer"):
        for each in page.locator(part).all():
            expect(each).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1
    page.set_viewport_size({"width": 1_024, "height": 900})
    page.emulate_media(media="screen")
    if scripted:
        page.evaluate("window.print = () => document.body.setAttribute('data-printed', 'yes')")
        visitor.follow("Print this page")
        expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    else:
        visitor.follow("Print this page").sees("Printing")


def _columns(page: Page) -> Locator:
    """What stands side by side."""
    return page.locator("thead th > a:first-child")


def test_five_things_side_by_side_answer_the_same_questions_and_print(seeker: Seeker) -> None:
    visitor = seeker.asks("near=NE1")
    for title in COMPARED[:-1]:
        visitor.follow(f"Compare {title}").sees("Side by side").follow("Add another thing").sees("to compare")
    visitor.follow(f"Compare {COMPARED[-1]}").sees("Side by side", "£6", "£12 for a session of 2 hours.")
    expect(visitor.page.locator("tbody th")).to_have_text(QUESTIONS)
    expect(_columns(visitor.page)).to_have_text(COMPARED)
    for said in (
        "Less than half a mile away",
        "You can start in about 4 weeks",
        "At your home",
        "Told by Riverside directory",
    ):
        visitor.sees(said)
    visitor.fill("Hours a week", "4").pick("Show first", "Lowest cost a week").press("Work it out")
    visitor.sees("£18 times 4 hours.", "£72")
    expect(_columns(visitor.page).first).to_have_text("Community choir")
    visitor.fill("Hours a week", "lots").press("Work it out").sees("Enter a number from 0.25 to 100")
    more = seeker.visitor.page.get_by_role("link", name="Go back to the search").get_attribute("href") or ""
    _prints(visitor, seeker.scripted)
    visitor.open(more).sees("You chose 5 to compare").follow("Compare Farm days")
    visitor.sees("You can compare 5 things at once. We left out the others.")


def test_an_offer_answers_questions_and_prints(seeker: Seeker) -> None:
    visitor = seeker.asks("q=walk").follow("Quay walk").sees("What does it cost, all told?", "Monday 9 March 2026")
    visitor.sees("Where and when?", "What happens if I cancel?", "Can I bring somebody?", "How do I begin?")
    _prints(visitor, seeker.scripted)
    visitor.open(seeker.search).follow("Walk and talk").sees("Riverside directory", "14 February 2026")


def test_a_list_is_named_kept_as_seen_shared_and_can_be_turned_down(seeker: Seeker) -> None:
    visitor = seeker.asks("q=sewing").follow("Save Sewing bee")
    visitor.fill("Name of the new list", "For the spring").fill("A note, if you like", "By the bus.").press("Save it")
    visitor.sees("Sewing bee is on the list.", "“By the bus.”")
    at_first = visitor.page.locator(".op-card").inner_text()
    price = 20 + len(seeker.search) + len(seeker.how)  # another one each time
    seeker.market.dearer_sewing(price)
    visitor.page.reload()
    visitor.sees("The price changed.", f"Now: £{price} a session").follow("Note and changes")
    visitor.sees("Then", "Now", f"£{price} a session").fill("Your note", "By the bus, on Fridays.").press(
        "Keep the note"
    )
    visitor.sees("“By the bus, on Fridays.”", re.sub(r" a session.*", "", at_first.split("£")[1], flags=re.DOTALL))
    if seeker.who is Who.PERSON:
        visitor.sees("Only you see it").choose(BROKERS).press("Show it").sees(f"{BROKERS}, since")
    else:
        visitor.sees(f"{BROKERS}, since")
    visitor.follow("None of these suits").choose("It costs too much").fill(
        "What would you like to do or have?", "A shed"
    )
    visitor.press("Go on").sees("Check before you send", "North Council plans support").press("Ask for it")
    visitor.sees("You have asked for it.")


def test_where_nothing_fits_there_is_a_way_on(seeker: Seeker) -> None:
    visitor = seeker.asks("q=zeppelin&days=SU").sees("Nothing fits")
    visitor.follow("Ask for this").press("Go on").sees("Check before you send", "zeppelin").press("Ask for it")
    visitor.sees("You have asked for it.", "name. Nothing is put on a public page.").follow("Search again")
    seeker.asks("days=SU&tags=bookable").sees("Nothing fits", "Without “Sunday”: 6", "Nearest to what you asked for")
    assert set(visitor.page.locator("#results .op-card h3").all_inner_texts()) <= set(TITLES)
    visitor.follow("Without “Sunday”: 6").lists(*TITLES)


@pytest.mark.parametrize("seeker", [(who, How.KEYS) for who in Who], ids=str, indirect=True)
def test_the_tab_key_reaches_all_of_the_search_and_leaves_it(seeker: Seeker) -> None:
    page = seeker.asks("q=walk&near=NE1&days=MO").sees("Quay walk").page
    page.evaluate(COME_BY)
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement === document.body || come.indexOf(document.activeElement) < come.length - 1"
        ):
            break
    assert page.evaluate("could.filter(part => !come.includes(part)).map(part => part.outerHTML)") == []
    assert page.evaluate("come.every((part, n) => !n || come[n - 1].compareDocumentPosition(part) & 4)")
