"""Reads for funders, of their own streams alone: the orders they pay for, by provider and area, and what was said."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, SQLColumnExpression, and_, func, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, LedgerEntry
from marketplace.budgets.queries import funded_by
from marketplace.budgets.rules import Pot
from marketplace.foundation.access import Actor
from marketplace.foundation.database import total
from marketplace.foundation.money import Pence
from marketplace.people.models import Area, Organisation, Person
from marketplace.purchasing.models import Booking, Delivery, Funding, InvoiceLine, Order
from marketplace.purchasing.rules import UNSETTLED
from marketplace.purchasing.rules.invoices import LineState
from marketplace.voice.queries import RatingRow, ratings_in

PAGE = 50


@dataclass(frozen=True, slots=True)
class FundedOrder:
    """One order that a funder pays for, without a name: the pence of its own streams promised and spent."""

    id: UUID
    number: str
    title: str
    provider: str
    area: str
    state: str
    placed_at: datetime
    promised: Pence
    spent: Pence


@dataclass(frozen=True, slots=True)
class FundedGroup:
    """What a funder's own streams have promised and spent with one provider or in one area, in pence."""

    name: str
    orders: int
    promised: Pence
    spent: Pence


def _paid(actor: Actor) -> Select[UUID, Pence, Pence]:
    """For each order, what the actor's own streams have promised and spent on it."""
    spent = (
        select(total(LedgerEntry.pence))
        .where(
            LedgerEntry.transaction_id == Delivery.spend_id,
            LedgerEntry.account_id == Funding.account_id,
            LedgerEntry.pot == Pot.SPENT,
        )
        .scalar_subquery()
    )
    taken_off = (
        select(total(InvoiceLine.pence))
        .where(
            InvoiceLine.delivery_id == Delivery.id,
            InvoiceLine.account_id == Funding.account_id,
            InvoiceLine.state == LineState.TAKEN_OFF,
        )
        .scalar_subquery()
    )
    return (
        select(
            Booking.order_id,
            total(Funding.pence, Booking.state.in_(UNSETTLED)).label("promised"),
            total(spent - taken_off).label("spent"),
        )
        .join(Funding, Funding.booking_id == Booking.id)
        .join(BudgetAccount, BudgetAccount.id == Funding.account_id)
        .outerjoin(Delivery, and_(Delivery.booking_id == Booking.id, Delivery.spend_id.is_not(None)))
        .where(funded_by(actor))
        .group_by(Booking.order_id)
    )


def orders_funded(session: Session, actor: Actor, page: int = 1) -> list[FundedOrder]:
    """The orders that the actor's own streams pay for, newest first, 50 to a page."""
    paid = _paid(actor).subquery("paid")
    rows = session.execute(
        select(
            Order.id,
            Order.number,
            Order.title,
            Order.provider_name,
            Area.name,
            Order.state,
            Order.placed_at,
            paid.c.promised,
            paid.c.spent,
        )
        .join(paid, paid.c.order_id == Order.id)
        .join(Person, Person.id == Order.person_id)
        .join(Area, Area.code == Person.area_code)
        .order_by(Order.placed_at.desc(), Order.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [FundedOrder(*row) for row in rows]


def funded_by_provider(session: Session, actor: Actor) -> list[FundedGroup]:
    """What the actor's own streams have promised and spent with each provider, the largest first."""
    return _grouped(session, actor, Organisation.id, Organisation.name)


def funded_by_area(session: Session, actor: Actor) -> list[FundedGroup]:
    """What the actor's own streams have promised and spent for people of each area, the largest first."""
    return _grouped(session, actor, Area.code, Area.name)


def _grouped(
    session: Session, actor: Actor, key: SQLColumnExpression[UUID | str], name: SQLColumnExpression[str]
) -> list[FundedGroup]:
    paid = _paid(actor).subquery("paid")
    both = total(paid.c.promised + paid.c.spent)
    rows = session.execute(
        select(name, func.count(), total(paid.c.promised), total(paid.c.spent))
        .select_from(Order)
        .join(paid, paid.c.order_id == Order.id)
        .join(Organisation, Organisation.id == Order.provider_id)
        .join(Person, Person.id == Order.person_id)
        .join(Area, Area.code == Person.area_code)
        .group_by(key, name)
        .order_by(both.desc(), name, key)
    )
    return [FundedGroup(*row) for row in rows]


def ratings_funded(session: Session, actor: Actor) -> list[RatingRow]:
    """What was said of the orders that the actor's own streams pay for, newest first, without names."""
    paid = _paid(actor).subquery("paid")
    return ratings_in(session, Order.id.in_(select(paid.c.order_id)))
