"""The provider's answer to an order, or none in time; and cancelling, by either side."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.operations import reindex
from marketplace.foundation import outbox
from marketplace.foundation.access import Actor, ActorKind
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.purchasing import rules
from marketplace.purchasing.models import Booking, Order
from marketplace.purchasing.operations import locked
from marketplace.purchasing.operations.delivering import settle_late_cancel
from marketplace.purchasing.operations.locked import LockedBooking, LockedOrder
from marketplace.purchasing.operations.money import free_places, release
from marketplace.purchasing.operations.telling import telling
from marketplace.purchasing.queries import reached_by_clock, spent_by_person, with_provider
from marketplace.purchasing.rules import BookingState, Event, OrderState


def accept(session: Session, actor: Actor, order_id: UUID) -> None:
    """The provider says yes, before the first date begins. Raises NotFound, IllegalMove, TooLateToAccept."""
    order = locked.lock(session, with_provider(actor), order_id=order_id)
    rules.may_accept(order.state, order.standing_from, actor.now)
    order.move(session, OrderState.ACCEPTED)
    order.finish(session, actor)
    outbox.enqueue(session, actor, [telling(Event.ACCEPTED, order.id)])


def decline(session: Session, actor: Actor, order_id: UUID, reason: str) -> None:
    """The provider says no, with a reason that the person reads; all the money goes back. Raises IllegalMove."""
    order = locked.lock(session, with_provider(actor), order_id=order_id)
    _end_unanswered(session, actor, order, reason)
    outbox.enqueue(session, actor, [telling(Event.DECLINED, order.id)])


def unanswered(session: Session, actor: Actor) -> list[UUID]:
    """The orders that were not answered before their first date, for the clock to end one by one."""
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound
    return list(
        session.scalars(
            select(Order.id)
            .join(Booking, Booking.order_id == Order.id)
            .where(Order.state == OrderState.PLACED, Booking.state == BookingState.BOOKED)
            .group_by(Order.id)
            .having(func.min(Booking.starts_at) <= actor.now)
            .order_by(Order.id)
        )
    )


def lapse(session: Session, actor: Actor, order_id: UUID) -> None:
    """The clock ends an order that nobody answered; one that was answered after all stays as it is."""
    order = locked.lock(session, reached_by_clock(actor), order_id=order_id)
    if order.state is not OrderState.PLACED:
        return
    _end_unanswered(session, actor, order, "The provider did not answer before the first date.")
    outbox.enqueue(session, actor, [telling(Event.LAPSED, order.id)])


def _end_unanswered(session: Session, actor: Actor, order: LockedOrder, reason: str) -> None:
    """Decline an order: its bookings that stand are cancelled, their places and their money go back."""
    order.move(session, OrderState.DECLINED, reason=reason)
    standing = [booking for booking in order.bookings if booking.state is BookingState.BOOKED]
    _free(session, actor, order, standing, f"decline:{order.id}", reason)
    order.finish(session, actor, reason)


def _free(
    session: Session, actor: Actor, order: LockedOrder, bookings: list[LockedBooking], key: str, reason: str
) -> None:
    """Cancel bookings for nothing."""
    order.move_bookings(session, bookings, BookingState.CANCELLED, reason=reason)
    free_places(session, actor, bookings)
    release(session, actor, bookings, key)
    reindex(session, actor, [order.offer_id])


def cancel(session: Session, actor: Actor, booking_id: UUID, expected: Pence | None) -> Pence:
    """The person cancels one booking, and pays what the page said; returns it. Raises CostChanged, IllegalMove.

    What costs nothing is cancelled; what costs something is a late cancellation, settled by the person's own act.
    """
    order = locked.lock(session, spent_by_person(actor), booking_id)
    booking = order.booking(booking_id)
    costs = rules.cancel_costs(
        order.state, booking.price, booking.starts_at, actor.now, order.notice_hours, order.late_percent
    )
    rules.cancel_allowed(booking.state, booking.starts_at, actor.now)
    rules.cancel_as_shown(expected, costs)
    if costs:
        free_places(session, actor, [booking])
        settle_late_cancel(session, actor, order, booking)
        reindex(session, actor, [order.offer_id])
    else:
        _free(session, actor, order, [booking], f"cancel:{booking.id}", "")
    order.finish(session, actor)
    outbox.enqueue(session, actor, [telling(Event.CANCELLED_BY_PERSON, order.id, booking.id)])
    return costs


def call_off(session: Session, actor: Actor, booking_id: UUID, reason: str) -> None:
    """The provider cancels one booking, with a reason; the person pays nothing. Raises IllegalMove."""
    order = locked.lock(session, with_provider(actor), booking_id)
    booking = order.booking(booking_id)
    _free(session, actor, order, [booking], f"cancel:{booking.id}", reason)
    order.finish(session, actor, reason)
    outbox.enqueue(session, actor, [telling(Event.CANCELLED_BY_PROVIDER, order.id, booking.id)])
