"""Documents made up for the contract, and a shelf of them to search by their titles."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import Engine as Database
from sqlalchemy import text

from marketplace.foundation.distance import Point
from marketplace.foundation.money import Pence
from search_index.documents import Document, Facet, Kind, Values, key_of
from search_index.engine import Answer, Engine, SearchRequest


def document(
    title: str,
    *,
    about: str = "",
    body: str = "",
    price: Pence | None = 10_00,
    rating: float | None = None,
    kind: Kind = Kind.OFFER,
    record_id: UUID | None = None,
    point: Point | None = None,
    soonest: date | None = None,
    **facets: Values,
) -> Document:
    """A document of a record that nobody has; facets that are not named have no values."""
    record_id = record_id or uuid4()
    return Document(
        key=key_of(kind, record_id),
        kind=kind,
        record_id=record_id,
        title=title,
        about=about,
        body=body,
        facets=dict.fromkeys(Facet, ()) | {Facet(name): values for name, values in facets.items()},
        price=price,
        rating=rating,
        point=point,
        soonest=soonest,
    )


def waiting_for_a_lock(db: Database) -> bool:
    """Whether anybody waits for an advisory lock in this database; other tests have theirs beside it."""
    waiting = text(
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
        "WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()"
    )
    with db.connect() as connection:
        return bool(connection.scalar(waiting))


@dataclass
class Shelf:
    """An index whose documents are known by their titles."""

    index: Engine
    titles: dict[UUID, str] = field(default_factory=dict)

    def put(self, *documents: Document) -> None:
        """Put documents into the index."""
        self.know(*documents)
        self.index.put(documents)

    def know(self, *documents: Document) -> tuple[Document, ...]:
        """Learn the titles of documents that reach the index in another way."""
        self.titles |= {each.record_id: each.title for each in documents}
        return documents

    def answer(self, words: str = "", **request: object) -> Answer:
        """The engine's answer."""
        return self.index.search(SearchRequest(words, **request))  # type: ignore[arg-type]

    def titles_of(self, answer: Answer) -> list[str]:
        """The titles of an answer's hits, in its order."""
        return [self.titles[hit.record_id] for hit in answer.hits]

    def find(self, words: str = "", **request: object) -> list[str]:
        """The titles found, in the engine's order."""
        return self.titles_of(self.answer(words, **request))

    def narrowed(self, words: str = "", **chosen: Values) -> list[str]:
        """The titles found when values are chosen in facets, in order of the alphabet."""
        return sorted(self.find(words, chosen={Facet(name): values for name, values in chosen.items()}))

    def counts(self, facet: Facet, words: str = "", **chosen: Values) -> dict[str, int]:
        """The counts beside a facet's values, when values are chosen in facets."""
        request = {Facet(name): values for name, values in chosen.items()}
        return dict(self.answer(words, chosen=request).facets[facet])
