"""What the address of a comparison asks for: which things, how they would be used, in what order; and new addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from werkzeug.datastructures import MultiDict

from marketplace.catalogue.rules import MOST_COMPARED, Use

CHOSEN = "o"  # the name under which an address carries the things chosen, in a search as in a comparison
BY_COST = "cost"
_LONG = 2_000  # characters of a search that an address carries back
_LIMITS = {"hours": Decimal(100), "times": Decimal(50)}
_LEAST = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Comparing:
    """What is compared and how. ``hours`` and ``times`` are as typed; ``errors`` say by name what could not be read.

    ``more`` says that more things were asked for than are compared at once, ``odd`` that something is no id.
    """

    ids: tuple[UUID, ...]
    use: Use
    hours: str
    times: str
    errors: dict[str, str]
    by_cost: bool
    more: bool
    odd: bool
    search: str

    def address(self, ids: Sequence[UUID]) -> dict[str, Any]:
        """What an address says to compare these instead."""
        named = {
            CHOSEN: [str(each) for each in ids],
            "hours": self.hours,
            "times": self.times,
            "order": BY_COST if self.by_cost else "",
            "s": self.search,
        }
        return {name: value for name, value in named.items() if value}

    @property
    def searched(self) -> MultiDict[str, str]:
        """What the search that led here asked."""
        return MultiDict(parse_qsl(self.search))

    def back(self, search: str) -> str:
        """The search that led here, which keeps what is chosen so that more can be added."""
        kept = [(name, value) for name, value in parse_qsl(self.search) if name != CHOSEN]
        query = urlencode([*kept, *((CHOSEN, str(each)) for each in self.ids)])
        return f"{search}?{query}" if query else search


def chosen_in(args: MultiDict[str, str]) -> tuple[UUID, ...]:
    """The things that an address carries as chosen, each once; what is no id is left out."""
    found: dict[UUID, None] = {}
    for value in args.getlist(CHOSEN)[:50]:
        try:
            found[UUID(value)] = None
        except ValueError:
            continue
    return tuple(found)


def comparing(args: MultiDict[str, str]) -> Comparing:
    """Read a comparison from an address; what cannot be read is left out and said."""
    ids = chosen_in(args)
    use, errors = Use(), {}
    for name, most in _LIMITS.items():
        typed = args.get(name, "").strip()
        number = _number(typed)
        if typed and (number is None or not _LEAST <= number <= most):
            errors[name] = f"Enter a number from {_LEAST} to {most}, such as 2 or 1.5."
        elif number is not None:
            use = Use(number, use.times) if name == "hours" else Use(use.hours, number)
    return Comparing(
        ids[:MOST_COMPARED],
        use,
        hours=args.get("hours", "").strip()[:20].replace("\0", ""),
        times=args.get("times", "").strip()[:20].replace("\0", ""),
        errors=errors,
        by_cost=args.get("order") == BY_COST,
        more=len(ids) > MOST_COMPARED,
        odd=len(ids) < len(set(args.getlist(CHOSEN)[:50])),
        search=args.get("s", "").replace("\0", "")[:_LONG],
    )


def _number(typed: str) -> Decimal | None:
    """A finite number of a few digits, or None."""
    if not typed.isascii() or "_" in typed or len(typed) > 10:
        return None
    try:
        found = Decimal(typed)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
