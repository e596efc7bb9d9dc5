"""What a booking costs, what cancelling it costs, and what a delivery draws from which account."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol, TypeVar
from uuid import UUID

from marketplace.catalogue.rules import Unit
from marketplace.foundation.clock import at, civil, day_span, working_days_after
from marketplace.foundation.money import Pence, percent_of, pounds, times
from marketplace.purchasing.rules.refusals import (
    LEAST_QUANTITY,
    MOST_QUANTITY,
    CostChanged,
    HoldingRefused,
    NotDisputed,
    NotDueYet,
    NotOnSale,
    OfferChanged,
    PriceChanged,
    QuantityRefused,
    TimesRefused,
    TooLateToAccept,
    TooLateToCancel,
    TooMuch,
)
from marketplace.purchasing.rules.states import BookingState, DeliveryKind, OrderState, booking_becomes, order_becomes


class Dated(Protocol):
    """Anything that holds from a day on."""

    @property
    def starts(self) -> date:
        """The first day."""
        ...


Version = TypeVar("Version", bound=Dated)

MOST_OCCASIONS = 60
ANSWER_WORKING_DAYS = 3  # how long a provider has to answer, unless the first date comes sooner


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that is asked for: UTC instants, and the dated session it is, if it is one."""

    starts_at: datetime
    ends_at: datetime
    session_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """What one funding row gives to a delivery, and what goes back to it. Pence."""

    account_id: UUID
    drawn: Pence
    back: Pence


def quantity_allowed(quantity: Decimal) -> Decimal:
    """A quantity of two decimals at most, within bounds. Raises QuantityRefused."""
    if not quantity.is_finite() or not LEAST_QUANTITY <= quantity <= MOST_QUANTITY:
        raise QuantityRefused
    if quantity != quantity.quantize(Decimal("0.01")):
        raise QuantityRefused
    return quantity


def quantity_for(unit: Unit, asked: Decimal, occasion: Occasion, *, group: bool) -> Decimal:
    """How many units one occasion is: its hours, the items asked for, or one. Raises QuantityRefused."""
    if unit is Unit.HOUR and group:
        seconds = (occasion.ends_at - occasion.starts_at).total_seconds()
        return Decimal(seconds / 3600).quantize(Decimal("0.01"))
    if unit in (Unit.HOUR, Unit.EACH) and not group:
        return quantity_allowed(asked)
    return Decimal(1)


def in_force(versions: Sequence[Version], day: date) -> Version | None:
    """The version that holds on a day, of versions sorted with the one that rules latest first."""
    return next((version for version in versions if version.starts <= day), None)


def on_sale(title: str, *, published: bool) -> None:
    """Raises NotOnSale for an offer that is paused or withdrawn."""
    if not published:
        raise NotOnSale(f"{title} cannot be booked now: the provider has stopped taking bookings for it.")


def takes(allowed: Sequence[str], holding: str) -> None:
    """Raises HoldingRefused when a provider does not take money that is held in this way."""
    if holding not in allowed:
        raise HoldingRefused(holding)


def as_shown(shown: UUID | None, now: UUID, expected: Pence | None, total: Pence) -> None:
    """Raises PriceChanged or OfferChanged when the page showed another price or another version."""
    if expected != total:
        raise PriceChanged(expected or 0, total)
    if shown != now:
        raise OfferChanged


def span(unit: Unit, day: date, clock_time: time, quantity: Decimal) -> Occasion:
    """The time that an agreed booking takes: its hours from its start, or whole days from its day."""
    if unit in (Unit.HOUR, Unit.SESSION, Unit.HALF_DAY):
        hours = {Unit.HOUR: float(quantity), Unit.SESSION: 1.0, Unit.HALF_DAY: 4.0}[unit]
        start = at(day, clock_time)
        return Occasion(start, start + timedelta(hours=hours))
    first, _ = day_span(day)
    days = 7 if unit is Unit.WEEK else 1
    _, last = day_span(day + timedelta(days=days - 1))
    return Occasion(first, last)


def weekly(day: date, count: int, every_weeks: int = 1) -> Iterator[date]:
    """The days of a booking that repeats: the first, and then every so many weeks."""
    return (day + timedelta(weeks=every_weeks * n) for n in range(count))


