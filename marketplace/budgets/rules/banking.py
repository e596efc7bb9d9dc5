"""Putting money by for later (FIELD.md C1, A13, A14): why, up to how much, until when, and what comes back."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from marketplace.foundation.errors import Refusal
from marketplace.foundation.money import Pence, percent_of, pounds

WARNED_BEFORE = timedelta(weeks=4)  # so long before its last day the person is told
MOST_WORDS = 500  # characters of when it is to be used


class BankReason(StrEnum):
    """What money is put by for."""

    BAD_TIME = "bad_time"
    BREAK = "break"
    COMING = "coming"
    OTHER = "other"


class BankMoveKind(StrEnum):
    """What changes how much is put by; in the ledger it has the same name."""

    BANK = "bank"  # from what is left
    DRAW = "draw"  # back to what is left, when it is needed
    LAPSE = "lapse"  # back to what is left, since its last day is over


BANK_WORDS = {
    BankReason.BAD_TIME: "A bad week, when I need more support",
    BankReason.BREAK: "A break for me or for who cares for me",
    BankReason.COMING: "Something that I know is coming",
    BankReason.OTHER: "Something else",
}


class BankRefused(Refusal):
    """Money cannot be put by, or taken back, in this way."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that a funder set, with where it comes from."""

    value: int
    source: str


@dataclass(frozen=True, slots=True)
class BankBounds:
    """What the funder of an account allows; with neither, all that is left may be put by until the last day."""

    percent: Bound | None = None  # of all that has come in, the most that may be put by at one time
    days: Bound | None = None  # the longest that it may be put by


@dataclass(frozen=True, slots=True)
class Purse:
    """One budget account as putting by needs it, in pence."""

    have: Pence
    available: Pence
    banked: Pence
    ends: date


def last_day(purse: Purse, bounds: BankBounds, today: date) -> date:
    """The latest day until which money of an account may be put by."""
    return min(purse.ends, today + timedelta(days=bounds.days.value)) if bounds.days else purse.ends


def most(purse: Purse, bounds: BankBounds) -> Pence:
    """How much more of an account may be put by."""
    if bounds.percent is None:
        return purse.available
    return max(0, min(purse.available, percent_of(purse.have, bounds.percent.value) - purse.banked))


def check_bank(pence: Pence, until: date, purse: Purse, bounds: BankBounds, today: date) -> None:
    """Raises BankRefused at the field to mend: nothing, more than is left or allowed, or a day that cannot be."""
    if pence <= 0:
        raise BankRefused("Enter how much to put by, such as 60.", "pence")
    if pence > purse.available:
        raise BankRefused(f"{pounds(purse.available)} is left in this account. Put by that much or less.", "pence")
    if bounds.percent and pence > most(purse, bounds):
        raise BankRefused(
            f"Your funder lets you put by up to {bounds.percent.value}% of what has come in "
            f"({bounds.percent.source}). That is {pounds(most(purse, bounds))} more now. Put by less, or ask them.",
            "pence",
        )
    last = last_day(purse, bounds, today)
    if until < today:
        raise BankRefused("Choose today or a later day.", "until")
    if until > last:
        told = f" ({bounds.days.source})" if bounds.days and last < purse.ends else ""
        raise BankRefused(f"It can be put by until {last:%-d %B %Y}{told}. Choose that day or an earlier one.", "until")


def check_draw(pence: Pence, left: Pence) -> None:
    """Raises BankRefused for nothing, or for more than is put by."""
    if not left:
        raise BankRefused("There is nothing left of it: it has all gone back to your money.", "pence")
    if not 0 < pence <= left:
        raise BankRefused(f"{pounds(left)} is put by. Enter that much or less.", "pence")
