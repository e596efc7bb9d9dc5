"""What the open feed tells of an offer and its provider, and what it never tells."""

from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import ImportRequest
from marketplace.catalogue.rules import Level, OfferState, PriceLine, Unit
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.doors.feed import ask, everything, names, told, values
from tests.faces.shop import Shop
from tests.unit.catalogue.invented import read, service

LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


@pytest.fixture
def green(app: Flask) -> Actor:
    """A provider who published how to reach it."""
    world.areas()
    owner = world.provider("Green Shoots")
    with database.writing() as session:
        told = "UPDATE organisation SET email = 'hello@green.example.org', phone = '0191 498 0000', user_led = true"
        session.execute(text(f"{told}, about = 'We garden.' WHERE id = :id"), {"id": owner.organisation_id})
    return owner


def test_the_root_names_the_standard_and_the_licence(app: Flask) -> None:
    for address in ("", "/"):
        root = told(app, address)
        assert root["version"] == "HSDS-UK-3.0"
        assert root["profile"].startswith("https://")
        assert root["openapi_url"] == "https://openreferraluk.org/specifications/3.0/openapi.json"
        assert "open-government-licence" in root["license"]
    page = app.test_client().get(root["documentation"]).text
    assert root["license"] in page
    assert "/openreferral/v3" in page
    assert 'rel="license"' in ask(app).headers["Link"]
    assert 'href="/open-data"' in app.test_client().get("/help").text


def test_a_service_tells_what_it_changes_in_a_life_and_where_it_is(app: Flask, green: Actor) -> None:
    said = {"outcomes": ("people", "home"), "culture": ("halal_food",), "workers": ("woman",)}
    offer_id, other = world.offer(green, **said, outward="NE1"), world.offer(green, title="Elsewhere")
    found = told(app, f"/services/{offer_id}")
    terms = {(each["link_type"], each["taxonomy_term"]["code"]) for each in found["attributes"]}
    assert terms >= {("outcome", "people"), ("outcome", "home"), ("faith_and_culture", "halal_food")}
    assert ("worker_gender", "woman") in terms
    location = found["service_at_locations"][0]["location"]
    assert (location["latitude"], location["longitude"]) == (54.97, -1.61)
    bare = told(app, f"/services/{other}")
    assert not {"latitude", "longitude"} & set(bare["service_at_locations"][0]["location"])
    for code in ("people", "halal_food", "woman"):
        (term,) = [each for each in everything(app, "/taxonomy_terms", "per_page=50") if each["code"] == code]
        assert names(told(app, f"/services?taxonomy_term_id={term['id']}")) == ["Allotment mornings"]


def test_a_service_tells_all_that_was_published(app: Flask, green: Actor) -> None:
    prices = (
        PriceLine(Unit.HOUR, Level.STANDARD, 24_50),
        PriceLine(Unit.HALF_DAY, Level.ONE_TO_ONE, 80_00),
        PriceLine(Unit.EACH, Level.STANDARD, 0),
    )
    offer_id = world.offer(green, prices=prices, languages=("en", "bfi"), access=("step_free", "hoist"))
    found = told(app, f"/services/{offer_id}")
    assert (found["name"], found["status"], found["last_modified"]) == (
        "Allotment mornings",
        "active",
        "2026-03-02T10:00:00.000Z",
    )
    assert found["url"].startswith("http")
    assert found["url"].endswith(f"/offers/{offer_id}")
    assert found["organization"]["name"] == "Green Shoots"
    assert found["organization_id"] == found["organization"]["id"] == str(green.organisation_id)
    assert [(each["amount"], each["amount_description"], each["option"]) for each in found["cost_options"]] == [
        (0, "each", "Free"),
        (24.5, "per hour", "Usual support"),
        (80, "per half day", "A worker just for you"),
    ]
    assert {(each["currency"], each["valid_from"]) for each in found["cost_options"]} == {("GBP", "2026-03-02")}
    assert {each["attributes"][0]["link_type"] for each in found["cost_options"]} == {"price_unit"}
    assert [(each["code"], each["name"]) for each in found["languages"]] == [
        ("en", "English"),
        ("bfi", "British Sign Language"),
    ]
    (area,) = found["service_areas"]
    assert (area["name"], area["uri"]) == (
        "Newcastle upon Tyne",
        f"http://statistics.data.gov.uk/id/statistical-geography/{world.AREA}",
    )
    (week,) = found["schedules"]
    assert (week["freq"], week["byday"], week["attending_type"]) == ("WEEKLY", "MO,WE", "At the venue")
    location = found["service_at_locations"][0]["location"]
    assert (location["location_type"], location["name"]) == ("physical", "Moor Lane allotments")
    assert location["accessibility"][0]["description"] == "Step-free, Hoist and changing place"
    (contact,) = found["contacts"]
    assert (contact["name"], contact["email"]) == ("Green Shoots", "hello@green.example.org")
    assert contact["phones"][0]["number"] == found["phones"][0]["number"] == "0191 498 0000"


