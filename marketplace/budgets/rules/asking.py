"""Asking a funder first whether its money may pay for something: one question, its answer, and what a yes allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from marketplace.foundation.errors import IllegalMove, Refusal
from marketplace.foundation.money import MOST_PENCE, Pence, pounds

MOST_WORDS = 2_000  # characters of why it helps, and of each thing that is said


class QuestionState(StrEnum):
    """Where a question stands: with the funder, with whoever asked, or over."""

    OPEN = "open"
    ASKED_BACK = "asked_back"
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"


class QuestionMove(StrEnum):
    """What can be said of a question."""

    YES = "yes"
    NO = "no"
    ASK_BACK = "ask_back"
    REPLY = "reply"
    WITHDRAW = "withdraw"


class Scope(StrEnum):
    """What a yes is for: the one offer, or anything of its category."""

    OFFER = "offer"
    CATEGORY = "category"


BECOMES = {
    QuestionMove.YES: QuestionState.YES,
    QuestionMove.NO: QuestionState.NO,
    QuestionMove.ASK_BACK: QuestionState.ASKED_BACK,
    QuestionMove.REPLY: QuestionState.OPEN,
    QuestionMove.WITHDRAW: QuestionState.WITHDRAWN,
}
FROM_OPEN = frozenset({QuestionMove.YES, QuestionMove.NO, QuestionMove.ASK_BACK, QuestionMove.WITHDRAW})
MOVES: dict[QuestionState, frozenset[QuestionMove]] = {
    QuestionState.OPEN: FROM_OPEN,
    QuestionState.ASKED_BACK: frozenset({QuestionMove.REPLY, *FROM_OPEN} - {QuestionMove.ASK_BACK}),
    QuestionState.YES: frozenset(),
    QuestionState.NO: frozenset(),
    QuestionState.WITHDRAWN: frozenset(),
}
STANDS = {
    QuestionState.OPEN: "waits for an answer",
    QuestionState.ASKED_BACK: "was asked about",
    QuestionState.YES: "was answered with yes",
    QuestionState.NO: "was answered with no",
    QuestionState.WITHDRAWN: "was taken back",
}


class QuestionRefused(Refusal):
    """A question, or the answer to one, does not make sense as things stand."""


class NothingToAsk(Refusal):
    """The money can pay for it as it is."""

    def __init__(self) -> None:
        super().__init__("This money can pay for it as it is: there is nothing to ask. You can book it.")


class AskedAlready(Refusal):
    """The same question waits already."""

    def __init__(self) -> None:
        super().__init__("You have asked them about this already. You can see it on your money page.")


def next_state(was: QuestionState, move: QuestionMove) -> QuestionState:
    """The state that follows. Raises IllegalMove."""
    if move not in MOVES[was]:
        raise IllegalMove(f"This question {STANDS[was]}, so that cannot be done now. Look at it again.")
    return BECOMES[move]


def check_said(move: QuestionMove, words: str) -> None:
    """Raises QuestionRefused for a no without a reason, and for a question or a reply without words."""
    needed = {
        QuestionMove.NO: "Say why not, so that they know the reason. They read it.",
        QuestionMove.ASK_BACK: "Write what you want to know. They read it.",
        QuestionMove.REPLY: "Write your answer.",
    }
    if move in needed and not words.strip():
        raise QuestionRefused(needed[move], "words")


def check_yes(pence: Pence | None, until: date | None, today: date, ends: date) -> tuple[Pence, date]:
    """The sum and the last day that a yes is for; ``ends`` is the account's last day. Raises QuestionRefused."""
    if pence is None or not 0 < pence <= MOST_PENCE:
        raise QuestionRefused("Enter up to how much in all you agree to, such as 60.", "pence")
    if until is None or not today <= until <= ends:
        raise QuestionRefused(f"Choose a day from today to {ends:%-d %B %Y}, when this budget ends.", "until")
    return pence, until


@dataclass(frozen=True, slots=True)
class Permission:
    """A funder's yes: up to so many pence in all, for bookings of these days."""

    id: UUID
    most: Pence
    starts: date
    ends: date

    def covers(self, days: Sequence[date]) -> bool:
        """Whether all of some days are in it."""
        return all(self.starts <= day <= self.ends for day in days)


class OverPermission(Refusal):
    """More than the funder said yes to; ``account_id`` is the account that would pay."""

    field = "account_id"
    account_id: UUID | None = None

    def __init__(self, most: Pence, left: Pence, asked: Pence) -> None:
        super().__init__(
            f"Your funder said yes to {pounds(most)} of this in all. {pounds(left)} of it is left, and this takes "
            f"{pounds(asked)}. Book less, choose another account, or ask them for more: the link is under this."
        )
        self.pence, self.can_ask = asked, True


def within(permission: Permission, used: Pence, asked: Pence) -> None:
    """Raises OverPermission when a sum is more than what is left of a permission."""
    left = max(0, permission.most - used)
    if asked > left:
        raise OverPermission(permission.most, left, asked)
