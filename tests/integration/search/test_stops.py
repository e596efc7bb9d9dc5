"""The words that are too common to search by are the same for both engines."""

import pytest
from sqlalchemy import Engine as Database

from marketplace.foundation import database
from search_index.postgres.slots import stems_of
from search_index.stops import STOPS

TELLING = ("garden", "help", "free", "home", "monday", "people", "who's", "cafe")


def test_each_is_one_that_postgresql_leaves_out(db: Database) -> None:
    with database.reading() as session:
        stems = stems_of(session, sorted(STOPS))
    assert {word for word, stem in stems.items() if stem is None} == STOPS


@pytest.mark.parametrize("word", TELLING)
def test_what_says_something_is_none(word: str) -> None:
    assert word not in STOPS
