"""What a search engine is asked and answers: the protocol that the PostgreSQL engine keeps, and others after it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import NamedTuple, Protocol
from uuid import UUID

from marketplace.foundation.distance import Point
from marketplace.foundation.money import Pence
from search_index.documents import Document, Facet, Kind, Values

PAGE_SIZE = 20
MOST_PAGE_SIZE = 100
MOST_PAGES = 1_000
MOST_PENCE = 1_000_000_00
MOST_METRES = 20_100_000
MOST_PARTS = 40  # of a request, to be counted without
MOST_TITLED = 20
FILLED_AT_ONCE = 500
FEW = 3  # what finds fewer than this is told how to find more
# What a distance and a price are widened to before they are taken away: 1, 2, 5, 10 and 20 miles, and so many pounds.
STEPS = 3
WIDER_METRES = (1_609, 3_219, 8_047, 16_093, 32_187)
WIDER_PENCE = (5_00, 10_00, 15_00, 20_00, 30_00, 50_00, 100_00)

# Every value chosen must hold for these (step-free and a hearing loop); of the others, any one is enough.
ALL_OF = frozenset({Facet.ACCESS, Facet.TAGS, Facet.CULTURE})


class Sort(StrEnum):
    """What comes first. Ties go by title, then by key; what is not known comes last, as does what has no place.

    DISTANCE without a place to be near is RELEVANCE.
    """

    RELEVANCE = "relevance"
    PRICE = "price"
    RATING = "rating"
    DISTANCE = "distance"
    SOONEST = "soonest"


class Asks(StrEnum):
    """What a request can ask beside the values of a facet; CHOICES is all that it asks beside its words."""

    WORDS = "words"
    PRICE = "price"
    DISTANCE = "distance"
    CHOICES = "choices"


class Part(NamedTuple):
    """One thing that a request asks and that can be taken away: of a facet, these values.

    PRICE and DISTANCE with a value are not taken away but widened to it: to the most pence that one unit may cost, or
    to so many metres, as ``("2000",)``. Without a value they are taken away.
    """

    what: Facet | Asks
    values: Values = ()


class Near(NamedTuple):
    """Where somebody looks from.

    With ``metres``, a record must lie within so far of the point as the crow flies, or be online, or come to the homes
    of ``area``, the code of the area of the point; empty where that is not known.
    """

    point: Point
    metres: int | None = None
    area: str = ""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What somebody looks for: words as they typed them, the values chosen in each facet, and which page of how many.

    ``price_least`` and ``price_most`` are what one unit may cost, in pence; a price that is not known passes neither.
    Nothing here can be wrong: what is out of range is brought into it by ``bounded``, and what does not exist is not
    found.
    """

    words: str = ""
    chosen: Mapping[Facet, Values] = field(default_factory=dict)
    price_most: Pence | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = PAGE_SIZE
    price_least: Pence | None = None
    near: Near | None = None

    def bounded(self) -> "SearchRequest":
        """The same request within what an engine can carry: no empty choice, no NUL, no page beyond the thousandth."""
        chosen = {
            facet: tuple(dict.fromkeys(_sendable(value) for value in values))
            for facet, values in self.chosen.items()
            if values
        }
        return SearchRequest(
            words=self.words,
            chosen=chosen,
            price_least=_pence(self.price_least),
            price_most=_pence(self.price_most),
            near=None if self.near is None else _near(self.near),
            sort=self.sort,
            page=min(max(self.page, 1), MOST_PAGES),
            size=min(max(self.size, 1), MOST_PAGE_SIZE),
        )

    @property
    def priced(self) -> bool:
        """Whether a price is asked for."""
        return self.price_least is not None or self.price_most is not None

    @property
    def within(self) -> Near | None:
        """Where somebody looks from, if it may only be so far."""
        return self.near if self.near is not None and self.near.metres is not None else None

    def _anywhere(self) -> "SearchRequest":
        """The same request, from its first page, however far."""
        return replace(self, near=None if self.near is None else self.near._replace(metres=None), page=1)

    def parts(self) -> tuple[Part, ...]:
        """What can be taken away to find more, at most MOST_PARTS.

        Where all the values of a facet must hold, that is each by itself; where any is enough, it is the whole choice,
        since to take away one of them would find less. Where it asks two such things or more beside its words, all of
        them together (CHOICES) are a part too. A distance and a highest price are also widened, by at most STEPS of
        WIDER_METRES and WIDER_PENCE each.
        """
        parts: list[Part] = []
        for facet, values in self.chosen.items():
            parts += [Part(facet, (value,)) for value in values] if facet in ALL_OF else [Part(facet, values)]
        if self.priced:
            parts.append(Part(Asks.PRICE))
        if self.within is not None:
            parts.append(Part(Asks.DISTANCE))
        together = [Part(Asks.CHOICES)] if len(parts) > 1 else []
        words = [Part(Asks.WORDS)] if self.words.strip() else []
        return tuple([*words, *together, *self._wider(), *parts][:MOST_PARTS])

    def _wider(self) -> list[Part]:
        """The next steps of what can be widened."""
        metres = self.within.metres if self.within is not None else None
        steps = [Part(Asks.DISTANCE, (str(step),)) for step in _above(metres, WIDER_METRES)]
        return steps + [Part(Asks.PRICE, (str(step),)) for step in _above(self.price_most, WIDER_PENCE)]

    def without(self, part: Part) -> "SearchRequest":
        """The same request, from its first page, less one part of it, or with that part as wide as its value says."""
        if part.what in {Asks.PRICE, Asks.DISTANCE} and part.values:
            return self._widened(part.what, int(part.values[0]))
        if part.what is Asks.WORDS:
            return replace(self, words="", page=1)
        if part.what is Asks.CHOICES:
            return replace(self._anywhere(), chosen={}, price_least=None, price_most=None)
        if part.what is Asks.PRICE:
            return replace(self, price_least=None, price_most=None, page=1)
        if part.what is Asks.DISTANCE:
            return self._anywhere()
        left = {
            facet: tuple(value for value in values if facet is not part.what or value not in part.values)
            for facet, values in self.chosen.items()
        }
        return replace(self, chosen={facet: values for facet, values in left.items() if values}, page=1)

    def _widened(self, what: Facet | Asks, to: int) -> "SearchRequest":
        """The same request, from its first page, with a higher price or a longer way."""
        if what is Asks.PRICE:
            return replace(self, price_most=to, page=1)
        return replace(self, near=None if self.near is None else self.near._replace(metres=to), page=1)


