"""What may be said in a rating, and who hears of a worry and by when."""

from collections.abc import Mapping
from enum import StrEnum

from marketplace.foundation.errors import IllegalMove, Refusal

ENOUGH_PEOPLE = 3  # fewer than this, and no average is shown to anybody
HARM_WORKING_DAYS = 1
PROBLEM_WORKING_DAYS = 3
MOST_WORDS = 5000


class Statement(StrEnum):
    """The "I" statements of quality told from the person's side."""

    LISTENED = "listened"
    ON_TIME = "on_time"
    IN_CONTROL = "in_control"
    OUTCOME = "outcome"
    AGAIN = "again"


STATEMENT_WORDS = {
    Statement.LISTENED: "I was listened to",
    Statement.ON_TIME: "It happened when we agreed",
    Statement.IN_CONTROL: "I was in control of my support",
    Statement.OUTCOME: "It helped with what I want to change",
    Statement.AGAIN: "I would choose it again",
}
SCORE_WORDS = {4: "Yes, very much", 3: "Yes, mostly", 2: "Not much", 1: "Not at all"}


class WorryKind(StrEnum):
    """What kind of thing is wrong: harm never goes to the provider."""

    PROBLEM = "problem"
    HARM = "harm"


class WorryState(StrEnum):
    """Whether somebody has answered."""

    OPEN = "open"
    ANSWERED = "answered"


class Outcome(StrEnum):
    """What a safeguarding lead decided on a worry about harm."""

    ENQUIRY = "enquiry"
    OTHER_HELP = "other_help"
    NOTHING_MORE = "nothing_more"


OUTCOME_WORDS = {
    Outcome.ENQUIRY: "We make an enquiry (Care Act 2014, section 42)",
    Outcome.OTHER_HELP: "No enquiry, but other help is arranged",
    Outcome.NOTHING_MORE: "Nothing more is needed",
}


class NothingSaid(Refusal):
    """A rating or a worry with nothing in it."""


class NotYetDelivered(Refusal):
    """Only something that was delivered and confirmed can be rated."""

    def __init__(self) -> None:
        super().__init__("You can rate this once you have had it and said so. Confirm a booking first.")


def may_answer(state: WorryState) -> None:
    """Raises IllegalMove for a worry that has its answer."""
    if state is not WorryState.OPEN:
        raise IllegalMove("This has been answered already.")


def scores_allowed(scores: Mapping[Statement, int]) -> dict[str, int]:
    """The statements that were answered, each 1 to 4. Raises NothingSaid when none was."""
    kept = {statement.value: score for statement, score in scores.items() if score in SCORE_WORDS}
    if not kept:
        raise NothingSaid("Answer at least one of the statements.", Statement.LISTENED.value)
    return kept
