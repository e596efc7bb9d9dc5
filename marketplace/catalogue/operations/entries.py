"""Writes of directory entries: importing the records of a feed, all of a file or nothing."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import nh3
from sqlalchemy import Text, Uuid, any_, delete, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from marketplace.catalogue import rules
from marketplace.catalogue.models import DirectoryEntry, Offer
from marketplace.catalogue.operations.offers import index_jobs
from marketplace.catalogue.rules import EntryRecord
from marketplace.foundation import journals, outbox
from marketplace.foundation.access import Actor, ActorKind
from marketplace.foundation.clock import day_span
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people.models import Area

Rows = list[dict[str, Any]]
FEEDS = uuid5(NAMESPACE_URL, "urn:ownpath:feeds")  # ids of entries come from it, so an entry that returns keeps its own
BATCH = 200  # records looked up and written together
MOST_LICENCE = 300  # characters

_SAFE = nh3.Cleaner(
    tags={"a", "br", "em", "li", "ol", "p", "strong", "ul"},
    attributes={"a": {"href"}, "*": set()},
    clean_content_tags={"script", "style"},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",  # it would lead into our own pages
    link_rel="nofollow noopener noreferrer",
)


class Outcome(StrEnum):
    """What an import did with a record."""

    LISTED = "listed"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    OURS = "ours"  # it is an offer of this marketplace, come home: it is here already


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """The records of one file under the name of their source. Without a licence, entries keep the one they have.

    ``closed`` are the source's ids of services that it says are not to be had: their entries are taken out.
    """

    feed: str
    licence: str
    records: Iterable[EntryRecord]
    closed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of each record, by the source's id, and the ids whose entries were taken out."""

    outcomes: Mapping[str, Outcome]
    removed: frozenset[str]

    def count(self, outcome: Outcome) -> int:
        """How many records had an outcome."""
        return sum(each is outcome for each in self.outcomes.values())

    def counts(self) -> dict[Outcome, int]:
        """How many records had each outcome; our own offers are counted only where there were any."""
        ours = self.count(Outcome.OURS)
        return {each: self.count(each) for each in Outcome if each is not Outcome.OURS or ours}


class FeedBusy(Refusal):
    """Another import of the same feed is running."""

    def __init__(self) -> None:
        super().__init__("This feed is being imported just now. Wait until that has ended, then try again.")


def import_entries(session: Session, actor: Actor, request: ImportRequest) -> Imported:
    """List what is new, change what is different, and leave the rest as it is; only the worker may.

    An entry is known by its feed and the source's id, and changes only when its content does. ``read_at`` is the
    instant of the first reading on the last day that we read it, so a second run on one day writes nothing but the
    audit. Raises FeedRefused without a name of the feed, and FeedBusy.
    """
    if actor.kind is not ActorKind.WORKER:
        raise NotFound
    feed = rules.feed_name(request.feed)
    _lock(session, feed)
    licence = rules.one_line(request.licence, MOST_LICENCE)
    known = {row.code: row.name for row in session.execute(select(Area.code, Area.name))}
    outcomes: dict[str, Outcome] = {}
    records = iter(request.records)
    while batch := list(islice(records, BATCH)):
        ours = _ours(session, batch)
        outcomes |= dict.fromkeys(ours, Outcome.OURS)
        rows = [_row(feed, record, known) for record in batch if record.source_id not in ours]
        outcomes |= _write(session, actor, feed, licence, rows)
    imported = Imported(outcomes, _take_out(session, actor, feed, request.closed))
    counts = ", ".join(f"{outcome} {count}" for outcome, count in imported.counts().items())
    became = f"{counts}, taken out {len(imported.removed)}"
    journals.audit(session, actor, [journals.move("feed", uuid5(FEEDS, feed), "imported", None, became)], why=feed)
    return imported


def _ours(session: Session, records: Sequence[EntryRecord]) -> frozenset[str]:
    """The source's ids that are ids of our own offers: our feed read at home, or through somebody else's."""
    named: dict[UUID, str] = {}
    for record in records:
        with suppress(ValueError):
            named[UUID(record.source_id)] = record.source_id
    found = session.scalars(select(Offer.id).where(Offer.id == any_(literal(list(named), ARRAY(Uuid())))))
    return frozenset(named[offer_id] for offer_id in found)


def _lock(session: Session, feed: str) -> None:
    """Hold a feed until the transaction ends. Raises FeedBusy."""
    key = func.hashtextextended(f"feed {feed}", 0)
    if not session.scalar(select(func.pg_try_advisory_xact_lock(key))):
        raise FeedBusy


