"""The search page while its search server comes and goes: nobody sees an error, and nothing alarming."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Condition, Event

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.app import create_app
from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.rules import OfferState
from marketplace.cli.jobs import handlers
from marketplace.foundation import database, outbox
from marketplace.settings import Settings
from marketplace.webkit.face import Face
from search_index import search
from search_index.breaker import OPEN_SECONDS, TwoEngines
from search_index.meilisearch import MeilisearchEngine
from search_index.postgres import PostgresEngine
from tests import world
from tests.faces.conftest import FACES, TestClock
from tests.integration.search.conftest import HASTY, PATIENT
from tests.integration.search.stand_in import KEY, Fault, StandIn
from tests.unit.search.test_breaker import Ticks

VISITORS = 3
LIVE = "north-records"


@pytest.fixture
def server() -> Iterator[StandIn]:
    """A search server, and the product's own engine back afterwards."""
    before = search.in_use()
    with StandIn() as started:
        yield started
    search.use(before)


@pytest.fixture
def ticks() -> Ticks:
    """The breaker's clock."""
    return Ticks()


@pytest.fixture
def engine(app: Flask, server: StandIn, ticks: Ticks) -> TwoEngines:
    """Both engines in use."""
    made = TwoEngines(MeilisearchEngine(server.url, KEY, "north", PATIENT), PostgresEngine(), ticks)
    search.use(made)
    return made


def run_worker(app: Flask) -> None:
    """Let the worker look for what is due, and do it."""
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}
    with app.app_context():
        assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    for sign, handler in before.items():
        signal.signal(sign, handler)


class Visitors:
    """People who search without a pause, until it is over, and see the same page each time."""

    def __init__(self, app: Flask, pool: ThreadPoolExecutor) -> None:
        self._app, self._over, self._changed = app, Event(), Condition()
        self._expected = self._page()
        assert "Allotment mornings" in self._expected
        self._pages = [0] * VISITORS
        self._visits = [pool.submit(self._visit, number) for number in range(VISITORS)]

    def _page(self) -> str:
        answer = self._app.test_client().get("/search?q=allotment&place=venue")
        assert answer.status_code == 200
        return answer.text

    def _visit(self, number: int) -> None:
        try:
            while not self._over.is_set():
                assert self._page() == self._expected
                self._pages[number] += 1
                with self._changed:
                    self._changed.notify_all()
        finally:
            with self._changed:
                self._changed.notify_all()

    def seen(self, more: int = 3) -> None:
        """Wait until each has seen some pages more."""
        wanted = [seen + more for seen in self._pages]

        def all_have() -> bool:
            ended = any(visit.done() for visit in self._visits)
            return ended or all(seen >= most for seen, most in zip(self._pages, wanted, strict=True))

        with self._changed:
            self._changed.wait_for(all_have)

    def end(self) -> None:
        """Let them go home; what one of them stumbled over is raised."""
        self._over.set()
        for visit in self._visits:
            visit.result()


def test_search_stays_up_while_the_server_is_stopped_hung_emptied_and_restarted_under_load(
    app: Flask, engine: TwoEngines, server: StandIn, ticks: Ticks, clock: TestClock, work: Callable[[], int]
) -> None:
    world.areas()
    provider = world.provider()
    world.offer(provider)
    work()

    def hang() -> None:
        engine.first.seconds = HASTY  # ty: ignore[invalid-assignment]
        server.start()
        server.fail(Fault.HUNG)

    def restart_empty() -> None:
        engine.first.seconds = PATIENT  # ty: ignore[invalid-assignment]
        server.empty()
        server.heal()

    with ThreadPoolExecutor(VISITORS) as pool:
        visitors = Visitors(app, pool)
        try:
            for change in (lambda: None, server.stop, hang, restart_empty, server.stop, server.start):
                change()
                ticks.now += OPEN_SECONDS
                visitors.seen()
        finally:
            visitors.end()
    ticks.now += OPEN_SECONDS
    world.offer(provider, title="Allotment evenings")
    run_worker(app)
    rows = server.held(LIVE).values()
    assert {row["title"] for row in rows} == {"allotment mornings", "allotment evenings"}
    ticks.now += OPEN_SECONDS
    assert "Allotment evenings" in app.test_client().get("/search?q=allotment").text
    assert engine.breaker.closed


