"""What a shortlist holds, what counts as a change since something was put there, and what is said about balance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from marketplace.foundation.errors import Refusal
from marketplace.foundation.money import Pence, pounds

MOST_LISTS = 30  # of one person, those that ended not counted
MOST_ITEMS = 30  # of one list
MOST_NAME = 200


class ListFull(Refusal):
    """A list holds no more than can be looked through."""

    field = "list_id"

    def __init__(self) -> None:
        super().__init__(f"This list has {MOST_ITEMS} things. Take one out first, or begin another list.")


class TooManyLists(Refusal):
    """Somebody has so many lists that they would not find their way."""

    field = "name"

    def __init__(self) -> None:
        super().__init__(f"There are {MOST_LISTS} lists already. End one that is not needed, or use one of them.")


class NothingThere(Refusal):
    """What was to be kept is not there, or not for everybody to see."""

    def __init__(self) -> None:
        super().__init__("We cannot find that thing any more. Search again, and choose “Save” beside it.")


class NotShareable(Refusal):
    """Somebody who does not help this person, or not any more."""

    field = "mandate_id"

    def __init__(self) -> None:
        super().__init__("Choose somebody who helps you now.")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is told otherwise now: its name, and the words then and now."""

    what: str
    was: str
    now: str


def differences(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[Difference, ...]:
    """What is told otherwise now, in the order of what was told; things that only one side tells are left out."""
    return tuple(Difference(what, told, now[what]) for what, told in was.items() if what in now and now[what] != told)


def price_words(lines: Iterable[tuple[Pence, str]]) -> str:
    """Price lines, each pence and how its unit is said, as one text: ``£12 a session, £20 an hour``; ``Free``."""
    return ", ".join(f"{pounds(pence)} {per}" if pence else "Free" for pence, per in lines)
