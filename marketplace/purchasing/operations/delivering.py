"""What happened at a booking: recorded by the provider, then confirmed, disputed or decided."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount
from marketplace.foundation import outbox
from marketplace.foundation.access import Actor, ActorKind
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.queries import settings_of
from marketplace.people.rules import SettingName
from marketplace.purchasing import rules
from marketplace.purchasing.models import Delivery, Funding
from marketplace.purchasing.operations import locked
from marketplace.purchasing.operations.locked import LockedBooking, LockedOrder
from marketplace.purchasing.operations.money import spend
from marketplace.purchasing.operations.telling import telling
from marketplace.purchasing.queries import decided_by, reached_by_clock, said_by_person, with_provider
from marketplace.purchasing.rules import BookingState, ConfirmedBy, DeliveryKind, DeliveryState, Event


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """What the provider says happened; the quantity counts for what was delivered."""

    booking_id: UUID
    kind: DeliveryKind
    quantity: Decimal


def record(session: Session, actor: Actor, request: RecordRequest) -> date:
    """The provider records, or corrects, what happened at a booking that has begun; it waits for the person's word.

    Returns the last day to say that it is not right. Raises NotFound, NotDueYet, IllegalMove and QuantityRefused.
    """
    order = locked.lock(session, with_provider(actor), request.booking_id)
    booking = order.booking(request.booking_id)
    rules.may_record(order.state, booking.starts_at, actor.now)
    order.move_bookings(session, [booking], BookingState.RECORDED)
    silence_on = _write(session, actor, order, booking, request)
    order.finish(session, actor)
    turn = _turns(session, booking)
    outbox.enqueue(session, actor, [telling(Event.RECORDED, order.id, booking.id, turn)])
    return silence_on


def _write(session: Session, actor: Actor, order: LockedOrder, booking: LockedBooking, request: RecordRequest) -> date:
    """Write the delivery of a booking, in place of one that stood before; returns its silence date."""
    quantity = rules.quantity_delivered(request.kind, request.quantity, booking.quantity)
    costs = rules.delivery_costs(request.kind, booking.unit_pence, quantity, booking.price, order.late_percent)
    _withdraw(session, booking)
    silence_on = actor.today + timedelta(days=_silence_days(session, actor, booking))
    session.execute(
        insert(Delivery).values(
            id=uuid4(),
            booking_id=booking.id,
            order_id=order.id,
            price=booking.price,
            kind=request.kind,
            quantity=quantity,
            pence=costs,
            state=DeliveryState.WAITING,
            recorded_at=actor.now,
            silence_on=silence_on,
        )
    )
    return silence_on


def _withdraw(session: Session, booking: LockedBooking) -> None:
    session.execute(
        update(Delivery)
        .where(Delivery.booking_id == booking.id, Delivery.state != DeliveryState.WITHDRAWN)
        .values(state=DeliveryState.WITHDRAWN)
    )


def _turns(session: Session, booking: LockedBooking) -> int:
    """How many records there have been of a booking, so that each is told of."""
    return session.scalar(select(func.count()).select_from(Delivery).where(Delivery.booking_id == booking.id)) or 0


def _silence_days(session: Session, actor: Actor, booking: LockedBooking) -> int:
    """The longest of the booking's funders' settings, else the platform's own."""
    funders = session.scalars(
        select(BudgetAccount.funder_id)
        .join(Funding, Funding.account_id == BudgetAccount.id)
        .where(Funding.booking_id == booking.id)
    ).all()
    known = settings_of(session, actor, funders)
    days = [
        known[funder, SettingName.SILENCE_DAYS].value
        for funder in funders
        if (funder, SettingName.SILENCE_DAYS) in known
    ]
    return max(days, default=rules.SILENCE_DAYS)


def take_back(session: Session, actor: Actor, booking_id: UUID) -> None:
    """The provider takes a record back; the booking stands as if nothing had been recorded."""
    order = locked.lock(session, with_provider(actor), booking_id)
    booking = order.booking(booking_id)
    order.move_bookings(session, [booking], BookingState.BOOKED)
    turn = _turns(session, booking)
    _withdraw(session, booking)
    order.finish(session, actor)
    outbox.enqueue(session, actor, [telling(Event.WITHDRAWN, order.id, booking.id, turn)])


