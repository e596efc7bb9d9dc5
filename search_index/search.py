"""The search of the product: an engine finds, the database has the last word on what is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from uuid import UUID

from marketplace.catalogue.queries import EntryCard, OfferCard, cards, entry_cards
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from search_index.breaker import Name, TwoEngines
from search_index.documents import Facet, Kind
from search_index.engine import Hit, Part, SearchRequest, Suggesting
from search_index.meilisearch import MeilisearchEngine
from search_index.postgres import PostgresEngine

Card = OfferCard | EntryCard


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results, checked against the database. Totals and counts are the engine's: say "about".

    ``mended`` is what was searched instead of what was typed, when a slip was mended. ``partly`` says that nothing
    holds all the words, and these hold the most of them. ``wordless`` says that no word typed can be searched by. Where
    few were found, ``looser`` says how many there would be without each part of the request.
    """

    request: SearchRequest
    results: tuple[Card, ...]
    total: int
    pages: int
    facets: Mapping[Facet, Mapping[str, int]]
    mended: str
    partly: bool
    wordless: bool = False
    looser: Mapping[Part, int] = field(default_factory=dict)


class _Setting:
    """Which engine this process uses."""

    engine: Suggesting = PostgresEngine()


def use(engine: Suggesting) -> None:
    """Search with another engine from now on, in this process."""
    _Setting.engine = engine


def in_use() -> Suggesting:
    """The engine that this process searches and fills."""
    return _Setting.engine


def use_server(url: str, key: str, prefix: str) -> None:
    """Search with a Meilisearch server from now on, in this process, and with the database while it is away."""
    use(TwoEngines(MeilisearchEngine(url, key, prefix), PostgresEngine()))


def standing() -> dict[str, str]:
    """How the search server is, as the last search found it; nothing where there is none. Neither is a failure."""
    engine = in_use()
    if not isinstance(engine, TwoEngines):
        return {}
    return {Name.MEILISEARCH: "ok" if engine.breaker.closed else "away, the database answers"}


def search(actor: Actor, request: SearchRequest) -> SearchPage:
    """What an actor finds.

    The engine is asked with no transaction open; its hits are then read afresh in one, and those that are no longer on
    sale are dropped.
    """
    bounded = request.bounded()
    answer = in_use().search(bounded)
    return SearchPage(
        request=bounded,
        results=_checked(actor, answer.hits),
        total=answer.total,
        pages=max(1, ceil(answer.total / bounded.size)),
        facets=answer.facets,
        mended=answer.mended,
        partly=answer.partly,
        wordless=answer.wordless,
        looser=answer.looser,
    )


def titled(words: str, most: int) -> Sequence[Hit]:
    """What may be offered to somebody who is still typing; to be checked by whoever shows it. Raises TookTooLong."""
    return in_use().titled(words, most)


def _checked(actor: Actor, hits: Sequence[Hit]) -> tuple[Card, ...]:
    """The hits that can be shown, in the engine's order."""
    if not hits:
        return ()
    with database.reading() as session:
        offers = cards(session, actor, _ids(hits, Kind.OFFER))
        entries = entry_cards(session, actor, _ids(hits, Kind.ENTRY))
    found: dict[Hit, Card] = {Hit(Kind.OFFER, offer_id): card for offer_id, card in offers.items()}
    found |= {Hit(Kind.ENTRY, entry_id): card for entry_id, card in entries.items()}
    return tuple(found[hit] for hit in hits if hit in found)


def _ids(hits: Sequence[Hit], kind: Kind) -> list[UUID]:
    return [hit.record_id for hit in hits if hit.kind is kind]
