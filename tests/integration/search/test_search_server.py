"""A search server that fails: the database answers, nothing is lost, and it catches up when it is back."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import select, text

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import INDEX
from marketplace.catalogue.rules import OfferState
from marketplace.foundation import access, database, outbox
from marketplace.foundation.access import Actor
from marketplace.foundation.models import Job
from marketplace.foundation.outbox import MOST_ATTEMPTS
from search_index import meilisearch, search, worker
from search_index.breaker import OPEN_SECONDS, TwoEngines
from search_index.documents import Document, Facet
from search_index.engine import AlreadyRebuilding, SearchRequest
from search_index.meilisearch import MeilisearchEngine, NoAnswer
from search_index.postgres import PostgresEngine
from search_index.worker import REFILL
from tests import world
from tests.integration.search.conftest import HASTY, PATIENT, on_stand_in
from tests.integration.search.shelf import Shelf, document
from tests.integration.search.stand_in import KEY, Fault, StandIn
from tests.unit.search.test_breaker import Ticks

SEARCHING = [fault for fault in Fault if fault not in {Fault.STUCK, Fault.FAILING}]
MUTE = {Fault.HUNG, Fault.SLOW, Fault.DRIPPING}  # for as long as anybody would wait


@dataclass
class Pair:
    """The two engines as the product uses them, the server of one, and the breaker's clock."""

    server: StandIn
    ticks: Ticks = field(default_factory=Ticks)

    def __post_init__(self) -> None:
        """Put them together."""
        self.first = on_stand_in(self.server)
        self.engine = TwoEngines(self.first, PostgresEngine(), self.ticks)

    def found(self) -> list[str]:
        """What a visitor finds, by title."""
        return [card.title for card in search.search(access.anonymous(world.NOW), SearchRequest()).results]

    def held(self) -> set[str]:
        """The titles that the server holds."""
        return {row["title"] for row in self.server.held(self.first.live).values()}

    def later(self) -> None:
        """Let the breaker's time pass."""
        self.ticks.now += OPEN_SECONDS


@pytest.fixture
def pair(db: Database, stand_in: StandIn) -> Iterator[Pair]:
    """Both engines in use, with nothing in them."""
    made, before = Pair(stand_in), search.in_use()
    search.use(made.engine)
    yield made
    search.use(before)


@pytest.fixture
def provider(pair: Pair) -> Actor:
    """A provider in a world with two areas."""
    world.areas()
    return world.provider()


def work(now: datetime = world.NOW) -> None:
    """Do the jobs that are due; those that are not the index's are not what is tried here."""
    outbox.work(defaultdict(lambda: lambda _payload: None, worker.handlers(lambda: now)), lambda: now)


def open_jobs(topic: str) -> int:
    """How many jobs of a topic are not over."""
    with database.reading() as session:
        return len(session.scalars(select(Job.id).where(Job.topic == topic, Job.done_at.is_(None))).all())


@pytest.mark.parametrize("fault", SEARCHING)
def test_while_the_server_fails_the_database_answers_and_after_it_the_server(pair: Pair, fault: Fault) -> None:
    here, there = Shelf(pair.engine.second), Shelf(pair.first)
    here.put(document("Here"))
    there.put(document("There"))
    both = Shelf(pair.engine, here.titles | there.titles)
    assert both.find() == ["There"]
    pair.first.seconds = HASTY if fault in MUTE else PATIENT
    pair.server.fail(fault)
    assert both.find() == both.find("here") == ["Here"]
    pair.later()
    assert both.find() == ["Here"]
    pair.server.heal()
    pair.first.seconds = PATIENT
    assert both.find() == ["Here"]
    pair.later()
    assert both.find() == ["There"]


def test_a_search_has_a_second_unless_it_is_told(stand_in: StandIn) -> None:
    assert MeilisearchEngine(stand_in.url, KEY, "test").seconds == 1.0


