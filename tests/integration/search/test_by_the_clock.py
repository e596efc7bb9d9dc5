"""What a day changes by itself: the night has it read afresh, and a search of that day finds it."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import INDEX, AccreditationRequest, SessionsRequest
from marketplace.catalogue.operations.offers import INDEXED_AT_ONCE
from marketplace.catalogue.queries import offers_changing
from marketplace.catalogue.rules import OfferState
from marketplace.foundation import access, database, outbox
from marketplace.foundation.access import Actor
from marketplace.foundation.models import Job
from search_index import worker
from search_index.documents import Facet
from search_index.engine import SearchRequest, Sort
from search_index.search import search
from tests import world

pytestmark = pytest.mark.usefixtures("index")


def on(days: int) -> datetime:
    """The small hours, some days from now."""
    return world.NOW.replace(hour=2) + timedelta(days=days)


def night(now: datetime = world.NOW) -> None:
    """What the nightly clock asks of the index, and the index's jobs done."""
    clock = access.clock(now)
    with database.writing() as session:
        catalogue.reindex(session, clock, offers_changing(session, clock))
    outbox.work(defaultdict(lambda: lambda _payload: None, worker.handlers(lambda: now)), lambda: now)


def found(now: datetime, sort: Sort = Sort.RELEVANCE, **chosen: str) -> list[str]:
    """The titles that a visitor finds at an instant."""
    request = SearchRequest("", {Facet(name): (value,) for name, value in chosen.items()}, None, sort, 1, 20)
    return [card.title for card in search(access.anonymous(now), request).results]


@pytest.fixture
def provider() -> Actor:
    """A provider in a world with two areas."""
    world.areas()
    return world.provider()


def dated(provider: Actor, title: str, first: datetime, places: int = 3) -> None:
    """A group with one date."""
    offer_id = world.offer(provider, published=False, group=True, title=title)
    with database.writing() as session:
        hours = timedelta(hours=2)
        catalogue.add_sessions(session, provider, SessionsRequest(offer_id, (first,), (first + hours,), places))
        catalogue.set_state(session, provider, offer_id, OfferState.PUBLISHED)


def test_a_date_comes_nearer_by_the_day_and_is_gone_when_it_is_past(provider: Actor) -> None:
    dated(provider, "Choir", world.NOW + timedelta(days=20))
    night()
    assert (found(world.NOW, starts="w2"), found(world.NOW, starts="w4")) == ([], ["Choir"])
    night(on(6))
    assert (found(on(6), starts="w1"), found(on(6), starts="w2")) == ([], ["Choir"])
    night(on(13))
    assert found(on(13), starts="w1") == ["Choir"]
    night(on(21))
    assert found(on(21), starts="w12") == []


def test_a_wait_is_counted_from_each_day_anew(provider: Actor) -> None:
    dated(provider, "In twenty days", world.NOW + timedelta(days=20))
    world.offer(provider, title="In two weeks", wait_weeks=2)
    world.offer(provider, title="Not told")
    night()
    assert found(world.NOW, Sort.SOONEST) == ["In two weeks", "In twenty days", "Not told"]
    night(on(10))
    assert found(on(10), Sort.SOONEST) == ["In twenty days", "In two weeks", "Not told"]
    assert sorted(found(on(10), starts="w2")) == ["In twenty days", "In two weeks"]


def test_the_night_asks_for_nothing_that_a_day_does_not_change(provider: Actor) -> None:
    world.offer(provider, title="Not told")
    dated(provider, "Full", world.NOW + timedelta(days=60), places=1)
    waits = world.offer(provider, title="Known", wait_weeks=0)
    world.offer(provider, published=False, title="Draft", wait_weeks=0)
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE offer_session SET taken = places")
    later = access.clock(on(30))
    with database.reading() as session:
        assert offers_changing(session, later) == [waits]


def test_an_accreditation_is_found_from_its_first_day_to_its_last(provider: Actor) -> None:
    funder = world.commissioner()
    assert funder.organisation_id
    assert provider.organisation_id
    world.offer(provider, title="Ours")
    world.offer(world.provider("Another"), title="Theirs")
    first, last = on(3).date(), on(5).date()
    request = AccreditationRequest(provider.organisation_id, funder.organisation_id, first, last)
    with database.writing() as session:
        catalogue.accredit(session, funder, request)
    seen = {}
    for days in range(8):
        night(on(days))
        seen[on(days).date()] = found(on(days), accredited=str(funder.organisation_id))
    assert [day for day, titles in seen.items() if titles == ["Ours"]] == [first, on(4).date(), last]
    assert sum(map(bool, seen.values())) == 3


def test_an_accreditation_of_today_is_found_once_its_job_is_done(provider: Actor) -> None:
    funder = world.commissioner()
    assert funder.organisation_id
    assert provider.organisation_id
    world.offer(provider, title="Ours")
    night()
    today: date = world.NOW.date()
    request = AccreditationRequest(provider.organisation_id, funder.organisation_id, today)
    with database.writing() as session:
        accreditation_id = catalogue.accredit(session, funder, request)
    outbox.work(worker.handlers(lambda: world.NOW), lambda: world.NOW)
    assert found(world.NOW, accredited=str(funder.organisation_id)) == ["Ours"]
    with database.writing() as session:
        catalogue.end_accreditation(session, funder, accreditation_id, today)
    night(on(1))
    assert found(on(1), accredited=str(funder.organisation_id)) == []


def test_the_night_leaves_room_for_what_somebody_does_meanwhile(provider: Actor) -> None:
    clock, second = access.clock(world.NOW), timedelta(seconds=1)
    with database.writing() as session:
        catalogue.reindex(session, clock, [uuid4() for _ in range(2 * INDEXED_AT_ONCE + 1)], apart=second)
    offer_id = world.offer(provider)
    with database.reading() as session:
        asked = session.execute(select(Job.payload, Job.run_at).where(Job.topic == INDEX).order_by(Job.run_at, Job.id))
        rows = [(len(payload["ids"]), run_at - world.NOW, str(offer_id) in payload["ids"]) for payload, run_at in asked]
    nothing = timedelta()
    assert rows == [(100, nothing, False), (1, nothing, True), (100, second, False), (1, 2 * second, False)]
