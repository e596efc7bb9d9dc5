"""Comparing up to five things side by side, for every face that searches: the same questions in the same order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from marketplace.catalogue.queries import (
    EntryRow,
    OfferRow,
    PriceRow,
    RangeRow,
    entries_indexed,
    offers_named,
    places_left,
    price_ranges,
    session_minutes,
)
from marketplace.catalogue.rules import MOST_COMPARED, Brought, Unit, Use, a_week, an_hour, hours_words
from marketplace.foundation import database
from marketplace.foundation.money import Pence
from marketplace.voice.queries import StatementRow, statements_by_offer
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.finding import Address, Asker, known_for
from marketplace.webkit.forms.comparing import BY_COST, Comparing, comparing
from marketplace.webkit.forms.nearness import nearness
from marketplace.webkit.journeying import how_far
from marketplace.webkit.pages import page

_LAST = 10**12  # pence: what costs nobody knows what comes after all that has a price


@dataclass(frozen=True, slots=True)
class Cost:
    """One price line, and what it comes to for an hour and for a week."""

    line: PriceRow
    hour: Brought
    week: Brought


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is compared: an offer or a directory entry, with its page and the comparison without it.

    ``places`` is None for times that are agreed; ``lasts`` is how long each date is, empty where that is not known.
    """

    row: OfferRow | EntryRow
    address: str
    without: str
    costs: tuple[Cost, ...] = ()
    usual: RangeRow | None = None
    places: int | None = None
    next_at: datetime | None = None
    lasts: str = ""
    said: Sequence[StatementRow] = ()

    @property
    def is_offer(self) -> bool:
        """Whether it is an offer of ours, not an entry of a directory."""
        return isinstance(self.row, OfferRow)

    @property
    def ended(self) -> bool:
        """Whether it cannot be booked any more, or not now."""
        return isinstance(self.row, OfferRow) and not self.row.on_sale

    @property
    def weekly(self) -> Pence:
        """What its cheapest way costs a week, for those who ask for that order; what is not known comes last."""
        if isinstance(self.row, EntryRow):
            return 0 if self.row.free else _LAST
        return min((cost.week.pence for cost in self.costs if cost.week.pence is not None), default=_LAST)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database knows of the things that are compared, by their ids."""

    offers: Mapping[UUID, OfferRow]
    entries: Mapping[UUID, EntryRow]
    ranges: Mapping[tuple[str, str], RangeRow]
    places: Mapping[UUID, tuple[int, datetime | None]]
    minutes: Mapping[UUID, int]
    said: Mapping[UUID, list[StatementRow]]


def _read(ids: Sequence[UUID]) -> _Known:
    """Everything that is known of some things, in a few statements however many they are."""
    actor = current_actor()
    with database.reading() as session:
        entries = {row.id: row for row in entries_indexed(session, actor, ids)}
        offers = offers_named(session, actor, [each for each in ids if each not in entries])
        rows = offers.values()
        return _Known(
            offers,
            entries,
            price_ranges(session, actor, {row.category for row in rows}, _areas(rows)),
            places_left(session, actor, offers),
            session_minutes(session, actor, offers),
            statements_by_offer(session, actor, offers),
        )


def _areas(rows: Iterable[OfferRow]) -> set[str]:
    return {area for row in rows for area in row.areas}


def _costs(row: OfferRow, minutes: int | None, use: Use) -> tuple[Cost, ...]:
    """Each price line of an offer, brought to an hour and to a week."""
    return tuple(
        Cost(line, an_hour(Unit(line.unit), line.pence, minutes, use), a_week(Unit(line.unit), line.pence, use))
        for line in row.prices
    )


def _column(known: _Known, asked: Comparing, url: Address, one: UUID) -> Column | None:
    """One thing as a column, or None where there is nothing by that id."""
    without = url("compare", **asked.address([each for each in asked.ids if each != one]))
    entry = known.entries.get(one)
    if entry:
        return Column(entry, url("entry_show", entry_id=one), without)
    row = known.offers.get(one)
    if row is None:
        return None
    places, next_at = known.places.get(one, (0, None))
    minutes = known.minutes.get(one)
    return Column(
        row,
        url("offer_show", offer_id=one),
        without,
        _costs(row, minutes, asked.use),
        known.ranges.get((row.category, row.lowest.unit)),
        places if row.group else None,
        next_at,
        hours_words(minutes) if minutes else "",
        known.said.get(one, ()),
    )


def compare_page(template: str, url: Address, **shown: Any) -> Response:
    """The comparison that the address asks for; ``url(name, **values)`` makes the face's addresses.

    The order is the one in which things were chosen. By cost only for who asks for it, and then what is free is first.
    """
    asked = comparing(request.args)
    known, areas = _read(asked.ids), known_for(Asker()).areas
    near = nearness(asked.searched, areas)
    columns = [made for each in asked.ids if (made := _column(known, asked, url, each))]
    if asked.by_cost:
        columns.sort(key=lambda column: column.weekly)
    return page(
        template,
        asked=asked,
        columns=columns,
        gone=asked.odd or len(columns) < len(asked.ids),
        most=MOST_COMPARED,
        by_cost=BY_COST,
        areas={code: area.name for code, area in areas.items()},
        far=(lambda column: how_far(column.row, near, areas)) if near.point else None,
        here=url("compare"),
        back=asked.back(url("search")),
        **shown,
    )
