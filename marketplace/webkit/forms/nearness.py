"""Where somebody looks from and how far they would go: from what an address says to a place on the map, and back.

Only an area or the outward half of a postcode is ever used. A whole postcode that was typed is cut to its first half
before anything else is done with it; no place is taken from the address by its degrees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from werkzeug.datastructures import MultiDict

from marketplace.catalogue.rules import WAY_WORDS, Way, metres_within, outward_of, outward_point
from marketplace.catalogue.rules.travel import METRES_A_MILE
from marketplace.foundation.distance import Point, metres_between
from marketplace.people.queries import AreaRow
from search_index.engine import Near
from search_index.words import fold

MOST_TYPED = 60
LONGEST_READ = 200  # characters in which a postcode is looked for
MILES = (1, 2, 5, 10, 20)
MINUTES = (15, 30, 45, 60)
SHORTEST_NAME = 3  # letters that are enough to know an area by, if they begin one only


@dataclass(frozen=True)
class Nearness:
    """What an address says of near and far; what it says wrongly is not there, and ``told`` says so.

    ``typed`` is what the box holds, with the outward half alone of a postcode. ``words`` and ``point`` are empty where
    that is not a place we know. ``area`` is the code of its area; of a postcode that with the nearest middle.
    ``whole`` says that more of a postcode was typed than is kept.
    """

    typed: str = ""
    words: str = ""
    point: Point | None = None
    area: str = ""
    miles: int | None = None
    way: Way | None = None
    minutes: int | None = None
    whole: bool = False

    @cached_property
    def metres(self) -> int | None:
        """How far it may be; of two bounds the smaller."""
        bounds = [round(self.miles * METRES_A_MILE)] if self.miles else []
        bounds += [metres_within(self.way, self.minutes)] if self.way and self.minutes else []
        return min(bounds, default=None)

    @property
    def near(self) -> Near | None:
        """The same for an engine; None where no place is known."""
        return None if self.point is None else Near(self.point, self.metres, self.area)

    @property
    def unknown(self) -> bool:
        """Whether something was typed that is no place we know."""
        return bool(self.typed) and self.point is None

    @property
    def travel(self) -> str:
        """The bound by time in words."""
        return f"{self.minutes} minutes {WAY_WORDS[self.way]}" if self.way and self.minutes else ""

    @property
    def distance(self) -> str:
        """The bound by miles in words."""
        return "" if not self.miles else "1 mile" if self.miles == 1 else f"{self.miles} miles"

    @property
    def told(self) -> list[str]:
        """What a person needs to be told of all this."""
        notes = []
        if self.point is None and not self.typed and (self.miles or self.way or self.minutes):
            notes.append("Say where you look from, in the box “Near”. Until then we look everywhere.")
        elif bool(self.way) != bool(self.minutes):
            notes.append("Choose both how you travel and for how long. Until then we leave that out.")
        if self.point is not None and self.travel:
            notes.append("How long it takes is our guess from how far it is. We look at no timetable.")
        if self.point is not None and self.travel and self.distance:
            by_miles = round((self.miles or 0) * METRES_A_MILE) == self.metres
            smaller, larger = (self.distance, self.travel) if by_miles else (self.travel, self.distance)
            notes.append(
                f"You asked for {self.distance} and for {self.travel}. {smaller} is less than {larger}, "
                f"so we went by {smaller}."
            )
        return notes

    def address(self, metres: int | None) -> dict[str, list[str]]:
        """What an address says to look from here, as far as asked or so many metres far."""
        if self.point is None:
            return {}
        said = {"near": [self.words]}
        if metres is None:
            return said
        if metres != self.metres:
            return said | {"within": [str(round(metres / METRES_A_MILE))]}
        return said | self.bounds

    @property
    def bounds(self) -> dict[str, list[str]]:
        """What an address says of how far, wherever from."""
        far = {"within": self.miles, "by": self.way and self.way.value, "minutes": self.minutes}
        return {name: [str(said)] for name, said in far.items() if said}


def nearness(args: MultiDict[str, str], areas: Mapping[str, AreaRow]) -> Nearness:
    """Read near and far from an address."""
    way = args.get("by", "")
    return replace(
        nearness_of(args.get("near", ""), areas),
        miles=_one_of(args.get("within", ""), MILES),
        way=Way(way) if way in set(Way) else None,
        minutes=_one_of(args.get("minutes", ""), MINUTES),
    )


def nearness_of(words: str, areas: Mapping[str, AreaRow]) -> Nearness:
    """The place that is named, however far."""
    typed = " ".join(words.replace("\0", " ").split())
    if outward := _outward_in(typed):
        point = outward_point(outward)
        area = _nearest(point, areas) if point else ""
        return Nearness(outward, outward if point else "", point, area, whole=fold(typed) != fold(outward))
    typed = typed[:MOST_TYPED]
    found = areas_like(typed, areas)
    if len(found) == 1:
        area = found[0]
        return Nearness(area.name, area.name, Point(area.latitude, area.longitude), area.code)
    return Nearness(typed)


def areas_like(typed: str, areas: Mapping[str, AreaRow]) -> list[AreaRow]:
    """The area that is named, or all those that a name can begin."""
    wanted = fold(typed).strip()
    exact = [area for area in areas.values() if wanted in {fold(area.name), fold(area.code)}]
    if exact or len(wanted) < SHORTEST_NAME:
        return exact
    return [area for area in areas.values() if f" {fold(area.name)}".find(f" {wanted}") >= 0]


def _outward_in(typed: str) -> str:
    """The outward half of the first postcode in what was typed, empty where there is none."""
    words = typed[:LONGEST_READ].replace(",", " ").split()
    pieces = (*(f"{one} {two}" for one, two in pairwise(words)), *words)
    return next(filter(None, map(outward_of, pieces)), "")


def _nearest(point: Point, areas: Mapping[str, AreaRow]) -> str:
    """The code of the area whose middle is nearest."""
    far = {code: metres_between(point, Point(area.latitude, area.longitude)) for code, area in areas.items()}
    return min(far, key=far.__getitem__, default="")


def _one_of(said: str, allowed: Sequence[int]) -> int | None:
    return next((number for number in allowed if said == str(number)), None)
