"""Our own feed read back by our own importer: elsewhere it gives the same records, at home it adds nothing."""

import json
from dataclasses import asdict

from flask import Flask
from sqlalchemy import Engine

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import Imported, ImportRequest, Outcome
from marketplace.catalogue.queries import EntryRow, entries_indexed, offers_indexed
from marketplace.catalogue.rules import Reading, open_feed, read_records
from marketplace.foundation import database
from marketplace.foundation.access import anonymous
from tests import world
from tests.faces.doors.feed import ask, everything
from tests.keeping import empty
from tests.unit.catalogue.invented import read, service


def fed(app: Flask, query: str = "full=true&per_page=2") -> Reading:
    """All pages of our feed, as the importer reads them."""
    page = {"contents": everything(app, "/services", query)}
    return read_records(open_feed(json.dumps(page).encode()).items, world.NOW.date())


def take(reading: Reading) -> Imported:
    """Import records as the worker."""
    with database.writing() as session:
        request = ImportRequest("Ownpath", "OGL 3.0", reading.records, reading.closed)
        return catalogue.import_entries(session, world.system(), request)


def entries() -> dict[str, EntryRow]:
    """Every entry, by its title."""
    with database.reading() as session:
        return {row.title: row for row in entries_indexed(session, anonymous(world.NOW))}


def test_our_feed_elsewhere_gives_the_same_records(app: Flask, db: Engine, shelf: None) -> None:
    with database.reading() as session:
        offers = offers_indexed(session, anonymous(world.NOW))
    reading = fed(app)
    assert reading.rejected == ()
    ones = [ask(app, f"/services/{each.source_id}").get_json() for each in reading.records]
    again = read_records(ones, world.NOW.date()).records
    assert [asdict(each) for each in again] == [asdict(each) for each in reading.records]
    empty(db)
    world.areas()
    assert set(take(reading).outcomes.values()) == {Outcome.LISTED}
    held = entries()
    assert len(held) == len(offers) == 6
    for offer in offers:
        row = held[offer.title]
        assert (row.organisation, row.email, row.phone) == (offer.provider, "us@green.example.org", "0191 498 0000")
        assert row.venue == (offer.venue if offer.place == "venue" else "")
        assert row.place == offer.place
        assert (set(row.areas), set(row.days), set(row.parts)) == (
            set(offer.areas),
            set(offer.days),
            set(offer.parts),
        )
        assert (set(row.languages), set(row.access)) == (set(offer.languages), set(offer.access))
        assert [(each["amount"], each["unit"]) for each in row.prices] == [
            (price.pence / 100, price.unit) for price in offer.prices
        ]
        assert row.free == all(price.pence == 0 for price in offer.prices)
        for part in (offer.summary, offer.description):
            assert part in row.description


def test_our_feed_at_home_adds_nothing_and_is_not_published_again(app: Flask, db: Engine, shelf: None) -> None:
    reading, before = fed(app), everything(app, "/services")
    imported = take(reading)
    assert set(imported.outcomes.values()) == {Outcome.OURS}
    assert entries() == {}
    assert everything(app, "/services") == before
    mixed = take(Reading((*reading.records, *read(service(name="Somebody else's")).records), ()))
    assert (imported.count(Outcome.OURS), mixed.count(Outcome.LISTED)) == (6, 1)
    assert set(entries()) == {"Somebody else's"}
    assert everything(app, "/services") == before


def test_the_thin_list_and_the_whole_say_the_same(app: Flask, db: Engine, shelf: None) -> None:
    thin = {each.source_id: each for each in fed(app, "per_page=4").records}
    for whole in fed(app).records:
        same = thin[whole.source_id]
        assert (same.title, same.organisation, same.url, same.email) == (
            whole.title,
            whole.organisation,
            whole.url,
            whole.email,
        )
