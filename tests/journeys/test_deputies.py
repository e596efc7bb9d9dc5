"""An official lets a deputy act by a paper, the deputy does a first task, and an open page stops when it is ended."""

from collections.abc import Callable

from playwright.sync_api import expect
from sqlalchemy import text

from marketplace.foundation import database
from tests import world
from tests.journeys.conftest import Visitor
from tests.pictures import GPS, PLACE, opened, photo


def test_a_deputy_from_the_paper_to_the_end(visitor: Callable[[], Visitor], indexed: Callable[[], object]) -> None:
    world.areas()
    robin = world.person(email="robin@example.org")
    north = world.commissioner(email="north@example.org")
    world.budget(robin, north, 300_00)
    world.group(world.provider(), title="Choir")
    world.person("Dee Marsh", email="dee@example.org")
    indexed()
    sent = photo()
    assert opened(sent).getexif().get_ifd(GPS)[2] == PLACE

    desk = visitor().sign_in("north@example.org").open("/commission/people").follow("Robin Vale")
    desk.follow("Who acts for this person").sees("Nobody does now.").follow("Somebody acts for this person")
    desk.choose("Deputy, named by the Court").fill("Their e-mail", "dee@example.org")
    desk.fill("The reference on the paper", "Court 7/26").fill_day("dated", 31, 2, 2026)
    desk.page.locator("[name=picture]").set_input_files(
        {"name": "paper.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"}
    )
    desk.press("Let them act, and keep the paper").sees("We cannot read this as a picture", "Enter a real date")
    desk.fill_day("dated", 2, 3, 2026).page.locator("[name=picture]").set_input_files(
        {"name": "paper.jpg", "mimeType": "image/jpeg", "buffer": sent}
    )
    desk.press("Let them act, and keep the paper").sees("They can act for Robin Vale now.", "Court 7/26")
    with database.reading() as session:
        kept = session.scalars(text("SELECT picture FROM evidence")).one()
    assert dict(opened(kept).getexif()) == {}
    with desk.page.expect_response("**/paper") as answered:
        desk.follow("Dee Marsh, paper Court 7/26")
    assert answered.value.headers["content-type"] == "image/jpeg"
    shown = desk.page.locator("img.op-paper")
    expect(shown).to_have_js_property("naturalWidth", 600)
    expect(shown).to_have_js_property("naturalHeight", 800)

    person = visitor().sign_in("robin@example.org").open("/helpers")
    person.sees("Dee Marsh acts for you because of a paper.", "Ask North Council").open("/who-looked")
    person.sees("opened the paper that says who decides for you")

    dee = visitor().sign_in("dee@example.org").open("/account/acting").sees("A paper lets you act for them.")
    dee.press("Act for Robin Vale").open("/money").sees("£300")
    dee.open("/search?q=choir").follow("Choir").follow("Choose dates").choose("Monday 9 March")
    dee.press("See what it costs").press("Book and promise £12").sees("£12 promised")
    dee.open("/search?q=choir").follow("Choir").follow("Choose dates").choose("Monday 16 March")
    dee.press("See what it costs").sees("£12")

    desk.follow("End this").sees("It ends at once", "The paper stays on file.").press("End it now")
    desk.sees("It has ended.")
    dee.press("Book and promise £12").sees("You do not act for them any more", "Nothing was done just now")
    dee.errors = [error for error in dee.errors if "404" not in error]
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM orders")) == 1
    person.open("/helpers").follow("Dee Marsh").sees("acted for you because of a paper")
    dee.open("/account").follow("Close my account").choose("I have read").press("Close my account")
    dee.sees("Your account is closed")
