"""From a change in the catalogue through the outbox to what is found, and what is shown of it."""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from threading import Event
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import select

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import ImportRequest
from marketplace.catalogue.queries import EntryCard, OfferCard, entries_indexed
from marketplace.catalogue.rules import Level, OfferState, PriceLine, Unit
from marketplace.foundation import access, database, outbox
from marketplace.foundation.access import Actor
from marketplace.foundation.models import Job
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest, RecordRequest
from marketplace.purchasing.queries import order
from marketplace.purchasing.rules import DeliveryKind, span
from marketplace.voice import operations as voice
from marketplace.voice.operations import RatingRequest
from marketplace.voice.rules import Statement
from search_index import worker
from search_index.documents import Document, Facet, Kind, Values
from search_index.engine import Engine, SearchRequest, Sort
from search_index.postgres import PostgresEngine
from search_index.search import SearchPage, search, use
from tests import world
from tests.integration.search.conftest import READERS
from tests.integration.search.shelf import waiting_for_a_lock
from tests.unit.catalogue.invented import read, service

VISITOR = access.anonymous(world.NOW)
LATER = world.NOW + timedelta(days=8)
pytestmark = pytest.mark.usefixtures("index")


def work(now: datetime = world.NOW) -> None:
    """Do the jobs that are due; those that are not the index's are not what is tried here."""
    handlers = defaultdict(lambda: lambda _payload: None, worker.handlers(lambda: now))
    outbox.work(handlers, lambda: now)
    with database.reading() as session:
        assert session.scalars(select(Job.error).where(Job.error.is_not(None))).all() == []


def look(
    words: str = "", *, sort: Sort = Sort.RELEVANCE, size: int = 20, page: int = 1, **chosen: Values
) -> SearchPage:
    """What a visitor finds."""
    request = SearchRequest(words, {Facet(name): values for name, values in chosen.items()}, None, sort, page, size)
    return search(VISITOR, request)


def titles(words: str = "", **asked: Values) -> list[str]:
    """The titles a visitor finds."""
    return [card.title for card in look(words, **asked).results]


def import_service(**changed: object) -> None:
    """Import one service of a feed."""
    reading = read(service(**changed))
    with database.writing() as session:
        catalogue.import_entries(
            session, world.system(), ImportRequest("North directory", "", reading.records, reading.closed)
        )


@pytest.fixture
def provider() -> Actor:
    """A provider in a world with two areas."""
    world.areas()
    return world.provider()


def test_an_offer_is_found_once_published_and_its_job_done(provider: Actor) -> None:
    offer_id = world.offer(provider, published=False)
    work()
    assert titles("allotment") == []
    with database.writing() as session:
        catalogue.set_state(session, provider, offer_id, OfferState.PUBLISHED)
    assert titles("allotment") == []
    work()
    (card,) = look("alotment newcastle direct payment monday step free").results
    assert isinstance(card, OfferCard)
    assert (card.id, card.lowest.pence, card.provider) == (offer_id, 12_00, "Green Shoots")


def edited(provider: Actor) -> None:
    """An offer that was found by other words before."""
    offer_id = world.offer(provider)
    work()
    with database.writing() as session:
        words = replace(world.WORDS, title="Beekeeping", summary="Honey.", description="Hives.", days=("SU",))
        catalogue.edit(session, provider, offer_id, words)
    assert titles("beekeeping") == []
    work()


def test_an_edited_offer_is_found_by_its_new_words_only(provider: Actor) -> None:
    edited(provider)
    assert titles("beekeeping") == titles(days=("SU",)) == ["Beekeeping"]
    assert titles("experience") == titles(days=("MO",)) == []


@pytest.mark.parametrize("index", READERS, indirect=True)
def test_an_edited_offer_is_found_by_slips_in_its_new_words_only(provider: Actor) -> None:
    edited(provider)
    assert titles("beekeping") == ["Beekeeping"]
    assert titles("experiense") == []


