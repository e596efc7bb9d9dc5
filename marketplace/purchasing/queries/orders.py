"""Reads of orders, each in the scope of the side that asks: the person's, the provider's, or who decides disputes."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount
from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.foundation.database import total
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Organisation, Person
from marketplace.purchasing.models import Booking, CardPayment, CardRefund, Delivery, Funding, InvoiceLine, Order
from marketplace.purchasing.queries.rows import (
    PAGE,
    BookingRow,
    DisputeRow,
    OrderRow,
    OrderSummary,
    PayerRow,
    StandingRow,
)
from marketplace.purchasing.queries.sides import decided_by, seen_by_person, with_provider
from marketplace.purchasing.rules import ENDED, UNSETTLED, BookingState, DeliveryState, OrderState
from marketplace.purchasing.rules.invoices import LineState

# what was settled for a delivery and taken off an invoice again, in pence
TAKEN_OFF = (
    select(total(InvoiceLine.pence))
    .where(InvoiceLine.delivery_id == Delivery.id, InvoiceLine.state == LineState.TAKEN_OFF)
    .correlate(Delivery)
    .scalar_subquery()
)
# what cards paid for a delivery and was given back, in pence
GIVEN_BACK = (
    select(total(CardRefund.pence))
    .join(CardPayment, CardPayment.id == CardRefund.payment_id)
    .where(CardPayment.delivery_id == Delivery.id, CardRefund.transaction_id.is_not(None))
    .correlate(Delivery)
    .scalar_subquery()
)


def orders_for(session: Session, actor: Actor, person_id: UUID, page: int = 1) -> list[OrderSummary]:
    """A person's orders, newest first, 50 to a page."""
    return _summaries(session, actor, seen_by_person(actor) & (Order.person_id == person_id), page)


def orders_open(session: Session, actor: Actor, person_id: UUID) -> list[OrderSummary]:
    """A person's orders that have not ended, newest first, at most 50: also those that wait for their word."""
    mine = seen_by_person(actor) & (Order.person_id == person_id)
    return _summaries(session, actor, mine & Order.state.not_in(ENDED), 1)


def orders_with(
    session: Session, actor: Actor, states: Collection[OrderState] | None = None, page: int = 1
) -> list[OrderSummary]:
    """The orders of the actor's own organisation as a provider, newest first, 50 to a page."""
    reach = with_provider(actor)
    return _summaries(session, actor, reach & Order.state.in_(states) if states is not None else reach, page)


def orders_to_act_on(session: Session, actor: Actor) -> list[OrderSummary]:
    """The orders that wait for the actor's own organisation: to answer, to record, or disputed. Oldest first, 50."""
    due = select(Booking.id).where(
        Booking.order_id == Order.id,
        (Booking.state == BookingState.DISPUTED)
        | ((Booking.state == BookingState.BOOKED) & (Booking.starts_at <= actor.now)),
    )
    waits = (Order.state == OrderState.PLACED) | ((Order.state == OrderState.ACCEPTED) & due.exists())
    return _summaries(session, actor, with_provider(actor) & waits, 1, oldest=True)


def open_orders_of(session: Session, actor: Actor, offer_id: UUID) -> int:
    """How many orders of one offer with the actor's own organisation have not ended."""
    still = Order.state.in_([OrderState.PLACED, OrderState.ACCEPTED])
    counted = select(func.count()).select_from(Order).where(with_provider(actor), Order.offer_id == offer_id, still)
    return session.scalar(counted) or 0


