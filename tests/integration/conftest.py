"""One busy world for all the attempts of a file: what is refused changes nothing in it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from marketplace.foundation import database
from tests.integration.attempts import busy
from tests.keeping import Once, empty


@pytest.fixture(scope="module")
def busy_world(database_url: str, worlds: Once) -> Iterator[Engine]:
    """A database in which everything has happened once."""
    engine = database.connect(database_url, pool_size=60)
    worlds(engine, busy)
    yield engine
    empty(engine)
