"""What goes out in our feed: one offer and one provider as the database holds them, before they are Open Referral."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from marketplace.foundation.money import Pence


@dataclass(frozen=True, slots=True)
class PublishedOrganisation:
    """A provider with something on sale, and what it published of itself."""

    id: UUID
    name: str
    about: str
    email: str
    phone: str
    user_led: bool
    small: bool


@dataclass(frozen=True, slots=True)
class PublishedPrice:
    """What one unit at one level of support costs the buyer, in pence, VAT included."""

    unit: str
    level: str
    pence: Pence


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """One date of a group: its UTC start and end."""

    id: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class PublishedService:
    """An offer on sale, in the words of the version in force. ``areas``: code to name. ``modified_at``: UTC.

    ``outward`` is the first half of the venue's postcode, or empty.
    """

    id: UUID
    modified_at: datetime
    starts: date
    title: str
    summary: str
    description: str
    category: str
    group: bool
    place: str
    venue: str
    days: tuple[str, ...]
    parts: tuple[str, ...]
    languages: tuple[str, ...]
    access: tuple[str, ...]
    takes: tuple[str, ...]
    outcomes: tuple[str, ...]
    culture: tuple[str, ...]
    workers: tuple[str, ...]
    outward: str
    organisation: PublishedOrganisation
    prices: tuple[PublishedPrice, ...]
    areas: Mapping[str, str]
    dates: tuple[PublishedDate, ...] = field(default=())
