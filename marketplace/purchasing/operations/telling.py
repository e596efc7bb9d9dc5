"""Telling those whom a change of an order concerns, by the worker, from the record as it is then."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_office, accounts_of_organisation, the_office
from marketplace.purchasing.models import Booking, Funding, Order
from marketplace.purchasing.queries import accounts_of_order
from marketplace.purchasing.rules import TOLD, Event, Side, kind_of

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
    order_id, event = UUID(payload["order"]), Event(payload["event"])
    order = session.execute(select(Order.person_id, Order.provider_id).where(Order.id == order_id)).one()
    for side, (subject, words) in TOLD[event].items():
        news = Telling(
            subject,
            words,
            "dispute" if side is Side.FUNDER else "order",
            UUID(payload["booking"]) if side is Side.FUNDER else order_id,
            f"{payload['event']} {payload['booking'] or order_id} {payload['turn']}",
            kind_of(event, side),
        )
        if side is Side.PERSON:
            accounts = accounts_of_order(session, actor, order_id, order.person_id)
            tell(session, actor, accounts, replace(news, person_id=order.person_id))
        elif side is Side.PROVIDER:
            accounts = accounts_of_organisation(session, actor, order.provider_id, Power.DELIVER)
            tell(session, actor, accounts, _for(side, news, order.provider_id))
        else:
            _tell_funders(session, actor, order_id, news)


def _tell_funders(session: Session, actor: Actor, order_id: UUID, news: Telling) -> None:
    """Tell each funder of an order; the back office, where it has none."""
    funders = session.scalars(
        select(BudgetAccount.funder_id)
        .join(Funding, Funding.account_id == BudgetAccount.id)
        .join(Booking, Booking.id == Funding.booking_id)
        .where(Booking.order_id == order_id)
        .distinct()
    ).all()
    for funder_id in funders:
        accounts = accounts_of_organisation(session, actor, funder_id, Power.COMMISSION)
        tell(session, actor, accounts, _for(Side.FUNDER, news, funder_id))
    if not funders:
        office = _for(Side.FUNDER, news, the_office(session, actor))
        tell(session, actor, accounts_of_office(session, actor), office)


def _for(side: Side, news: Telling, organisation_id: UUID | None) -> Telling:
    """News for the members of an organisation: somebody who is also the person, or of another side, is told as both."""
    return replace(news, once=f"{news.once} {side.value}", organisation_id=organisation_id)
