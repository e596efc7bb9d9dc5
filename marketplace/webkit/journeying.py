"""How far a result is from where somebody looks, and about how long it takes to get there."""

from collections.abc import Mapping, Sequence

from marketplace.catalogue.queries import EntryRow, OfferCard, OfferRow
from marketplace.catalogue.rules import WAY_WORDS, Place, Way, miles, minutes_for, outward_point
from marketplace.foundation.distance import Point, metres_between
from marketplace.people.queries import AreaRow
from marketplace.webkit.forms.nearness import Nearness
from search_index.search import Card

IN_HOURS = 120  # minutes from which hours are told
LONGEST_WALK = 90  # minutes; what is further is not walked to


def how_far(card: Card | OfferRow | EntryRow, near: Nearness, areas: Mapping[str, AreaRow]) -> str:
    """About how far off and how long: empty where no place is known to look from, or none where it happens."""
    if near.point is None or card.place != Place.VENUE:
        return ""
    point = outward_point(card.outward) if isinstance(card, OfferCard | OfferRow) else None
    there, middle = (point, "") if point else _middle(card.areas, areas)
    if there is None:
        return ""
    metres = metres_between(near.point, there)
    to = f"to the middle of {middle}" if middle else "away"
    far = miles(metres)
    about = far.capitalize() if far.startswith("less") else f"About {far}"
    return f"{about} {to}; about {_long(metres)}, an estimate"


def _middle(codes: Sequence[str], areas: Mapping[str, AreaRow]) -> tuple[Point | None, str]:
    """The middle of the one area of something, and the area's name."""
    area = areas.get(codes[0]) if len(codes) == 1 else None
    return (Point(area.latitude, area.longitude), area.name) if area else (None, "")


def _long(metres: float) -> str:
    """How long it takes by each way: ``25 minutes on foot, 20 minutes by bus, 10 minutes by car``."""
    minutes = {way: minutes_for(way, metres) for way in Way}
    ways = [way for way in Way if way is not Way.FOOT or minutes[way] <= LONGEST_WALK]
    return ", ".join(f"{_told(minutes[way])} {WAY_WORDS[way]}" for way in ways)


def _told(minutes: int) -> str:
    return f"{minutes} minutes" if minutes < IN_HOURS else f"{round(minutes / 30) / 2:g} hours"
