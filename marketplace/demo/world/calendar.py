"""The days of the demo world, counted in weeks from the day on which it is made."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from marketplace.catalogue.rules import Day
from marketplace.foundation import clock
from marketplace.foundation.clock import civil

_WEEKDAYS = tuple(Day)
EVE_ENDS = time(21, 45)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weeks around the anchor: week 0 begins on the anchor day, and week -1 ends on the day before it.

    Each week holds each weekday once, so that what is told in weeks is the same story on whatever day it is made.
    """

    anchor: date

    def day(self, week: int, weekday: Day) -> date:
        """The date of a weekday in a week."""
        first = self.anchor + timedelta(weeks=week)
        return first + timedelta(days=(_WEEKDAYS.index(weekday) - first.weekday()) % 7)

    def before(self, days: int, clock_time: str = "10:00") -> datetime:
        """The instant of a London clock time some days before the anchor."""
        return at(self.anchor - timedelta(days=days), clock_time)

    def after(self, ends: datetime) -> datetime:
        """When a provider writes down what has ended: soon, not in the night, and before the anchor day."""
        soon = ends + timedelta(minutes=40)
        if soon.astimezone(clock.LONDON).hour < 7:
            soon = at(civil(soon), "09:10")
        return min(soon, clock.at(self.anchor - timedelta(days=1), EVE_ENDS))


def at(day: date, clock_time: str) -> datetime:
    """The UTC instant of a London day and a clock time such as ``18:30``."""
    return clock.at(day, time.fromisoformat(clock_time))
