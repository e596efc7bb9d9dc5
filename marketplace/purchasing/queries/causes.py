"""From a movement of money to the order that caused it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.purchasing.models import Booking, CardPayment, CardRefund, Delivery, Funding, InvoiceLine, Order
from marketplace.purchasing.queries.sides import seen_by_person


@dataclass(frozen=True, slots=True)
class CauseRow:
    """The order that a ledger transaction was posted for."""

    order_id: UUID
    title: str


def causes_of(session: Session, actor: Actor, transactions: Iterable[UUID]) -> dict[UUID, CauseRow]:
    """The orders that transactions were posted for, of people whom the actor may see; others are left out."""
    ids = list(transactions)
    named = (
        select(Funding.promise_id.label("transaction_id"), Booking.order_id)
        .join(Booking, Booking.id == Funding.booking_id)
        .where(Funding.promise_id.in_(ids))
        .union(
            select(Booking.release_id, Booking.order_id).where(Booking.release_id.in_(ids)),
            select(Delivery.spend_id, Delivery.order_id).where(Delivery.spend_id.in_(ids)),
            select(InvoiceLine.credit_id, Delivery.order_id)
            .join(Delivery, Delivery.id == InvoiceLine.delivery_id)
            .where(InvoiceLine.credit_id.in_(ids)),
            select(CardRefund.transaction_id, Delivery.order_id)
            .join(CardPayment, CardPayment.id == CardRefund.payment_id)
            .join(Delivery, Delivery.id == CardPayment.delivery_id)
            .where(CardRefund.transaction_id.in_(ids)),
        )
        .subquery("named")
    )
    rows = session.execute(
        select(named.c.transaction_id, Order.id, Order.title)
        .join(Order, Order.id == named.c.order_id)
        .where(seen_by_person(actor))
    )
    return {row[0]: CauseRow(row[1], row[2]) for row in rows}
