"""The breaker between two engines: when it opens, who tries again and when, and that the second always answers."""

from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Barrier, Event
from uuid import UUID

import pytest

from search_index.breaker import CHECK_SECONDS, OPEN_SECONDS, Breaker, Open, Short, TwoEngines
from search_index.documents import Document
from search_index.engine import Answer, Fill, SearchRequest, in_lots
from search_index.meilisearch import NoAnswer
from tests.integration.search.shelf import document

NOTHING = SearchRequest()


@dataclass
class Ticks:
    """Seconds that pass when a test says so."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Fake:
    """An engine in memory; ``does`` is called first by whatever is asked of it."""

    held: dict[str, Document] = field(default_factory=dict)
    does: Callable[[], None] = lambda: None
    asked: list[bool] = field(default_factory=list)
    more: int = 0  # documents that it says it holds beside those

    def search(self, request: SearchRequest) -> Answer:
        return self.answered(request, counted=False)[0]

    def answered(self, _request: SearchRequest, *, counted: bool) -> tuple[Answer, int | None]:
        self.asked.append(counted)
        self.does()
        return Answer((), len(self.held) + self.more, {}), self.count() if counted else None

    def put(self, documents: Sequence[Document]) -> None:
        self.does()
        self.held |= {each.key: each for each in documents}

    def remove(self, keys: Sequence[str]) -> None:
        self.does()
        for key in keys:
            self.held.pop(key, None)

    def rebuild(self, documents: Iterable[Document]) -> int:
        with self.filling() as fill:
            for some in in_lots(documents):
                fill(some)
        return self.count()

    @contextmanager
    def filling(self) -> Generator[Fill]:
        fresh: dict[str, Document] = {}

        def fill(documents: Sequence[Document]) -> None:
            self.does()
            fresh.update({each.key: each for each in documents})

        yield fill
        self.held = fresh

    def count(self) -> int:
        return len(self.held) + self.more


@dataclass
class Pair:
    """Two engines as one, the two of them, and their clock."""

    ticks: Ticks = field(default_factory=Ticks)
    first: Fake = field(default_factory=Fake)
    second: Fake = field(default_factory=Fake)

    def __post_init__(self) -> None:
        """Put them together."""
        self.both = TwoEngines(self.first, self.second, self.ticks)

    def answers(self) -> str:
        """Which of the two answers a search."""
        before = len(self.second.asked)
        self.both.search(NOTHING)
        return "second" if len(self.second.asked) > before else "first"


def fails() -> None:
    """What an engine does whose server is gone."""
    raise NoAnswer("gone")


@pytest.fixture
def pair() -> Pair:
    """Two engines that are well."""
    return Pair()


def test_the_first_answers_while_it_is_well(pair: Pair) -> None:
    assert [pair.answers() for _ in range(5)] == ["first"] * 5


def test_one_failure_opens_it_for_half_a_minute_in_which_the_first_is_not_asked(pair: Pair) -> None:
    pair.first.does = fails
    assert pair.answers() == "second"
    pair.first.does = lambda: None
    asked = len(pair.first.asked)
    pair.ticks.now += OPEN_SECONDS - 0.01
    assert pair.answers() == "second"
    assert len(pair.first.asked) == asked
    pair.ticks.now += 0.01
    assert pair.answers() == pair.answers() == "first"


def test_a_try_that_fails_opens_it_for_another_half_minute(pair: Pair) -> None:
    pair.first.does = fails
    pair.answers()
    for _ in range(3):
        asked = len(pair.first.asked)
        pair.ticks.now += OPEN_SECONDS
        assert pair.answers() == pair.answers() == "second"
        assert len(pair.first.asked) == asked + 1


def test_whatever_the_first_raises_the_second_answers(pair: Pair) -> None:
    for wrong in (KeyError("results"), TypeError(), RecursionError(), OSError(), Exception("anything")):

        def raises(wrong: Exception = wrong) -> None:
            raise wrong

        pair.first.does = raises
        pair.ticks.now += OPEN_SECONDS
        assert pair.answers() == "second"


def test_of_many_at_once_one_tries(pair: Pair) -> None:
    pair.first.does = fails
    pair.answers()
    pair.ticks.now += OPEN_SECONDS
    tried, go_on = Event(), Event()

    def hangs() -> None:
        tried.set()
        go_on.wait()

    pair.first.does = hangs
    pair.first.asked.clear()
    with ThreadPoolExecutor(1) as pool:
        trying = pool.submit(pair.both.search, NOTHING)
        tried.wait()
        assert [pair.answers() for _ in range(20)] == ["second"] * 20
        go_on.set()
        trying.result()
    assert len(pair.first.asked) == 1
    assert pair.answers() == "first"


def test_it_is_safe_among_threads() -> None:
    ticks, together = Ticks(), Barrier(8)
    breaker = Breaker(ticks)
    with pytest.raises(LookupError), breaker.passing():
        raise LookupError
    ticks.now += OPEN_SECONDS

    def try_once() -> bool:
        together.wait()
        try:
            with breaker.passing() as trying:
                together.wait()  # all have asked by now
                return trying
        except Open:
            together.wait()
            return False

    with ThreadPoolExecutor(8) as pool:
        passed = [each.result() for each in [pool.submit(try_once) for _ in range(8)]]
    assert passed.count(True) == 1
    assert breaker.closed


def test_a_late_success_of_one_that_began_before_does_not_close_it() -> None:
    breaker = Breaker(Ticks())
    with breaker.passing(), pytest.raises(LookupError), breaker.passing():
        raise LookupError
    assert not breaker.closed


def test_an_empty_or_short_first_is_not_believed_and_one_that_lacks_a_few_is(pair: Pair) -> None:
    pair.second.more = 200
    for held, answers in ((0, "second"), (189, "second"), (190, "first"), (200, "first"), (300, "first")):
        pair.first.more = held
        pair.ticks.now += CHECK_SECONDS
        assert pair.answers() == answers
    pair.first.more, pair.second.more = 4, 5
    pair.ticks.now += CHECK_SECONDS
    assert pair.answers() == "second"


def test_it_is_counted_at_the_start_from_time_to_time_and_before_it_is_believed_again(pair: Pair) -> None:
    pair.second.more = pair.first.more = 3
    for _ in range(4):
        pair.answers()
        pair.ticks.now += CHECK_SECONDS / 2
    assert pair.first.asked == [True, False, True, False]
    pair.first.more = 0
    assert pair.answers() == "second"
    pair.ticks.now += OPEN_SECONDS
    assert pair.answers() == "second"  # it answers again, and is still empty
    pair.first.more = 3
    pair.ticks.now += OPEN_SECONDS
    assert pair.answers() == "first"


def test_what_is_put_and_removed_reaches_the_second_even_when_the_first_fails(pair: Pair) -> None:
    one, other = document("One"), document("Other")
    pair.both.put([one, other])
    assert set(pair.first.held) == set(pair.second.held) == {one.key, other.key}
    pair.first.does = fails
    with pytest.raises(NoAnswer):
        pair.both.put([replace(one, title="Newer")])
    assert pair.second.held[one.key].title == "Newer"
    with pytest.raises(Open):
        pair.both.remove([other.key])
    assert set(pair.second.held) == {one.key}
    assert set(pair.first.held) == {one.key, other.key}


def test_that_it_takes_what_is_put_again_does_not_make_an_empty_one_believed(pair: Pair) -> None:
    pair.second.more = 9
    assert pair.answers() == "second"
    pair.ticks.now += OPEN_SECONDS
    pair.both.put([document("One")])
    assert pair.both.breaker.closed
    assert pair.answers() == "second"


def test_a_look_says_that_it_is_short_and_the_next_search_sees_for_itself(pair: Pair) -> None:
    pair.first.more = pair.second.more = 9
    assert pair.answers() == "first"
    pair.both.check()
    pair.first.more = 0
    with pytest.raises(Short, match="0 of 9 documents"):
        pair.both.check()
    assert pair.answers() == "second"
    pair.first.does = fails
    with pytest.raises(Open):
        pair.both.check()


def test_a_rebuild_fills_both_from_documents_that_are_read_once(pair: Pair) -> None:
    documents = [document(str(n), record_id=UUID(int=n)) for n in range(1_200)]
    assert pair.both.rebuild(iter(documents)) == 1_200
    assert pair.first.held == pair.second.held


def test_a_rebuild_that_the_first_breaks_off_fills_the_second_and_says_so(pair: Pair) -> None:
    documents = [document(str(n), record_id=UUID(int=n)) for n in range(1_200)]
    for good in (0, 1, 2):
        lots = iter([None] * good)

        def breaks(lots: object = lots) -> None:
            if next(lots, fails) is fails:  # type: ignore[call-overload]
                fails()

        pair.first.does, pair.second.held = breaks, {}
        with pytest.raises(NoAnswer):
            pair.both.rebuild(iter(documents))
        assert len(pair.second.held) == 1_200
        assert pair.first.held == {}


def test_what_is_wrong_with_the_documents_is_no_fault_of_the_first(pair: Pair) -> None:
    def coming() -> Generator[Document]:
        yield document("One")
        raise LookupError

    pair.first.held = pair.second.held = {"kept": document("Kept")}
    with pytest.raises(LookupError):
        pair.both.rebuild(coming())
    assert list(pair.first.held) == list(pair.second.held) == ["kept"]