def occasions_allowed(occasions: Sequence[Occasion], now: datetime) -> None:
    """Raises TimesRefused when there are none, too many, one twice, or one that has begun."""
    if not occasions:
        raise TimesRefused("Choose at least one date.", "sessions")
    if len(occasions) > MOST_OCCASIONS:
        raise TimesRefused(f"You can book up to {MOST_OCCASIONS} times at once.")
    if len({o.starts_at for o in occasions}) < len(occasions):
        raise TimesRefused("The same date is there twice.", "sessions")
    if any(o.starts_at <= now for o in occasions):
        raise TimesRefused("Choose dates and times that have not begun yet.", "first_day")


def answer_by(placed_on: date, first: datetime) -> date:
    """The day by which a provider answers an order: some working days on, or the first date if that is sooner."""
    return min(working_days_after(placed_on, ANSWER_WORKING_DAYS), civil(first))


def may_accept(state: OrderState, first: datetime | None, now: datetime) -> None:
    """Raises IllegalMove unless the order waits for an answer, and TooLateToAccept once its first date has begun."""
    order_becomes(state, OrderState.ACCEPTED)
    if first is not None and first <= now:
        raise TooLateToAccept


def cancel_costs(
    state: OrderState, price: Pence, starts_at: datetime, now: datetime, notice_hours: int, late_percent: int
) -> Pence:
    """What the person pays for cancelling a booking now: nothing before the provider accepts or in good time."""
    in_time = now <= starts_at - timedelta(hours=notice_hours)
    if state is OrderState.PLACED or in_time:
        return 0
    return percent_of(price, late_percent)


def cancel_allowed(state: BookingState, starts_at: datetime, now: datetime) -> None:
    """Raises IllegalMove for a booking that is not standing any more, and TooLateToCancel for one that has begun."""
    booking_becomes(state, BookingState.CANCELLED)
    if starts_at <= now:
        raise TooLateToCancel


def cancel_as_shown(shown: Pence | None, costs: Pence) -> None:
    """Raises CostChanged when the page showed another cost."""
    if shown != costs:
        raise CostChanged(costs)


def may_record(state: OrderState, starts_at: datetime, now: datetime) -> None:
    """Raises IllegalMove unless the order was accepted, and NotDueYet before a booking has begun."""
    if state is not OrderState.ACCEPTED:
        order_becomes(state, OrderState.COMPLETED)
    if starts_at > now:
        raise NotDueYet


def quantity_delivered(kind: DeliveryKind, asked: Decimal, booked: Decimal) -> Decimal:
    """How much was delivered: no more than was booked, and nothing unless it was delivered."""
    if kind is not DeliveryKind.DELIVERED:
        return Decimal(0)
    if quantity_allowed(asked) > booked:
        raise TooMuch(f"{booked.normalize():f} was booked, so no more than that can be recorded.", "quantity")
    return asked


def decided(pence: Pence, recorded: Pence) -> Pence:
    """The sum that a dispute is settled at. Raises TooMuch above what was recorded."""
    if not 0 <= pence <= recorded:
        raise TooMuch(f"The provider recorded {pounds(recorded)}, so you can decide on that or less.", "pence")
    return pence


def may_decide(state: BookingState) -> None:
    """Raises IllegalMove unless the booking is disputed."""
    if state is not BookingState.DISPUTED:
        raise NotDisputed


def delivery_costs(kind: DeliveryKind, unit_pence: Pence, quantity: Decimal, price: Pence, late_percent: int) -> Pence:
    """What a delivery draws, never more than the price: what was given, or the late share when nothing was."""
    if kind is DeliveryKind.DELIVERED:
        return min(times(unit_pence, quantity), price)
    return percent_of(price, late_percent)


def drawn_from(funding: Sequence[tuple[UUID, Pence]], pence: Pence) -> list[Draw]:
    """A sum drawn from funding rows in their order; what a row does not give goes back to it."""
    draws = []
    for account_id, promised in funding:
        drawn = min(promised, pence)
        pence -= drawn
        draws.append(Draw(account_id, drawn, promised - drawn))
    return draws
