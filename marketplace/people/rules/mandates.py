"""What a mandate may say: what somebody may do, in which parts of a person's matters, up to how much, until when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from marketplace.foundation.access import Power, Section
from marketplace.foundation.errors import IllegalMove, Refusal
from marketplace.foundation.money import Pence, pounds
from marketplace.people.rules import MandateKind

GIVEN_BY_PEOPLE = (MandateKind.SUPPORTER, MandateKind.BROKER, MandateKind.ADVOCATE)
ENDED_BY_PEOPLE = GIVEN_BY_PEOPLE  # a funder's stays while it pays; a deputy's and an authorised person's were decided
GIVEN_POWERS = frozenset({Power.SEE, Power.PLAN, Power.SPEND})
EVERYDAY = frozenset(Section) - {Section.JOURNAL}  # who looked is the person's own to read, unless they say otherwise
SPENDING = frozenset({Section.MONEY, Section.BOOKINGS})
MOST_PENCE = 100_000_00
LONGEST = timedelta(days=5 * 366)

APPOINTED = (MandateKind.DEPUTY, MandateKind.AUTHORISED)  # two legal roles: by a court, and by a council for a payment
EMERGENCY_HOURS = 4

KIND_WORDS = {
    MandateKind.SUPPORTER: "Family or friend",
    MandateKind.BROKER: "Broker",
    MandateKind.ADVOCATE: "Advocate",
    MandateKind.FUNDER: "Pays for your support",
    MandateKind.DEPUTY: "Deputy, named by the Court of Protection",
    MandateKind.AUTHORISED: "Authorised person for a direct payment",
}
SECTION_WORDS = {
    Section.MONEY: "your money",
    Section.BOOKINGS: "your bookings",
    Section.LISTS: "the lists you share",
    Section.REQUESTS: "what was asked for you",
    Section.NOTICES: "hear when something happens",
    Section.JOURNAL: "who looked at your details",
    Section.PLANS: "your plan",
}


@dataclass(frozen=True, slots=True)
class MandateTerms:
    """What a mandate lets its holder do: pence for one order and for a calendar month; the last day is inside.

    With no accounts named it reaches all; with no sums named, whatever the accounts hold; with no last day, until
    it is ended.
    """

    kind: MandateKind
    powers: frozenset[Power]
    sections: frozenset[Section]
    only_accounts: tuple[UUID, ...] = ()
    most_each: Pence | None = None
    most_month: Pence | None = None
    ends: date | None = None

    def as_json(self) -> dict[str, Any]:
        """The terms as they are kept, and carried in an invitation."""
        return {
            "kind": self.kind.value,
            "powers": sorted(self.powers),
            "sections": sorted(self.sections),
            "only_accounts": sorted(str(account_id) for account_id in self.only_accounts),
            "most_each": self.most_each,
            "most_month": self.most_month,
            "ends": self.ends.isoformat() if self.ends else None,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "MandateTerms":
        """The terms that ``as_json`` wrote. Raises KeyError or ValueError for anything else."""
        return cls(
            MandateKind(said["kind"]),
            frozenset(Power(power) for power in said["powers"]),
            frozenset(Section(section) for section in said["sections"]),
            tuple(UUID(account_id) for account_id in said["only_accounts"]),
            said["most_each"],
            said["most_month"],
            date.fromisoformat(said["ends"]) if said["ends"] else None,
        )


class TermsRefused(Refusal):
    """Terms that a mandate cannot have, at the field to mend."""


class AlreadyHelps(Refusal):
    """Somebody who holds a mandate of this person's is given another."""

    def __init__(self) -> None:
        super().__init__("They help you already. Open them in your list, and change what they may do there.")


class ActsAlready(Refusal):
    """Somebody who is a deputy or an authorised person of this person is appointed as the same again."""

    field = "email"

    def __init__(self) -> None:
        super().__init__("They act for this person in this way already. If something has changed, end that first.")


