"""What a person pays toward their own care: from which day on, for which days, by when, and what is left of it.

A contribution is for days that are over, and only for days on which the money ran. Aftercare under section 117 of the
Mental Health Act 1983 is free (FIELD.md F28): nobody can be asked for anything toward it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate

from marketplace.budgets.rules.streams import Turn, shut_on
from marketplace.foundation.errors import Refusal
from marketplace.foundation.money import MOST_PENCE, Pence, pounds

MOST_WORDS = 500  # characters of how it was worked out, and of why somebody is let off
DAY = timedelta(days=1)


class Every(StrEnum):
    """How long the days are that a contribution is for."""

    WEEK = "week"
    FOUR_WEEKS = "four_weeks"

    @property
    def length(self) -> timedelta:
        """So many days."""
        return timedelta(weeks=1 if self is Every.WEEK else 4)


EVERY_WORDS = {Every.WEEK: "a week", Every.FOUR_WEEKS: "every four weeks"}


class Settled(StrEnum):
    """How something of a contribution is settled."""

    PAID = "paid"
    LET_OFF = "let_off"  # the funder does not ask for it any more


class AftercareIsFree(Refusal):
    """Somebody would pay toward aftercare under section 117."""

    def __init__(self) -> None:
        super().__init__(
            "This money is section 117 aftercare, which is free by law (Mental Health Act 1983). Nobody can be asked "
            "to pay toward it. If it is not aftercare, give it anew under its own name."
        )


class ContributionRefused(Refusal):
    """A contribution, or a payment toward one, that cannot be."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What is paid from a day on: pence for each week or each four weeks; nought is nothing any more."""

    starts: date
    pence: Pence
    every: Every

    @property
    def said(self) -> str:
        """``£24 every four weeks``."""
        return f"{pounds(self.pence)} {EVERY_WORDS[self.every]}" if self.pence else "nothing"


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be paid for the days from one to another, both included. Pence."""

    starts: date
    ends: date
    pence: Pence


@dataclass(frozen=True, slots=True)
class Paying:
    """A stream as a contribution needs it: its last day, what was set in order, and its funder's days of notice."""

    ends: date
    rates: Sequence[Rate]
    notice_days: int
    aftercare: bool = False


def check_rate(asked: Rate, words: str, stream: Paying, today: date) -> None:
    """Raises AftercareIsFree, and ContributionRefused at the field to mend."""
    if stream.aftercare:
        raise AftercareIsFree
    if not 0 <= asked.pence <= MOST_PENCE:
        raise ContributionRefused(
            f"Enter an amount of up to {pounds(MOST_PENCE)}, such as 24. Enter 0 for nothing.", "pence"
        )
    if not words.strip():
        raise ContributionRefused("Say how it was worked out. The person reads it.", "words")
    last = stream.rates[-1] if stream.rates else Rate(asked.starts, 0, asked.every)
    _check_day(asked, last, stream, today)
    if (asked.pence, asked.every if asked.pence else last.every) == (last.pence, last.every):
        raise ContributionRefused(f"They pay {last.said} already. Enter another amount.", "pence")
    soonest = today + timedelta(days=stream.notice_days)
    if asked.pence * last.every.length > last.pence * asked.every.length and asked.starts < soonest:
        raise ContributionRefused(
            f"You give {stream.notice_days} days of notice, so they can pay more from {soonest:%-d %B %Y} on.", "starts"
        )


def _check_day(asked: Rate, last: Rate, stream: Paying, today: date) -> None:
    if asked.starts <= today:
        raise ContributionRefused("Choose tomorrow or a later day. What is over stays as it was.", "starts")
    if asked.starts > stream.ends:
        raise ContributionRefused(f"This money ends on {stream.ends:%-d %B %Y}. Choose an earlier day.", "starts")
    if asked.starts < last.starts:
        raise ContributionRefused(
            f"Something was set for {last.starts:%-d %B %Y} already. Choose that day or a later one.", "starts"
        )


def dues(rates: Sequence[Rate], turns: Sequence[Turn], ends: date, today: date) -> list[Due]:
    """What was to be paid for all the days that are over, the oldest first; nothing for days that stood still.

    A part of a week or of four weeks costs its part, rounded down.
    """
    kept = sorted({rate.starts: rate for rate in rates}.values(), key=lambda rate: rate.starts)
    until = [*(rate.starts - DAY for rate in kept[1:]), ends]
    return [due for rate, last in zip(kept, until, strict=True) for due in _of(rate, turns, min(last, ends), today)]


def _of(rate: Rate, turns: Sequence[Turn], last: date, today: date) -> Iterator[Due]:
    starts = rate.starts
    while rate.pence and starts <= last:
        stops = min(starts + rate.every.length - DAY, last)
        if stops >= today:
            return
        days = [starts + timedelta(days=number) for number in range((stops - starts).days + 1)]
        ran = sum(shut_on(turns, day) is None for day in days)
        if pence := rate.pence * ran // rate.every.length.days:
            yield Due(starts, stops, pence)
        starts = stops + DAY


def left_of_each(each: Sequence[Pence], settled: Pence) -> list[Pence]:
    """What is left of several sums after something was settled, the first one first."""
    return [min(sum_, max(0, so_far - settled)) for sum_, so_far in zip(each, accumulate(each), strict=True)]


def check_settled(how: Settled, pence: Pence, owed: Pence, words: str) -> None:
    """Raises ContributionRefused at the field to mend."""
    if not owed:
        raise ContributionRefused("Nothing is to be paid now.", "pence")
    if not 0 < pence <= owed:
        raise ContributionRefused(f"{pounds(owed)} is to be paid. Enter that, or a part of it.", "pence")
    if how is Settled.LET_OFF and not words.strip():
        raise ContributionRefused("Say why they need not pay it. The person reads it.", "words")