def test_what_was_taken_off_sale_while_the_server_was_away_is_not_shown_when_it_is_back(
    app: Flask, engine: TwoEngines, server: StandIn, ticks: Ticks, clock: TestClock, work: Callable[[], int]
) -> None:
    world.areas()
    provider = world.provider()
    world.offer(provider, title="Allotment evenings")
    gone = world.offer(provider)
    work()
    server.stop()
    with database.writing() as session:
        catalogue.set_state(session, provider, gone, OfferState.PAUSED)
    work()
    server.start()
    ticks.now += OPEN_SECONDS
    page = app.test_client().get("/search?q=allotment").text
    assert ("Allotment evenings" in page, "Allotment mornings" in page) == (True, False)
    clock.forward(minutes=1)
    ticks.now += OPEN_SECONDS
    work()
    assert len(server.held(LIVE)) == 1


def test_readiness_tells_how_the_server_is_and_does_not_depend_on_it(
    app: Flask, engine: TwoEngines, server: StandIn, ticks: Ticks
) -> None:
    client = app.test_client()
    client.get("/search")
    assert client.get("/ready").get_json()["meilisearch"] == "ok"
    server.stop()
    client.get("/search")
    answer = client.get("/ready")
    assert (answer.status_code, answer.get_json()["search"]) == (200, "ok")
    assert answer.get_json()["meilisearch"] == "away, the database answers"
    for secret in (KEY, server.url, str(server.port)):
        assert secret not in answer.text


def test_the_command_fills_both_engines_or_the_one_named(
    app: Flask, engine: TwoEngines, server: StandIn, clock: TestClock
) -> None:
    run = app.test_cli_runner().invoke
    world.areas()
    world.offer(world.provider())
    with database.writing() as session:
        session.execute(text("DELETE FROM outbox"))
    assert run(args=["search", "rebuild", "--engine", "meilisearch"]).output == "The index holds 1 documents.\n"
    assert (engine.first.count(), engine.second.count()) == (1, 0)
    assert run(args=["search", "rebuild", "--engine", "postgresql"]).exit_code == 0
    server.empty()
    assert run(args=["search", "rebuild"]).output == "The index holds 1 documents.\n"
    assert (engine.first.count(), engine.second.count()) == (1, 1)
    server.stop()
    failed = run(args=["search", "rebuild"])
    assert (failed.exit_code, "Meilisearch was not filled" in failed.output) == (1, True)
    search.use(engine.second)
    refused = run(args=["search", "rebuild", "--engine", "meilisearch"])
    assert (refused.exit_code, "MEILISEARCH_URL is not set" in refused.output) == (2, True)


def test_an_address_in_the_environment_is_all_it_takes(
    app: Flask, server: StandIn, database_url: str, monkeypatch: pytest.MonkeyPatch, clock: TestClock
) -> None:
    named = {"MEILISEARCH_URL": server.url, "MEILISEARCH_KEY": KEY, "MEILISEARCH_PREFIX": "north"}
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    settings = Settings(database_url=database_url, secret_key="k", demo=True)
    assert KEY not in repr(settings)
    faces: list[Face] = [face.FACE for face in FACES]
    made = create_app(settings, faces, handlers(settings, clock), clock)
    world.areas()
    world.offer(world.provider())
    outbox.work(made.extensions["ownpath.handlers"], clock)
    assert list(server.indexes) == [LIVE]
    assert "Allotment mornings" in made.test_client().get("/search").text
    assert any(told.path == "/multi-search" for told in server.told)


@pytest.mark.parametrize(
    ("name", "value"),
    [("MEILISEARCH_URL", "search.example:7700"), ("MEILISEARCH_PREFIX", "a/b"), ("MEILISEARCH_PREFIX", "")],
)
def test_an_address_or_a_prefix_that_is_none_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=name):
        Settings()
