"""How each figure of a costing was made, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from marketplace.catalogue.rules.comparing import counted, number
from marketplace.catalogue.rules.costing.heads import KEY_UNITS, KEY_WORDS, Key
from marketplace.catalogue.rules.costing.sharing import nearest, pay_of
from marketplace.catalogue.rules.costing.sheet import Cost, Extra, Service, Sheet, weights
from marketplace.foundation.money import Pence, pounds


def figure(value: Fraction) -> str:
    """``6``, ``7.5``: a number to two places at most."""
    return number(Decimal(nearest(value * 100)) / 100) if value else "0"


@dataclass(frozen=True, slots=True)
class Working:
    """The words for one sheet."""

    sheet: Sheet

    def head(self, costs: Sequence[tuple[Cost, Pence]]) -> str:
        """How each cost under a head was shared."""
        return " ".join(self._share(cost, pence) for cost, pence in costs)

    def _share(self, cost: Cost, pence: Pence) -> str:
        kind = "It rises and falls with how many come." if cost.varies else "It is the same however many come."
        if pence == cost.pence:
            return f"{cost.name}: {pounds(cost.pence)} a year, {self._by(cost)}. {kind}"
        return f"{cost.name}: {pounds(pence)} of {pounds(cost.pence)} a year, {self._by(cost)}. {kind}"

    def _by(self, cost: Cost) -> str:
        if cost.key is Key.ONLY:
            return f"all for {self.sheet.services[cost.only].name}"
        if len(self.sheet.services) == 1:
            return "all for the one service"
        parts = zip(self.sheet.services, weights(self.sheet, cost), strict=True)
        said = ", ".join(f"{service.name} {figure(weight)}" for service, weight in parts)
        return f"shared by the {KEY_WORDS[cost.key]} ({KEY_UNITS[cost.key]} a year: {said})"

    def staff(self) -> tuple[tuple[str, Pence, str], ...]:
        """Each kind of staff: who, pence a year, and how that was made."""
        return tuple(
            (staff.name, sum(pay_of(staff, self.sheet.weeks)), self._pay(place))
            for place, staff in enumerate(self.sheet.staff)
        )

    def short(self) -> str:
        """That sessions need more hours of workers than the staff have with people; empty where they do not."""
        have = sum((Fraction(staff.hours) for staff in self.sheet.staff), Fraction(0))
        need = sum((Fraction(s.sessions * s.hours * s.workers) for s in self.sheet.services), Fraction(0))
        if not have or need <= have:
            return ""
        return (
            f"Your sessions need {figure(need)} hours of workers a week. The staff that you told of have "
            f"{figure(have)} hours with people. What you pay the others is missing here."
        )

    def _pay(self, place: int) -> str:
        staff, weeks = self.sheet.staff[place], number(self.sheet.weeks)
        working, between, leave, on = pay_of(staff, self.sheet.weeks)
        return (
            f"{pounds(staff.hourly)} an hour. With people: {number(staff.hours)} hours a week for {weeks} weeks is "
            f"{pounds(working)}. Between sessions: {number(staff.between)} hours a week is {pounds(between)}. "
            f"Paid leave: {number(staff.leave)} weeks is {pounds(leave)}. "
            f"On-costs: {number(staff.on_costs)}% of all that is {pounds(on)}."
        )

    def session(self, service: Service, year: Pence) -> str:
        """What a session costs for a person."""
        held = Fraction(service.sessions) * Fraction(self.sheet.weeks)
        return (
            f"{pounds(year)} a year, divided by {figure(held)} sessions "
            f"({number(service.sessions)} a week for {number(self.sheet.weeks)} weeks), "
            f"divided by {counted(service.expected, 'person', 'people')} at each."
        )

    def charge(self, each: Fraction, top: Fraction) -> str:
        """What covers all, with reserve and surplus."""
        return (
            f"{pounds(nearest(each))} a session, and {figure((top - 1) * 100)}% on top: "
            f"{number(self.sheet.reserve)}% reserve and {number(self.sheet.surplus)}% surplus."
        )

    @staticmethod
    def hour(each: Fraction, service: Service) -> str:
        """What an hour costs for a person."""
        return (
            f"{pounds(nearest(each))} a session before rounding, divided by {counted(service.hours, 'hour', 'hours')}."
        )

    @staticmethod
    def many(each: Fraction, times: Decimal, unit: str) -> str:
        """What a day or a week costs for a person who comes to all its sessions."""
        held = counted(times, "session", "sessions")
        return f"{pounds(nearest(each))} a session before rounding, times {held} a {unit}."

    @staticmethod
    def level(each: Fraction, extra: Extra, hour: Fraction | None) -> str:
        """Why a level of support costs more, and how much."""
        if hour is None:
            return f"{extra.why} Tell of your staff, so that what an hour of a worker costs can be worked out."
        more = f"{counted(extra.hours, 'hour', 'hours')} more of a worker at {pounds(nearest(hour))} an hour"
        return f"{extra.why} {pounds(nearest(each))} a session, and {more}, which is what an hour with people costs."

    @staticmethod
    def filled(service: Service, year: Fraction, people: Fraction, costs: tuple[Pence, Pence]) -> str:
        """How a year with so many people comes to what it does; costs that stay the same, and those that move."""
        said = (
            f"{figure(people)} of {service.places} places at {figure(year)} sessions. {pounds(costs[0])} is the same "
            f"however many come, and {pounds(costs[1])} moves with them: {pounds(sum(costs))} in all."
        )
        if service.price is None:
            return said
        income = pounds(nearest(year * people * service.price))
        return f"{said} At {pounds(service.price)} for each person, {income} comes in."

    @staticmethod
    def never(service: Service, year: Fraction, varying: Pence) -> str:
        """Why no number of people is enough."""
        each = pounds(nearest(varying / (year * Fraction(service.expected))))
        return f"Each person brings {pounds(service.price or 0)} and costs {each} more. It never meets its costs."

    @staticmethod
    def even(costs: tuple[Pence, Pence], service: Service, year: Fraction, people: int) -> str:
        """How many must come."""
        each = costs[1] / (year * Fraction(service.expected))
        gain = (service.price or 0) - each
        return (
            f"{pounds(costs[0])} a year is the same however many come: {pounds(nearest(costs[0] / year))} a session. "
            f"Each person brings {pounds(service.price or 0)} and costs {pounds(nearest(each))} more, so each leaves "
            f"{pounds(nearest(gain))}. That takes {counted(Decimal(people), 'person', 'people')}."
        )
