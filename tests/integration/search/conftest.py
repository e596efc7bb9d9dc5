"""The engines that must keep the contract."""

import os
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from sqlalchemy import Engine as Database

from search_index import search
from search_index.breaker import TwoEngines
from search_index.engine import Engine
from search_index.meilisearch import MeilisearchEngine
from search_index.meilisearch.server import Until
from search_index.postgres import PostgresEngine
from tests.integration.search.shelf import Shelf
from tests.integration.search.stand_in import KEY, StandIn

PATIENT, HASTY = 30.0, 0.2  # seconds for a search
Make = Callable[[StandIn], Engine]


def prefix() -> str:
    """The beginning of the names of indexes that nobody else has."""
    return f"test-{uuid4().hex}"


def on_stand_in(stand_in: StandIn) -> MeilisearchEngine:
    """An engine on the stand-in, with nothing in it; it has time, however much else the machine does."""
    return MeilisearchEngine(stand_in.url, KEY, prefix(), PATIENT)


def both(stand_in: StandIn) -> TwoEngines:
    """The two engines as one."""
    return TwoEngines(on_stand_in(stand_in), PostgresEngine())


def real(_stand_in: StandIn) -> MeilisearchEngine:
    """An engine on the server that the environment names."""
    return MeilisearchEngine(
        os.environ["MEILISEARCH_TEST_URL"], os.environ.get("MEILISEARCH_TEST_KEY", ""), prefix(), PATIENT
    )


POSTGRESQL = pytest.param(lambda _stand_in: PostgresEngine(), id="postgresql")
REAL = [pytest.param(real, id="meilisearch")] if "MEILISEARCH_TEST_URL" in os.environ else []
# each of these is given every test of the contract
ENGINES = [POSTGRESQL, pytest.param(on_stand_in, id="stand-in"), *REAL]
WRITERS = [*ENGINES, pytest.param(both, id="two")]
SUGGESTERS = [POSTGRESQL, pytest.param(both, id="two")]
READERS = [POSTGRESQL, *REAL]  # the stand-in compares letters and knows nothing of words


@pytest.fixture(scope="session")
def stand_in_server() -> Iterator[StandIn]:
    """One stand-in for each test worker."""
    with StandIn() as started:
        yield started


@pytest.fixture
def stand_in(stand_in_server: StandIn) -> Iterator[StandIn]:
    """A server that is well, and holds nothing."""
    stand_in_server.told.clear()
    yield stand_in_server
    stand_in_server.heal()
    stand_in_server.empty()


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, db: Database, stand_in: StandIn) -> Iterator[Engine]:
    """An empty index, which the product searches too while the test runs."""
    make: Make = request.param
    made, before = make(stand_in), search.in_use()
    search.use(made)
    yield made
    search.use(before)
    server = made.first if isinstance(made, TwoEngines) else made
    if isinstance(server, MeilisearchEngine):
        for name in (server.live, server.filled):
            server._server.drop(name, Until(PATIENT))


@pytest.fixture
def shelf(index: Engine) -> Shelf:
    """The same index, its documents known by their titles."""
    return Shelf(index)
