"""The sides of an order: the conditions that every scoped read and write of buying puts into its WHERE."""

from sqlalchemy import ColumnElement, false, select, true

from marketplace.budgets.models import BudgetAccount
from marketplace.budgets.queries import funded_by
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.people.queries import open_to
from marketplace.purchasing.models import Booking, Funding, Order


def seen_by_person(actor: Actor) -> ColumnElement[bool]:
    """The actor may see the order's person."""
    return open_to(actor, Power.SEE, Order.person_id)


def spent_by_person(actor: Actor) -> ColumnElement[bool]:
    """The actor may spend for the order's person."""
    return open_to(actor, Power.SPEND, Order.person_id)


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