class NotYoursToEnd(IllegalMove):
    """A mandate that the person did not give cannot be ended by them alone."""

    def __init__(self, kind: MandateKind) -> None:
        super().__init__(
            "Your council or the NHS pays for your support, so this stays while they do. Ask them if it is not right."
            if kind is MandateKind.FUNDER
            else "This was decided with a paper that is on file, so it cannot be ended here. Ask your council or the "
            "NHS, or an advocate, if it is not right."
        )


class OverMandate(Refusal):
    """An order costs more than the person lets this holder spend."""

    def __init__(self, most: Pence, left: Pence, *, monthly: bool) -> None:
        limit = f"{pounds(most)} in a calendar month" if monthly else f"{pounds(most)} for one order"
        super().__init__(
            f"They let you spend up to {limit}, and {pounds(left)} of that is left. Nothing was booked. "
            "Book less, or ask them to book it themselves or to let you spend more."
        )
        self.left = left


def whole(terms: MandateTerms) -> MandateTerms:
    """Terms with what they bring with them: whoever acts also looks, and whoever spends sees what it comes from."""
    powers = terms.powers | {Power.SEE}
    sections = terms.sections | (SPENDING if Power.SPEND in powers else frozenset())
    return replace(terms, powers=powers, sections=sections)


def check_terms(terms: MandateTerms, today: date) -> None:
    """Raises TermsRefused for terms that nobody can give."""
    if terms.kind not in GIVEN_BY_PEOPLE or not terms.powers <= GIVEN_POWERS:
        raise TermsRefused("Choose what they may do from what is on this page.", "may")
    if not terms.sections:
        raise TermsRefused("Choose at least one thing that they may see.", "sections")
    for name, pence in (("most_each", terms.most_each), ("most_month", terms.most_month)):
        if pence is not None and Power.SPEND not in terms.powers:
            raise TermsRefused("A sum is only for somebody who may book. Leave it empty, or let them book.", name)
        if pence is not None and not 1 <= pence <= MOST_PENCE:
            raise TermsRefused(f"Enter a sum from £0.01 to {pounds(MOST_PENCE)}.", name)
    if terms.ends is not None and not today <= terms.ends <= today + LONGEST:
        raise TermsRefused("Enter a day from today on, and not more than five years away.", "ends")


def check_appointment(
    kind: MandateKind, dated: date, ends: date | None, accounts: Collection[UUID], today: date
) -> None:
    """Raises TermsRefused for a deputy or an authorised person who cannot be appointed so."""
    if kind not in APPOINTED:
        raise TermsRefused("Choose which of the two it is.", "kind")
    if kind is MandateKind.AUTHORISED and not accounts:
        raise TermsRefused("Choose the direct payment that they manage for the person.", "account_ids")
    if dated > today:
        raise TermsRefused("Enter the date on the paper. It cannot be later than today.", "dated")
    if ends is not None and ends < today:
        raise TermsRefused("Enter a last day from today on, or leave it empty.", "ends")


def widened(before: MandateTerms, after: MandateTerms) -> bool:
    """Whether terms let somebody do anything that they could not do before."""
    accounts = bool(before.only_accounts) and not (
        after.only_accounts and set(after.only_accounts) <= set(before.only_accounts)
    )
    sums = [
        old is not None and (new is None or new > old)
        for old, new in ((before.most_each, after.most_each), (before.most_month, after.most_month))
    ]
    longer = before.ends is not None and (after.ends is None or after.ends > before.ends)
    more = bool(after.powers - before.powers or after.sections - before.sections)
    return more or accounts or any(sums) or longer


def check_spending(total: Pence, spent: Pence, most_each: Pence | None, most_month: Pence | None) -> None:
    """Raises OverMandate when an order, beside what this month's orders came to, is over what a holder may spend."""
    if most_each is not None and total > most_each:
        raise OverMandate(most_each, most_each, monthly=False)
    if most_month is not None and total > most_month - spent:
        raise OverMandate(most_month, max(most_month - spent, 0), monthly=True)
