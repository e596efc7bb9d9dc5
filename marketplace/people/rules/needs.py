"""What somebody needs to be told things well: the Accessible Information Standard's needs, in plain words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.foundation.errors import Refusal

REVIEW_YEARS = 1  # after so long somebody is asked whether it is still right


class CommunicationNeed(StrEnum):
    """One thing that helps somebody to take part."""

    BSL = "bsl"
    INTERPRETER = "interpreter"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    BRAILLE = "braille"
    TEXT_NOT_CALLS = "text_not_calls"
    MORE_TIME = "more_time"
    SOMEBODY_WITH_ME = "somebody_with_me"


NEED_WORDS = {
    CommunicationNeed.BSL: "British Sign Language",
    CommunicationNeed.INTERPRETER: "An interpreter",
    CommunicationNeed.LARGE_PRINT: "Large print",
    CommunicationNeed.EASY_READ: "Easy Read",
    CommunicationNeed.BRAILLE: "Braille or audio",
    CommunicationNeed.TEXT_NOT_CALLS: "Text or e-mail, no calls",
    CommunicationNeed.MORE_TIME: "More time to take things in",
    CommunicationNeed.SOMEBODY_WITH_ME: "Somebody with me who helps me talk",
}


class ReviewRefused(Refusal):
    """A day to look again at which nobody would."""

    field = "review_on"


@dataclass(frozen=True, slots=True)
class Needs:
    """What somebody said of how to talk with them; all of it may be empty. ``words`` are their own.

    ``for_helpers`` and ``for_providers`` say who may see it: those they let help them, and providers of their orders.
    """

    needs: tuple[CommunicationNeed, ...] = ()
    language: str = ""
    words: str = ""
    for_helpers: bool = False
    for_providers: bool = False
    review_on: date | None = None

    @property
    def said(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.needs or self.language or self.words)


def review_day(chosen: date | None, today: date) -> date:
    """The day on which to look again: the one that was chosen, else in a year. Raises ReviewRefused."""
    furthest = _years_on(today, 5)
    if chosen is None:
        return _years_on(today, REVIEW_YEARS)
    if not today < chosen <= furthest:
        raise ReviewRefused("Choose a day that is still to come, within five years. Or leave it empty.")
    return chosen


def _years_on(day: date, years: int) -> date:
    """The same day some years later; the first of March after the last of February of a leap year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
