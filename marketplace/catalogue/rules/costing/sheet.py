"""What a provider tells of its costs: services, costs of a year, staff; and what may not be told so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from marketplace.catalogue.rules.costing.heads import HEAD_WORDS, KEY_WORDS, Head, Key
from marketplace.catalogue.rules.vocabulary import Level
from marketplace.foundation.errors import Refusal
from marketplace.foundation.money import Pence, pounds

MOST_COST = 10_000_000_00  # pence a year
MOST_SERVICES, MOST_COSTS, MOST_STAFF = 3, 14, 4
MOST_WEEKS, MOST_HOURS, MOST_PLACES = 52, 168, 500
MOST_PERCENT = 100
MOST_NUMBER, MOST_DECIMALS = 10_000, 4
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Extra:
    """How much more of a worker's time, in hours a session, somebody at a level of support needs, and for what."""

    level: Level
    hours: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class Service:
    """One service: its sessions in an open week and on a day, hours of each, places, who comes, workers, floor, price.

    ``price`` is pence for one person's session, None where it is not set; ``floor`` is in square metres.
    """

    name: str
    sessions: Decimal
    hours: Decimal
    places: int
    expected: Decimal
    workers: Decimal = Decimal(1)
    floor: Decimal = NOUGHT
    a_day: Decimal = Decimal(1)
    price: Pence | None = None
    extras: tuple[Extra, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """What one thing costs in a year; ``varies`` is told of what rises and falls with how many come.

    ``head`` is one of the ten, or empty for one of their own; ``only`` is the place in the list of the service that has
    all of it, where the key says so.
    """

    name: str
    head: str
    pence: Pence
    varies: bool = False
    key: Key = Key.HOURS
    only: int = 0

    @property
    def label(self) -> str:
        """The head that it counts to, in words."""
        return HEAD_WORDS[Head(self.head)] if self.head else self.name


@dataclass(frozen=True, slots=True)
class Staff:
    """Workers paid alike: pence an hour, hours a week with people and between sessions, paid weeks of leave, on-costs.

    ``on_costs`` are a percentage of pay: the employer's National Insurance and pension.
    """

    name: str
    hourly: Pence
    hours: Decimal
    between: Decimal = NOUGHT
    leave: Decimal = NOUGHT
    on_costs: Decimal = NOUGHT


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is told: the day the costs are as of, weeks open in a year, and reserve and surplus in percent."""

    day: date
    weeks: Decimal
    services: tuple[Service, ...]
    costs: tuple[Cost, ...]
    staff: tuple[Staff, ...] = ()
    reserve: Decimal = NOUGHT
    surplus: Decimal = NOUGHT

    @property
    def left_out(self) -> tuple[str, ...]:
        """The heads of which nothing is told, in words: they count as nothing."""
        told = {cost.head for cost in self.costs} | ({Head.WORKFORCE.value} if self.staff else set())
        return tuple(words for head, words in HEAD_WORDS.items() if head.value not in told)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where: "", "service", "cost" or "staff", which of them by its place, and which field."""

    where: str
    place: int
    field: str
    words: str


class SheetRefused(Refusal):
    """The costs do not make sense as they were told."""


def check(sheet: Sheet, today: date) -> None:
    """Raises SheetRefused with the first problem."""
    for problem in problems(sheet, today):
        raise SheetRefused(problem.words)


def problems(sheet: Sheet, today: date) -> Iterator[Problem]:
    """All that is wrong, in the order of the form; numbers that nobody could reckon with come alone."""
    if odd := list(_odd(sheet)):
        yield from odd
        return
    yield from _whole(sheet, today)
    wrong = [
        Problem("service", place, field, words)
        for place, service in enumerate(sheet.services)
        for field, words in _service(service)
    ]
    yield from wrong
    names = [service.name.casefold() for service in sheet.services]
    yield from (
        Problem("service", place, "name", "Give each service a name of its own.")
        for place, name in enumerate(names)
        if name in names[:place]
    )
    for place, cost in enumerate(sheet.costs):
        yield from (Problem("cost", place, field, words) for field, words in _cost(sheet, cost, sound=not wrong))
    for place, staff in enumerate(sheet.staff):
        yield from (Problem("staff", place, field, words) for field, words in _staff(staff))


def _odd(sheet: Sheet) -> Iterator[Problem]:
    """Numbers that are too large or too fine to be meant."""
    told = [("", 0, field, getattr(sheet, field)) for field in ("weeks", "reserve", "surplus")]
    for place, service in enumerate(sheet.services):
        fields = ("sessions", "hours", "expected", "workers", "floor", "a_day")
        told += [("service", place, field, getattr(service, field)) for field in fields]
        told += [("service", place, f"{extra.level}_hours", extra.hours) for extra in service.extras]
    for place, staff in enumerate(sheet.staff):
        told += [("staff", place, name, getattr(staff, name)) for name in ("hours", "between", "leave", "on_costs")]
    words = f"Enter a number up to {MOST_NUMBER:,}, with no more than {MOST_DECIMALS} decimals."
    yield from (Problem(where, place, field, words) for where, place, field, number in told if not _usable(number))


def _usable(number: Decimal) -> bool:
    """Neither too large nor too fine; said without reckoning with it, since 1E999999 is a number, too."""
    exponent = number.as_tuple().exponent
    fine = isinstance(exponent, int) and exponent >= -MOST_DECIMALS
    return fine and number.adjusted() <= len(str(MOST_NUMBER)) and abs(number) <= MOST_NUMBER


def _whole(sheet: Sheet, today: date) -> Iterator[Problem]:
    if sheet.day > today:
        words = f"Costs cannot be of a day to come. Enter today, {today:%-d %B %Y}, or a day before."
        yield Problem("", 0, "day", words)
    if not 0 < sheet.weeks <= MOST_WEEKS:
        yield Problem("", 0, "weeks", "Enter how many weeks of a year you are open, above 0 and up to 52.")
    if not sheet.services:
        yield Problem("", 0, "services", "Tell of at least one service.")
    if not sheet.costs and not sheet.staff:
        yield Problem("", 0, "costs", "Enter at least one cost. If something costs nothing, enter 0.")
    many = (len(sheet.services), len(sheet.costs), len(sheet.staff))
    if any(n > most for n, most in zip(many, (MOST_SERVICES, MOST_COSTS, MOST_STAFF), strict=True)):
        words = f"Tell of up to {MOST_SERVICES} services, {MOST_COSTS} costs and {MOST_STAFF} kinds of staff."
        yield Problem("", 0, "services", words)
    for field in ("reserve", "surplus"):
        if not 0 <= getattr(sheet, field) <= MOST_PERCENT:
            yield Problem("", 0, field, f"Enter the {field} as a share of the costs, from 0 to 100.")


def _service(service: Service) -> Iterator[tuple[str, str]]:
    if not service.name:
        yield "name", "Enter the name of the service."
    if service.hours <= 0:
        yield "hours", "Enter how many hours a session lasts, above 0."
    if service.sessions <= 0 or service.sessions * service.hours > MOST_HOURS:
        yield "sessions", "Enter how many sessions there are in a week. A week has 168 hours."
    if not 0 < service.a_day <= service.sessions:
        yield "a_day", "Enter how many sessions there are on a day: above 0, and not more than in a week."
    if not 0 < service.places <= MOST_PLACES:
        yield "places", f"Enter how many people can come at once, from 1 to {MOST_PLACES}."
    elif not 0 < service.expected <= service.places:
        words = f"You have {service.places} places. Enter how many come at a usual session: above 0, up to that."
        yield "expected", words
    yield from _priced(service)


def _priced(service: Service) -> Iterator[tuple[str, str]]:
    for field in ("workers", "floor"):
        if getattr(service, field) < 0:
            yield field, "Enter 0 or more."
    if service.price is not None and not 0 <= service.price <= MOST_COST:
        yield "price", "Enter a price of 0 or more."
    for extra in service.extras:
        if not 0 < extra.hours <= MOST_HOURS or not extra.why:
            yield f"{extra.level}_why", "Enter how much more time it takes, above 0 hours, and say what it is for."


def _cost(sheet: Sheet, cost: Cost, *, sound: bool) -> Iterator[tuple[str, str]]:
    if not cost.name:
        yield "name", "Enter what this cost is for."
    if not 0 <= cost.pence <= MOST_COST:
        yield "pence", f"Enter what it costs in a year, from £0 to {pounds(MOST_COST)}. A cost cannot be below nothing."
    if cost.key is Key.ONLY and not 0 <= cost.only < len(sheet.services):
        yield "key", "Choose a service that you told of, or share it between them."
    elif sound and cost.key is not Key.ONLY and cost.pence and sheet.services and not any(weights(sheet, cost)):
        words = f"No service says how much it has of this: {KEY_WORDS[cost.key]}. Tell of it, or share it another way."
        yield "key", words


def _staff(staff: Staff) -> Iterator[tuple[str, str]]:
    if not staff.name:
        yield "name", "Enter who they are, such as support workers."
    if not 0 <= staff.hourly <= MOST_COST:
        yield "hourly", "Enter what an hour is paid, £0 or more."
    if staff.hours <= 0 or staff.between < 0 or staff.hours + staff.between > MOST_HOURS * MOST_PLACES:
        yield "hours", "Enter their hours a week with people, above 0, and the hours between sessions, 0 or more."
    if not 0 <= staff.leave <= MOST_WEEKS:
        yield "leave", "Enter paid weeks of leave, from 0 to 52."
    if not 0 <= staff.on_costs <= MOST_PERCENT:
        yield "on_costs", "Enter on-costs as a share of pay, from 0 to 100."


def weights(sheet: Sheet, cost: Cost) -> list[Fraction]:
    """How much of a cost's key each service has, in a year."""
    if cost.key is Key.ONLY:
        return [Fraction(int(place == cost.only)) for place in range(len(sheet.services))]
    return [_weight(sheet, service, cost.key) for service in sheet.services]


def _weight(sheet: Sheet, service: Service, key: Key) -> Fraction:
    sessions = Fraction(service.sessions) * Fraction(sheet.weeks)
    each = {
        Key.HOURS: Fraction(service.hours),
        Key.PLACES: Fraction(service.places),
        Key.FLOOR: Fraction(service.floor) * Fraction(service.hours),
        Key.STAFF: Fraction(service.workers) * Fraction(service.hours),
    }
    return sessions * each[key]
