"""Ideas while somebody types: outcomes, places, providers and offers, each said to be that, and whatever is typed."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from search_index.worker import rebuild
from tests import world
from tests.faces.broker_console.conftest import Case
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.entries import imported
from tests.faces.shop import says
from tests.faces.storefront.people import link, links

HTMX = {"HX-Request": "true"}


def _stocked(clock: TestClock) -> None:
    """What there is to find."""
    world.areas()
    green = world.provider("Garden Mates")
    world.offer(green, title="Gardening together", venue="Gateside hall")
    world.offer(green, title="Musical evening")
    world.offer(green, title="Unfinished garden", published=False)
    world.provider("Garden of nothing")
    imported()
    rebuild(clock)


@pytest.fixture
def visitor(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Client:
    """Somebody who has not signed in, with a few things that begin alike."""
    once(_stocked, clock)
    return app.test_client()  # type: ignore[return-value]


def ideas(visitor: Client, words: str, more: str = "") -> str:
    """The part of the page for what is typed."""
    return visitor.get(f"/search/suggest?q={words}{more}", headers=HTMX).text


def test_ideas_say_what_they_are_and_lead_there(visitor: Client) -> None:
    part = ideas(visitor, "gard")
    says(part, "Gardening together Offer from Garden Mates", "Garden Mates Provider", "Be outdoors What you want to do")
    assert "<html" not in part
    assert "Garden of nothing" not in part
    assert "Unfinished" not in part
    assert link(part, "Gardening together").startswith("/offers/")
    assert link(part, "Be outdoors") == "/search?outcomes=outdoors"
    says(visitor.page(link(part, "Garden Mates")), "Gardening together")


def test_places_are_areas_postcodes_and_venues(visitor: Client) -> None:
    part = ideas(visitor, "gates")
    says(part, "Near Gateshead Place", "Gateside hall Place")
    assert link(part, "Near Gateshead") == "/search?near=Gateshead"
    assert link(ideas(visitor, "ne6"), "Near NE6") == "/search?near=NE6"
    assert link(ideas(visitor, "NE6+1AB"), "Near NE6") == "/search?near=NE6"
    assert "1AB" not in ideas(visitor, "NE6+1AB")


def test_what_was_chosen_is_kept(visitor: Client) -> None:
    part = ideas(visitor, "music", "&days=MO&near=NE1&within=5&outcomes=people")
    assert parse_qs(urlsplit(link(part, "Play music or sing")).query) == {
        "days": ["MO"],
        "near": ["NE1"],
        "within": ["5"],
        "outcomes": ["people", "music"],
    }


def test_a_slip_still_gives_an_outcome(visitor: Client) -> None:
    says(ideas(visitor, "lonley"), "Meet people and make friends")


def test_there_are_at_most_eight_and_none_for_a_letter(visitor: Client, clock: TestClock) -> None:
    imported("Gardens", 25)
    rebuild(clock)
    assert 1 < len(links(ideas(visitor, "walk"))) <= 8
    assert ideas(visitor, "g").strip() == ideas(visitor, "").strip() == ""


def test_what_was_sent_already_gets_no_more_ideas(visitor: Client) -> None:
    shown = HTMX | {"HX-Current-URL": "http://localhost/search?q=gard"}
    assert visitor.get("/search/suggest?q=gard", headers=shown).text.strip() == ""
    assert "Garden" in visitor.get("/search/suggest?q=garde", headers=shown).text


def test_without_script_the_answer_is_the_page_of_results(visitor: Client) -> None:
    answer = visitor.get("/search/suggest?q=gard&days=MO")
    assert (answer.status_code, answer.location) == (303, "/search?q=gard&days=MO")


@pytest.mark.parametrize(
    "words", ["%00%00", "%25%25%25", "_____", "'--'", "x" * 10_000, "%ED%A0%80%ED%A0%80", "the", "\\\\\\"]
)
def test_whatever_is_typed_is_answered(visitor: Client, words: str) -> None:
    answer = visitor.get(f"/search/suggest?q={words}", headers=HTMX)
    assert answer.status_code == 200
    assert "Unfinished" not in answer.text


def test_a_broker_gets_ideas_for_the_client(app: Flask, clock: TestClock) -> None:
    case = Case(clock)
    world.offer(case.owner, title="Choir")
    rebuild(clock)
    part = signed_in(app, Case.BROKER).get(f"{case.home}/search/suggest?q=choi", headers=HTMX).text
    assert link(part, "Choir").startswith(f"{case.home}/offers/")
