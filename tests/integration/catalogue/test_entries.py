"""Importing directory entries and reading them, on a real database."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, text

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import FeedBusy, Imported, ImportRequest, Outcome
from marketplace.catalogue.queries import EntryRow, entries_indexed, entry, entry_cards
from marketplace.catalogue.rules import EntryRecord, FeedRefused, read_records
from marketplace.foundation import database
from marketplace.foundation.access import Actor, anonymous, clock
from marketplace.foundation.errors import NotFound
from tests import world
from tests.unit.catalogue.invented import SERVICES, TODAY, Json, read, service

FEED = "North directory"
LATER = world.NOW + timedelta(hours=3)
TOMORROW = world.NOW + timedelta(days=1)


def take(*services: Json, now: datetime = world.NOW, feed: str = FEED, licence: str = "") -> Imported:
    """Import services as the worker."""
    reading = read(*services)
    with database.writing() as session:
        request = ImportRequest(feed, licence, reading.records, reading.closed)
        return catalogue.import_entries(session, world.system(now), request)


def entries() -> list[EntryRow]:
    """Every entry, as anybody may see it, by the source's id."""
    with database.reading() as session:
        return sorted(entries_indexed(session, anonymous(world.NOW)), key=lambda row: row.source_id)


def asked(db: Engine) -> list[str]:
    """The ids of the entries that were asked to be indexed, in order."""
    with db.connect() as connection:
        found = connection.execute(text("SELECT payload FROM outbox WHERE topic = 'index' ORDER BY id"))
        return [named for (payload,) in found if payload["kind"] == "entry" for named in payload["ids"]]


def counts(imported: Imported) -> tuple[int, int, int]:
    """Listed, changed, unchanged."""
    return (
        imported.count(Outcome.LISTED),
        imported.count(Outcome.CHANGED),
        imported.count(Outcome.UNCHANGED),
    )


FULL = service(
    service_areas=[{"name": "Gateshead"}, {"uri": f"http://statistics.data.gov.uk/id/{world.AREA}"}, {"name": "Rome"}],
    schedules=[{"freq": "WEEKLY", "byday": "SA,MO", "opens_at": "10:00", "closes_at": "12:00"}],
    cost_options=[{"option": "Adults", "amount": 3.5, "amount_description": "per session"}],
    languages=[{"code": "en"}],
    attending_type="Venue",
    minimum_age=18,
    service_at_locations=[
        {"location": {"addresses": [{"city": "Hexham"}], "accessibility": [{"description": "Step-free"}]}}
    ],
    contacts=[{"phones": [{"number": "0191 498 0000"}]}],
)


def test_a_service_is_listed_with_all_it_tells(db: Engine) -> None:
    world.areas()
    assert counts(take(FULL, licence=" Open Government Licence 3.0 ")) == (1, 0, 0)
    (row,) = entries()
    assert (row.feed, row.title, row.organisation) == (FEED, "Lantern walks", "Lantern Trust")
    assert (row.areas, row.area_words) == ([world.AREA, world.OTHER_AREA], "Gateshead, Rome")
    assert (row.days, row.parts, row.languages, row.access) == (["MO", "SA"], ["morning"], ["en"], ["step_free"])
    assert (row.place, row.venue, row.ages, row.phone) == ("venue", "Hexham", "18 and over", "0191 498 0000")
    assert row.prices == [{"option": "Adults", "amount": 3.5, "unit": "session", "words": "per session"}]
    assert (row.price_words, row.free) == ("Adults: £3.50 per session", False)
    assert (row.read_at, row.licence) == (world.NOW, "Open Government Licence 3.0")
    assert row.summary == row.words == "Walk by the river with a small group."
    assert asked(db) == [str(row.id)]


def test_taking_a_feed_twice_changes_nothing(db: Engine) -> None:
    world.areas()
    services = [service(id=str(n)) for n in range(450)]  # more than one batch
    assert counts(take(*services)) == (450, 0, 0)
    before, jobs = entries(), asked(db)
    assert counts(take(*services, now=LATER)) == (0, 0, 450)
    assert (entries(), asked(db)) == (before, jobs)


def test_on_another_day_the_day_of_reading_moves_and_nothing_else(db: Engine) -> None:
    take(service())
    (before,) = entries()
    take(service(), now=TOMORROW)
    (after,) = entries()
    assert (before.read_at, after.read_at) == (world.NOW, TOMORROW)
    assert after.content_hash == before.content_hash
    assert len(asked(db)) == 1


def test_what_is_different_at_the_source_is_changed_under_the_same_address(db: Engine) -> None:
    take(service(id="a"), service(id="b"))
    (before, _) = entries()
    imported = take(service(id="a", name="Lantern strolls"), service(id="b"), service(id="c"), now=LATER)
    assert imported.outcomes == {"a": Outcome.CHANGED, "b": Outcome.UNCHANGED, "c": Outcome.LISTED}
    after = entries()
    assert [row.title for row in after] == ["Lantern strolls", "Lantern walks", "Lantern walks"]
    assert (after[0].id, after[0].read_at, after[1].read_at) == (before.id, LATER, world.NOW)
    assert set(asked(db)[2:]) == {str(after[0].id), str(after[2].id)}