def confirm(session: Session, actor: Actor, booking_id: UUID) -> None:
    """The person says that a record is right, also after disputing it: now it is spent. Raises IllegalMove."""
    order = locked.lock(session, said_by_person(actor), booking_id)
    booking = order.booking(booking_id)
    order.move_bookings(session, [booking], BookingState.CONFIRMED)
    _settle(session, actor, order, booking, Word(ConfirmedBy.PERSON))
    order.finish(session, actor)
    outbox.enqueue(session, actor, [telling(Event.CONFIRMED, order.id, booking.id)])


def dispute(session: Session, actor: Actor, booking_id: UUID, words: str) -> None:
    """The person says that a record is not right: silence no longer confirms it. Raises IllegalMove."""
    order = locked.lock(session, said_by_person(actor), booking_id)
    booking = order.booking(booking_id)
    order.move_bookings(session, [booking], BookingState.DISPUTED)
    session.execute(
        update(Delivery)
        .where(Delivery.booking_id == booking.id, Delivery.state == DeliveryState.WAITING)
        .values(state=DeliveryState.DISPUTED, dispute=words)
    )
    order.finish(session, actor)
    outbox.enqueue(session, actor, [telling(Event.DISPUTED, order.id, booking.id, _turns(session, booking))])


def decide(session: Session, actor: Actor, booking_id: UUID, pence: Pence, why: str) -> None:
    """The funder (own money: the back office) settles a dispute at a sum up to what was recorded, with a reason."""
    order = locked.lock(session, decided_by(actor), booking_id)
    booking = order.booking(booking_id)
    rules.may_decide(booking.state)
    order.move_bookings(session, [booking], BookingState.CONFIRMED)
    _settle(session, actor, order, booking, Word(ConfirmedBy.DECISION, pence, why))
    order.finish(session, actor, why)
    outbox.enqueue(session, actor, [telling(Event.DECIDED, order.id, booking.id)])


def _silence_over(actor: Actor) -> ColumnElement[bool]:
    """The condition that the last day to say something about a delivery is over."""
    return (Delivery.state == DeliveryState.WAITING) & (Delivery.silence_on < actor.today)


def silent(session: Session, actor: Actor) -> list[UUID]:
    """The bookings whose last day to say something is over, for the nightly clock to confirm one by one."""
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound
    asked = select(Delivery.booking_id).where(_silence_over(actor))
    return list(session.scalars(asked.order_by(Delivery.silence_on, Delivery.booking_id)))


def confirm_by_silence(session: Session, actor: Actor, booking_id: UUID) -> None:
    """The nightly clock settles a record that nobody disputed in time; one that has been answered stays as it is."""
    order = locked.lock(session, reached_by_clock(actor), booking_id)
    booking = order.booking(booking_id)
    late = select(Delivery.id).where(Delivery.booking_id == booking_id, _silence_over(actor))
    if booking.state is not BookingState.RECORDED or session.scalar(late) is None:
        return
    order.move_bookings(session, [booking], BookingState.CONFIRMED)
    _settle(session, actor, order, booking, Word(ConfirmedBy.SILENCE))
    order.finish(session, actor, "nobody said otherwise in time")
    outbox.enqueue(session, actor, [telling(Event.SILENT, order.id, booking.id)])


def settle_late_cancel(session: Session, actor: Actor, order: LockedOrder, booking: LockedBooking) -> None:
    """Cancel a booking late, and settle what that costs at once: the person did it, and saw the sum before."""
    order.move_bookings(session, [booking], BookingState.CANCELLED)
    _write(session, actor, order, booking, RecordRequest(booking.id, DeliveryKind.CANCELLED_LATE, booking.quantity))
    _settle(session, actor, order, booking, Word(ConfirmedBy.PERSON))


@dataclass(frozen=True, slots=True)
class Word:
    """Whose word settles a delivery, and when somebody decides it, at how many pence and why."""

    by: ConfirmedBy
    pence: Pence | None = None
    why: str = ""


def _settle(session: Session, actor: Actor, order: LockedOrder, booking: LockedBooking, word: Word) -> None:
    """Settle the delivery that stands for a booking: spend what it costs, give back the rest."""
    delivery = session.execute(
        select(Delivery.id, Delivery.pence).where(
            Delivery.booking_id == booking.id, Delivery.state != DeliveryState.WITHDRAWN
        )
    ).one()
    costs = delivery.pence if word.pence is None else rules.decided(word.pence, delivery.pence)
    spend_id = spend(session, actor, order, booking, costs, delivery.id)
    session.execute(
        update(Delivery)
        .where(Delivery.id == delivery.id)
        .values(
            state=DeliveryState.CONFIRMED,
            confirmed_by=word.by,
            settled_at=actor.now,
            pence=costs,
            decision=word.why,
            spend_id=spend_id,
        )
    )
