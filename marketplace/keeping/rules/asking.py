"""What somebody may ask to be done with what is kept about them, and by when it is answered."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from marketplace.foundation.errors import IllegalMove, Refusal

MOST_OPEN = 5  # requests of one account that nobody has answered yet
MONTH_SOURCE = "UK GDPR, article 12(3): within one month of the day we get it"


class RequestKind(StrEnum):
    """What is asked for: a look at what is kept, to put it right, or to erase it."""

    LOOK = "look"
    CORRECT = "correct"
    ERASE = "erase"


KIND_WORDS = {
    RequestKind.LOOK: "Tell me something that is not in the download",
    RequestKind.CORRECT: "Put something right",
    RequestKind.ERASE: "Erase something, or everything",
}


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    REFUSED = "refused"


ANSWERS = (RequestState.DONE, RequestState.PARTLY, RequestState.REFUSED)
STATE_WORDS = {
    RequestState.OPEN: "With us",
    RequestState.DONE: "Done",
    RequestState.PARTLY: "Done in part",
    RequestState.REFUSED: "Not done",
}


class TooManyOpen(Refusal):
    """An account has as many open requests as it may."""

    def __init__(self) -> None:
        super().__init__(f"You have {MOST_OPEN} requests with us already. Wait for one answer first.")


def due_by(asked: date) -> date:
    """The last day to answer: the same date of the next month, or its last day; a weekend moves it to Monday.

    Bank holidays are not known here; they would only move it later.
    """
    year, month = (asked.year + 1, 1) if asked.month == 12 else (asked.year, asked.month + 1)
    due = date(year, month, min(asked.day, monthrange(year, month)[1]))
    return due + timedelta(days=max(0, 7 - due.weekday())) if due.weekday() >= 5 else due


def may_answer(state: RequestState) -> None:
    """Raises IllegalMove for a request that has its answer."""
    if state is not RequestState.OPEN:
        raise IllegalMove("This has been answered already.")
