"""What stands in the way of closing an account, and what goes on without it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount
from marketplace.catalogue.models import Offer
from marketplace.catalogue.rules import OfferState
from marketplace.foundation.access import Actor
from marketplace.people.models import Mandate, Membership, Organisation, Person
from marketplace.people.queries import staying
from marketplace.people.queries.scope import in_force, still_member
from marketplace.people.rules import Duty, OrganisationKind
from marketplace.people.rules.members import left_alone
from marketplace.purchasing.models import Booking, Order
from marketplace.purchasing.rules import BookingState, OrderState

STANDING = (OrderState.PLACED, OrderState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class OrderStanding:
    """An order of one's own that goes on: its number and title, and its next date (UTC), if one is to come."""

    id: UUID
    number: str
    title: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Working:
    """An organisation that one works for; ``last``: nobody who stays can lead it."""

    organisation_id: UUID
    name: str
    last: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """What closing an account ends, and what goes on without it; money in pence."""

    orders: list[OrderStanding]
    available: int
    promised: int
    working: list[Working]
    helpers: int
    helped: int

    @property
    def kept_by(self) -> list[Working]:
        """The organisations that would be left without anybody."""
        return [each for each in self.working if each.last]


def ending(session: Session, actor: Actor, account_id: UUID | None = None) -> Ending:
    """What closing the actor's own account ends; or another's, for those who may close it."""
    account_id = account_id or actor.account_id
    person = select(Person.id).where(Person.account_id == account_id).scalar_subquery()
    money = session.execute(
        select(
            func.coalesce(func.sum(BudgetAccount.available), 0), func.coalesce(func.sum(BudgetAccount.promised), 0)
        ).where(BudgetAccount.person_id == person)
    ).one()
    given = select(func.count()).select_from(Mandate).where(in_force(actor))
    return Ending(
        orders=[OrderStanding(*row) for row in session.execute(_orders(actor, person))],
        available=int(money[0]),
        promised=int(money[1]),
        working=_working(session, actor, account_id) if account_id else [],
        helpers=session.scalar(given.where(Mandate.person_id == person)) or 0,
        helped=session.scalar(given.where(Mandate.holder_account_id == account_id)) or 0,
    )


def _orders(actor: Actor, person: ColumnElement[UUID]) -> Select[UUID, str, str, datetime]:
    coming = (Booking.state == BookingState.BOOKED) & (Booking.starts_at > actor.now)
    return (
        select(Order.id, Order.number, Order.title, func.min(Booking.starts_at).filter(coming))
        .join(Booking, Booking.order_id == Order.id)
        .where(Order.person_id == person, Order.state.in_(STANDING))
        .group_by(Order.id)
        .order_by(Order.placed_at, Order.id)
    )


def _working(session: Session, actor: Actor, account_id: UUID) -> list[Working]:
    """The organisations of an account, and whether it is the last there to lead, where there is something to lead.

    A provider that has nothing on sale and no order open needs nobody.
    """
    on_sale = exists().where(
        Offer.provider_id == Organisation.id, Offer.state.in_([OfferState.PUBLISHED, OfferState.PAUSED])
    )
    open_orders = exists().where(Order.provider_id == Organisation.id, Order.state.in_(STANDING))
    needed = (Organisation.kind != OrganisationKind.PROVIDER) | on_sale | open_orders
    rows = session.execute(
        select(Organisation.id, Organisation.name, Organisation.kind, Membership.duties, needed)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.account_id == account_id, still_member(actor))
        .order_by(Organisation.name, Organisation.id)
    ).all()
    others = staying(session, actor, [row.id for row in rows], but=account_id)
    return [
        Working(id_, name, need and left_alone(OrganisationKind(kind), map(Duty, duties), others.get(id_, ())))
        for id_, name, kind, duties, need in rows
    ]
