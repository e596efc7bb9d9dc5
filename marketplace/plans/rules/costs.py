"""What the lines of a plan cost: each time, by week, by four weeks, by year, once, and in the whole plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from marketplace.foundation.money import Pence, pounds, times


class Every(StrEnum):
    """How often something in a plan happens."""

    ONCE = "once"
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    FOUR_WEEKS = "four_weeks"


WEEKS = {Every.WEEK: 1, Every.TWO_WEEKS: 2, Every.FOUR_WEEKS: 4}
EVERY_WORDS = {
    Every.ONCE: "Once",
    Every.WEEK: "Every week",
    Every.TWO_WEEKS: "Every two weeks",
    Every.FOUR_WEEKS: "Every four weeks",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one line costs a budget, in pence: ``share`` each time, after one's own money, so many times in all."""

    each: Pence
    share: Pence
    count: int
    four_weeks: Pence
    one_off: Pence

    @property
    def whole(self) -> Pence:
        """What all of its times cost the budget."""
        return self.share * self.count

    @property
    def words(self) -> str:
        """Its price in words: ``Free``, ``£40``, or, if it happens more than once, ``£6 each time``."""
        if not self.each:
            return "Free"
        return f"{pounds(self.each)} each time" if self.count > 1 else pounds(self.each)


@dataclass(frozen=True, slots=True)
class Sums:
    """What several lines come to, in pence; a year is 52 weeks, and what happens once is beside it."""

    four_weeks: Pence
    one_off: Pence
    whole: Pence

    @property
    def week(self) -> Pence:
        """A week of it, rounded half up to a penny."""
        return times(self.four_weeks, Decimal("0.25"))

    @property
    def year(self) -> Pence:
        """52 weeks of what goes on, and what happens once."""
        return self.four_weeks * 13 + self.one_off


def count_of(every: Every, starts: date, ends: date) -> int:
    """How many times something happens from a day to a day, both inside; nought where they are upside down."""
    if ends < starts:
        return 0
    return 1 if every is Every.ONCE else (ends - starts).days // (7 * WEEKS[every]) + 1


def cost_of(unit: Pence, quantity: Decimal, own: Pence, every: Every, days: tuple[date, date]) -> Cost:
    """What a line costs: a unit price, how many units each time, one's own money each time, and its days."""
    each = times(unit, quantity)
    share = max(each - own, 0)
    regular = 0 if every is Every.ONCE else share * (4 // WEEKS[every])
    return Cost(each, share, count_of(every, *days), regular, share if every is Every.ONCE else 0)


def summed(costs: Iterable[Cost]) -> Sums:
    """What lines come to together."""
    rows = list(costs)
    return Sums(sum(row.four_weeks for row in rows), sum(row.one_off for row in rows), sum(row.whole for row in rows))


def much_words(quantity: Decimal, every: Every) -> str:
    """How much how often: ``Every week``, ``2.5 each time, every week``."""
    often = EVERY_WORDS[every]
    return often if quantity == 1 else f"{quantity.normalize():f} each time, {often.lower()}"
