"""What the costs come to: for a person by session, hour, day and week; where income meets cost; what each head is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from marketplace.catalogue.rules.costing.sharing import nearest, shares, worker_hour
from marketplace.catalogue.rules.costing.sheet import Cost, Service, Sheet
from marketplace.catalogue.rules.costing.words import Working
from marketplace.catalogue.rules.vocabulary import LEVEL_WORDS, Level, Unit
from marketplace.foundation.money import Pence

FILLED = (50, 70, 90)  # percent of places taken


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum in pence under its name, with how it was made in words; None where it cannot be told."""

    name: str
    pence: Pence | None
    working: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A year with so many percent of the places taken: people at a session, and sums in pence; no price, no income."""

    percent: int
    people: Fraction
    cost: Pence
    each: Pence
    income: Pence | None
    left: Pence | None
    working: str


@dataclass(frozen=True, slots=True)
class Even:
    """How many people must come to each session so that income meets cost; None where no number of them does."""

    people: int | None
    reachable: bool
    working: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one service comes to. ``fixed`` and ``varying`` are pence a year and add up to ``year``, as do ``heads``."""

    service: Service
    year: Pence
    fixed: Pence
    varying: Pence
    heads: tuple[Figure, ...]
    units: dict[Unit, Figure]
    charge: Figure
    even: Even | None
    filled: tuple[Filled, ...]
    levels: dict[Level, Figure]

    @property
    def over(self) -> Pence | None:
        """How far a session's price is over what it costs, in pence: below nothing if it is under; None if unknown."""
        cost, price = self.units[Unit.SESSION].pence, self.service.price
        return None if cost is None or price is None else price - cost

    def costs(self, unit: Unit, level: Level) -> Pence | None:
        """What one unit costs for a person at a level of support, in pence; None where it cannot be told."""
        if unit not in self.units:
            return None
        more = self.levels[level].pence if level in self.levels else None
        if more is None:
            return self.units[unit].pence
        each = {
            Unit.SESSION: Fraction(1),
            Unit.HOUR: 1 / Fraction(self.service.hours),
            Unit.DAY: Fraction(self.service.a_day),
            Unit.WEEK: Fraction(self.service.sessions),
        }
        return nearest(more * each[unit])


@dataclass(frozen=True, slots=True)
class Answers:
    """What a sheet comes to: the whole of a year, what each head is of it, and each service."""

    year: Pence
    heads: tuple[Figure, ...]
    services: tuple[Answer, ...]
    left_out: tuple[str, ...]
    staff: tuple[Figure, ...]
    short: str  # that workers are missing, in words; or empty


def answers(sheet: Sheet) -> Answers:
    """Work a checked sheet out. Sums are exact inside, and rounded to a penny once, at the end."""
    found = shares(sheet)
    words = Working(sheet)
    heads: dict[str, list[tuple[Cost, Pence]]] = {}
    for cost, _ in found:
        heads.setdefault(cost.label, []).append((cost, cost.pence))
    return Answers(
        year=sum(cost.pence for cost, _ in found),
        heads=_heads(heads, words),
        services=tuple(_answer(sheet, place, found, words) for place in range(len(sheet.services))),
        left_out=sheet.left_out,
        staff=tuple(Figure(*said) for said in words.staff()),
        short=words.short(),
    )


def _heads(parts: dict[str, list[tuple[Cost, Pence]]], words: Working) -> tuple[Figure, ...]:
    return tuple(Figure(name, sum(p for _, p in costs), words.head(costs)) for name, costs in parts.items())


def _answer(sheet: Sheet, place: int, found: Sequence[tuple[Cost, list[Pence]]], words: Working) -> Answer:
    service = sheet.services[place]
    heads: dict[str, list[tuple[Cost, Pence]]] = {}
    for cost, parts in found:
        heads.setdefault(cost.label, []).append((cost, parts[place]))
    varying = sum(parts[place] for cost, parts in found if cost.varies)
    fixed = sum(parts[place] for cost, parts in found if not cost.varies)
    year = fixed + varying
    each = year / came(sheet, service)
    top = 1 + Fraction(sheet.reserve + sheet.surplus) / 100
    return Answer(
        service=service,
        year=year,
        fixed=fixed,
        varying=varying,
        heads=_heads(heads, words),
        units=_units(service, each, words.session(service, year)),
        charge=Figure("With reserve and surplus", nearest(each * top), words.charge(each, top)),
        even=None if service.price is None else break_even(sheet, service, fixed, varying),
        filled=tuple(at(sheet, service, (fixed, varying), percent) for percent in FILLED),
        levels=_levels(sheet, service, each, words),
    )


def came(sheet: Sheet, service: Service) -> Fraction:
    """How often in a year somebody comes, as expected: people times sessions."""
    return sessions(sheet, service) * Fraction(service.expected)


def sessions(sheet: Sheet, service: Service) -> Fraction:
    """Sessions in a year."""
    return Fraction(service.sessions) * Fraction(sheet.weeks)


def _units(service: Service, each: Fraction, working: str) -> dict[Unit, Figure]:
    session = nearest(each)
    return {
        Unit.SESSION: Figure("a session", session, working),
        Unit.HOUR: Figure("an hour", nearest(each / Fraction(service.hours)), Working.hour(each, service)),
        Unit.DAY: Figure("a day", nearest(each * Fraction(service.a_day)), Working.many(each, service.a_day, "day")),
        Unit.WEEK: Figure(
            "a week", nearest(each * Fraction(service.sessions)), Working.many(each, service.sessions, "week")
        ),
    }


def _levels(sheet: Sheet, service: Service, each: Fraction, words: Working) -> dict[Level, Figure]:
    hour, found = worker_hour(sheet), {}
    for extra in service.extras:
        cost = None if hour is None else nearest(each + hour * Fraction(extra.hours))
        found[extra.level] = Figure(LEVEL_WORDS[extra.level], cost, words.level(each, extra, hour))
    return found


def left_at(sheet: Sheet, service: Service, costs: tuple[Pence, Pence], people: Fraction) -> Fraction:
    """What is left of a year's income when so many come to each session, in exact pence; below nought is a loss.

    ``costs`` are the fixed and the varying, as expected; the varying move with the people.
    """
    fixed, varying = costs
    income = sessions(sheet, service) * people * (service.price or 0)
    return income - fixed - varying * people / Fraction(service.expected)


def break_even(sheet: Sheet, service: Service, fixed: Pence, varying: Pence) -> Even:
    """The fewest people a session whose price covers the costs; the service has a price."""
    year = sessions(sheet, service)
    gain = year * (service.price or 0) - varying / Fraction(service.expected)
    if gain <= 0 and fixed + max(-gain, 0) > 0:
        return Even(None, reachable=False, working=Working.never(service, year, varying))
    people = math.ceil(fixed / gain) if gain else 0
    return Even(people, people <= service.places, Working.even((fixed, varying), service, year, people))


def at(sheet: Sheet, service: Service, costs: tuple[Pence, Pence], percent: int) -> Filled:
    """A year with so many percent of the places taken."""
    people = Fraction(service.places * percent, 100)
    cost = costs[0] + costs[1] * people / Fraction(service.expected)
    priced = service.price is not None
    income = nearest(sessions(sheet, service) * people * (service.price or 0)) if priced else None
    each = nearest(cost / (sessions(sheet, service) * people))
    left = None if income is None else income - nearest(cost)
    working = Working.filled(service, sessions(sheet, service), people, (costs[0], nearest(cost) - costs[0]))
    return Filled(percent, people, nearest(cost), each, income, left, working)
