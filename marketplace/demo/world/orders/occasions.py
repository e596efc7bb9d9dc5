"""The occasions of an order: when each is, and what each side does about it, step by step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from uuid import UUID

from marketplace.catalogue.rules import Day
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import NCL
from marketplace.demo.world.calendar import at
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.money import FUNDERS_OF
from marketplace.demo.world.offers import OFFERS, Offer, dates_of
from marketplace.demo.world.orders.sheet import Fate, Order
from marketplace.demo.world.people import COMMISSIONERS, PEOPLE
from marketplace.demo.world.providers import PROVIDERS
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import civil
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing import rules
from marketplace.purchasing.operations import RecordRequest
from marketplace.purchasing.queries import BookingRow, OrderRow, order_of_booking
from marketplace.purchasing.rules import DeliveryKind, OrderState

HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Occasion:
    """One date of an order, in UTC, with what is needed to act on it."""

    cast: Cast
    order: Order
    week: int
    starts: datetime
    ends: datetime

    @property
    def offer(self) -> Offer:
        """What was ordered."""
        return OFFERS[self.order.offer]

    @property
    def id(self) -> UUID:
        """The booking's id, once it has been placed."""
        return self.cast.bookings[self.order.key, self.week].id

    @property
    def recorded(self) -> datetime:
        """When the provider writes it down."""
        return self.cast.calendar.after(self.ends)

    def person(self, now: datetime) -> Actor:
        """The person whose order it is."""
        return self.cast.actor(PEOPLE[self.order.person][0], now)

    def provider(self, now: datetime) -> Actor:
        """Whoever delivers for the provider: a worker where there is one."""
        provider = PROVIDERS[self.offer.provider]
        return self.cast.actor(provider.worker or provider.owner, now)

    def soon(self, days: int, what: str) -> datetime:
        """An instant some days after it was written down, at an hour that differs from one to the next."""
        chance = Random(f"{self.order.key} {self.week} {what}")  # noqa: S311 - variety, not secrecy
        return at(civil(self.recorded) + timedelta(days=days), f"{chance.randint(9, 20):02}:{chance.randint(0, 59):02}")

    def steps(self) -> Iterator[Step]:
        """All that happens after the order was placed and accepted."""
        for now, act in _STORIES[self.order.fates[self.week]](self):
            yield Step(now, partial(act, self, now))

    def read(self, now: datetime) -> tuple[OrderRow, BookingRow]:
        """The order and the booking as the person sees them."""
        with database.reading() as session:
            row = order_of_booking(session, self.person(now), self.id)
        return row, next(booking for booking in row.bookings if booking.id == self.id)


Act = Callable[[Occasion, datetime], None]
Story = Callable[[Occasion], list[tuple[datetime, Act]]]


def _record(kind: DeliveryKind, share: Decimal = Decimal(1)) -> Act:
    """The provider records the booking: a share of the quantity that was booked."""

    def act(occasion: Occasion, now: datetime) -> None:
        booked = occasion.cast.bookings[occasion.order.key, occasion.week].quantity
        with database.writing() as session:
            purchasing.record(session, occasion.provider(now), RecordRequest(occasion.id, kind, booked * share))

    return act


def _confirm(occasion: Occasion, now: datetime) -> None:
    with database.writing() as session:
        purchasing.confirm(session, occasion.person(now), occasion.id)


def _dispute(occasion: Occasion, now: datetime) -> None:
    with database.writing() as session:
        purchasing.dispute(session, occasion.person(now), occasion.id, occasion.order.why)


