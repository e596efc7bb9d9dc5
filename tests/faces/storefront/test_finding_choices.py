"""The choices of the search: outcomes first, long lists folded, prices from and to, what is asked for and not kept."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from marketplace.webkit.forms.choices import LEGENDS
from search_index import search
from search_index.documents import Facet
from search_index.engine import Answer, SearchRequest, TookTooLong
from search_index.postgres import PostgresEngine, slots
from search_index.search import in_use
from search_index.worker import rebuild
from tests import world
from tests.faces.broker_console.conftest import Case
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.people import link
from tests.faces.storefront.sheet import sheet
from tests.integration.search.shelf import document


def _stocked(clock: TestClock) -> None:
    """What there is to find."""
    world.areas()
    green = world.provider()
    world.offer(green, title="Walk", outcomes=("outdoors", "get_out"), workers=("woman",), culture=("halal_food",))
    world.offer(green, title="Choir", outcomes=("music", "people"), trial=True, wait_weeks=1)
    world.offer(green, title="Lunch", outcomes=("eat",), culture=("halal_food", "prayer_space"), wait_weeks=10)
    rebuild(clock)


@pytest.fixture
def visitor(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Client:
    """Somebody who has not signed in, with three things to find."""
    once(_stocked, clock)
    return app.test_client()  # type: ignore[return-value]


def query(address: str) -> dict[str, list[str]]:
    """What an address asks."""
    return parse_qs(urlsplit(address).query)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("outcomes=music", {"Choir"}),
        ("outcomes=music&outcomes=eat", {"Choir", "Lunch"}),
        ("workers=woman", {"Walk"}),
        ("culture=halal_food", {"Walk", "Lunch"}),
        ("culture=halal_food&culture=prayer_space", {"Lunch"}),
        ("starts=w1", {"Choir"}),
        ("starts=w12", {"Choir", "Lunch"}),
        ("tags=trial", {"Choir"}),
        ("outcomes=eat&culture=halal_food&starts=w12&access=step_free", {"Lunch"}),
    ],
)
def test_every_choice_narrows_is_kept_and_can_be_taken_away(visitor: Client, asked: str, found: set[str]) -> None:
    page = visitor.page(f"/search?{asked}")
    says(page, f"About {len(found)} result", *found)
    silent_about(page, *(f">{title}<" for title in {"Walk", "Choir", "Lunch"} - found))
    kept = sheet(page, "/search").fields
    assert all(kept.getlist(name) == values for name, values in parse_qs(asked).items())
    assert page.count("Take away ") == len(asked.split("&"))


def test_outcomes_come_first_and_what_is_asked_for_says_it_is_not_kept(visitor: Client) -> None:
    page = visitor.page("/search")
    places = [page.index(f">{LEGENDS[facet]}</summary>") for facet in LEGENDS if facet.value in _shown(page)]
    assert places == sorted(places)
    assert next(iter(LEGENDS)) is Facet.OUTCOMES
    says(page, "It has…", "This is what you ask for. We do not keep it.", "I can ask for a woman (1)", "Halal food (2)")


def _shown(page: str) -> set[str]:
    return {facet.value for facet in Facet if f'id="fold-{facet.value}"' in page}


def test_a_long_list_is_folded_unless_something_in_it_is_chosen(app: Flask, clock: TestClock) -> None:
    outcomes = ("get_out", "people", "create", "music", "active", "outdoors", "learn", "work", "home", "eat")
    world.areas()
    world.offer(world.provider(), outcomes=outcomes)
    rebuild(clock)
    visitor: Client = app.test_client()  # type: ignore[assignment]
    says(visitor.page("/search"), "4 more")
    assert '<details id="more-outcomes" class="op-more">' in visitor.page("/search")
    assert '<details id="more-outcomes" class="op-more" open>' in visitor.page("/search?outcomes=eat")


def test_prices_from_and_to(visitor: Client) -> None:
    page = visitor.page("/search?price_from=5&price=12")
    says(page, "About 3 results")
    assert query(link(page, "Take away From £5")) == {"price": ["12"]}
    assert query(link(page, "Take away Up to £12")) == {"price_from": ["5"]}
    says(visitor.page("/search?price_from=12.01"), "Nothing fits", "Without “From £12.01”")


def test_prices_that_contradict_each_other_are_told_and_left_out(visitor: Client) -> None:
    page = visitor.page("/search?price_from=20&price=10")
    says(page, "The price from is higher than the price to. Change one of them. We left both out.", "About 3 results")
    kept = sheet(page, "/search").fields
    assert (kept["price_from"], kept["price"]) == ("20", "10")
    for wrong in ("x", "-1", "9" * 40):
        says(visitor.page(f"/search?price_from={wrong}&price=10"), "Enter a price in pounds", "About")


def test_thousands_of_values_are_answered(visitor: Client) -> None:
    says(visitor.page("/search?" + "&".join(f"outcomes=x{n}" for n in range(900))), "About 3 results")
    answer = visitor.get("/search?" + "&".join(f"days=MO&areas={n}" for n in range(3000)))
    assert answer.status_code == 200


def accredit(funder: world.Actor) -> None:
    """Something that a funder accredited, as the index would hold it."""
    in_use().put([document("Accredited thing", accredited=(str(funder.organisation_id),))])


def test_accredited_is_one_choice_for_who_has_a_funder_and_nothing_to_others(app: Flask, clock: TestClock) -> None:
    shop = Shop(clock)
    rebuild(clock)
    accredit(shop.funder)
    asked = f"/search?accredited={shop.funder.organisation_id}"
    robin: Client = signed_in(app, Shop.PERSON)
    says(robin.page("/search"), "Accredited by my funder (1)")
    says(robin.page(asked), "Take away Accredited by my funder")
    stranger: Client = app.test_client()  # type: ignore[assignment]
    silent_about(stranger.page("/search"), "Accredited by")
    says(stranger.page(asked), "We do not know a choice that you asked for under “Accredited”.")
    silent_about(stranger.page(asked), str(shop.funder.organisation_id))


def test_a_broker_is_offered_what_the_funder_of_the_client_accredited(app: Flask, clock: TestClock) -> None:
    case = Case(clock)
    rebuild(clock)
    accredit(case.funder)
    broker = signed_in(app, Case.BROKER)
    says(broker.page(f"{case.home}/search"), "Accredited by their funder (1)")


def test_a_search_that_takes_too_long_is_told_kindly_and_keeps_the_form(
    visitor: Client, db: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.begin() as other, monkeypatch.context() as shorter:
        other.execute(text("LOCK TABLE search_document_a, search_document_b IN ACCESS EXCLUSIVE MODE"))
        shorter.setattr(slots, "MOST_MILLISECONDS", 20)
        page = visitor.page("/search?q=choir&outcomes=music&price=10")
    says(page, "That search took too long", "Try fewer words, or take a choice away.", "Take away Up to £10")
    kept = sheet(page, "/search").fields
    assert (kept["q"], kept["price"], kept.getlist("outcomes")) == ("choir", "10", ["music"])
    assert in_use().search(SearchRequest("choir")).total == 1


class _Tired(PostgresEngine):
    """Finds nothing, says what to loosen, and is too slow when it is asked again."""

    asked = 0

    def search(self, request: SearchRequest) -> Answer:
        """Nothing, then too late."""
        self.asked += 1
        if self.asked > 1:
            raise TookTooLong
        return Answer((), 0, {facet: {} for facet in Facet}, looser=dict.fromkeys(request.parts(), 7))


def test_the_nearest_things_are_left_out_when_they_take_too_long(visitor: Client) -> None:
    before, tired = search.in_use(), _Tired()
    search.use(tired)
    try:
        page = visitor.page("/search?q=zither")
    finally:
        search.use(before)
    says(page, "Nothing fits", "Without “zither”: 7", "Ask for this")
    silent_about(page, "Nearest to what you asked for")
    assert tired.asked == 2
