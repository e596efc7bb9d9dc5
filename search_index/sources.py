"""The documents as the database has them now: of records that are named, or of all."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.catalogue.queries import OfferRow, entries_indexed, offers_indexed, places_left
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.people.queries import areas
from marketplace.voice.queries import scores_of
from search_index.documents import Document, Kind, of_entry, of_offer

READ_AT_ONCE = 500


def documents_of(session: Session, actor: Actor, kind: Kind, ids: Sequence[UUID]) -> list[Document]:
    """The documents of the records named that can be found now; a paused offer has none."""
    names = _area_names(session, actor)
    if kind is Kind.ENTRY:
        return [of_entry(row, names) for row in entries_indexed(session, actor, ids)]
    return _offers(session, actor, offers_indexed(session, actor, ids), names)


def all_documents(actor: Actor) -> Iterator[Document]:
    """Every document, read when the first is asked for. No transaction stays open between two of them."""
    with database.reading() as session:
        names = _area_names(session, actor)
        offers, entries = offers_indexed(session, actor), entries_indexed(session, actor)
    for start in range(0, len(offers), READ_AT_ONCE):
        with database.reading() as session:
            some = _offers(session, actor, offers[start : start + READ_AT_ONCE], names)
        yield from some
    yield from (of_entry(row, names) for row in entries)


def _offers(session: Session, actor: Actor, rows: Sequence[OfferRow], names: Mapping[str, str]) -> list[Document]:
    ids = [row.id for row in rows]
    places, scores = places_left(session, actor, ids), scores_of(session, actor, ids)
    left = {offer_id: count for offer_id, (count, _) in places.items()}
    ratings = {offer_id: score.mean for offer_id, score in scores.items()}
    return [of_offer(row, left.get(row.id), ratings.get(row.id), names) for row in rows]


def _area_names(session: Session, actor: Actor) -> dict[str, str]:
    return {area.code: area.name for area in areas(session, actor)}
