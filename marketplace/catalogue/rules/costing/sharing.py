"""Sharing a sum to the penny, and what staff cost in a year."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from marketplace.catalogue.rules.costing.heads import Head, Key
from marketplace.catalogue.rules.costing.sheet import Cost, Sheet, Staff, weights
from marketplace.foundation.money import Pence


def nearest(exact: Fraction) -> Pence:
    """An exact number of pence as whole ones, half a penny away from nothing."""
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


def shared(total: Pence, by: Sequence[Fraction]) -> list[Pence]:
    """A sum shared by weights, which add up to it again: pennies left over go to whoever is owed most of one.

    Raises ValueError when nobody has any weight and there is something to share.
    """
    whole = sum(by)
    if not whole:
        if total:
            raise ValueError("nothing to share by")
        return [0 for _ in by]
    exact = [total * weight / whole for weight in by]
    parts = [int(part) for part in exact]
    owed = sorted(range(len(by)), key=lambda n: (parts[n] - exact[n], n))
    for n in owed[: total - sum(parts)]:
        parts[n] += 1
    return parts


def pay_of(staff: Staff, weeks: Decimal) -> tuple[Pence, Pence, Pence, Pence]:
    """What staff cost in a year, in pence: with people, between sessions, leave, on-costs. Their sum is the whole."""
    hour, open_weeks = Fraction(staff.hourly), Fraction(weeks)
    working = nearest(hour * Fraction(staff.hours) * open_weeks)
    between = nearest(hour * Fraction(staff.between) * open_weeks)
    leave = nearest(hour * Fraction(staff.hours + staff.between) * Fraction(staff.leave))
    return working, between, leave, nearest((working + between + leave) * Fraction(staff.on_costs) / 100)


def worker_hour(sheet: Sheet) -> Fraction | None:
    """What an hour of a worker with people costs, in pence and exactly; None where no staff are told of."""
    hours = sum(Fraction(staff.hours) * Fraction(sheet.weeks) for staff in sheet.staff)
    return Fraction(sum(sum(pay_of(staff, sheet.weeks)) for staff in sheet.staff)) / hours if hours else None


def all_costs(sheet: Sheet) -> tuple[Cost, ...]:
    """The costs that were told, and the staff's as one of the workforce, shared by the hours of the workers.

    Where no service says how many workers it has, staff are shared by the hours that it is open.
    """
    pay = sum(sum(pay_of(staff, sheet.weeks)) for staff in sheet.staff)
    if not sheet.staff:
        return sheet.costs
    key = Key.STAFF if any(service.workers for service in sheet.services) else Key.HOURS
    return (*sheet.costs, Cost("Staff", Head.WORKFORCE.value, pay, key=key))


def shares(sheet: Sheet) -> list[tuple[Cost, list[Pence]]]:
    """Each cost with what of it each service bears, in pence a year."""
    return [(cost, shared(cost.pence, weights(sheet, cost))) for cost in all_costs(sheet)]