def test_money_needs_and_kind_are_terms_of_our_taxonomies(app: Flask, green: Actor) -> None:
    found = told(app, f"/services/{world.offer(green)}")
    terms = {(each["link_type"], each["taxonomy_term"]["code"]) for each in found["attributes"]}
    assert terms == {
        ("service_type", "nature"),
        ("payment_route", "notional"),
        ("payment_route", "direct"),
        ("access_need", "step_free"),
        ("attending_type", "venue"),
        ("group_size", "one_to_one"),
    }
    listed = {each["id"]: each for each in everything(app, "/taxonomy_terms", "per_page=20")}
    taxonomies = {each["id"] for each in everything(app, "/taxonomies", "per_page=3")}
    for each in found["attributes"]:
        assert each["link_id"] == found["id"]
        assert listed[each["taxonomy_term_id"]] == each["taxonomy_term"]
        assert each["taxonomy_term"]["taxonomy_id"] in taxonomies
    for term_id, term in listed.items():
        assert told(app, f"/taxonomy_terms/{term_id}") == term
    whole = told(app, f"/taxonomies/{next(iter(taxonomies))}")
    assert all(each in listed.values() for each in whole["taxonomy_terms"])


def test_the_dates_of_a_group_are_days_with_the_times_of_london(app: Flask, green: Actor) -> None:
    group = world.group(green, dates=6, days=(), parts=())
    dates = told(app, f"/services/{group.offer_id}")["schedules"]
    assert [each["id"] for each in dates] == [str(each) for each in group.sessions]
    assert all(each["valid_from"] == each["valid_to"] == each["dtstart"] for each in dates)
    assert all("freq" not in each for each in dates)
    assert {(each["opens_at"], each["closes_at"]) for each in dates[:3]} == {("10:00+00:00", "12:00+00:00")}
    assert (dates[-1]["dtstart"], dates[-1]["opens_at"]) == ("2026-04-13", "11:00+01:00")


@pytest.mark.parametrize("place", ["home", "online", "venue"])
def test_where_it_happens(app: Flask, green: Actor, place: str) -> None:
    offer_id = world.offer(green, place=place, venue="Moor Lane" if place == "venue" else "")
    found = told(app, f"/services/{offer_id}").get("service_at_locations", [])
    listed = told(app, "/service_at_locations")["contents"]
    assert [each["id"] for each in listed] == [each["id"] for each in found]
    kinds = [each["location"]["location_type"] for each in found]
    assert kinds == {"home": [], "online": ["virtual"], "venue": ["physical"]}[place]
    for each in found:
        whole = told(app, f"/service_at_locations/{each['id']}")
        assert (whole["service_id"], whole["location"]) == (str(offer_id), each["location"])
        assert each["id"] != str(offer_id)


def test_lists_are_flat_unless_all_is_asked_for(app: Flask, green: Actor) -> None:
    offer_id = world.offer(green)
    whole = told(app, f"/services/{offer_id}")
    (flat,) = told(app, "/services")["contents"]
    assert not any(isinstance(value, list) for value in flat.values())
    assert flat["organization"] == whole["organization"]
    assert told(app, "/services?full=true")["contents"] == [whole]
    assert told(app, "/services?minimal=true")["contents"] == [
        {"id": str(offer_id), "last_modified": whole["last_modified"]}
    ]
    (maker,) = told(app, "/organizations")["contents"]
    assert "services" not in maker
    assert maker["attributes"][0]["taxonomy_term"]["code"] == "user_led"
    one = told(app, f"/organizations/{maker['id']}")
    assert names({"contents": one["services"]}) == ["Allotment mornings"]
    full = told(app, f"/organizations/{maker['id']}?full_service=true")["services"][0]
    assert full["cost_options"] == whole["cost_options"]
    assert told(app, "/organizations?full=true")["contents"] == [one]


def test_nothing_is_empty_and_every_id_is_a_dashed_uuid(app: Flask, green: Actor) -> None:
    bare = world.provider("Bare")
    world.offer(bare, summary="", description="", venue="", areas=(), days=(), parts=(), languages=(), access=())
    world.group(green)
    for path in LISTS:
        for record in everything(app, f"/{path}", "per_page=100&full=true"):
            one = told(app, f"/{path}/{record['id']}")
            for held in (record, one):
                assert not any(value in (None, "", [], {}) for value in values(held)), path
            for key, value in [*record.items(), *one.items()]:
                if key == "id" or key.endswith("_id"):
                    assert str(UUID(value)) == value


def test_only_what_is_on_sale_is_told_and_nothing_of_people(app: Flask, clock: TestClock) -> None:
    shop = Shop(clock)
    shop.rated("Robin says it did me good.")
    shop.worried(shop.accepted())
    hidden = [world.offer(shop.owner, published=False, title="Draft secret")]
    for state in (OfferState.PAUSED, OfferState.WITHDRAWN):
        hidden.append(world.offer(shop.owner, title=f"Hidden {state}"))
        with database.writing() as session:
            catalogue.set_state(session, shop.provider, hidden[-1], state)
    with database.writing() as session:
        records = read(service(name="Somebody else's walk")).records
        catalogue.import_entries(session, world.system(), ImportRequest("A list", "OGL", records))
    world.provider("Sells nothing")
    said = "".join(ask(app, f"/{path}?full=true&full_service=true").text for path in LISTS)
    assert "Allotment mornings" in said
    for secret in ("Robin", "@example.org", "Sells nothing", "Somebody else", "Hidden", "Draft", "did me good", "gate"):
        assert secret not in said, secret
    for offer_id in [*hidden, uuid4()]:
        ask(app, f"/services/{offer_id}", 404)
