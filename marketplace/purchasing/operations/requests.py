"""What the faces hand in to buy, and what they get shown before they do."""

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from marketplace.budgets.rules.asking import Permission
from marketplace.catalogue.rules import Level, Unit
from marketplace.foundation.money import Pence
from marketplace.purchasing.queries.cards import CardRow
from marketplace.purchasing.rules import Occasion, Share


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """One order as it was asked for.

    ``version_id`` and ``expected`` (pence) are what the page showed; dated sessions are named by id, agreed times
    are given as occasions; ``account_id`` pays, and is not needed for what is free. With ``rest_id`` two accounts pay:
    the first ``part`` (pence; None: as much as it can), the second the rest. ``by_card``: what a direct payment pays
    is asked of its card, once it was had.
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
    rest_id: UUID | None = None
    part: Pence | None = None
    expected: Pence | None = None
    message: str = ""
    again_of: UUID | None = None
    by_card: bool = False

    @property
    def account_ids(self) -> list[UUID]:
        """The accounts that should pay, in their order."""
        return [each for each in (self.account_id, self.rest_id) if each]

    @property
    def hash(self) -> str:
        """A digest of everything but the key, to tell the same form from another with its key."""
        return hashlib.sha256(repr(replace(self, key=UUID(int=0))).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PricedOccasion:
    """One occasion with its quantity, unit price and price in pence, and who pays what of it."""

    occasion: Occasion
    quantity: Decimal
    unit_pence: Pence
    price: Pence
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Paying:
    """What one account pays of an order, how its money is held, and what was and would be left in it. Pence.

    ``permissions``: its funder's rules are against it but for these, of which one must be wide enough.
    """

    account_id: UUID
    account: str
    holding: str
    pence: Pence
    left_before: Pence
    left_after: Pence
    permissions: tuple[Permission, ...] = ()


@dataclass(frozen=True, slots=True)
class PaidByCard:
    """The card that can pay what one account pays, and whether it is good until the last date."""

    account_id: UUID
    card: CardRow
    good: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """What an order would cost as things stand, and who pays (nobody what is free); asking keeps nothing."""

    version_id: UUID
    title: str
    provider: str
    notice_hours: int
    late_percent: int
    occasions: tuple[PricedOccasion, ...]
    total: Pence
    payers: tuple[Paying, ...]
    card: PaidByCard | None = None
