"""A plan from its first words to an answer, and to a second look."""

from collections.abc import Callable

from tests import world
from tests.house_rules.trust.spending_scene import crafts
from tests.integration.plans.books import colleague
from tests.journeys.conftest import Visitor


def test_a_plan_is_written_sent_answered_and_looked_at_again(
    visitor: Callable[[], Visitor], indexed: Callable[[], object]
) -> None:
    world.areas()
    person = world.person(email="robin@example.org")
    north = world.commissioner(email="north@example.org")
    colleague(north, "second@example.org")
    world.budget(person, north, 1_000_00)
    crafts(world.provider(), "class")
    indexed()
    robin = visitor().sign_in("robin@example.org").open("/plan")
    robin.press("Begin a plan for 1 January 2026 to 31 December 2026").sees("Your plan is there", "It is with you")
    robin.press("Send the plan").sees("There is a problem", "Write what you want to be different first")
    robin.fill("What do you want to be different?", "I want to sleep\nI want to see people")
    robin.fill_day("review_on", 1, 6, 2026).press("Save").sees("It is saved")

    robin.follow("Add something else, in your own words").fill("What is it?", "A bus pass")
    robin.pick("What kind of thing is it?", "Getting about").fill("What does one cost, in pounds?", "30")
    robin.choose("Every four weeks").choose("Adult social care").press("Only see what it comes to")
    robin.sees("£420", "Can be paid for", "£580 is left").choose("I want to see people")
    robin.fill("Will this help you to recover, stay healthy and have a full life? How?", "I can go out.")
    robin.press("Save it in the plan").sees("It is in your plan", "A bus pass", "£30")

    robin.open("/search?q=pottery").follow("Pottery class").follow("Add it to my plan").follow("Add what you found")
    robin.choose("Once").choose("Adult social care").choose("I want to sleep")
    robin.fill("Will this help you to recover, stay healthy and have a full life? How?", "Clay calms me.")
    robin.press("Save it in the plan").sees("Pottery class", "Being written", "All of this plan", "£432")
    robin.press("Send the plan").sees("Your plan is sent", "North Council has it", "It has waited 0 days")

    desk = visitor().sign_in("north@example.org").open("/commission/worklist").follow("A plan to answer")
    desk.sees("A plan, as it was sent", "I can go out.", "Clay calms me.").press("Send the answer")
    desk.sees("There is a problem", "Choose what you say to it").choose("Agreed").press("Send the answer")
    desk.sees("Your answer has been sent").choose("Not agreed").press("Send the answer")
    desk.sees("There is a problem", "Say why").fill("Your words to them", "The library has clay.")
    desk.press("Send the answer").sees("Nothing of it waits")

    robin.open("/plan").follow("Plan for").sees("£420 is agreed", "The library has clay.", "Answered")
    robin.page.locator("details", has_text="Ask them to look at it again").first.locator("summary").click()
    robin.fill("Why should they look at it again?", "The library is shut.").press("Ask them")
    robin.sees("You have asked", "Somebody who has not decided about it before")
    desk.open("/commission/plans").follow("number 2").sees("somebody else decides now")
    second = visitor().sign_in("second@example.org").open("/commission/worklist").follow("A plan to answer")
    second.sees("The library is shut.").choose("Agreed").press("Send the answer").sees("Nothing of it waits")
    robin.open("/plan").sees("Answered").follow("Plan for").sees("£12 is agreed")