def _sanitised(markup: str) -> str:
    """HTML with nothing in it but paragraphs, lists, stress and links that lead outside, at most 20,000 characters."""
    return _SAFE.clean(rules.cut_markup(_SAFE.clean(markup)))


def _row(feed: str, record: EntryRecord, known: Mapping[str, str]) -> dict[str, Any]:
    """A record as the columns of its entry, but for when it was read and its licence."""
    content: dict[str, Any] = {
        "title": record.title,
        "organisation": record.organisation,
        "description": _sanitised(record.markup),
        "url": record.url,
        "email": record.email,
        "phone": record.phone,
        "venue": record.venue,
        "area_words": rules.area_words(record.areas),
        "price_words": record.price_words,
        "prices": [
            {"option": each.option, "amount": each.amount, "unit": each.unit, "words": each.words}
            for each in record.prices
        ],
        "free": record.free,
        "areas": list(rules.area_codes(record.areas, known)),
        "days": list(record.days),
        "parts": list(record.parts),
        "languages": list(record.languages),
        "access": list(record.access),
        "place": record.place or "",
        "ages": record.ages,
        "told_at": record.told_at,
    }
    written = json.dumps(content, sort_keys=True, default=str).encode()
    return content | {
        "id": uuid5(FEEDS, f"{feed}\n{record.source_id}"),
        "feed": feed,
        "source_id": record.source_id,
        "content_hash": hashlib.sha256(written).hexdigest(),
    }


def _write(session: Session, actor: Actor, feed: str, licence: str, rows: Rows) -> dict[str, Outcome]:
    """Write a batch of rows, and say what became of each."""
    asked = select(DirectoryEntry.source_id, DirectoryEntry.id, DirectoryEntry.content_hash, DirectoryEntry.licence)
    named = asked.where(DirectoryEntry.feed == feed, DirectoryEntry.source_id.in_([row["source_id"] for row in rows]))
    held = {found[0]: found[1:] for found in session.execute(named)}
    by: dict[Outcome, Rows] = {outcome: [] for outcome in Outcome}
    for row in rows:
        entry_id, content_hash, was = held.get(row["source_id"], (row["id"], "", ""))
        told = row | {"id": entry_id, "licence": licence or was, "read_at": actor.now}
        same = (content_hash, was) == (told["content_hash"], told["licence"])
        outcome = Outcome.UNCHANGED if same else Outcome.CHANGED
        by[outcome if row["source_id"] in held else Outcome.LISTED].append(told)
    if by[Outcome.LISTED]:
        session.execute(insert(DirectoryEntry), by[Outcome.LISTED])
    if by[Outcome.CHANGED]:
        session.execute(update(DirectoryEntry), by[Outcome.CHANGED])
    _read_again(session, actor, [row["id"] for row in by[Outcome.UNCHANGED]])
    _reindex(session, actor, [row["id"] for row in by[Outcome.LISTED] + by[Outcome.CHANGED]])
    return {row["source_id"]: outcome for outcome, those in by.items() for row in those}


def _read_again(session: Session, actor: Actor, ids: Sequence[UUID]) -> None:
    """Keep the day on which unchanged entries were last read; a second time on one day writes nothing."""
    today, _ = day_span(actor.today)
    unread = update(DirectoryEntry).where(DirectoryEntry.id.in_(ids), DirectoryEntry.read_at < today)
    session.execute(unread.values(read_at=actor.now))


def _take_out(session: Session, actor: Actor, feed: str, closed: Sequence[str]) -> frozenset[str]:
    """Take out the entries of services that are closed, but for those that an offer was made from."""
    claimed = select(Offer.id).where(Offer.entry_id == DirectoryEntry.id).exists()
    gone = session.execute(
        delete(DirectoryEntry)
        .where(
            DirectoryEntry.feed == feed,
            DirectoryEntry.source_id == any_(literal(list(closed), ARRAY(Text()))),
            ~claimed,
        )
        .returning(DirectoryEntry.id, DirectoryEntry.source_id)
    ).all()
    _reindex(session, actor, [row.id for row in gone])
    return frozenset(row.source_id for row in gone)


def _reindex(session: Session, actor: Actor, ids: Sequence[UUID]) -> None:
    """Ask that entries be read afresh into the search index."""
    if ids:
        outbox.enqueue(session, actor, index_jobs("entry", ids))
