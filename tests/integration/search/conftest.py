"""The engines that must keep the contract."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine as Database

from search_index import search
from search_index.engine import Engine
from search_index.postgres import PostgresEngine
from tests.integration.search.shelf import Shelf

ENGINES = [pytest.param(PostgresEngine, id="postgresql")]  # each of these is given every test of the contract


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, db: Database) -> Iterator[Engine]:
    """An empty index, which the product searches too while the test runs."""
    make: Callable[[], Engine] = request.param
    made, before = make(), search.in_use()
    search.use(made)
    yield made
    search.use(before)


@pytest.fixture
def shelf(index: Engine) -> Shelf:
    """The same index, its documents known by their titles."""
    return Shelf(index)
