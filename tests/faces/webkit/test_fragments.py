"""Pages and their fragments: htmx gets a part where it asks for one, and everybody else the whole page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from search_index.worker import rebuild
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import Shop, says

PART = {"HX-Request": "true"}
WHOLE = [{}, PART | {"HX-Boosted": "true"}, PART | {"HX-History-Restore-Request": "true"}]
ASKED = {"line": "session:standard", "first_day": ["9", "3", "2026"], "at": "10am", "times": "6", "every": "1"}


@pytest.fixture
def shop(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Shop:
    """A provider, a person with £500, and their funder."""
    return once(Shop, clock)


@pytest.fixture
def offer_id(shop: Shop) -> UUID:
    """An offer that search finds."""
    offer_id = world.offer(shop.owner)
    rebuild(shop.clock)
    return offer_id


@pytest.fixture
def robin(app: Flask, offer_id: UUID) -> Client:
    """The person's browser."""
    return signed_in(app, Shop.PERSON)


def test_a_search_answers_htmx_with_what_was_found_alone(robin: Client, offer_id: UUID) -> None:
    part = robin.get("/search?q=alotment&days=MO", headers=PART)
    assert part.status_code == 200
    assert part.text.lstrip().startswith('<div id="found"')
    assert "<html" not in part.text
    assert "govuk-footer" not in part.text
    says(part.text, "About 1 result", "We looked for “allotment”", "Allotment mornings", "Narrow it down", "Monday (1)")
    assert f'href="/offers/{offer_id}"' in part.text


@pytest.mark.parametrize("headers", WHOLE)
def test_a_search_answers_everybody_else_with_the_whole_page(robin: Client, headers: dict[str, str]) -> None:
    whole = robin.get("/search?q=alotment&days=MO", headers=headers)
    assert whole.text.startswith("<!DOCTYPE html>")
    says(whole.text, "Find support", "About 1 result", "Allotment mornings", "Signed in as Robin Vale")
    assert "HX-Request" in whole.vary


def test_the_order_form_answers_htmx_with_what_it_would_cost(robin: Client, offer_id: UUID, shop: Shop) -> None:
    address, asked = f"/offers/{offer_id}/orders/new", ASKED | {"account_id": str(shop.account_id)}
    part = robin.get(address, query_string=asked, headers=PART)
    assert part.status_code == 200
    assert "<html" not in part.text
    says(
        part.text, "What it would cost", "6 times, £72 in all", "Adult social care pays, and £428 is left there after."
    )
    once = robin.get(address, query_string=asked | {"times": "1"}, headers=PART)
    says(once.text, "1 time, £12 in all")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"times": "six"}, "Enter a whole number, such as 6."),
        ({"first_day": ["", "", ""]}, "Enter the first day you want."),
        ({"first_day": ["1", "3", "2026"]}, "Choose dates and times that have not begun yet."),
        ({"times": "42"}, "It is enough for 41 of the 42."),
    ],
)
def test_the_order_form_tells_htmx_what_to_mend(
    robin: Client, offer_id: UUID, shop: Shop, changed: dict[str, object], words: str
) -> None:
    asked = ASKED | {"account_id": str(shop.account_id)} | changed
    part = robin.get(f"/offers/{offer_id}/orders/new", query_string=asked, headers=PART)
    assert part.status_code == 200
    assert "<html" not in part.text
    says(part.text, words)


@pytest.mark.parametrize("headers", WHOLE)
def test_the_order_form_answers_everybody_else_with_the_check_page(
    robin: Client, offer_id: UUID, shop: Shop, headers: dict[str, str]
) -> None:
    asked = ASKED | {"account_id": str(shop.account_id)}
    whole = robin.get(f"/offers/{offer_id}/orders/new", query_string=asked, headers=headers)
    assert whole.text.startswith("<!DOCTYPE html>")
    says(whole.text, "Check the booking", "£428 of £500", "Book and promise £72")
    refused = robin.get(f"/offers/{offer_id}/orders/new", query_string=asked | {"times": "0"}, headers=headers)
    assert refused.status_code == 422
    says(refused.text, "There is a problem", "Enter how many times, from 1 to 60.")
