"""Holding an order to the mandate under which somebody places it for a person."""

from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.foundation.clock import month_span
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Mandate
from marketplace.people.queries import mandate_to_spend
from marketplace.people.rules.mandates import OverMandate, check_spending
from marketplace.purchasing.models import Booking, Delivery, Order
from marketplace.purchasing.operations.requests import Quote
from marketplace.purchasing.rules import BookingState, DeliveryState


def held_to(session: Session, actor: Actor, person_id: UUID, asked: Quote, *, lock: bool) -> UUID:
    """The mandate whose bounds an order keeps to, placed by somebody else than its person.

    Locked, the mandate stays as it is, and its orders come one after the other. Raises NotFound when none lets the
    actor spend from the account that pays, and OverMandate when it is over the sums of all that do.
    """
    paying = [payer.account_id for payer in asked.payers]
    refused: OverMandate | None = None
    for mandate in mandate_to_spend(session, actor, person_id, paying, lock=lock):
        spent = spent_in_month(session, actor, mandate.id) if mandate.most_month is not None else 0
        try:
            check_spending(asked.total, spent, mandate.most_each, mandate.most_month)
        except OverMandate as over:
            refused = refused or over
        else:
            return mandate.id
    raise refused or NotFound


def spent_in_month(session: Session, actor: Actor, mandate_id: UUID) -> Pence:
    """What the orders come to that a mandate's holder placed for its person in this calendar month, in London.

    Also those under an earlier mandate of the same holder. What was called off or declined does not count.
    """
    mine, same = Mandate.__table__.alias("mine"), Mandate.__table__.alias("same")
    holder = func.coalesce(same.c.holder_account_id, same.c.holder_organisation_id)
    siblings = (
        select(same.c.id)
        .join(mine, mine.c.person_id == same.c.person_id)
        .where(
            mine.c.id == mandate_id, holder == func.coalesce(mine.c.holder_account_id, mine.c.holder_organisation_id)
        )
    )
    counts = case(
        (Delivery.state == DeliveryState.CONFIRMED, Delivery.pence),
        (Booking.state == BookingState.CANCELLED, 0),
        else_=Booking.price,
    )
    begins, ends = month_span(actor.today)
    whose = select(Mandate.person_id).where(Mandate.id == mandate_id).scalar_subquery()
    return int(
        session.scalar(
            select(func.coalesce(func.sum(counts), 0))
            .select_from(Order)
            .join(Booking, Booking.order_id == Order.id)
            .outerjoin(Delivery, (Delivery.booking_id == Booking.id) & (Delivery.state != DeliveryState.WITHDRAWN))
            .where(Order.person_id == whose, Order.mandate_id.in_(siblings))
            .where(Order.placed_at >= begins, Order.placed_at < ends)
        )
        or 0
    )
