"""How somebody wants to be told of things: by letter or only here, at once or once a day, and at which hours."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from marketplace.foundation.clock import LONDON, civil
from marketplace.foundation.errors import Refusal


class NoticeKind(StrEnum):
    """What a notice is about, as people choose by it."""

    ORDERS = "orders"
    MONEY = "money"
    ANSWERS = "answers"
    TASKS = "tasks"
    OTHER = "other"
    HARM = "harm"
    CALLED_OFF = "called_off"
    REFUSED = "refused"
    SECURITY = "security"


KIND_WORDS = {
    NoticeKind.ORDERS: "Orders and dates",
    NoticeKind.MONEY: "Money",
    NoticeKind.ANSWERS: "Answers to what I said or asked for",
    NoticeKind.TASKS: "Work that waits for me",
    NoticeKind.OTHER: "Everything else",
}
CHOOSABLE = tuple(KIND_WORDS)  # those that may come in one letter a day
URGENT = frozenset(set(NoticeKind) - set(CHOOSABLE))  # these never wait, for no day and no hour
ALWAYS = frozenset({NoticeKind.HARM, NoticeKind.SECURITY})  # these leave by mail, whatever somebody chose
DAILY_AT = time(9)  # London, for whoever named no hours
SHORTEST = timedelta(hours=1)  # of the hours: shorter ones could pass while the worker is busy


class MailState(StrEnum):
    """Where the letter of a notice is: under way, waiting for the day's letter, left, only here, or not delivered."""

    WAITING = "waiting"
    DAILY = "daily"
    SENT = "sent"
    KEPT = "kept"
    FAILED = "failed"


class Way(StrEnum):
    """How a notice reaches somebody, beside the list in the product."""

    HERE = "here"
    ONCE = "once"
    DAILY = "daily"


class HoursRefused(Refusal):
    """Hours at which no letter could come."""

    field = "ends"


class CallsRefused(Refusal):
    """Calls without a number to ring."""

    field = "phone"


@dataclass(frozen=True, slots=True)
class Contact:
    """What somebody chose. ``begins`` and ``ends`` are London times of day, both or neither; ``ends`` is not inside.

    ``phone`` is kept only of those who said that they may be rung; ``other_name`` is whom to tell instead.
    """

    by_email: bool = True
    daily: frozenset[NoticeKind] = field(default_factory=frozenset)
    begins: time | None = None
    ends: time | None = None
    ring: bool = False
    phone: str = ""
    other_name: str = ""
    other_contact: str = ""


def check_contact(contact: Contact) -> None:
    """Raises HoursRefused and CallsRefused for what could not be kept to."""
    begins, ends = contact.begins, contact.ends
    if (begins is None) != (ends is None):
        field = "begins" if begins is None else "ends"
        raise HoursRefused("Enter both hours, or neither. With neither, letters may come at any time.", field)
    if begins and ends and _span(begins, ends) < SHORTEST:
        raise HoursRefused("The second hour must be later in the same day, by an hour or more. Such as 9am and 6pm.")
    if contact.ring and not contact.phone:
        raise CallsRefused("Enter the number that we may ring, or choose that nobody rings.")


def _span(begins: time, ends: time) -> timedelta:
    """How long the hours last; below nought when they end before they begin."""
    return timedelta(hours=ends.hour - begins.hour, minutes=ends.minute - begins.minute)


def way(contact: Contact, kind: NoticeKind) -> Way:
    """How a notice of a kind reaches somebody."""
    if kind in ALWAYS:
        return Way.ONCE
    if not contact.by_email:
        return Way.HERE
    return Way.DAILY if kind in contact.daily - URGENT else Way.ONCE


def open_at(contact: Contact, instant: datetime) -> bool:
    """Whether a letter may come at an instant (UTC), by what clocks in London show then."""
    if contact.begins is None or contact.ends is None:
        return True
    return contact.begins <= instant.astimezone(LONDON).time() < contact.ends


def open_from(contact: Contact, instant: datetime) -> datetime:
    """The first instant (UTC), from one on, at which a letter may come."""
    return instant if open_at(contact, instant) else next_opening(contact, instant)


def next_opening(contact: Contact, after: datetime) -> datetime:
    """The next instant (UTC) later than one at which the hours begin; it is when the day's letter comes."""
    begins = contact.begins or DAILY_AT
    day = civil(after)
    # an hour may come twice in a night, or not at all; then the hours of that day begin late, or are left out
    starts = [
        datetime.combine(day + timedelta(days=days), begins.replace(fold=fold), LONDON).astimezone(UTC)
        for days in range(4)
        for fold in (0, 1)
    ]
    return min(start for start in starts if start > after and open_at(contact, start))


def due(contact: Contact, kind: NoticeKind, instant: datetime) -> datetime:
    """When (UTC) the letter of a notice told at an instant is due, if it goes by mail."""
    if kind in URGENT:
        return instant
    if way(contact, kind) is Way.DAILY:
        return next_opening(contact, instant)
    return open_from(contact, instant)
