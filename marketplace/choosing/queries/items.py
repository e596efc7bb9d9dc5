"""Reads of what is on a list: as it was seen, as it is told now, and what is different."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import DirectoryEntry, Offer, OfferVersion
from marketplace.catalogue.queries import PriceRow
from marketplace.catalogue.queries.force import price_rows, prices_of, versions_in_force
from marketplace.catalogue.rules import DAY_WORDS, Day
from marketplace.choosing.models import Shortlist, ShortlistItem
from marketplace.choosing.queries.scope import reached_by
from marketplace.choosing.rules import Difference, differences, price_words
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Organisation

GONE = "gone"  # of an entry that its directory does not tell any more


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing on a list: title and price as they were seen, the note, who put it there when (UTC).

    ``state`` is the offer's own now; for an entry it is ``published`` while its directory tells it, else ``gone``.
    ``reworded`` says that an entry tells something else than then, beyond what ``changed`` names.
    """

    id: UUID
    shortlist_id: UUID
    record_id: UUID
    is_offer: bool
    title: str
    price: str
    by: str
    note: str
    added_at: datetime
    added_by: str
    state: str
    free: bool
    changed: tuple[Difference, ...]
    reworded: bool

    @property
    def on_sale(self) -> bool:
        """Whether it is still there to be had."""
        return self.state == "published"

    @property
    def same(self) -> bool:
        """Whether nothing is different since it was put on the list."""
        return self.on_sale and not self.changed and not self.reworded


@dataclass(frozen=True, slots=True)
class _Version:
    """What one version tells, by the name of each thing, and whether it is free."""

    told: dict[str, str]
    free: bool


def told_price(prices: Iterable[PriceRow]) -> str:
    """The price lines of an offer as one text."""
    return price_words((line.pence, line.per) for line in prices)


def _terms(notice_hours: int, late_percent: int) -> str:
    """The cancellation terms as one text."""
    return f"Free up to {notice_hours} hours before, then {late_percent}%"


def _versions(session: Session, ids: Iterable[UUID]) -> dict[UUID, _Version]:
    """What some versions tell, by id."""
    wanted = select(OfferVersion).where(OfferVersion.id.in_(list(ids))).subquery("wanted")
    rows = session.execute(
        select(
            wanted.c.id,
            wanted.c.title,
            wanted.c.summary,
            wanted.c.description,
            wanted.c.venue,
            wanted.c.days,
            wanted.c.notice_hours,
            wanted.c.late_percent,
            prices_of(wanted).label("prices"),
        )
    )
    return {row.id: _version(row) for row in rows}


def _version(row: Row[*tuple[Any, ...]]) -> _Version:
    prices = price_rows(row.prices)
    told = {
        "Price": told_price(prices),
        "Name": row.title,
        "In short": row.summary,
        "What it is": row.description,
        "Where": row.venue,
        "Days": ", ".join(DAY_WORDS[Day(day)] for day in row.days),
        "If you cancel": _terms(row.notice_hours, row.late_percent),
    }
    return _Version(told, free=all(line.pence == 0 for line in prices))


def items_of(session: Session, actor: Actor, list_id: UUID, item_id: UUID | None = None) -> list[ItemRow]:
    """What is on a list that the actor may see, in the order in which it was put there."""
    force = versions_in_force(actor.today)
    asked = (
        select(
            ShortlistItem,
            Account.name.label("added_by"),
            Offer.state,
            Organisation.name.label("provider"),
            force.c.id.label("current_id"),
            DirectoryEntry.content_hash.label("current_hash"),
            DirectoryEntry.title.label("entry_title"),
            DirectoryEntry.price_words.label("entry_price"),
            DirectoryEntry.free.label("entry_free"),
            DirectoryEntry.organisation,
        )
        .join(Shortlist, Shortlist.id == ShortlistItem.shortlist_id)
        .join(Account, Account.id == ShortlistItem.added_by)
        .outerjoin(Offer, Offer.id == ShortlistItem.offer_id)
        .outerjoin(Organisation, Organisation.id == Offer.provider_id)
        .outerjoin(force, force.c.offer_id == Offer.id)
        .outerjoin(DirectoryEntry, DirectoryEntry.id == ShortlistItem.entry_id)
        .where(Shortlist.id == list_id, ShortlistItem.taken_out_at.is_(None), reached_by(actor, Power.SEE))
        .order_by(ShortlistItem.added_at, ShortlistItem.id)
    )
    rows = session.execute(asked if item_id is None else asked.where(ShortlistItem.id == item_id)).all()
    named = {row.ShortlistItem.version_id for row in rows} | {row.current_id for row in rows}
    versions = _versions(session, named - {None})
    return [_of_offer(row, versions) if row.ShortlistItem.offer_id else _of_entry(row) for row in rows]


def item_of(session: Session, actor: Actor, list_id: UUID, item_id: UUID) -> ItemRow:
    """One thing on a list. Raises NotFound."""
    for row in items_of(session, actor, list_id, item_id):
        return row
    raise NotFound


def _of_offer(row: Row[*tuple[Any, ...]], versions: dict[UUID, _Version]) -> ItemRow:
    kept, was = row.ShortlistItem, versions[row.ShortlistItem.version_id]
    now = versions.get(row.current_id, was)
    return ItemRow(
        kept.id,
        kept.shortlist_id,
        kept.offer_id,
        True,
        kept.title,
        kept.price,
        row.provider,
        kept.note,
        kept.added_at,
        row.added_by,
        row.state,
        now.free,
        differences(was.told, now.told),
        reworded=False,
    )


def _of_entry(row: Row[*tuple[Any, ...]]) -> ItemRow:
    kept, there = row.ShortlistItem, row.current_hash is not None
    now = {"Price": entry_price(row.entry_free, row.entry_price), "Name": row.entry_title} if there else {}
    changed = differences({"Price": kept.price, "Name": kept.title}, now)
    return ItemRow(
        kept.id,
        kept.shortlist_id,
        kept.entry_id,
        False,
        kept.title,
        kept.price,
        row.organisation or "",
        kept.note,
        kept.added_at,
        row.added_by,
        "published" if there else GONE,
        bool(row.entry_free),
        changed,
        reworded=there and row.current_hash != kept.content_hash and not changed,
    )


def entry_price(free: bool, words: str) -> str:  # noqa: FBT001 - as the entry tells it
    """What an entry says that it costs, as one text."""
    return "Free" if free else words
