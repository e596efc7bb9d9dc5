"""Two engines as one: the first answers while it is well, and the second, which is always there, answers otherwise."""

import logging
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from threading import Lock
from typing import Protocol

from search_index.documents import Document
from search_index.engine import Answer, Engine, Fill, Fillable, Hit, SearchRequest, Suggesting, in_lots
from search_index.meilisearch.server import NoAnswer

OPEN_SECONDS = 30.0  # law 12
CHECK_SECONDS = 60.0  # between looks at whether the first holds about as much as the second
SHORT_SHARE = 20  # missing more than one in so many is short, and so is missing any of fewer

log = logging.getLogger(__name__)
Ticks = Callable[[], float]


class Name(StrEnum):
    """What the two engines are called."""

    MEILISEARCH = "meilisearch"
    POSTGRESQL = "postgresql"


class Counting(Fillable, Protocol):
    """An engine that says in passing how many documents it holds."""

    def answered(self, request: SearchRequest, *, counted: bool) -> tuple[Answer, int | None]:
        """What matches, and if asked how many documents there are."""
        ...


class Spare(Suggesting, Fillable, Protocol):
    """The engine that is always there."""


class Open(Exception):
    """The breaker lets nobody through."""


class Short(Exception):
    """An index holds fewer documents than it should."""

    def __init__(self, held: int, wanted: int) -> None:
        super().__init__(f"{held} of {wanted} documents")


class Breaker:
    """Lets callers through until one fails; then nobody for a while, and after that one at a time until one succeeds.

    ``ticks`` gives seconds that only ever go up.
    """

    def __init__(self, ticks: Ticks = time.monotonic) -> None:
        self._ticks, self._lock = ticks, Lock()
        self._until: float | None = None  # None: closed
        self._trying = False

    @property
    def closed(self) -> bool:
        """Whether everybody is let through."""
        return self._until is None

    @contextmanager
    def passing(self) -> Generator[bool]:
        """Go through, and say whether this is the one that tries. Raises Open; whatever the block raises opens it."""
        trying = self._enter()
        try:
            yield trying
        except BaseException:
            self._failed(trying=trying)
            raise
        self._succeeded(trying=trying)

    def _enter(self) -> bool:
        with self._lock:
            if self._until is None:
                return False
            if self._trying or self._ticks() < self._until:
                raise Open
            self._trying = True
            return True

    def _failed(self, *, trying: bool) -> None:
        with self._lock:
            self._until = self._ticks() + OPEN_SECONDS
            self._trying = self._trying and not trying

    def _succeeded(self, *, trying: bool) -> None:
        """Only the one that tried closes it: one that began before it opened knows nothing new."""
        with self._lock:
            if trying:
                self._until, self._trying = None, False


class TwoEngines:
    """A search server that may fail, and the index in the database that answers instead. Both are kept filled.

    Whatever goes wrong on the way to the first, its answers included, is no more than a reason to ask the second.
    """

    def __init__(self, first: Counting, second: Spare, ticks: Ticks = time.monotonic) -> None:
        self.first, self.second, self.breaker = first, second, Breaker(ticks)
        self._ticks = ticks
        self._due = ticks()

    @property
    def by_name(self) -> Mapping[str, Engine]:
        """Each engine by what it is called."""
        return {Name.MEILISEARCH: self.first, Name.POSTGRESQL: self.second}

    def search(self, request: SearchRequest) -> Answer:
        """What matches, by the first engine or the second."""
        try:
            with self.breaker.passing() as trying:
                return self._checked(request, counted=trying or self._ticks() >= self._due)
        except Open:
            pass
        except Exception as failure:  # noqa: BLE001 - search may fail, and then the database answers
            code = getattr(failure, "code", None)  # not its message, which may say what was typed
            log.warning("search server away", extra={"failure": type(failure).__name__, "code": code})
        return self.second.search(request)

    def titled(self, words: str, most: int) -> Sequence[Hit]:
        """Records by their titles, always by the second: it mends no slip, and is asked at every few letters."""
        return self.second.titled(words, most)

    def put(self, documents: Sequence[Document]) -> None:
        """Add or replace documents in both; the second has them even when this raises for the first."""
        self.second.put(documents)
        with self._reaching_first():
            self.first.put(documents)

    def remove(self, keys: Sequence[str]) -> None:
        """Take documents out of both; they are out of the second even when this raises for the first."""
        self.second.remove(keys)
        with self._reaching_first():
            self.first.remove(keys)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Fill both afresh. Where the first fails the second is filled and swapped in all the same, and then it raises.

        Raises AlreadyRebuilding.
        """
        lots = in_lots(documents)
        with self.second.filling() as fill:
            failure = self._fill_both(lots, fill)
            for some in lots:
                fill(some)
        if failure is not None:
            raise failure
        return self.count()

    def count(self) -> int:
        """How many documents the engine that is always there holds."""
        return self.second.count()

    def check(self) -> None:
        """Raises Short when the first holds too little beside the second, Open, and whatever goes wrong on the way."""
        with self.breaker.passing():
            held = self.first.count()
        self._due = self._ticks()  # the next search sees for itself
        _check(held, self.second.count())

    def _fill_both(self, lots: Iterable[list[Document]], fill: Fill) -> NoAnswer | None:
        """Fill both as long as the first goes along; what it ended with, if it failed."""
        try:
            with self.first.filling() as also:
                for some in lots:
                    fill(some)
                    also(some)
        except NoAnswer as failure:
            return failure
        return None

    def _checked(self, request: SearchRequest, *, counted: bool) -> Answer:
        """The first engine's answer. Raises Short when it was counted and there is too little behind it."""
        answer, held = self.first.answered(request, counted=counted)
        if held is not None:
            _check(held, self.second.count())
            self._due = self._ticks() + CHECK_SECONDS
        return answer

    @contextmanager
    def _reaching_first(self) -> Generator[None]:
        """Write to the first. That it can be written to again says nothing of what it holds."""
        with self.breaker.passing() as trying:
            yield
            if trying:
                self._due = self._ticks()


def _check(held: int, wanted: int) -> None:
    """A few may be missing for a moment: the worker carries changes to one engine after the other. Raises Short."""
    if wanted - held > wanted // SHORT_SHARE:
        raise Short(held, wanted)
