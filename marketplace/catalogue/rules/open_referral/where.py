"""Where a service is given: kind of place, venue, and the areas it says it serves."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from marketplace.catalogue.rules.open_referral.told import LONG, Told, one_line, unique
from marketplace.catalogue.rules.vocabulary import Place

_ATTENDING = {
    "venue": Place.VENUE,
    "at a venue": Place.VENUE,
    "at a place": Place.VENUE,
    "at the venue": Place.VENUE,
    "in person": Place.VENUE,
    "in person at the venue": Place.VENUE,
    "face to face": Place.VENUE,
    "on site": Place.VENUE,
    "physical": Place.VENUE,
    "online": Place.ONLINE,
    "virtual": Place.ONLINE,
    "video call": Place.ONLINE,
    "home visit": Place.HOME,
    "home visits": Place.HOME,
    "home": Place.HOME,
    "at home": Place.HOME,
    "at your home": Place.HOME,
    "in your home": Place.HOME,
    "in the home": Place.HOME,
}
_AFAR = frozenset({"phone", "telephone", "by phone", "by telephone", "phone call"})
_FILLERS = frozenset({"borough", "city", "council", "county", "district", "metropolitan", "of", "the", "unitary"})


@dataclass(frozen=True, slots=True)
class AreaTold:
    """An area as a feed names it: in words, and by an address whose end may be a code that is known."""

    name: str
    uri: str


def _locations(service: Told) -> list[Told]:
    """The locations that people can go to or reach; a postal one is only for letters."""
    found = (place.one("location") for place in service.many("service_at_locations"))
    return [each for each in found if each.text("location_type").lower() != "postal"]


def place(service: Told, schedules: Iterable[Told]) -> Place | None:
    """The kind of place, where it is clearly said; None where it is not, as for a telephone line.

    How people attend comes before where the provider has its rooms.
    """
    terms = (each.one("taxonomy_term") for each in service.many("attributes") if _attends(each))
    told = [each.text("attending_type").lower() for each in (service, *schedules)]
    told += [term.text("name", "term").lower() for term in terms]
    said = {" ".join(re.findall(r"\w+", words)) for words in told}
    named = {_ATTENDING.get(words) for words in said} - {None}
    if not named and not said & _AFAR:
        named = {_kind(each) for each in _locations(service)} - {None}
    return next((each for each in Place if each in named), None)


def _attends(attribute: Told) -> bool:
    return attribute.text("link_type").lower() == "attending_type"


def _kind(location: Told) -> Place | None:
    kind = location.text("location_type").lower()
    if kind == "virtual":
        return Place.ONLINE
    return Place.VENUE if kind == "physical" or _address(location) else None


def venue(service: Told) -> str:
    """The first place it is given at, on one line, and how many more there are."""
    found = unique([one_line(", ".join(_address(each)), LONG) for each in _locations(service)])
    more = len(found) - 1
    if more < 1:
        return "".join(found)
    return f"{found[0]}, and {more} more {'place' if more == 1 else 'places'}"


def _address(location: Told) -> list[str]:
    told = (each for each in location.many("addresses", "physical_addresses"))
    lines = next((each for each in told if each.text("address_type").lower() not in {"postal", "virtual"}), Told(None))
    names = ("address_1", "address_2", "city", "postal_code")
    known = [lines.text(name) for name in names]
    whole = any(known) or (not location.has("addresses") and location.text("location_type").lower() == "physical")
    return unique([location.text("name"), *known]) if whole else []


def areas_told(service: Told) -> tuple[AreaTold, ...]:
    """The areas that a service says it serves."""
    found = service.many("service_areas")
    return tuple(AreaTold(each.text("name", "service_area", most=LONG), each.text("uri", most=LONG)) for each in found)


def area_words(told: Iterable[AreaTold]) -> str:
    """The areas in the feed's own words."""
    return one_line(", ".join(unique([each.name for each in told])), LONG)


def area_codes(told: Iterable[AreaTold], known: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of the known areas (code to name) that a service area names, or that its address ends in."""
    by_name = {_bare(name): code for code, name in known.items()}
    by_code = {code.upper(): code for code in known}
    found = {by_code.get(re.split(r"[/#=]", each.uri.rstrip("/"))[-1].upper()) for each in told}
    found |= {by_name.get(name) for each in told for name in _names(each.name)}
    return tuple(sorted(code for code in found if code))


def _names(words: str) -> set[str]:
    """Every name that words may be a list of; "and" may be inside a name or between two."""
    whole = [words, *re.split(r"[,;/\n]", words)]
    return {_bare(name) for part in whole for name in (part, *re.split(r"\band\b|&", part))}


def _bare(name: str) -> str:
    words = re.findall(r"\w+", name.casefold())
    return " ".join(word for word in words if word not in _FILLERS)