def standings_of(session: Session, actor: Actor, people: Iterable[UUID]) -> dict[UUID, StandingRow]:
    """Where the orders of several people stand, by person, in one statement; people without orders are left out."""
    coming = and_(Booking.state == BookingState.BOOKED, Booking.starts_at > actor.now)
    titles = func.array_agg(aggregate_order_by(Order.title, Booking.starts_at, Booking.id)).filter(coming)
    rows = session.execute(
        select(
            Order.person_id,
            func.min(Booking.starts_at).filter(coming),
            titles,
            func.count().filter(Booking.state == BookingState.RECORDED),
            func.count().filter(Booking.state == BookingState.DISPUTED),
            func.count(func.distinct(Order.id)).filter(Order.state == OrderState.PLACED),
        )
        .join(Booking, Booking.order_id == Order.id)
        .where(Order.person_id.in_(list(people)), seen_by_person(actor))
        .group_by(Order.person_id)
    )
    return {row[0]: StandingRow(row[0], row[1], (row[2] or [""])[0], *row[3:]) for row in rows}


def _summaries(
    session: Session, actor: Actor, reach: ColumnElement[bool], page: int, *, oldest: bool = False
) -> list[OrderSummary]:
    """Orders in reach, with what their bookings add up to, in one statement."""
    first = Order.placed_at if oldest else Order.placed_at.desc()
    chosen = (select(Order).where(reach).order_by(first, Order.id).limit(PAGE).offset((page - 1) * PAGE)).subquery(
        "chosen"
    )
    stands = Booking.state == BookingState.BOOKED
    rows = session.execute(
        select(
            chosen.c.id,
            chosen.c.number,
            chosen.c.title,
            chosen.c.offer_id,
            chosen.c.provider_name,
            chosen.c.person_id,
            Person.name,
            chosen.c.state,
            chosen.c.placed_at,
            chosen.c.answer_by,
            func.count(Booking.id),
            func.min(Booking.starts_at).filter(stands, Booking.starts_at > actor.now),
            total(Booking.price, Booking.state.in_(UNSETTLED)),
            total(Delivery.pence - TAKEN_OFF - GIVEN_BACK, Delivery.state == DeliveryState.CONFIRMED),
            func.count().filter(stands, Booking.starts_at <= actor.now),
            func.count().filter(Booking.state == BookingState.RECORDED),
            func.count().filter(Booking.state == BookingState.DISPUTED),
        )
        .join(Person, Person.id == chosen.c.person_id)
        .join(Booking, Booking.order_id == chosen.c.id)
        .outerjoin(Delivery, and_(Delivery.booking_id == Booking.id, Delivery.state != DeliveryState.WITHDRAWN))
        .group_by(*chosen.c, Person.name)
        .order_by(chosen.c.placed_at if oldest else chosen.c.placed_at.desc(), chosen.c.id)
    )
    orders = [OrderSummary(*row) for row in rows]
    journals.saw(actor, {order.person_id for order in orders})
    return orders


def order(session: Session, actor: Actor, order_id: UUID) -> OrderRow:
    """One order of a person whom the actor may see. Raises NotFound."""
    return _whole(session, actor, (Order.id == order_id) & seen_by_person(actor))


def order_with(session: Session, actor: Actor, order_id: UUID) -> OrderRow:
    """One order that is with the actor's own organisation as a provider. Raises NotFound."""
    return _whole(session, actor, (Order.id == order_id) & with_provider(actor))


def order_of_booking(session: Session, actor: Actor, booking_id: UUID) -> OrderRow:
    """The order of one booking, of a person whom the actor may see. Raises NotFound."""
    named = select(Booking.order_id).where(Booking.id == booking_id).scalar_subquery()
    return _whole(session, actor, (Order.id == named) & seen_by_person(actor))


def order_with_booking(session: Session, actor: Actor, booking_id: UUID) -> OrderRow:
    """The order of one booking that is with the actor's own organisation as a provider. Raises NotFound."""
    named = select(Booking.order_id).where(Booking.id == booking_id).scalar_subquery()
    return _whole(session, actor, (Order.id == named) & with_provider(actor))


