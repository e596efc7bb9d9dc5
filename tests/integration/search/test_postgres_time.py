"""The PostgreSQL engine stops a search that takes too long, and says that it did."""

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import text

from search_index.engine import SearchRequest, TookTooLong
from search_index.postgres import PostgresEngine, slots
from tests.integration.search.shelf import document


def test_a_search_is_stopped_in_time_and_the_next_one_is_answered(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = PostgresEngine()
    engine.put([document("Choir")])
    with db.begin() as other, monkeypatch.context() as shorter:
        other.execute(text("LOCK TABLE search_document_a IN ACCESS EXCLUSIVE MODE"))
        shorter.setattr(slots, "MOST_MILLISECONDS", 20)
        with pytest.raises(TookTooLong):
            engine.search(SearchRequest("choir"))
        with pytest.raises(TookTooLong):
            engine.titled("choi", 5)
    assert engine.search(SearchRequest("choir")).total == len(engine.titled("choi", 5)) == 1


def test_only_searches_are_stopped_so_soon(db: Database) -> None:
    PostgresEngine().search(SearchRequest("choir"))
    with db.connect() as connection:
        assert connection.scalar(text("SHOW statement_timeout")) == "20s"
