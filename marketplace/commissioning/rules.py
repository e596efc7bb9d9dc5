"""What may be asked for that nobody offers, why nothing suits, who looks at it and by when."""

from enum import StrEnum

from marketplace.foundation.errors import IllegalMove, Refusal

LOOK_WORKING_DAYS = 20  # within these the area's commissioners look at a request
MOST_WORDS = 2_000
MOST_OPEN = 20  # requests of one person that nobody has answered yet


class GapState(StrEnum):
    """Where a request for what is missing stands."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


MOVES: dict[GapState, frozenset[GapState]] = {
    GapState.OPEN: frozenset({GapState.ANSWERED, GapState.WITHDRAWN}),
    GapState.ANSWERED: frozenset({GapState.WITHDRAWN}),
    GapState.WITHDRAWN: frozenset(),
}


class Reason(StrEnum):
    """Why nothing that there is suits somebody."""

    PRICE = "price"
    FAR = "far"
    TIMES = "times"
    WAIT = "wait"
    ACCESS = "access"
    LANGUAGE = "language"
    COMPANY = "company"
    MONEY = "money"
    KIND = "kind"


REASON_WORDS = {
    Reason.PRICE: "It costs too much",
    Reason.FAR: "It is too far, or I cannot get there",
    Reason.TIMES: "The days or times do not fit",
    Reason.WAIT: "It is full, or the wait is too long",
    Reason.ACCESS: "I could not use it: access",
    Reason.LANGUAGE: "Language, faith or culture do not fit",
    Reason.COMPANY: "I want more people, or fewer, or others like me",
    Reason.MONEY: "It does not take my kind of money",
    Reason.KIND: "It is not the kind of thing I want",
}


class TooManyOpen(Refusal):
    """So many requests wait already that one more would not be read sooner."""

    def __init__(self) -> None:
        super().__init__(f"There are {MOST_OPEN} requests waiting already. Take one back first that you do not need.")


def next_state(was: GapState, asked: GapState) -> GapState:
    """The state asked for, if it may follow. Raises IllegalMove."""
    if asked not in MOVES[was]:
        said = "answered already" if was is GapState.ANSWERED else "taken back already"
        raise IllegalMove(f"This request was {said}.")
    return asked
