"""Reads of directory entries, which are public: for the search index, the cards of a list, and one page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue import rules
from marketplace.catalogue.models import DirectoryEntry
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound

LOOKED_AT = 4_000  # characters of a description that a summary is made from


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One directory entry, whole. Its description is sanitised HTML; prices are as told (pounds), never charged.

    Words that the source did not tell are empty, and so is the place; ``told_at`` is when the source last checked it,
    ``read_at`` (UTC) when we last read it.
    """

    id: UUID
    feed: str
    source_id: str
    title: str
    organisation: str
    description: str
    url: str
    email: str
    phone: str
    venue: str
    area_words: str
    price_words: str
    prices: list[dict[str, Any]]
    free: bool
    areas: list[str]
    days: list[str]
    parts: list[str]
    languages: list[str]
    access: list[str]
    place: str
    ages: str
    told_at: date | None
    read_at: datetime
    licence: str
    content_hash: str

    @property
    def summary(self) -> str:
        """The first words of the description, as plain text."""
        return rules.summary_of(self.description)

    @property
    def words(self) -> str:
        """The description as plain text, one line for each paragraph."""
        return rules.plain_words(self.description)


@dataclass(frozen=True, slots=True)
class EntryCard:
    """One directory entry in a list: plain words, where it comes from, and when the source told it."""

    id: UUID
    title: str
    summary: str
    organisation: str
    feed: str
    told_at: date | None
    read_at: datetime
    area_words: str
    areas: list[str]
    price_words: str
    free: bool
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One feed that was imported: how many entries stand, and when it was last read (UTC)."""

    name: str
    entries: int
    read_at: datetime


def feeds_read(session: Session, _actor: Actor) -> list[FeedRow]:
    """The feeds whose entries are listed, by name. They are public."""
    rows = session.execute(
        select(DirectoryEntry.feed, func.count(), func.max(DirectoryEntry.read_at))
        .group_by(DirectoryEntry.feed)
        .order_by(DirectoryEntry.feed)
    )
    return [FeedRow(*row) for row in rows]


_ENTRY = select(*(getattr(DirectoryEntry, name) for name in EntryRow.__dataclass_fields__))


def entries_indexed(session: Session, _actor: Actor, ids: Iterable[UUID] | None = None) -> list[EntryRow]:
    """The entries among those named (or all), for the search index."""
    asked = _ENTRY if ids is None else _ENTRY.where(DirectoryEntry.id.in_(list(ids)))
    return [EntryRow(*found) for found in session.execute(asked.order_by(DirectoryEntry.id))]


def entry_cards(session: Session, _actor: Actor, ids: Sequence[UUID]) -> dict[UUID, EntryCard]:
    """The entries among those named, by id, as the cards of a list."""
    if not ids:
        return {}
    rows = session.execute(
        select(
            DirectoryEntry.id,
            DirectoryEntry.title,
            func.left(DirectoryEntry.description, LOOKED_AT),
            DirectoryEntry.organisation,
            DirectoryEntry.feed,
            DirectoryEntry.told_at,
            DirectoryEntry.read_at,
            DirectoryEntry.area_words,
            DirectoryEntry.areas,
            DirectoryEntry.price_words,
            DirectoryEntry.free,
            DirectoryEntry.place,
            DirectoryEntry.url,
        ).where(DirectoryEntry.id.in_(list(ids)))
    )
    return {row[0]: EntryCard(*row[:2], rules.summary_of(row[2]), *row[3:]) for row in rows}


def entry(session: Session, _actor: Actor, entry_id: UUID) -> EntryRow:
    """One directory entry. Raises NotFound."""
    found = session.execute(_ENTRY.where(DirectoryEntry.id == entry_id)).one_or_none()
    if found is None:
        raise NotFound
    return EntryRow(*found)
