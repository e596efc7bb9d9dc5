"""What a plan must hold before it is sent, how its outcomes keep their lines, and what stands against a decision."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from marketplace.foundation.errors import IllegalMove, Refusal
from marketplace.foundation.money import Pence, pounds

MOST_LINES, MOST_OUTCOMES = 60, 20
MOST_WORDS = 5_000
FEWEST_LIKE = 5  # people: what was decided for fewer is not told, so that nobody can be guessed


class Route(StrEnum):
    """Who decides: one worker, two of them, or one new reader of what was decided before."""

    ONE = "one"
    TWO = "two"
    AGAIN = "again"


class Step(StrEnum):
    """Which part of a decision somebody takes."""

    FIRST = "first"
    SECOND = "second"
    BACK = "back"


class Answer(StrEnum):
    """What is decided of a line."""

    AGREED = "agreed"
    PART = "part"
    REFUSED = "refused"


ROUTE_WORDS = {
    Route.ONE: "One worker decides.",
    Route.TWO: "One worker decides, and a second one has to agree.",
    Route.AGAIN: "Somebody who has not decided about it before looks at it again.",
}
ANSWER_WORDS = {Answer.AGREED: "Agreed", Answer.PART: "Agreed in part", Answer.REFUSED: "Not agreed"}


class PlanRefused(Refusal):
    """A plan, or something in it, does not make sense as things stand."""


class PlanChanged(Refusal):
    """Somebody else saved the same thing while it was being written."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} changed this while you were writing. Nothing of yours is lost: it is still here. Look at what "
            "is saved now, then send yours again if it should take its place."
        )


class NotYoursToDecide(IllegalMove):
    """Whoever wrote the plan, or decided before, may not decide now."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else has to decide this: you helped to write this plan, or you have decided about it before. "
            "Hand it over to a colleague on the list of what waits."
        )


def outcomes_matched(kept: Mapping[UUID, str], wanted: Sequence[str]) -> tuple[dict[UUID, str], list[str]]:
    """Which outcomes stay, with their words now, and which words are new.

    The same words keep their place; other words take the place of those that are gone, in order.
    """
    stays: dict[UUID, str] = {}
    fresh: list[str] = []
    for words in wanted:
        same = next((each for each, was in kept.items() if was == words and each not in stays), None)
        if same is None:
            fresh.append(words)
        else:
            stays[same] = words
    free = [each for each in kept if each not in stays]
    for each, words in zip(free, list(fresh), strict=False):
        stays[each] = words
        fresh.remove(words)
    return stays, fresh


def check_over(asked: Mapping[str, tuple[Pence, Pence]]) -> None:
    """Raises PlanRefused where lines ask an account, by its name, for more than it has: (asked, has) in pence."""
    for name, (wanted, has) in asked.items():
        if wanted > has:
            raise PlanRefused(
                f"Your plan asks “{name}” for {pounds(wanted)}, and it has {pounds(has)}. That is "
                f"{pounds(wanted - has)} too much. Make something smaller, do it less often, choose other money, or "
                "add your own money to it. Then send the plan."
            )


def check_answer(answer: Answer, pence: Pence | None, asked: Pence, words: str) -> Pence:
    """The sum (pence) that an answer agrees to, of what was asked for. Raises PlanRefused."""
    if answer is not Answer.AGREED and not words.strip():
        raise PlanRefused("Say why, and which rule it is, if there is one. They read your words.", "words")
    if answer is Answer.REFUSED:
        return 0
    if answer is Answer.AGREED:
        return asked
    if pence is None or not 0 < pence < asked:
        raise PlanRefused(f"Enter the sum that you agree to: more than £0 and less than {pounds(asked)}.", "pence")
    return pence


def route_of(asked: Pence, alone: Pence) -> Route:
    """Who decides about a sum (pence), where one worker decides alone up to another."""
    return Route.ONE if asked <= alone else Route.TWO
