"""From joining to leaving: a person, somebody signed up at a desk, and a supporter."""

import io
import zipfile
from collections.abc import Callable

from marketplace.catalogue.rules import Level, PriceLine, Unit
from marketplace.foundation.access import Power
from marketplace.people.rules import MandateKind
from tests import world
from tests.faces.conftest import TestClock
from tests.journeys.newcomers import WRONG, Come, comes, comes_either_way

__all__ = ["comes", "comes_either_way"]

FREE = (PriceLine(Unit.SESSION, Level.STANDARD, 0),)
BOOKS = frozenset({Power.SEE, Power.PLAN, Power.SPEND})


def test_a_person_joins_books_takes_their_data_along_and_closes_the_account(
    comes_either_way: Come, indexed: Callable[[], object]
) -> None:
    world.areas()
    world.group(world.provider(), title="Gardening together", prices=FREE)
    indexed()
    ash = comes_either_way("ash@example.org")
    ash.open("/").follow("Join Ownpath")
    ash.asks().opens_the_letter().pick("Where do you live?", "Newcastle upon Tyne")
    ash.signs_up("Ash Vale", "Make my account").sees("Hello Ash Vale", "Signed in as Ash Vale")
    ash.fill("What do you want to do?", "gardening").press("Search").follow("Gardening together")
    ash.follow("Choose dates").choose("Monday 9 March").press("See what it costs").press("Book it")
    ash.sees("Your order has been sent", "Gardening together")
    order = ash.page.url.removeprefix(ash.address)
    typing = comes_either_way("ash@example.org").gives_the_password().follow("Your account")
    typing.follow("How to talk with me").fill("The language you like best", "Polish")
    ash.follow("Your account").follow("Close my account")
    ash.sees("Your orders go on", "Gardening together", "What the law makes us keep", "for 7 years")
    ash.follow("download your data")
    with ash.page.expect_download() as taken:
        ash.press("Download my data")
    with zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes())) as mine:
        assert "Gardening together" in mine.read("orders.json").decode()
    ash.follow("Close my account").choose("I have read what goes on").press("Close my account")
    ash.sees("Your account is closed").misses("Signed in as")

    typing.press("Save").sees("Your sign-in had ended", "Get help")
    ash.reaches_nothing(order, "/money", "/account", "/notices")
    ash.gives_the_password().sees(WRONG, "Choose a new one")


def test_somebody_signed_up_at_a_desk_takes_over_by_the_code_on_their_paper(comes: Come) -> None:
    world.areas()
    world.broker(email="broker@example.org")
    desk = comes("broker@example.org").is_here()
    desk.open("/broker/together").fill("Their name", "Pat Vale").pick("Where they live", "Newcastle upon Tyne")
    desk.fill_day("until", 1, 9, 2026).choose("Face to face").fill("What did you agree?", "We look for a choir.")
    desk.press("Sign them up").sees("They are signed up").press("Make a code for the paper").sees("You can take over")
    code = desk.page.locator(".op-code").inner_text()
    pat = comes("pat@example.org")
    pat.open("/join").follow("Use your code").fill("Code on your paper", code).fill("Your e-mail address", pat.email)
    pat.press("Send me the letter").sees("Look in your mail")
    pat.opens_the_letter().signs_up("Pat Vale", "Make my account").sees("Hello Pat Vale")
    desk.open("/broker/clients").follow("Pat Vale").sees("Search for Pat Vale")
    pat.follow("Your account").follow("Who may act for me").press("End this for Open Door Brokers")
    pat.sees("It has ended", "What they did for you", "signed you up")
    desk.follow("Search for Pat Vale")
    desk.is_told("You do not act for them any more").misses("Pat Vale")
    pat.follow("Your account").follow("Close my account").choose("I have read").press("Close my account")
    pat.sees("Your account is closed")
    pat.reaches_nothing("/money", "/account").gives_the_password().sees(WRONG)


def test_a_supporter_is_invited_books_is_ended_while_they_type_and_leaves_by_themselves(
    comes_either_way: Come, indexed: Callable[[], object], clock: TestClock
) -> None:
    world.areas()
    robin_actor, sam = world.person(email="robin@example.org"), world.person("Sam Moor")
    world.budget(robin_actor, world.commissioner(), 300_00)
    world.group(world.provider(), title="Choir")
    indexed()
    robin = comes_either_way("robin@example.org").is_here()
    robin.follow("Your account").follow("Whom I invited").press("Invite somebody")
    robin.fill("Their e-mail address", "ash@example.org").choose("Supporter").choose("Book for me")
    robin.fill_day("ends", 1, 9, 2026).press("Send the invitation")
    robin.sees("ash@example.org", "Waiting", "1 September 2026")
    ash = comes_either_way("ash@example.org").opens_the_letter()
    ash.sees("Robin Vale", "asks you to help", "You may book for them")
    ash.signs_up("Ash Vale").sees("You are helping somebody here", "£300")
    ash.fill("What do you want to do?", "choir").press("Search").follow("Choir").follow("Choose dates")
    ash.choose("Monday 9 March").press("See what it costs").press("Book and promise £12").sees("£12 promised")
    ash.follow("Something is wrong").choose("Something went wrong").fill("What is wrong?", "The gate was shut.")

    clock.forward(minutes=1)
    world.trusts(sam.at(clock()), world.actor(ash.account_id), MandateKind.SUPPORTER, BOOKS)
    robin.open("/account/invitations").sees("Ash Vale said yes")
    robin.follow("Your account").follow("Who may act for me").sees("Ash Vale").press("End this for Ash Vale")
    robin.sees("It has ended", "Ash Vale booked something for you")
    ash.press("Tell us")
    ash.is_told("You do not act for them any more", "what you typed was not used").misses("Choir")
    ash.reaches_nothing("/money", "/orders")

    ash.follow("See who you act for now").misses("Robin Vale").press("Act for Sam Moor")
    ash.follow("Your account").follow("What I may do for others").press("Stop helping Sam Moor")
    ash.sees("You act for them no more", "Nobody has asked you to act for them").reaches_nothing("/money", "/orders")
    ash.follow("Your account").follow("Close my account").choose("I have read").press("Close my account")
    ash.sees("Your account is closed")
    ash.gives_the_password().sees(WRONG)