def _whole(session: Session, actor: Actor, reach: ColumnElement[bool]) -> OrderRow:
    """One order in reach with its bookings and payers. Raises NotFound."""
    found = session.execute(
        select(
            Order.id,
            Order.number,
            Order.person_id,
            Person.name,
            Order.offer_id,
            Order.provider_id,
            Order.provider_name,
            Order.title,
            Order.unit,
            Order.level,
            Order.notice_hours,
            Order.late_percent,
            Order.vat,
            Order.message,
            Order.state,
            Order.placed_at,
            Order.answer_by,
            Order.reason,
            Account.name,
        )
        .join(Person, Person.id == Order.person_id)
        .join(Account, Account.id == Order.placed_by)
        .where(reach)
    ).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [found.person_id], "opened")
    values: Sequence[Any] = found
    return OrderRow(*values, bookings=_bookings(session, found.id), payers=_payers(session, found.id))


def _bookings(session: Session, order_id: UUID) -> tuple[BookingRow, ...]:
    rows = session.execute(
        select(
            Booking.id,
            Booking.session_id,
            Booking.starts_at,
            Booking.ends_at,
            Booking.quantity,
            Booking.unit_pence,
            Booking.price,
            Booking.state,
            Booking.reason,
            Delivery.kind,
            Delivery.quantity,
            Delivery.pence,
            Delivery.state,
            Delivery.silence_on,
            Delivery.dispute,
            Delivery.decision,
            Delivery.confirmed_by,
            TAKEN_OFF,
        )
        .outerjoin(Delivery, and_(Delivery.booking_id == Booking.id, Delivery.state != DeliveryState.WITHDRAWN))
        .where(Booking.order_id == order_id)
        .order_by(Booking.starts_at, Booking.id)
    )
    return tuple(BookingRow(*row) for row in rows)


def _payers(session: Session, order_id: UUID) -> tuple[PayerRow, ...]:
    rows = session.execute(
        select(BudgetAccount.id, BudgetAccount.name, BudgetAccount.holding, Organisation.name, total(Funding.pence))
        .join(Funding, Funding.account_id == BudgetAccount.id)
        .join(Booking, Booking.id == Funding.booking_id)
        .join(Organisation, Organisation.id == BudgetAccount.funder_id)
        .where(Booking.order_id == order_id)
        .group_by(BudgetAccount.id, Organisation.name)
        .order_by(func.min(Funding.position), BudgetAccount.id)
    )
    return tuple(PayerRow(*row) for row in rows)


_DISPUTE = (
    select(
        Booking.id,
        Order.id,
        Order.number,
        Order.title,
        Order.provider_name,
        Order.person_id,
        Person.name,
        Booking.starts_at,
        Booking.price,
        Delivery.kind,
        Delivery.quantity,
        Delivery.pence,
        Delivery.dispute,
        Delivery.recorded_at,
        Delivery.state,
        Delivery.confirmed_by,
        Delivery.decision,
    )
    .join(Order, Order.id == Booking.order_id)
    .join(Person, Person.id == Order.person_id)
    .join(
        Delivery,
        and_(
            Delivery.booking_id == Booking.id,
            or_(Delivery.state == DeliveryState.DISPUTED, Delivery.dispute != ""),
        ),
    )
)


def disputes_for(session: Session, actor: Actor) -> list[DisputeRow]:
    """The disputes that the actor may decide, the oldest first."""
    asked = _DISPUTE.where(decided_by(actor), Delivery.state == DeliveryState.DISPUTED)
    rows = session.execute(asked.order_by(Delivery.recorded_at, Booking.id).limit(PAGE))
    disputes = [DisputeRow(*row) for row in rows]
    journals.saw(actor, {dispute.person_id for dispute in disputes})
    return disputes


def dispute(session: Session, actor: Actor, booking_id: UUID) -> DisputeRow:
    """The newest dispute of one booking that the actor may decide, or that has been settled. Raises NotFound."""
    asked = _DISPUTE.where(Booking.id == booking_id, decided_by(actor))
    found = session.execute(asked.order_by(Delivery.recorded_at.desc()).limit(1)).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [found.person_id], "opened")
    return DisputeRow(*found)
