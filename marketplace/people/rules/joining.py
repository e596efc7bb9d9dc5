"""How people come in: links of letters, invitations, a helper's desk, and the check of providers that join."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from marketplace.foundation.access import Power
from marketplace.foundation.errors import Refusal
from marketplace.people.rules import MandateKind


class Purpose(StrEnum):
    """What a link lets whoever opens it do."""

    JOIN_PERSON = "join_person"
    JOIN_PROVIDER = "join_provider"
    PASSWORD = "password"  # noqa: S105 - a purpose, not a secret
    EMAIL = "email"
    INVITATION = "invitation"
    TAKEOVER = "takeover"


class LetterKind(StrEnum):
    """What a letter that is no notice is: one that carries a link, or one that tells an address that is left behind."""

    LINK = "link"
    MOVING = "moving"
    MOVED = "moved"


class SaidHow(StrEnum):
    """How a person gave their say-so to a helper."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    WRITING = "writing"


SAID_WORDS = {
    SaidHow.IN_PERSON: "Face to face",
    SaidHow.PHONE: "By telephone",
    SaidHow.VIDEO: "By video call",
    SaidHow.WRITING: "In writing, which I have kept",
}
LASTS: dict[Purpose, timedelta] = {
    Purpose.JOIN_PERSON: timedelta(days=2),
    Purpose.JOIN_PROVIDER: timedelta(days=2),
    Purpose.PASSWORD: timedelta(hours=2),
    Purpose.EMAIL: timedelta(days=1),
    Purpose.INVITATION: timedelta(days=14),
    Purpose.TAKEOVER: timedelta(days=60),
}
LETTERS_AN_HOUR = 3  # of one purpose, to one address
ASKS_AN_HOUR = 30  # from one network address, where a whole day centre may sit
INVITATIONS_AN_HOUR = 20  # from one account
CHECK_WORKING_DAYS = 5  # within which the back office checks a provider that came by itself
LONGEST_HELP = timedelta(days=366)  # that somebody signed up at a desk is helped, until they say so again
TRUSTED_KINDS = (MandateKind.SUPPORTER, MandateKind.BROKER)  # as what a person may invite somebody
GIVEN_POWERS = (Power.SEE, Power.PLAN, Power.SPEND)
FIRST_ADMINISTRATORS = 2  # one proposes a duty, the other agrees: from then on nobody need come in by a command
MOST_EMAIL = 254
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")  # as browsers have it


class DayRefused(Refusal):
    """A last day that cannot be."""

    field = "until"


class SaidOnRefused(Refusal):
    """A say-so that is still to come."""

    field = "said_on"

    def __init__(self) -> None:
        super().__init__("Enter the day on which they said yes. It is today, or lies behind you.")


class NotTaken(Refusal):
    """An invitation or a link that can give nothing any more; the words say what to do."""


class FirstRefused(Refusal):
    """Addresses of first administrators that cannot be; the words say what to do."""


def is_address(email: str) -> bool:
    """Whether a letter can be sent to an e-mail address."""
    return len(email) <= MOST_EMAIL and _EMAIL.fullmatch(email) is not None


def check_first(emails: Sequence[str], taken: frozenset[str], administrators: int) -> None:
    """Raises FirstRefused unless the addresses (in lower case) make up the first administrators with those there are.

    ``taken`` are the addresses of administrators, so that nobody is both pairs of eyes.
    """
    missing = FIRST_ADMINISTRATORS - administrators
    if missing <= 0:
        raise FirstRefused(
            "There are two administrators or more already. One of them proposes the next in the back office, under "
            "“Roles”, and another one agrees."
        )
    for email in emails:
        if not is_address(email):
            raise FirstRefused(f"{email} is no e-mail address. Give one such as name@example.org.")
        if email in taken:
            raise FirstRefused(f"{email} is an administrator already. Give the address of somebody else.")
    if len(emails) != missing or len(set(emails)) != len(emails):
        wanted = "the two addresses of two people" if missing > 1 else "one address: one administrator is there already"
        raise FirstRefused(f"Give {wanted}. Two make sure that nobody gives roles alone.")


class BoundsOver(NotTaken):
    """What was offered cannot begin any more: its last day is over, or the money that it was for has ended."""

    def __init__(self) -> None:
        super().__init__(
            "What you were asked to do cannot begin any more: its last day is over, or the money that it was for has "
            "ended. Nothing was given. We tell them. They can invite you again, with what fits now."
        )


def check_until(until: date | None, today: date, longest: timedelta | None = None) -> None:
    """Raises DayRefused for a last day that is over, or further off than a helper may be trusted for in one go."""
    if until is not None and until < today:
        raise DayRefused("Choose a day that is still to come.")
    if longest is not None and (until is None or until > today + longest):
        raise DayRefused("Choose a last day within a year. They can say yes again then.")


def check_said_on(said_on: date, today: date) -> None:
    """Raises SaidOnRefused for a day to come."""
    if said_on > today:
        raise SaidOnRefused


def powers_told(powers: frozenset[Power]) -> frozenset[Power]:
    """What somebody is given: who may do more than look may look as well."""
    return frozenset(powers & set(GIVEN_POWERS)) | {Power.SEE}


def is_open(ends_at: datetime, used_at: datetime | None, ended_at: datetime | None, now: datetime) -> bool:
    """Whether a link can still be used."""
    return used_at is None and ended_at is None and now < ends_at
