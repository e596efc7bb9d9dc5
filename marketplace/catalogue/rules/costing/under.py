"""Which prices are under what they cost: told of, and never refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.catalogue.rules.costing.answers import Answer
from marketplace.catalogue.rules.vocabulary import LEVEL_WORDS, Level, Unit, per_unit
from marketplace.foundation.money import Pence, pounds


@dataclass(frozen=True, slots=True)
class Under:
    """A price that is under what it costs; ``line`` is its place among the prices."""

    line: int
    words: str


def under_cost(answer: Answer, prices: Iterable[tuple[str, str, Pence]]) -> list[Under]:
    """The prices (unit, level, pence) that are under what one unit costs. Nothing is said where that is not known."""
    found = []
    for line, (unit, level, pence) in enumerate(prices):
        cost = answer.costs(Unit(unit), Level(level))
        if cost is not None and pence < cost:
            more = "" if level == Level.STANDARD else f" ({LEVEL_WORDS[Level(level)].lower()})"
            words = (
                f"{pounds(pence)} {per_unit(unit)}{more} is {pounds(cost - pence)} under what it costs you: "
                f"{pounds(cost)} with as many people as you expect."
            )
            found.append(Under(line, words))
    return found
