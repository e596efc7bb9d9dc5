"""The rows that reads of buying hand out."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from marketplace.catalogue.rules import LEVEL_WORDS, Level, per_unit
from marketplace.foundation.money import Pence
from marketplace.purchasing.rules import BookingState, DeliveryState, OrderState

PAGE = 50  # rows of a list on one page


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """One order in a list. Promised and spent in pence; ``next_at`` is its next date that stands."""

    id: UUID
    number: str
    title: str
    offer_id: UUID
    provider: str
    person_id: UUID
    person: str
    state: str
    placed_at: datetime
    answer_by: date
    bookings: int
    next_at: datetime | None
    promised: Pence
    spent: Pence
    to_record: int
    waiting: int
    disputed: int


@dataclass(frozen=True, slots=True)
class StandingRow:
    """Where the orders of one person stand: the next date (UTC) and what it is, and how much waits for whom."""

    person_id: UUID
    next_at: datetime | None
    next_title: str
    waiting: int
    disputed: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class BookingRow:
    """One occasion of an order, with the record of what happened if there is one. Pence; UTC.

    ``came_back`` is what was settled and is not to be paid after all.
    """

    id: UUID
    session_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    quantity: Decimal
    unit_pence: Pence
    price: Pence
    state: str
    reason: str
    kind: str | None
    delivered: Decimal | None
    pence: Pence | None
    delivery_state: str | None
    silence_on: date | None
    dispute: str | None
    decision: str | None
    confirmed_by: str | None
    came_back: Pence = 0

    @property
    def waits_for_person(self) -> bool:
        """Whether it waits for the person's word."""
        return self.state == BookingState.RECORDED

    @property
    def settled(self) -> bool:
        """Whether what it costs is settled."""
        return self.delivery_state == DeliveryState.CONFIRMED


@dataclass(frozen=True, slots=True)
class PayerRow:
    """What one account promised to an order, in pence, over all its bookings."""

    account_id: UUID
    name: str
    holding: str
    funder: str
    pence: Pence


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order whole: what was agreed, its bookings by date, and who pays."""

    id: UUID
    number: str
    person_id: UUID
    person: str
    offer_id: UUID
    provider_id: UUID
    provider: str
    title: str
    unit: str
    level: str
    notice_hours: int
    late_percent: int
    vat: str
    message: str
    state: str
    placed_at: datetime
    answer_by: date
    reason: str
    placed_by: str
    bookings: tuple[BookingRow, ...]
    payers: tuple[PayerRow, ...]

    @property
    def total(self) -> Pence:
        """What was promised for all of it when it was placed."""
        return sum(booking.price for booking in self.bookings)

    @property
    def per(self) -> str:
        """How its unit is said: ``an hour``."""
        return per_unit(self.unit)

    @property
    def level_words(self) -> str:
        """Its level of support in plain words."""
        return LEVEL_WORDS[Level(self.level)]

    @property
    def open(self) -> bool:
        """Whether anything can still happen to it."""
        return self.state in (OrderState.PLACED, OrderState.ACCEPTED)

    def booking(self, booking_id: UUID) -> BookingRow | None:
        """One of its bookings."""
        return next((booking for booking in self.bookings if booking.id == booking_id), None)


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """One disputed record of a booking, as whoever decides it sees it, also once it is settled. Pence; UTC."""

    booking_id: UUID
    order_id: UUID
    number: str
    title: str
    provider: str
    person_id: UUID
    person: str
    starts_at: datetime
    price: Pence
    kind: str
    quantity: Decimal
    pence: Pence
    dispute: str
    recorded_at: datetime
    state: str
    confirmed_by: str | None
    decision: str

    @property
    def open(self) -> bool:
        """Whether it still waits to be settled."""
        return self.state == DeliveryState.DISPUTED