def test_an_area_that_is_declared_later_is_found_by_the_next_import(db: Engine) -> None:
    told = service(service_areas=[{"name": "Gateshead"}])
    take(told)
    world.areas()
    assert counts(take(told)) == (0, 1, 0)
    assert entries()[0].areas == [world.OTHER_AREA]


def test_the_licence_stays_until_another_is_told(db: Engine) -> None:
    take(service(), licence="OGL 3.0")
    assert counts(take(service())) == (0, 0, 1)
    assert counts(take(service(), licence="CC BY 4.0")) == (0, 1, 0)
    assert entries()[0].licence == "CC BY 4.0"


def test_two_feeds_may_use_the_same_id(db: Engine) -> None:
    take(service())
    take(service(name="Another"), feed="South directory")
    assert [(row.feed, row.title) for row in sorted(entries(), key=lambda row: row.feed)] == [
        (FEED, "Lantern walks"),
        ("South directory", "Another"),
    ]


def test_a_service_that_closes_is_taken_out_and_comes_back_under_its_old_address(db: Engine) -> None:
    take(service(), service(id="stays"))
    was = {row.source_id: row.id for row in entries()}
    imported = take(service(status="temporarily closed"), service(id="stays"), service(id="new", status="defunct"))
    assert imported.removed == {service()["id"]}
    assert [row.source_id for row in entries()] == ["stays"]
    assert asked(db)[-1] == str(was[service()["id"]])
    take(service())
    assert {row.source_id: row.id for row in entries()} == was


def test_an_entry_that_an_offer_was_made_from_is_kept(db: Engine) -> None:
    world.areas()
    offer_id = world.offer(world.provider())
    take(service())
    with db.begin() as connection:
        connection.execute(text("UPDATE offer SET entry_id = :entry"), {"entry": entries()[0].id})
    assert take(service(status="inactive")).removed == frozenset()
    assert offer_id
    assert len(entries()) == 1


def test_all_of_a_file_or_nothing(db: Engine) -> None:
    def broken() -> Iterator[EntryRecord]:
        yield from read(*(service(id=str(n)) for n in range(300))).records
        raise OSError

    with pytest.raises(OSError), database.writing() as session:  # noqa: PT011 - ours, from the line above
        catalogue.import_entries(session, world.system(), ImportRequest(FEED, "", broken()))
    assert (entries(), asked(db)) == ([], [])


def test_only_the_worker_imports(db: Engine) -> None:
    actors: list[Actor] = [anonymous(world.NOW), clock(world.NOW), world.provider(), world.administrator()]
    for actor in actors:
        with pytest.raises(NotFound), database.writing() as session:
            catalogue.import_entries(session, actor, ImportRequest(FEED, "", read(service()).records))
    assert entries() == []


def test_a_feed_is_imported_by_one_at_a_time_and_has_a_name(db: Engine) -> None:
    with database.writing() as first:
        catalogue.import_entries(first, world.system(), ImportRequest(FEED, "", read(service()).records))
        with pytest.raises(FeedBusy):
            take(service())
        assert counts(take(service(), feed="South directory")) == (1, 0, 0)
    with pytest.raises(FeedRefused):
        take(service(), feed=" ")


def test_each_import_is_audited(db: Engine) -> None:
    take(service())
    take(service(), service(id="closed", status="defunct"))
    with db.connect() as connection:
        rows = connection.execute(text("SELECT subject, action, actor_kind, became, why FROM audit ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [
        ("feed", "imported", "worker", "listed 1, changed 0, unchanged 0, taken out 0", FEED),
        ("feed", "imported", "worker", "listed 0, changed 0, unchanged 1, taken out 0", FEED),
    ]


def test_hostile_html_never_reaches_the_database(db: Engine) -> None:
    take(
        service(
            description="<p onclick=x>Walk<script>alert(1)</script><img src=x onerror=y></p>", name="<b>Tea\x00</b>"
        )
    )
    assert (entries()[0].description, entries()[0].title) == ("<p>Walk </p>", "Tea")


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=SERVICES)
def test_whatever_is_read_can_be_stored(db: Engine, told: Json) -> None:
    reading = read_records([told], TODAY)
    with database.writing() as session:
        request = ImportRequest(FEED, "", reading.records, reading.closed)
        imported = catalogue.import_entries(session, world.system(), request)
    assert len(imported.outcomes) == len(reading.records)


def test_cards_and_pages_are_public(db: Engine) -> None:
    take(service(description="<p>" + "river walk " * 900 + "</p>"), service(id="2", description=""))
    whole, bare = sorted(entries(), key=lambda row: row.description == "")
    with database.reading() as session:
        visitor = anonymous(world.NOW)
        found = entry_cards(session, visitor, [whole.id, bare.id, uuid4()])
        assert set(found) == {whole.id, bare.id}
        card = found[whole.id]
        assert (card.title, card.feed, card.told_at, card.read_at) == (whole.title, FEED, whole.told_at, whole.read_at)
        assert len(card.summary) <= 200
        assert card.summary.startswith("river walk")
        assert found[bare.id].summary == ""
        assert entry_cards(session, visitor, []) == {}
        assert entry(session, visitor, whole.id) == whole
        assert [row.id for row in entries_indexed(session, visitor, [bare.id, uuid4()])] == [bare.id]
        assert entries_indexed(session, visitor, []) == []
        with pytest.raises(NotFound):
            entry(session, visitor, UUID(int=0))