class Hit(NamedTuple):
    """One record that was found."""

    kind: Kind
    record_id: UUID


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine found.

    ``facets`` has every facet, and in it how many records hold each value; values that none holds are not there. The
    count beside a value is truthful about choosing it. In a facet of which any value is enough, the facet's own
    choice is lifted and all else applies: so many hold this value. In a facet of which all must hold (ALL_OF), the
    own choice applies too, since a further value narrows it: so many are left when this is chosen as well.

    ``mended`` is what was searched instead, when a typing slip was mended, else empty. ``partly`` says that no record
    holds all the words, and that these hold the most of them. ``wordless`` says that words were typed, and that none of
    them can be searched by (all are as common as "the", or have no letters), so that they narrow nothing.

    ``looser`` is filled when fewer than FEW were found: of each part of the request, how many ``request.without`` it
    would find. It is counted by the same words, or the same mended ones, in a bounded number of statements.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[Facet, Mapping[str, int]]
    mended: str = ""
    partly: bool = False
    wordless: bool = False
    looser: Mapping[Part, int] = field(default_factory=dict)


class AlreadyRebuilding(Exception):
    """Another process is filling a fresh index."""


class TookTooLong(Exception):
    """A search was stopped because it ran for too long. Fewer words or choices may do."""


Fill = Callable[[Sequence[Document]], None]


class Engine(Protocol):
    """An index of documents. Each call is whole by itself, in transactions of its own if it needs any."""

    def search(self, request: SearchRequest) -> Answer:
        """What matches. Any text may be typed; it gives results or none. Raises TookTooLong, and nothing else."""
        ...

    def put(self, documents: Sequence[Document]) -> None:
        """Add documents, or replace those that are there. They are found when this returns."""
        ...

    def remove(self, keys: Sequence[str]) -> None:
        """Take documents out; those that are not there are no error."""
        ...

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Fill a fresh index, swap it for the old one, and return how many documents it holds.

        Until the swap, searches are answered by the old index, and puts and removes reach both; they count as newer
        than what the iterable yields. It is read only after that has begun, so it must read its rows lazily. Raises
        AlreadyRebuilding.
        """
        ...

    def count(self) -> int:
        """How many documents there are."""
        ...


class Suggesting(Engine, Protocol):
    """An engine that also knows titles."""

    def titled(self, words: str, most: int) -> Sequence[Hit]:
        """Records for somebody who is still typing: at most so many (and never more than MOST_TITLED), by title.

        Their titles hold every word typed, the last of which may be half a word. No slip is mended, nothing is counted,
        and what means the same is not looked for. Nothing is found by no words. Raises TookTooLong.
        """
        ...


class Fillable(Engine, Protocol):
    """An engine whose fresh index another can fill."""

    def filling(self) -> AbstractContextManager[Fill]:
        """What rebuild does, some documents at a time: a fresh index to fill, swapped in at the end of the block.

        It is given up when the block raises. Raises AlreadyRebuilding.
        """
        ...


def in_lots(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents some at a time, as they come."""
    coming = iter(documents)
    while some := list(islice(coming, FILLED_AT_ONCE)):
        yield some


def _above(least: int | None, steps: Sequence[int]) -> list[int]:
    """The next steps above a number; none above no number."""
    return [] if least is None else [step for step in steps if step > least][:STEPS]


def _pence(asked: Pence | None) -> Pence | None:
    return None if asked is None else min(max(asked, 0), MOST_PENCE)


def _near(asked: Near) -> Near:
    """The same within what is on the map; half way round the earth is everywhere."""
    latitude, longitude = min(max(asked.point.latitude, -90.0), 90.0), min(max(asked.point.longitude, -180.0), 180.0)
    metres = None if asked.metres is None else min(max(asked.metres, 0), MOST_METRES)
    return Near(Point(latitude, longitude), metres, _sendable(asked.area))


def _sendable(value: str) -> str:
    """A value without what cannot be sent to a database (NUL, half a pair of surrogates)."""
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