def test_a_version_to_come_is_found_on_its_day(provider: Actor) -> None:
    offer_id = world.offer(provider)
    with database.writing() as session:
        words = replace(world.WORDS, title="Beekeeping", starts=LATER.date())
        catalogue.edit(session, provider, offer_id, words)
    work()
    assert (titles("beekeeping"), titles("allotment")) == ([], ["Allotment mornings"])
    with database.writing() as session:
        catalogue.reindex(session, access.clock(LATER), [offer_id])
    work(LATER)
    assert look("beekeeping").total == 1


@pytest.mark.parametrize("gone", [OfferState.PAUSED, OfferState.WITHDRAWN])
def test_what_is_off_sale_is_gone_from_results_at_once_and_from_the_index_after_its_job(
    provider: Actor, gone: OfferState, index: Engine
) -> None:
    offer_id = world.offer(provider)
    world.offer(provider, title="Allotment evenings")
    work()
    with database.writing() as session:
        catalogue.set_state(session, provider, offer_id, gone)
    found = look("allotment")
    assert ([card.title for card in found.results], found.total) == (["Allotment evenings"], 2)
    work()
    assert (look("allotment").total, index.count()) == (1, 1)


def test_a_group_has_places_until_they_are_gone(provider: Actor) -> None:
    group = world.group(provider, places=1, dates=2)
    world.offer(provider, title="At an agreed time")
    work()
    assert sorted(titles(tags=("has_places",))) == ["Allotment mornings", "At an agreed time"]
    with database.writing() as session:
        for session_id in group.sessions:
            catalogue.set_places(session, provider, group.offer_id, session_id, 0)
    work()
    assert titles(tags=("has_places",)) == ["At an agreed time"]
    assert titles() == ["Allotment mornings", "At an agreed time"]  # still found, with no place


def test_a_directory_entry_is_found_beside_offers_until_it_is_closed(provider: Actor) -> None:
    world.offer(provider, title="Lantern making")
    import_service()
    work()
    found = {card.title: type(card) for card in look("lantern").results}
    assert found == {"Lantern making": OfferCard, "Lantern walks": EntryCard}
    assert titles("river", tags=("directory",)) == ["Lantern walks"]
    import_service(name="Torch walks")
    work()
    assert titles("torch") == ["Torch walks"]
    import_service(status="defunct")
    assert look("torch").results == ()
    work()
    assert look("torch").total == 0


def test_results_keep_the_order_of_the_engine_over_pages(provider: Actor) -> None:
    for title in ("Delta", "Alpha", "Echo", "Bravo"):
        world.offer(provider, title=title)
    import_service(name="Charlie")
    work()
    pages = [look(page=page, size=2) for page in (1, 2, 3)]
    assert [[c.title for c in page.results] for page in pages] == [["Alpha", "Bravo"], ["Charlie", "Delta"], ["Echo"]]
    assert {(page.total, page.pages) for page in pages} == {(5, 3)}
    assert (look("nothing of the kind at all").pages, look("zzz").results) == (1, ())


def test_a_rebuild_holds_what_is_on_sale_now(provider: Actor, index: Engine) -> None:
    world.offer(provider)
    world.offer(provider, published=False, title="Draft")
    import_service()
    assert titles() == []
    assert worker.rebuild(lambda: world.NOW) == index.count() == 2
    assert titles() == ["Allotment mornings", "Lantern walks"]


class Held(PostgresEngine):
    """An engine whose first put waits on the way until it is let go."""

    def __init__(self) -> None:
        self.arrived, self.let_go = Event(), Event()

    def put(self, documents: Sequence[Document]) -> None:
        """Put documents, the first time only when that is let go."""
        if not self.arrived.is_set():
            self.arrived.set()
            self.let_go.wait()
        super().put(documents)


