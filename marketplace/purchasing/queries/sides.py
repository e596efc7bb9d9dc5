"""The sides of an order: the conditions that every scoped read and write of buying puts into its WHERE."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, false, func, select, true
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount
from marketplace.budgets.queries import funded_by
from marketplace.foundation.access import Actor, ActorKind, Power, Section
from marketplace.people.queries import accounts_of_person, open_to
from marketplace.purchasing.models import Booking, Funding, Order


def _paying() -> SQLColumnExpression[Any]:
    """The budget accounts that pay for an order; none for one that is free."""
    named = (
        select(Funding.account_id)
        .join(Booking, Booking.id == Funding.booking_id)
        .where(Booking.order_id == Order.id)
        .correlate(Order)
    )
    return func.array(named.scalar_subquery())


def seen_by_person(actor: Actor) -> ColumnElement[bool]:
    """The actor may see the bookings of the order's person, and all the accounts that pay for it."""
    return open_to(actor, Power.SEE, Order.person_id, Section.BOOKINGS, _paying())


def spent_by_person(actor: Actor) -> ColumnElement[bool]:
    """The actor may spend for the order's person, from all the accounts that pay for it."""
    return open_to(actor, Power.SPEND, Order.person_id, Section.BOOKINGS, _paying())


def accounts_of_order(session: Session, actor: Actor, order_id: UUID, person_id: UUID) -> set[UUID]:
    """The accounts that hear what happens to an order, on its person's side."""
    paying = select(Funding.account_id).join(Booking, Booking.id == Funding.booking_id)
    named = session.scalars(paying.where(Booking.order_id == order_id).distinct()).all()
    return accounts_of_person(session, actor, person_id, Section.BOOKINGS, named)


def said_by_person(actor: Actor) -> ColumnElement[bool]:
    """The actor gives the person's own word: nobody does who acts for an organisation, whatever they may spend."""
    return spent_by_person(actor) if actor.organisation_id is None else false()


def with_provider(actor: Actor) -> ColumnElement[bool]:
    """The order is with the actor's own organisation."""
    if actor.organisation_id is None or not actor.may(Power.DELIVER):
        return false()
    return Order.provider_id == actor.organisation_id


def decided_by(actor: Actor) -> ColumnElement[bool]:
    """The actor decides disputes of the order: a funder of it, or the back office where it has none."""
    funded = (
        select(Funding.booking_id)
        .join(Booking, Booking.id == Funding.booking_id)
        .join(BudgetAccount, BudgetAccount.id == Funding.account_id)
        .where(Booking.order_id == Order.id)
    )
    if actor.may(Power.ADMINISTER):
        return ~funded.exists()
    return funded.where(funded_by(actor)).exists()


def reached_by_clock(actor: Actor) -> ColumnElement[bool]:
    """The nightly clock reaches every order, and nobody else does this way."""
    return true() if actor.kind is ActorKind.CLOCK else false()
