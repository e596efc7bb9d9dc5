"""What the tables of orders hold for each, and the letters in which the fate of its dates is told."""

from dataclasses import dataclass, field
from enum import StrEnum

from marketplace.catalogue.rules import Level, Unit
from marketplace.voice.rules import Statement, WorryKind


class Fate(StrEnum):
    """What became of one date of an order, as of the anchor day."""

    BOOKED = "b"  # still to come
    UNRECORDED = "u"  # it was, and the provider has not said so yet
    WAITING = "w"  # recorded, and waits for the person's word
    YES = "y"  # recorded, and the person said that it was so
    SILENT = "q"  # recorded, and nobody said otherwise in time
    PART = "p"  # half of it was given, and the person said so
    MISSED = "m"  # the person did not come, and said so
    DISPUTED = "d"  # recorded, and the person says that it is not right
    DECIDED = "k"  # disputed, and the funder decided on half
    MENDED = "r"  # disputed, put right by the provider, then confirmed
    TAKEN_BACK = "t"  # recorded by mistake, and taken back
    CANCELLED = "c"  # by the person, in good time
    LATE = "l"  # by the person, too late to be free
    CALLED_OFF = "o"  # by the provider
    NEVER = "n"  # never agreed: the provider said no, or nothing


# the weeks in which a fate can have come about, from the anchor: each needs so long
EARLIEST, LATEST = -9, 9
SPAN: dict[Fate, tuple[int, int]] = {
    Fate.BOOKED: (0, LATEST),
    Fate.UNRECORDED: (-2, -1),
    Fate.WAITING: (-1, -1),
    Fate.YES: (EARLIEST, -2),
    Fate.SILENT: (EARLIEST, -5),
    Fate.PART: (EARLIEST, -2),
    Fate.MISSED: (EARLIEST, -2),
    Fate.DISPUTED: (EARLIEST, -2),
    Fate.DECIDED: (EARLIEST, -3),
    Fate.MENDED: (EARLIEST, -3),
    Fate.TAKEN_BACK: (-2, -1),
    Fate.CANCELLED: (EARLIEST, LATEST),
    Fate.LATE: (EARLIEST, -1),
    Fate.CALLED_OFF: (EARLIEST, LATEST),
    Fate.NEVER: (EARLIEST, LATEST),
}


class Answer(StrEnum):
    """What the provider says to an order."""

    YES = "yes"
    NO = "no"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Said:
    """A rating: a digit of 1 to 4 for each statement in their order (``-``: not answered), and own words.

    ``before`` is a wording that was changed later.
    """

    scores: str
    words: str = ""
    before: str = ""

    def answers(self, digits: str) -> dict[Statement, int]:
        """The statements that were answered."""
        return {statement: int(digit) for statement, digit in zip(Statement, digits, strict=True) if digit != "-"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that the person says is wrong: in which week, and the answer if there is one."""

    kind: WorryKind
    week: int
    words: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One order of a person: the week in which it was placed, and the fate of its date in each week.

    ``on`` is the weekday and London time of what has no dates of its own. ``pays`` is a part of the name of the
    account, where more than one fits; ``by`` is who placed it when that was somebody else. ``why`` is the reason of
    a refusal, of a date called off, or of a dispute; ``ruling`` is the funder's.
    """

    person: str
    offer: str
    placed: int
    fates: dict[int, Fate]
    on: str = ""
    unit: Unit | None = None
    level: Level = Level.STANDARD
    quantity: str = "1"
    pays: str = ""
    by: str = ""
    message: str = ""
    answer: Answer = Answer.YES
    why: str = ""
    ruling: str = ""
    said: Said | None = None
    troubles: tuple[Trouble, ...] = field(default=())

    @property
    def key(self) -> str:
        """Its name among all the orders."""
        return f"{self.person}/{self.offer}/{self.placed}"


def weeks(first: int, letters: str, every: int = 1) -> dict[int, Fate]:
    """The fates of dates from a week on, a letter for each; a dot leaves a week out."""
    return {first + every * n: Fate(letter) for n, letter in enumerate(letters) if letter != "."}