def test_of_two_workers_the_one_that_read_last_sends_last(provider: Actor, db: Database, index: Engine) -> None:
    offer_id = world.offer(provider, title="Pottery")
    held = Held()
    use(held)
    payload = {"kind": "offer", "ids": [str(offer_id)]}
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(worker.sync, lambda: world.NOW, payload)
        try:
            held.arrived.wait()  # it has read the record
            with database.writing() as session:
                catalogue.edit(session, provider, offer_id, replace(world.WORDS, title="Weaving"))
            quick = pool.submit(worker.sync, lambda: world.NOW, payload)
            while not quick.done() and not waiting_for_a_lock(db):
                pass
        finally:
            held.let_go.set()
        slow.result()
        quick.result()
    assert (look("weaving").total, look("pottery").total) == (1, 0)


def test_one_job_brings_some_in_and_takes_others_out(provider: Actor, index: Engine) -> None:
    offers = [world.offer(provider, title=f"Pottery {n}") for n in range(3)]
    jobs = catalogue.index_jobs("offer", offers * 40)
    assert [len(payload["ids"]) for _, payload in jobs] == [100, 20]
    worker.sync(lambda: world.NOW, jobs[0][1])
    with database.writing() as session:
        catalogue.set_state(session, provider, offers[1], OfferState.PAUSED)
    worker.sync(lambda: world.NOW, jobs[0][1])
    assert set(titles("pottery")) == {"Pottery 0", "Pottery 2"}


def test_a_job_may_be_done_twice_and_for_a_record_that_never_was(provider: Actor, index: Engine) -> None:
    offer_id = world.offer(provider)
    for _ in range(2):
        worker.sync(lambda: world.NOW, {"kind": "offer", "ids": [str(offer_id)]})
    for kind in Kind:
        worker.sync(lambda: world.NOW, {"kind": kind, "ids": [str(uuid4())]})
    assert index.count() == 1


def test_an_entry_has_the_words_that_its_source_told(provider: Actor) -> None:
    import_service(description="<p>Bring a <strong>torch</strong>&nbsp;&amp; boots.</p>")
    work()
    assert titles("torch boots") == ["Lantern walks"]
    assert titles("strong") == titles("nbsp") == titles("amp") == []
    with database.reading() as session:
        assert [row.title for row in entries_indexed(session, VISITOR)] == ["Lantern walks"]


def rated(provider: Actor, offer_id: UUID, score: int) -> None:
    """Somebody books one free hour, gets it, and rates it."""
    person = world.person(f"Person {uuid4().hex[:6]}")
    assert person.own_person_id is not None
    times = (span(Unit.HOUR, LATER.date() - timedelta(days=1), time(10), Decimal(1)),)
    asked = OrderRequest(
        uuid4(), person.own_person_id, offer_id, None, Unit.HOUR, Level.STANDARD, Decimal(1), times=times
    )
    with database.reading() as session:
        quote = purchasing.quote(session, person, asked)
    with database.writing() as session:
        shown = replace(asked, version_id=quote.version_id, expected=quote.total)
        order_id = purchasing.place(session, person, shown)
        purchasing.accept(session, provider, order_id)
        (booking,) = order(session, person, order_id).bookings
    with database.writing() as session:
        purchasing.record(session, provider.at(LATER), RecordRequest(booking.id, DeliveryKind.DELIVERED, Decimal(1)))
        purchasing.confirm(session, person.at(LATER), booking.id)
        voice.rate(session, person.at(LATER), RatingRequest(order_id, {Statement.LISTENED: score}, ""))


def test_offers_sort_by_what_enough_people_said(provider: Actor) -> None:
    free = (PriceLine(Unit.HOUR, Level.STANDARD, 0),)
    good, bad, few = (world.offer(provider, title=title, prices=free) for title in ("Good", "Bad", "Asked by two"))
    for offer_id, scores in ((good, (4, 4, 3)), (bad, (1, 2, 1)), (few, (4, 4))):
        for score in scores:
            rated(provider, offer_id, score)
    work(LATER)
    assert [card.title for card in look(sort=Sort.RATING).results] == ["Good", "Bad", "Asked by two"]
