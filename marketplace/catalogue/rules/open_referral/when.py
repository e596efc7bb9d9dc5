"""When a service is given: days of the week and parts of the day, from its schedules."""

import re
from collections.abc import Iterable
from datetime import date

from marketplace.catalogue.rules.open_referral.told import Told, day, number
from marketplace.catalogue.rules.vocabulary import DAY_WORDS, PART_WORDS, Day, Part

NOON, EVENING, MIDNIGHT = 12 * 60, 17 * 60, 24 * 60  # minutes of the day
LONG_ENOUGH = 60  # minutes that it must last into a part of the day to count as given in it
PARTS = {Part.MORNING: (0, NOON), Part.AFTERNOON: (NOON, EVENING), Part.EVENING: (EVENING, MIDNIGHT)}

_PART_NAMES = {word.lower(): part for part, word in PART_WORDS.items()}
_NTH = re.compile(r"[+-]?\d{0,2}([A-Z]+)")
_CLOCK = re.compile(r"(?:\d{4}-\d\d-\d\dT)?([01]?\d|2[0-3]):([0-5]\d)(?::.*|Z|[+-].*)?")
_NAMES = {name: code for code, word in DAY_WORDS.items() for name in (code.value, word[:3].upper(), word.upper())}


def schedules(service: Told, today: date) -> list[Told]:
    """The schedules of a service and of the places it is given at, without those that have ended."""
    places = list(service.many("service_at_locations"))
    holders = [service, *places, *(place.one("location") for place in places)]
    found = (each for holder in holders for each in holder.many("schedules", "regular_schedules", "regular_schedule"))
    return [each for each in found if not _ended(each, today)]


def _ended(schedule: Told, today: date) -> bool:
    ends = day(schedule.value("valid_to", "until"))
    return ends is not None and ends < today


def days(told: Iterable[Told]) -> tuple[Day, ...]:
    """The days of the week that schedules name, Monday first: ``MO,TU``, ``2MO`` of a month, all of DAILY."""
    found: set[Day] = set()
    for schedule in told:
        byday = schedule.value("byday")
        named = byday[:50] if isinstance(byday, list) else [byday]
        words = ",".join(each for each in named if isinstance(each, str))
        if not words and schedule.text("freq").upper() == "DAILY" and number(schedule.value("interval")) in {None, 1}:
            return tuple(Day)
        found.update(_named(words.upper()))
    return tuple(each for each in Day if each in found)


def _named(words: str) -> set[Day]:
    names = (_NTH.fullmatch(word) for word in re.split(r"[\s,;/&]+", words))
    return {_NAMES[name[1]] for name in names if name and name[1] in _NAMES}


def parts(told: Iterable[Told]) -> tuple[Part, ...]:
    """The parts of the day that schedules open in, and those they last an hour into.

    Where any of them names parts by terms, as our own feed does, those are what it says, and times add none.
    """
    held = list(told)
    found = {_PART_NAMES[name] for each in held for name in _named_parts(each) if name in _PART_NAMES}
    for schedule in [] if found else held:
        opens, closes = _minute(schedule.text("opens_at")), _minute(schedule.text("closes_at"))
        if opens is not None and (opens or closes):  # midnight to midnight is how some systems write nothing
            found.update(_parts_between(opens, closes))
    return tuple(each for each in Part if each in found)


def _named_parts(schedule: Told) -> list[str]:
    terms = [each for each in schedule.many("attributes") if each.text("link_type").lower() == "part_of_day"]
    return [each.one("taxonomy_term").text("name", "term").lower() for each in terms]


def _parts_between(opens: int, closes: int | None) -> set[Part]:
    last = closes if closes is not None and closes > opens else opens
    return {
        part
        for part, (starts, ends) in PARTS.items()
        if starts <= opens < ends or min(last, ends) - max(opens, starts) >= LONG_ENOUGH
    }


def _minute(words: str) -> int | None:
    found = _CLOCK.fullmatch(words)
    return int(found[1]) * 60 + int(found[2]) if found else None
