"""Locking an order in the scope of whoever acts on it, so that its changes come one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.purchasing.models import Booking, Order
from marketplace.purchasing.rules import BookingState, OrderState, booking_becomes, order_after, order_becomes


@dataclass(slots=True)
class LockedBooking:
    """One booking of a locked order."""

    id: UUID
    session_id: UUID | None
    starts_at: datetime
    quantity: Decimal
    unit_pence: Pence
    price: Pence
    state: BookingState


@dataclass(slots=True)
class LockedOrder:
    """An order whose row is locked, with its bookings; moves made on it are collected for one audit."""

    id: UUID
    state: OrderState
    person_id: UUID
    provider_id: UUID
    offer_id: UUID
    notice_hours: int
    late_percent: int
    bookings: list[LockedBooking]
    moves: list[dict[str, object]] = field(default_factory=list)

    @property
    def standing_from(self) -> datetime | None:
        """When the first booking that still stands begins, UTC; None when none stands."""
        return min((each.starts_at for each in self.bookings if each.state is BookingState.BOOKED), default=None)

    def booking(self, booking_id: UUID) -> LockedBooking:
        """One booking of this order. Raises NotFound for any other."""
        for booking in self.bookings:
            if booking.id == booking_id:
                return booking
        raise NotFound

    def move(self, session: Session, asked: OrderState, **also: object) -> None:
        """Move the order, if the state may follow, and set other columns with it."""
        became = order_becomes(self.state, asked)
        session.execute(update(Order).where(Order.id == self.id).values(state=became, **also))
        self.moves.append(journals.move("order", self.id, "moved", self.state, became))
        self.state = became

    def move_bookings(
        self, session: Session, bookings: Sequence[LockedBooking], asked: BookingState, **also: object
    ) -> None:
        """Move bookings in one statement, if the state may follow for each."""
        for booking in bookings:
            became = booking_becomes(booking.state, asked)
            self.moves.append(journals.move("booking", booking.id, "moved", booking.state, became))
            booking.state = became
        chosen = [booking.id for booking in bookings]
        session.execute(update(Booking).where(Booking.id.in_(chosen)).values(state=asked, **also))

    def finish(self, session: Session, actor: Actor, why: str | None = None) -> None:
        """End the order once all its bookings are settled, and write the audit of every move."""
        after = order_after(self.state, [booking.state for booking in self.bookings])
        if after is not self.state:
            self.move(session, after)
        if self.moves:
            journals.audit(session, actor, self.moves, why, self.person_id)


def lock(
    session: Session, reach: ColumnElement[bool], booking_id: UUID | None = None, order_id: UUID | None = None
) -> LockedOrder:
    """Lock an order, named by itself or by one of its bookings, that is in reach. Raises NotFound."""
    if order_id is None:
        order_id = session.scalar(select(Booking.order_id).where(Booking.id == booking_id))
    found = session.execute(
        select(
            Order.id,
            Order.state,
            Order.person_id,
            Order.provider_id,
            Order.offer_id,
            Order.notice_hours,
            Order.late_percent,
        )
        .where(Order.id == order_id, reach)
        .with_for_update(key_share=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    bookings = session.execute(
        select(
            Booking.id,
            Booking.session_id,
            Booking.starts_at,
            Booking.quantity,
            Booking.unit_pence,
            Booking.price,
            Booking.state,
        )
        .where(Booking.order_id == found.id)
        .order_by(Booking.starts_at, Booking.id)
    )
    rows = [LockedBooking(*row[:-1], state=BookingState(row.state)) for row in bookings]
    return LockedOrder(found.id, OrderState(found.state), *found[2:], bookings=rows)
