"""The PostgreSQL engine's two slots: what a swap in the middle of a search does, and what is left behind."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import event, text

from search_index.documents import Document, Facet
from search_index.postgres import PostgresEngine, slots
from search_index.postgres.slots import SLOTS
from tests.integration.search.shelf import Shelf, document, waiting_for_a_lock


@pytest.fixture
def shelf(db: Database) -> Shelf:
    """An empty index."""
    return Shelf(PostgresEngine())


def rows(db: Database, statement: str) -> list[Any]:
    """The first column of what a statement gives."""
    with db.connect() as connection:
        return list(connection.scalars(text(statement)))


def test_a_search_that_a_swap_overtakes_begins_again(db: Database, shelf: Shelf) -> None:
    shelf.put(document("Old"))
    new = shelf.know(document("New"))
    swapped: list[int] = []

    def overtake(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().startswith("WITH found") and not swapped:
            swapped.append(0)
            shelf.index.rebuild(iter(new))

    event.listen(db, "before_cursor_execute", overtake)
    try:
        assert shelf.find() == ["New"]
    finally:
        event.remove(db, "before_cursor_execute", overtake)
    assert swapped


def test_a_swap_waits_for_a_removal_that_is_under_way(db: Database, shelf: Shelf) -> None:
    made, begun, reached = document("Pottery"), Event(), Event()
    shelf.put(made)

    def coming() -> Iterator[Document]:
        yield made
        begun.set()
        reached.wait()

    def hold(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("DELETE FROM search_document_a"):
            reached.set()
            while not rebuild.done() and not waiting_for_a_lock(db):
                pass

    event.listen(db, "before_cursor_execute", hold)
    try:
        with ThreadPoolExecutor(1) as pool:
            rebuild = pool.submit(shelf.index.rebuild, coming())
            begun.wait()
            shelf.index.remove([made.key])
            rebuild.result()
    finally:
        event.remove(db, "before_cursor_execute", hold)
    assert (shelf.find(), shelf.index.count()) == ([], 0)


def test_a_rebuild_that_was_killed_leaves_the_old_index_and_the_next_one_begins_afresh(shelf: Shelf) -> None:
    kept, removed = document("Kept"), document("Removed")
    shelf.put(kept, removed)
    slot = slots.open_fresh()
    slots.fill(slot, [document("Half of it")])  # and no more
    shelf.index.remove([removed.key])
    shelf.put(document("Added"))
    assert shelf.find() == ["Added", "Kept"]
    assert shelf.index.rebuild(iter([kept])) == 1
    assert shelf.find() == ["Kept"]


def test_each_rebuild_uses_the_other_slot_and_leaves_no_row_that_says_gone(db: Database, shelf: Shelf) -> None:
    removed = document("Pottery")

    def coming() -> Iterator[Document]:
        shelf.index.remove([removed.key])
        yield document("Weaving")

    for slot in ("b", "a", "b"):
        assert shelf.index.rebuild(coming()) == 1
        assert rows(db, "SELECT live FROM search_live WHERE filling IS NULL") == [slot]
        assert rows(db, f"SELECT title FROM search_document_{slot}") == ["weaving"]
        assert rows(db, f"SELECT word FROM search_word_{slot}") == ["weaving"]


def test_the_words_kept_for_mending_are_words(db: Database, shelf: Shelf) -> None:
    shelf.put(document("The art of 2 or 2026 caf\u00e9s", body="It is at no. 7, and 3pm."))
    assert sorted(rows(db, "SELECT word FROM search_word_a")) == ["3pm", "art", "cafes"]


def test_every_facet_has_its_column_in_both_slots() -> None:
    for slot in SLOTS.values():
        assert set(Facet) < set(slot.documents.columns.keys())
