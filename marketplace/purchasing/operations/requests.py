"""What the faces hand in to buy, and what they get shown before they do."""

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from marketplace.catalogue.rules import Level, Unit
from marketplace.foundation.money import Pence
from marketplace.purchasing.rules import Occasion


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """One order as it was asked for.

    ``version_id`` and ``expected`` (pence) are what the page showed; dated sessions are named by id, agreed times
    are given as occasions; ``account_id`` pays, and is not needed for what is free.
    """

    key: UUID
    person_id: UUID
    offer_id: UUID
    version_id: UUID | None
    unit: Unit
    level: Level
    quantity: Decimal
    session_ids: tuple[UUID, ...] = ()
    times: tuple[Occasion, ...] = ()
    account_id: UUID | None = None
    expected: Pence | None = None
    message: str = ""
    again_of: UUID | None = None

    @property
    def hash(self) -> str:
        """A digest of everything but the key, to tell the same form from another with its key."""
        return hashlib.sha256(repr(replace(self, key=UUID(int=0))).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PricedOccasion:
    """One occasion with its quantity, unit price and price in pence."""

    occasion: Occasion
    quantity: Decimal
    unit_pence: Pence
    price: Pence


@dataclass(frozen=True, slots=True)
class Quote:
    """What an order would cost as things stand: nothing is kept by asking for it."""

    version_id: UUID
    title: str
    provider: str
    notice_hours: int
    late_percent: int
    occasions: tuple[PricedOccasion, ...]
    total: Pence
    account_id: UUID | None
    account: str
    holding: str  # how the account's money is held; empty where nobody pays
    left_before: Pence
    left_after: Pence
