"""What people ask for and cannot find: for their area's commissioners and for providers, and never with a name."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from marketplace.commissioning import operations as commissioning
from marketplace.commissioning.operations import AskRequest
from marketplace.foundation import database
from marketplace.people import operations as people
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import AWKWARD, Shop, says, silent_about
from tests.faces.storefront.people import form_at, link, nothing_changes, refused

NORTH, SOUTH = "north@example.org", "south@example.org"


@pytest.fixture
def shop(app: Flask, clock: TestClock) -> Shop:
    """A person and a provider, and two councils, each with an area."""
    made = Shop(clock)
    for name, email, area in (("North", NORTH, world.AREA), ("South", SOUTH, world.OTHER_AREA)):
        actor = world.commissioner(name, email)
        assert actor.organisation_id
        with database.writing() as session:
            people.cover_area(session, world.system(), actor.organisation_id, area, world.NOW.date())
    return made


def asked(shop: Shop, words: str = "An accordion group", area: str = world.AREA, category: str = "music") -> UUID:
    with database.writing() as session:
        request = AskRequest(uuid4(), shop.robin.own_person_id or uuid4(), words, area, category, "Evenings")
        return commissioning.ask(session, shop.robin, request)


@pytest.fixture
def north(app: Flask, shop: Shop) -> Client:
    """The browser of the first council."""
    return signed_in(app, NORTH)


def test_nothing_yet_says_so(app: Flask, north: Client) -> None:
    says(north.page("/commission/gaps"), "Nobody in your areas has asked for anything yet.")
    says(signed_in(app, Shop.PROVIDER).page("/provider/asked"), "Nobody has asked for anything yet.")


def test_they_are_counted_and_told_without_a_name(north: Client, shop: Shop) -> None:
    asked(shop), asked(shop, f"A choir {AWKWARD}"), asked(shop, "Elsewhere", world.OTHER_AREA)
    asked(shop, "No idea", category="")
    page = north.page("/commission/gaps?page=zz")
    says(
        page,
        "Newcastle upon Tyne: Music 2",
        "Newcastle upon Tyne: not sure what kind 1",
        "A choir",
        "Look by Monday 30",
    )
    silent_about(page, "Robin", "Elsewhere")
    assert "<b>" not in page
    shown = north.page(link(page, "An accordion group"))
    says(shown, "Evenings", "Music", "Answer by Monday 30 March 2026")
    silent_about(shown, "Robin", "Vale")
    shop.clock.forward(days=40)
    says(north.page("/commission/gaps"), "Late")


def test_an_answer_needs_words_and_is_given_once(app: Flask, north: Client, shop: Shop) -> None:
    address = f"/commission/gaps/{asked(shop)}"
    form, south = form_at(north, address), signed_in(app, SOUTH)
    with nothing_changes():
        refused(form.send(north, words=" "), "Write an answer", field="words")
        assert south.get(address).status_code == 404
        assert south.send(address, {"words": "Ours"}, come_from="/sign-in").status_code == 404
    says(north.page(form.send(north, words="We have asked two groups.").headers["Location"]), "The answer of North")
    late = form.send(north, words="Another")
    refused(late, "This request was answered already.", typed="Another")
    says(late.text, "What you wrote was not sent")


def test_providers_read_the_area_the_kind_and_the_words(app: Flask, shop: Shop) -> None:
    asked(shop), asked(shop, "Elsewhere", world.OTHER_AREA)
    provider = signed_in(app, Shop.PROVIDER)
    page = provider.page("/provider/asked?area=nonsense&page=-1")
    says(page, "“An accordion group”", "Newcastle upon Tyne. Music. Evenings. Asked on 2 March 2026.", "Elsewhere")
    silent_about(page, "Robin", "Vale")
    silent_about(form_at(provider, "/provider/asked").send(provider, area=world.OTHER_AREA).text, "accordion")
    for stranger in (app.test_client(), signed_in(app, Shop.PERSON)):
        assert stranger.get("/provider/asked").status_code in {303, 404}
