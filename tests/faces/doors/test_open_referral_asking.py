"""Asking the open feed: filters, bad requests, tags, and how few statements it takes."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.rules import OfferState
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.doors.feed import BASE, ask, everything, names, refused, told
from tests.house_rules.test_pages import counted

LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


@pytest.fixture
def green(app: Flask) -> Actor:
    """A provider in a place."""
    world.areas()
    return world.provider("Green Shoots")


def move(owner: Actor, offer_id: UUID, state: OfferState, clock: TestClock) -> None:
    """Take an offer off sale or put it on again."""
    with database.writing() as session:
        catalogue.set_state(session, owner.at(clock()), offer_id, state)


BAD = [
    *("page=0", "page=-1", "page=two", "page=1000000000", "page=99999999999999999999", "page=1.5", "page=%C2%B2"),
    *("per_page=0", "per_page=-1", "per_page=101", "per_page=1000000000", "per_page=many", "per_page=%00"),
    *("search=%00", "search=" + "x" * 201, "search=" + "a+" * 11, "format=xml", "format=ndjson"),
    *("organization_id=7", "taxonomy_id=zz", "taxonomy_term_id=%00", "full=perhaps", "minimal=2"),
    *("modified_after=yesterday", "modified_after=2026-02-30T00:00:00Z", "modified_after=2026-01-01"),
    *("modified_after=0001-01-01T00:00:00%2B14:00", "modified_after=2026-01-01T00:00:00Z%00", "postcode=NE1+1AA"),
]


@pytest.mark.parametrize("query", BAD)
def test_what_cannot_be_read_is_refused_with_what_would_be_right(app: Flask, query: str) -> None:
    assert refused(app, f"/services?{query}").endswith(".")


@pytest.mark.parametrize("path", LISTS)
def test_every_list_refuses_bad_numbers_and_is_empty_beyond_its_end(app: Flask, green: Actor, path: str) -> None:
    world.offer(green)
    assert "whole number" in refused(app, f"/{path}?page=nought")
    assert "whole number" in refused(app, f"/{path}?per_page=0")
    beyond = told(app, f"/{path}?page=1000000&per_page=100")
    assert (beyond["contents"], beyond["empty"], beyond["last_page"], beyond["size"]) == ([], True, True, 0)
    assert beyond["total_items"] > 0


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("named", ["8e27e739-d3e6-42eb-8d45-880b21313b29", "nonsense", "%00", "1", "a/b", "'--"])
def test_an_unknown_id_is_not_found(app: Flask, path: str, named: str) -> None:
    assert refused(app, f"/{path}/{named}", 404)


def test_other_addresses_and_methods_answer_in_json_too(app: Flask) -> None:
    assert refused(app, "/elsewhere", 404)
    for send in ("post", "put", "delete"):
        answer = getattr(app.test_client(), send)(f"{BASE}/services")
        assert answer.status_code in {400, 405}
        assert answer.mimetype == "application/json"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in app.test_client().get("/help").headers


def test_an_empty_feed_has_one_empty_page(app: Flask) -> None:
    page = told(app, "/services")
    assert (page["total_items"], page["total_pages"], page["last_page"], page["contents"]) == (0, 1, True, [])


def test_filters_narrow_together(app: Flask, green: Actor) -> None:
    world.offer(green, title="Potting 100%_shed")
    other = world.provider("Clay House")
    world.offer(other, title="Pottery", category="arts", access=("hoist",), place="online", takes=("direct",))
    terms = {each["name"]: each["id"] for each in everything(app, "/taxonomy_terms", "per_page=50")}
    taxonomies = {each["name"]: each["id"] for each in everything(app, "/taxonomies", "per_page=50")}

    def found(query: str, path: str = "/services") -> set[str]:
        return set(names(told(app, f"{path}?{query}")))

    assert found("search=pott") == {"Potting 100%_shed", "Pottery"}
    assert found("search=CLAY+pott") == {"Pottery"}
    assert found("search=%25_") == {"Potting 100%_shed"}
    assert found(f"organization_id={other.organisation_id}") == {"Pottery"}
    assert found(f"organization_id={uuid4()}") == set()
    for term in ("Arts and crafts", "Hoist and changing place", "Online"):
        assert found(f"taxonomy_term_id={terms[term]}") == {"Pottery"}, term
    assert found(f"taxonomy_term_id={terms['Budget held by the funder accepted']}") == {"Potting 100%_shed"}
    assert len(found(f"taxonomy_term_id={terms['per session']}")) == 2
    assert len(found(f"taxonomy_id={taxonomies['Access needs']}")) == 2
    assert found(f"taxonomy_id={uuid4()}") == found(f"taxonomy_term_id={uuid4()}") == set()
    assert found(f"taxonomy_term_id={terms['Morning']}&search=clay") == {"Pottery"}
    assert found("search=clay", "/organizations") == {"Clay House"}
    assert found("search=hoist", "/taxonomy_terms") == {"Hoist and changing place"}
    assert len(found(f"taxonomy_id={taxonomies['Where it happens']}", "/taxonomy_terms")) == 3
    assert found(f"parent_id={uuid4()}", "/taxonomy_terms") == set()
    (place,) = told(app, f"/service_at_locations?organization_id={other.organisation_id}")["contents"]
    assert place["location"]["location_type"] == "virtual"


def test_modified_after_finds_what_was_changed_and_what_a_day_changed(
    app: Flask, green: Actor, clock: TestClock
) -> None:
    ids = []
    for title in ("Old", "Edited", "Coming"):
        ids.append(world.offer(green.at(clock()), title=title))
        clock.forward(seconds=1)
    old, edited, coming = ids
    clock.instant = world.NOW + timedelta(days=1)
    owner = green.at(clock())
    with database.writing() as session:
        words = world.replace(world.WORDS, title="Edited again", starts=owner.today)
        catalogue.edit(session, owner, edited, words)
        later = world.replace(world.WORDS, title="Come", starts=owner.today + timedelta(days=30))
        catalogue.edit(session, owner, coming, later)
    assert names(told(app, "/services?modified_after=2026-03-03T10:00:00Z")) == ["Edited again", "Coming"]
    assert names(told(app, "/services?modified_after=2026-03-03T10:00:00.001Z")) == []
    assert len(names(told(app, "/services?modified_after=2026-03-02T11:00:00%2B01:00"))) == 3
    assert len(names(told(app, "/services?modified_after=2026-03-02T11:00:00+01:00"))) == 3, "a plus is a space"
    clock.forward(days=31)
    assert names(told(app, "/services?modified_after=2026-04-01T00:00:00Z")) == ["Come"]
    assert told(app, f"/services/{coming}")["last_modified"] == "2026-04-01T23:00:00.000Z", "midnight in London"
    assert told(app, f"/services/{old}")["last_modified"] == "2026-03-02T10:00:00.000Z"


def test_pages_are_stable_while_offers_come_and_go(app: Flask, green: Actor, clock: TestClock) -> None:
    ids = []
    for number in range(6):
        clock.forward(minutes=1)
        ids.append(world.offer(green.at(clock()), title=f"Offer {number}"))
    first = told(app, "/services?per_page=2")
    move(green, ids[0], OfferState.PAUSED, clock)
    move(green, ids[2], OfferState.WITHDRAWN, clock)
    draft = world.offer(green.at(clock()), published=False, title="Drafted")
    clock.forward(minutes=1)
    world.offer(green.at(clock()), title="New")
    move(green, draft, OfferState.PUBLISHED, clock)
    later = [told(app, f"/services?per_page=2&page={number}") for number in (2, 3, 4)]
    seen = names(first) + [name for page in later for name in names(page)]
    assert seen[:5] == ["Offer 0", "Offer 1", "Offer 3", "Offer 4", "Offer 5"]
    assert sorted(seen[5:]) == ["Drafted", "New"]
    assert {page["total_items"] for page in later} == {6}
    move(green, ids[0], OfferState.PUBLISHED, clock)
    assert names(told(app, "/services?per_page=2")) == ["Offer 0", "Offer 1"], "back on the same day, in its place"
    clock.forward(days=1)
    assert names(told(app, "/services?per_page=3")) == ["Offer 0", "Offer 1", "Offer 3"], "the next day closes the gap"
    everything(app, "/services", "per_page=3")
    everything(app, "/organizations")


def test_an_unchanged_answer_is_not_sent_again(app: Flask, green: Actor, clock: TestClock) -> None:
    offer_id = world.offer(green)
    for path in ("/services", f"/services/{offer_id}", ""):
        answer = ask(app, path)
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert "Set-Cookie" not in answer.headers
        again = app.test_client().get(BASE + path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    tag = ask(app, "/services").headers["ETag"]
    move(green, offer_id, OfferState.PAUSED, clock)
    assert app.test_client().get(f"{BASE}/services", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", [f"/{path}?full=true&full_service=true" for path in LISTS])
def test_statements_do_not_grow_with_rows(app: Flask, green: Actor, path: str) -> None:
    world.group(green)
    with counted() as few:
        ask(app, path)
    for number in range(5):
        world.group(world.provider(f"Provider {number}"))
    with counted() as many:
        ask(app, path)
    assert len(few) == len(many) <= 10