def test_a_server_that_is_stopped_empty_or_back_is_noticed(pair: Pair, provider: Actor) -> None:
    world.offer(provider, title="Pottery")
    work()
    assert (pair.found(), pair.held()) == (["Pottery"], {"pottery"})
    pair.server.stop()
    assert pair.found() == ["Pottery"]
    pair.server.empty()
    pair.server.start()
    pair.later()
    assert pair.found() == ["Pottery"]  # it answers, and nothing is behind it
    assert not pair.engine.breaker.closed
    for _ in range(3):
        pair.later()
        worker.look(access.clock(world.NOW))
    assert open_jobs(REFILL) == 1
    work()
    pair.later()
    assert (pair.found(), pair.held(), pair.engine.breaker.closed) == (["Pottery"], {"pottery"}, True)
    worker.look(access.clock(world.NOW))
    assert open_jobs(REFILL) == 0


def test_a_server_that_is_emptied_again_is_filled_again(pair: Pair, provider: Actor) -> None:
    world.offer(provider, title="Pottery")
    work()
    for _ in range(3):
        pair.server.empty()
        worker.look(access.clock(world.NOW))
        work()
        assert pair.held() == {"pottery"}


def test_nobody_asks_for_anything_while_the_server_is_away_or_there_is_none(pair: Pair, provider: Actor) -> None:
    world.offer(provider, title="Pottery")
    work()
    pair.server.stop()
    worker.look(access.clock(world.NOW))
    worker.look(access.clock(world.NOW))
    pair.server.start()
    search.use(pair.engine.second)
    worker.look(access.clock(world.NOW))
    worker.refill(lambda: world.NOW, {})
    assert open_jobs(REFILL) == 0


