"""The demo world: invented, true to the field, and made through the product's own operations with a set clock."""

from datetime import date

from marketplace.demo.world import (
    accreditation,
    areas,
    choices,
    contributions,
    costings,
    deputies,
    funds,
    invoices,
    joining,
    keeping,
    money,
    nights,
    notices,
    offers,
    orders,
    people,
    planning,
    providers,
    spending,
)
from marketplace.demo.world.agenda import Progress, Work, run
from marketplace.demo.world.calendar import Calendar
from marketplace.demo.world.cast import PASSWORD, Cast
from marketplace.demo.world.guide import GUIDE, Guest, Guide

__all__ = ["GUIDE", "PASSWORD", "Guest", "Guide", "make"]


def make(anchor: date, progress: Progress, work: Work | None = None) -> Guide:
    """Make the world in an empty database, and return who can sign in; their password is PASSWORD.

    History lies in the weeks before the anchor day, and dates to book in the weeks after it; the same anchor gives
    the same world. ``progress`` is called with (done, total) as it goes. ``work`` is called with each instant (UTC)
    at which something has happened, for the worker to do what is due then: so notices bear the dates of their time.
    """
    cast = Cast(Calendar(anchor))
    nouns = (areas, providers, accreditation, people, money, offers, orders, choices)
    nouns += (contributions, costings, deputies, funds, invoices, joining, keeping, nights, notices, planning, spending)
    run([step for noun in nouns for step in noun.steps(cast)], progress, work)
    return GUIDE
