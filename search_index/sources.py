"""The documents as the database has them now: of records that are named, or of all."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.catalogue.queries import OfferRow, accredited_by, entries_indexed, offers_indexed, places_left
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import civil
from marketplace.people.queries import AreaRow, areas
from marketplace.voice.queries import scores_of
from search_index.documents import Document, Kind, Standing, of_entry, of_offer

READ_AT_ONCE = 500


def documents_of(session: Session, actor: Actor, kind: Kind, ids: Sequence[UUID]) -> list[Document]:
    """The documents of the records named that can be found now; a paused offer has none."""
    known = _areas(session, actor)
    if kind is Kind.ENTRY:
        return [of_entry(row, known) for row in entries_indexed(session, actor, ids)]
    return _offers(session, actor, offers_indexed(session, actor, ids), known)


def all_documents(actor: Actor) -> Iterator[Document]:
    """Every document, read when the first is asked for. No transaction stays open between two of them."""
    with database.reading() as session:
        known = _areas(session, actor)
        offers, entries = offers_indexed(session, actor), entries_indexed(session, actor)
    for start in range(0, len(offers), READ_AT_ONCE):
        with database.reading() as session:
            some = _offers(session, actor, offers[start : start + READ_AT_ONCE], known)
        yield from some
    yield from (of_entry(row, known) for row in entries)


def _offers(session: Session, actor: Actor, rows: Sequence[OfferRow], known: Mapping[str, AreaRow]) -> list[Document]:
    ids = [row.id for row in rows]
    places, scores = places_left(session, actor, ids), scores_of(session, actor, ids)

    accredited = accredited_by(session, actor, {row.provider_id for row in rows})

    def standing(row: OfferRow) -> Standing:
        left, next_at = places.get(row.id, (None, None))
        return Standing(
            today=actor.today,
            places=left,
            next_at=None if next_at is None else civil(next_at),
            rating=scores[row.id].mean if row.id in scores else None,
            accredited=tuple(str(funder_id) for funder_id in accredited.get(row.provider_id, ())),
        )

    return [of_offer(row, standing(row), known) for row in rows]


def _areas(session: Session, actor: Actor) -> dict[str, AreaRow]:
    return {area.code: area for area in areas(session, actor)}
