"""How far money goes: what will be left on an account's last day if it is used as it has been so far."""

from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.foundation.money import Pence

ENOUGH_DAYS = 28  # before that nobody can tell


@dataclass(frozen=True, slots=True)
class Pace:
    """What will be left (pence) on the last day; ``runs_out`` is the day by which nothing is, if that comes first."""

    left: Pence
    ends: date
    runs_out: date | None


@dataclass(frozen=True, slots=True)
class Use:
    """How an account of a period has been used so far, in pence; what is banked is in none of them."""

    starts: date
    ends: date
    available: Pence
    promised: Pence
    spent: Pence
    to_come: Pence


def pace(use: Use, today: date) -> Pace | None:
    """How far the money goes, or None while it is too early to tell or nothing was spent, and when it is over.

    It goes on as it went: so much a day as was spent so far, or what is promised already where that is more.
    """
    days = (today - use.starts).days
    rest = (use.ends - today).days
    if days < ENOUGH_DAYS or rest < 0 or not use.spent:
        return None
    there = use.available + use.promised + use.to_come
    expected = max(use.spent * rest // days, use.promised)
    if expected <= there:
        return Pace(there - expected, use.ends, None)
    return Pace(0, use.ends, today + timedelta(days=there * days // use.spent))
