"""Telling those whom a change of an order concerns, by the worker, from the record as it is then."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_office, accounts_of_organisation
from marketplace.purchasing.models import Booking, Funding, Order
from marketplace.purchasing.queries import accounts_of_order
from marketplace.purchasing.rules import TOLD, Event, Side

TELL = "tell"  # the outbox topic


def telling(event: Event, order_id: UUID, booking_id: UUID | None = None, turn: int = 0) -> tuple[str, dict[str, Any]]:
    """The job that tells of an event; ``turn`` tells a second happening of the same kind from the first."""
    return TELL, {
        "event": event.value,
        "order": str(order_id),
        "booking": str(booking_id) if booking_id else None,
        "turn": turn,
    }


def tell_of(session: Session, actor: Actor, payload: dict[str, Any]) -> None:
    """Write the notices of one event, for each side that it concerns. For the worker alone."""
    if actor.kind is not ActorKind.WORKER:
        raise NotFound
    order_id = UUID(payload["order"])
    order = session.execute(select(Order.person_id, Order.provider_id).where(Order.id == order_id)).one()
    for side, (subject, words) in TOLD[Event(payload["event"])].items():
        accounts = _accounts(session, actor, side, order_id, order.person_id, order.provider_id)
        once = f"{payload['event']} {payload['booking'] or order_id} {payload['turn']}"
        about = "dispute" if side is Side.FUNDER else "order"
        about_id = UUID(payload["booking"]) if side is Side.FUNDER else order_id
        tell(session, actor, accounts, Telling(subject, words, about, about_id, once))


def _accounts(
    session: Session, actor: Actor, side: Side, order_id: UUID, person_id: UUID, provider_id: UUID
) -> set[UUID]:
    """The accounts of one side of an order."""
    if side is Side.PERSON:
        return accounts_of_order(session, actor, order_id, person_id)
    if side is Side.PROVIDER:
        return accounts_of_organisation(session, actor, provider_id, Power.DELIVER)
    funders = session.scalars(
        select(BudgetAccount.funder_id)
        .join(Funding, Funding.account_id == BudgetAccount.id)
        .join(Booking, Booking.id == Funding.booking_id)
        .where(Booking.order_id == order_id)
        .distinct()
    ).all()
    if not funders:
        return accounts_of_office(session, actor)
    return set().union(*(accounts_of_organisation(session, actor, f, Power.COMMISSION) for f in funders))
