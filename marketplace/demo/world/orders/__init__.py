"""The orders of the demo world: placed, answered, delivered, rated, and now and then gone wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from uuid import UUID

from marketplace.budgets.queries import accounts_for
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.calendar import at
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.offers import OFFERS
from marketplace.demo.world.orders.durham import DURHAM
from marketplace.demo.world.orders.health import HEALTH
from marketplace.demo.world.orders.newcastle import NEWCASTLE
from marketplace.demo.world.orders.occasions import Occasion, occasions_of
from marketplace.demo.world.orders.sheet import Answer, Order
from marketplace.demo.world.orders.words import said_of
from marketplace.demo.world.people import PEOPLE
from marketplace.demo.world.providers import PROVIDERS
from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import civil
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest
from marketplace.purchasing.queries import order as order_of
from marketplace.purchasing.rules import Occasion as Time

ORDERS: tuple[Order, ...] = (*NEWCASTLE, *DURHAM, *HEALTH)

__all__ = ["ORDERS", "Order", "steps"]


def steps(cast: Cast) -> Iterator[Step]:
    """Every order from its placing to what is said of it."""
    for order in ORDERS:
        occasions = occasions_of(cast, order)
        placed = _placed(cast, order)
        yield Step(placed, partial(_place, cast, order, occasions, placed))
        if order.answer is not Answer.NONE:
            chance = Random(f"{order.key} answer")  # noqa: S311 - variety, not secrecy
            answered = at(civil(placed) + timedelta(days=1), f"{chance.randint(8, 17):02}:{chance.randint(0, 59):02}")
            yield Step(answered, partial(_answer, cast, order, answered))
        for occasion in occasions:
            yield from occasion.steps()
        yield from said_of(cast, order)


def _placed(cast: Cast, order: Order) -> datetime:
    """When an order is placed: early in its week, so that the answer is there before the week ends.

    One that still waits for its answer is from the last days.
    """
    chance = Random(f"{order.key} placed")  # noqa: S311 - variety, not secrecy
    first, last = (5, 6) if order.answer is Answer.NONE and order.placed == -1 else (0, 4)
    day = cast.calendar.anchor + timedelta(weeks=order.placed, days=chance.randint(first, last))
    return at(day, f"{chance.randint(9, 20):02}:{chance.randint(0, 59):02}")


def _place(cast: Cast, order: Order, occasions: list[Occasion], now: datetime) -> None:
    """Place an order as it is quoted at that moment, and remember its bookings by their week."""
    buyer = cast.actor(order.by or PEOPLE[order.person][0], now)
    asked = _request(cast, order, occasions)
    if any(price.pence for price in OFFERS[order.offer].prices):
        asked = replace(asked, account_id=_account(buyer, order, asked))
    with database.writing() as session:
        quote = purchasing.quote(session, buyer, asked)
        asked = replace(asked, version_id=quote.version_id, expected=quote.total)
        order_id = purchasing.place(session, buyer, asked)
        row = order_of(session, cast.actor(PEOPLE[order.person][0], now), order_id)
    cast.orders[order.key] = order_id
    for occasion, booking in zip(occasions, row.bookings, strict=True):
        cast.bookings[order.key, occasion.week] = booking


def _request(cast: Cast, order: Order, occasions: list[Occasion]) -> OrderRequest:
    """What an order asks for, before it is known what it costs."""
    group = not order.on
    sessions = tuple(cast.sessions[order.offer, civil(each.starts)] for each in occasions) if group else ()
    return OrderRequest(
        key=cast.key(f"order {order.key}"),
        person_id=cast.people[order.person],
        offer_id=cast.offers[order.offer],
        version_id=None,
        unit=order.unit or OFFERS[order.offer].prices[0].unit,
        level=order.level,
        quantity=Decimal(order.quantity),
        session_ids=sessions,
        times=() if group else tuple(Time(each.starts, each.ends) for each in occasions),
        message=order.message,
    )


def _account(buyer: Actor, order: Order, asked: OrderRequest) -> UUID:
    """The account that pays: the first that the provider takes and the order does not rule out."""
    takes = OFFERS[order.offer].takes or PROVIDERS[OFFERS[order.offer].provider].takes
    with database.reading() as session:
        accounts = accounts_for(session, buyer, asked.person_id, Power.SPEND)
    named = {f"{account.funder} {account.holding}": account.id for account in accounts if account.holding in takes}
    return next(named[name] for name in sorted(named) if order.pays in name)


def _answer(cast: Cast, order: Order, now: datetime) -> None:
    """The provider accepts an order, or declines it with the reason."""
    provider = cast.actor(PROVIDERS[OFFERS[order.offer].provider].owner, now)
    with database.writing() as session:
        if order.answer is Answer.YES:
            purchasing.accept(session, provider, cast.orders[order.key])
        else:
            purchasing.decline(session, provider, cast.orders[order.key], order.why)
