"""Every engine: putting, removing, and filling a fresh index while the old one answers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from uuid import UUID, uuid4

import pytest

from search_index.documents import Document, Facet
from search_index.engine import AlreadyRebuilding, Answer
from tests.integration.search.conftest import WRITERS
from tests.integration.search.shelf import Shelf, document

pytestmark = pytest.mark.parametrize("index", WRITERS, indirect=True)
MANY = 1_200  # more than are filled in at once


def test_a_document_is_found_from_its_put_to_its_removal(shelf: Shelf) -> None:
    made, other = document("Pottery", days=("MO",)), document("Drums")
    shelf.put(made, other)
    assert (shelf.find("pottery"), shelf.index.count()) == (["Pottery"], 2)
    shelf.index.remove([made.key])
    shelf.index.remove([made.key, "offer:never-there"])
    assert (shelf.find("pottery"), shelf.find(), shelf.index.count()) == ([], ["Drums"], 1)
    shelf.put(made)
    assert shelf.find("pottery") == ["Pottery"]


def test_a_later_put_replaces_all_of_an_earlier_one(shelf: Shelf) -> None:
    record_id = uuid4()
    shelf.put(document("Pottery", body="Clay.", days=("MO",), price=10_00, record_id=record_id))
    shelf.put(document("Weaving", body="Wool.", days=("TU",), price=0, record_id=record_id))
    assert shelf.find("pottery") == shelf.find("clay") == []
    assert shelf.find("wool", price_most=0) == ["Weaving"]
    assert shelf.answer().facets[Facet.DAYS] == {"TU": 1}


def test_of_one_put_that_names_a_document_twice_the_last_holds(shelf: Shelf) -> None:
    record_id = uuid4()
    shelf.put(document("Pottery", record_id=record_id), document("Weaving", record_id=record_id))
    assert shelf.find() == ["Weaving"]


def test_putting_and_removing_nothing_does_nothing(shelf: Shelf) -> None:
    shelf.put()
    shelf.index.remove([])
    assert shelf.index.count() == 0


def test_many_put_the_same_documents_at_once_and_each_is_there_once(shelf: Shelf) -> None:
    names = ("aardvark", "buffalo", "cormorant", "dromedary", "elephant", "flamingo")
    ids = [UUID(int=n) for n in range(20)]
    start = Barrier(len(names))

    def put(name: str) -> None:
        mine = [document(f"{name} {n}", record_id=ids[n]) for n in range(20)]
        start.wait()
        for _ in range(3):
            shelf.index.put(mine if name < "d" else mine[::-1])  # in either order, as workers may

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(put, names))
    assert shelf.index.count() == 20
    assert sum(shelf.answer(name).total for name in names) == 20


def test_a_rebuild_swaps_in_what_it_is_given_and_nothing_else(shelf: Shelf) -> None:
    shelf.put(document("Old"), document("Kept"))
    assert shelf.index.rebuild(iter(shelf.know(document("Kept"), document("New")))) == 2
    assert (shelf.find(), shelf.find("old"), shelf.index.count()) == (["Kept", "New"], [], 2)
    assert shelf.index.rebuild(iter(())) == 0
    assert shelf.find() == []


def test_during_a_rebuild_the_old_index_answers_and_puts_and_removes_reach_both(shelf: Shelf) -> None:
    edited, paused, added = document("Edited earlier"), document("Paused"), document("Added")
    late, gone_late = document("Late earlier"), document("Gone late")
    shelf.put(edited, paused, late, gone_late)
    fillers = [document(f"Filler {n}") for n in range(MANY)]
    shelf.know(added, *fillers)

    def coming() -> Iterator[Document]:
        yield late
        yield gone_late
        shelf.put(document("Edited after", record_id=edited.record_id), added)
        shelf.index.remove([paused.key])
        assert shelf.find() == ["Added", "Edited after", "Gone late", "Late earlier"]  # the old index, as it is now
        yield edited  # as it was read before it was edited
        yield paused
        yield from fillers
        shelf.put(document("Late after", record_id=late.record_id))  # filled in already
        shelf.index.remove([gone_late.key])
        assert shelf.find() == ["Added", "Edited after", "Late after"]

    assert shelf.index.rebuild(coming()) == MANY + 3
    assert shelf.find(size=3) == ["Added", "Edited after", "Filler 0"]
    assert shelf.find("late") == ["Late after"]
    assert shelf.find("paused") == shelf.find("gone") == shelf.find("earlier") == []


def test_what_is_removed_and_put_again_during_a_rebuild_is_there(shelf: Shelf) -> None:
    made = document("Paused for a moment")
    shelf.put(made)

    def coming() -> Iterator[Document]:
        shelf.index.remove([made.key])
        shelf.put(made)
        yield made

    assert shelf.index.rebuild(coming()) == 1
    assert shelf.find() == ["Paused for a moment"]


def test_searches_from_another_thread_always_see_a_whole_index(shelf: Shelf) -> None:
    documents = shelf.know(*(document(f"Club {n:02}", days=("MO",)) for n in range(40)))
    shelf.index.put(documents)
    over = Event()

    def searching() -> list[Answer]:
        seen = []
        while not over.is_set():
            seen += [shelf.answer(), shelf.answer("club", size=5, chosen={Facet.DAYS: ("MO", "TU")})]
        return seen

    with ThreadPoolExecutor(3) as pool:
        searchers = [pool.submit(searching) for _ in range(3)]
        try:
            for _ in range(10):
                assert shelf.index.rebuild(iter(documents)) == 40
        finally:
            over.set()
        answers = [answer for searcher in searchers for answer in searcher.result()]
    assert answers
    assert {(answer.total, answer.facets[Facet.DAYS]["MO"]) for answer in answers} == {(40, 40)}


def test_nothing_that_changes_during_rebuilds_is_lost(shelf: Shelf) -> None:
    truth = {f"Club {n:03}": document(f"Club {n:03}") for n in range(0, 150, 3)}
    shelf.put(*truth.values())

    def changing() -> None:
        for n in range(1, 150, 3):
            added, removed = document(f"Club {n:03}"), truth[f"Club {n - 1:03}"]
            truth[added.title] = added
            shelf.put(added)
            del truth[removed.title]
            shelf.index.remove([removed.key])

    def coming() -> Iterator[Document]:
        yield from list(truth.values())  # as it is when the rebuild has begun

    with ThreadPoolExecutor(1) as pool:
        changes = pool.submit(changing)
        while not changes.done():
            shelf.index.rebuild(coming())
        changes.result()
    found = [title for page in (1, 2) for title in shelf.find(page=page, size=40)]
    assert found == sorted(truth)


def test_a_rebuild_that_fails_leaves_the_old_index_and_can_be_tried_again(shelf: Shelf) -> None:
    shelf.put(document("Old"))

    def failing() -> Iterator[Document]:
        yield document("New")
        raise LookupError

    with pytest.raises(LookupError):
        shelf.index.rebuild(failing())
    assert shelf.find() == ["Old"]
    shelf.put(document("Put afterwards"))
    assert shelf.find() == ["Old", "Put afterwards"]
    assert shelf.index.rebuild(iter(shelf.know(document("New")))) == 1
    assert shelf.find() == ["New"]


def test_two_rebuilds_at_once_are_refused(shelf: Shelf) -> None:
    def coming() -> Iterator[Document]:
        with pytest.raises(AlreadyRebuilding):
            shelf.index.rebuild(iter(()))
        yield from shelf.know(document("Only"))

    assert shelf.index.rebuild(coming()) == 1
    assert shelf.find() == ["Only"]