def _decide(occasion: Occasion, now: datetime) -> None:
    """The funder decides on half of what was recorded."""
    recorded = occasion.read(now)[1].pence or 0
    funder = next(iter(FUNDERS_OF.get(occasion.order.person, (NCL,))))
    with database.writing() as session:
        commissioner = occasion.cast.actor(COMMISSIONERS[funder], now)
        purchasing.decide(session, commissioner, occasion.id, recorded // 2, occasion.order.ruling)


def _take_back(occasion: Occasion, now: datetime) -> None:
    with database.writing() as session:
        purchasing.take_back(session, occasion.provider(now), occasion.id)


def _cancel(occasion: Occasion, now: datetime) -> None:
    """The person cancels, and pays what the page would have said."""
    order, booking = occasion.read(now)
    costs = rules.cancel_costs(
        OrderState(order.state), booking.price, booking.starts_at, now, order.notice_hours, order.late_percent
    )
    with database.writing() as session:
        purchasing.cancel(session, occasion.person(now), occasion.id, costs)


def _call_off(occasion: Occasion, now: datetime) -> None:
    with database.writing() as session:
        purchasing.call_off(session, occasion.provider(now), occasion.id, occasion.order.why)


def _in_time(occasion: Occasion) -> datetime:
    """An instant well before cancelling costs anything, and before the anchor."""
    notice = timedelta(hours=(occasion.offer.terms or (PROVIDERS[occasion.offer.provider].notice, 0))[0] + 30)
    return min(occasion.starts - notice, occasion.cast.calendar.before(1, "11:00"))


def _given(occasion: Occasion) -> list[tuple[datetime, Act]]:
    return [(occasion.recorded, _record(DeliveryKind.DELIVERED))]


def _disputed(occasion: Occasion) -> list[tuple[datetime, Act]]:
    return [*_given(occasion), (occasion.soon(1, "dispute"), _dispute)]


_STORIES: dict[Fate, Story] = {
    Fate.NEVER: lambda _: [],
    Fate.BOOKED: lambda _: [],
    Fate.UNRECORDED: lambda _: [],
    Fate.WAITING: _given,
    Fate.SILENT: _given,
    Fate.YES: lambda o: [*_given(o), (o.soon(1, "confirm"), _confirm)],
    Fate.PART: lambda o: [(o.recorded, _record(DeliveryKind.DELIVERED, HALF)), (o.soon(1, "confirm"), _confirm)],
    Fate.MISSED: lambda o: [(o.recorded, _record(DeliveryKind.MISSED)), (o.soon(2, "confirm"), _confirm)],
    Fate.DISPUTED: _disputed,
    Fate.DECIDED: lambda o: [*_disputed(o), (o.soon(6, "decide"), _decide)],
    Fate.MENDED: lambda o: [
        *_disputed(o),
        (o.soon(2, "mend"), _record(DeliveryKind.DELIVERED, HALF)),
        (o.soon(4, "confirm"), _confirm),
    ],
    Fate.TAKEN_BACK: lambda o: [*_given(o), (o.recorded + timedelta(minutes=15), _take_back)],
    Fate.CANCELLED: lambda o: [(_in_time(o), _cancel)],
    Fate.LATE: lambda o: [(o.starts - timedelta(hours=2), _cancel)],
    Fate.CALLED_OFF: lambda o: [(min(o.starts - timedelta(hours=20), o.cast.calendar.before(1, "16:20")), _call_off)],
}


def occasions_of(cast: Cast, order: Order) -> list[Occasion]:
    """The occasions of an order by their week: the dates of its group, or the times that are agreed."""
    times = _agreed(cast, order) if order.on else dates_of(cast, OFFERS[order.offer])
    return [Occasion(cast, order, week, *times[week]) for week in sorted(order.fates)]


def _agreed(cast: Cast, order: Order) -> dict[int, tuple[datetime, datetime]]:
    """The times that were agreed, by their week: UTC start and end."""
    weekday, clock_time = order.on.split()
    unit = order.unit or OFFERS[order.offer].prices[0].unit
    spans = {
        week: rules.span(
            unit, cast.calendar.day(week, Day(weekday)), time.fromisoformat(clock_time), Decimal(order.quantity)
        )
        for week in order.fates
    }
    return {week: (span.starts_at, span.ends_at) for week, span in spans.items()}