@pytest.mark.parametrize("fault", Fault)
def test_what_the_server_cannot_take_is_in_the_database_and_tried_again(
    pair: Pair, provider: Actor, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = world.offer(provider, title="Weaving")
    work()
    pair.server.fail(fault)
    world.offer(provider, title="Pottery")
    with database.writing() as session:
        catalogue.set_state(session, provider, gone, OfferState.PAUSED)
    with monkeypatch.context() as hasty:
        hasty.setattr(meilisearch, "WRITE_SECONDS", HASTY)
        work()
    assert pair.engine.second.count() == 1
    assert pair.found() == ["Pottery"]
    pair.server.heal()
    pair.later()
    now = world.NOW + timedelta(minutes=1)
    work(now)
    assert (open_jobs(INDEX), pair.held()) == (0, {"pottery"})


def test_one_job_takes_out_what_is_gone_though_the_server_does_not_take_what_came(pair: Pair, provider: Actor) -> None:
    kept, gone = (world.offer(provider, title=title) for title in ("Pottery", "Weaving"))
    work()
    with database.writing() as session:
        catalogue.edit(session, provider, kept, replace(world.WORDS, title="Painting"))
        catalogue.set_state(session, provider, gone, OfferState.PAUSED)
    pair.server.fail(Fault.BROKEN)
    payload = {"kind": "offer", "ids": [str(kept), str(gone)]}
    with pytest.raises(Exception, match=r".*"):
        worker.sync(lambda: world.NOW, payload)
    assert (pair.found(), pair.engine.count()) == (["Painting"], 1)


def test_after_a_long_outage_jobs_that_were_given_up_are_made_good_by_filling_it_afresh(
    pair: Pair, provider: Actor
) -> None:
    offers = [world.offer(provider, title=f"Pottery {n}") for n in range(30)]
    work()
    pair.server.stop()
    with database.writing() as session:
        catalogue.edit(session, provider, offers[0], replace(world.WORDS, title="Weaving"))
    now = world.NOW
    for _ in range(MOST_ATTEMPTS):
        work(now)
        pair.later()
        now += timedelta(hours=1)
    pair.server.start()
    work(now)
    assert (open_jobs(INDEX), "weaving" in pair.held()) == (1, False)
    worker.look(access.clock(now))
    work(now)
    assert (open_jobs(INDEX), open_jobs(REFILL), "weaving" in pair.held()) == (0, 0, True)


def test_a_job_that_is_asked_for_while_it_is_filled_is_not_taken_for_done(db: Database, provider: Actor) -> None:
    with database.writing() as session:
        for asked in (world.NOW, world.NOW + timedelta(seconds=1)):
            outbox.enqueue(session, world.system(asked), [(INDEX, {"kind": "offer", "ids": []})])
        session.execute(text("UPDATE outbox SET attempts = :most"), {"most": MOST_ATTEMPTS})
    worker.refill(lambda: world.NOW, {})
    with database.reading() as session:
        assert outbox.given_up(session, INDEX) == 1


def test_another_that_fills_it_is_left_to_it(pair: Pair, provider: Actor) -> None:
    with pair.first.filling():
        worker.refill(lambda: world.NOW, {})
        with pytest.raises(AlreadyRebuilding):
            pair.engine.rebuild(iter(()))
    assert pair.engine.breaker.closed


def test_a_rebuild_that_the_server_breaks_off_leaves_the_old_index_and_the_database_whole(
    pair: Pair, provider: Actor
) -> None:
    world.offer(provider, title="Pottery")
    work()

    def coming() -> Iterator[Document]:
        yield document("Weaving")
        pair.server.fail(Fault.FAILING)

    with pytest.raises(NoAnswer):
        pair.engine.rebuild(coming())
    pair.server.heal()
    assert (pair.held(), pair.engine.count()) == ({"pottery"}, 1)
    assert worker.rebuild(lambda: world.NOW) == 1
    assert pair.held() == {"pottery"}


def test_a_rebuild_that_was_killed_is_begun_afresh_by_the_next(pair: Pair) -> None:
    left, made = document("Half of it"), document("Put meanwhile")
    pair.first.put([document("Old")])
    pair.first._open_fresh()
    pair.first._fill([left])
    pair.first.put([made])
    assert pair.held() == {"old", "put meanwhile"}
    assert pair.first.rebuild(iter([made])) == 1
    assert pair.held() == {"put meanwhile"}
    assert set(pair.server.indexes) == {pair.first.live}


def test_the_settings_are_sent_before_the_first_document_and_to_the_fresh_index_too(pair: Pair) -> None:
    pair.first.put([document("Pottery")])
    pair.first.rebuild(iter([document("Weaving")]))
    changes = [(told.method, told.path) for told in pair.server.told if told.method != "GET" and told.body is not None]
    for index in (pair.first.live, pair.first.filled):
        configured = changes.index(("PATCH", f"/indexes/{index}/settings"))
        filled = changes.index(("POST", f"/indexes/{index}/documents?primaryKey=id"))
        assert configured < filled
    settings = next(told.body for told in pair.server.told if told.method == "PATCH")
    assert {*Facet, "price", "_geo"} <= set(settings["filterableAttributes"])
    assert settings["rankingRules"][0] == "sort"
    assert settings["rankingRules"][-2:] == ["tie:asc", "id:asc"]
    assert settings["synonyms"]["dp"] == ["direct payment", "direct payments", "cash payment"]
    assert {"the", "and", "with"} <= set(settings["stopWords"])
    assert settings["pagination"]["maxTotalHits"] >= 100_000


def test_a_wrong_key_a_wrong_address_and_a_name_that_is_none_are_no_answer(db: Database, stand_in: StandIn) -> None:
    for url, key in ((stand_in.url, "wrong"), ("http://127.0.0.1:1", KEY), ("http://search.invalid", KEY)):
        engine = MeilisearchEngine(url, key, "test")
        for call in (engine.count, lambda engine=engine: engine.put([document("Pottery")])):
            with pytest.raises(NoAnswer):
                call()
