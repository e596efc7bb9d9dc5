"""Refusals of buying: each says what the rule is and what the person can do."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from marketplace.budgets.rules import HOLDING_WORDS, Holding
from marketplace.foundation.errors import IllegalMove, Refusal
from marketplace.foundation.money import Pence, pounds

MOST_QUANTITY = Decimal(200)
LEAST_QUANTITY = Decimal("0.25")


class QuantityRefused(Refusal):
    """The quantity is not one that can be booked."""

    field = "quantity"

    def __init__(self) -> None:
        super().__init__(f"How much must be between {LEAST_QUANTITY} and {MOST_QUANTITY}, such as 1 or 1.5.")


class TimesRefused(Refusal):
    """The number or the days of the occasions cannot be booked."""

    field = "times"


class PlacesGone(Refusal):
    """Somebody else has the last place of at least one session."""

    field = "sessions"

    def __init__(self, gone: Sequence[UUID]) -> None:
        super().__init__(
            "Somebody has just taken the last place on "
            + ("one of these dates" if len(gone) == 1 else f"{len(gone)} of these dates")
            + ". Nothing was booked. Choose from the dates that still have places."
        )
        self.gone = tuple(gone)


class PriceChanged(Refusal):
    """The price is not the one that was on the page."""

    def __init__(self, shown: Pence, now: Pence) -> None:
        super().__init__(
            f"The price has changed since you opened the page. It was {pounds(shown)} and is now {pounds(now)}. "
            "Nothing was booked. Check the new price, and book if it still suits you."
        )
        self.shown = shown
        self.now = now


class AlreadyBooked(Refusal):
    """The same person already has this offer at this time."""

    field = "sessions"

    def __init__(self) -> None:
        super().__init__("You have already booked this. Look at your bookings, or choose another date.")


class NotOnSale(Refusal):
    """The offer cannot be booked now."""

    def __init__(self, why: str) -> None:
        super().__init__(why)


class OfferChanged(Refusal):
    """The words of the offer are not those that were on the page."""

    def __init__(self) -> None:
        super().__init__(
            "The provider has changed this offer since you opened the page: the place, the times or the terms may be "
            "different. Nothing was booked. Check it again, and book if it still suits you."
        )


class HoldingRefused(Refusal):
    """The provider does not take money that is held in this way."""

    field = "account_id"

    def __init__(self, holding: str) -> None:
        super().__init__(
            f"This provider does not take money that is {HOLDING_WORDS[Holding(holding)]}. Choose another account."
        )


class NotDueYet(Refusal):
    """A booking cannot be recorded before it has begun."""

    def __init__(self) -> None:
        super().__init__("This booking has not begun yet. You can record it once it has.")


class TooLateToAccept(IllegalMove):
    """The first date has begun, so a yes comes too late."""

    def __init__(self) -> None:
        super().__init__(
            "The first date of this order has already begun, so it is too late to say yes. "
            "We end the order and give the money back."
        )


class TooLateToCancel(IllegalMove):
    """The booking has begun, so it can no longer be cancelled."""

    def __init__(self) -> None:
        super().__init__(
            "This booking has already begun, so it cannot be cancelled. If it did not happen, "
            "tell us that something is wrong."
        )


class CostChanged(Refusal):
    """Cancelling costs something else than the page said."""

    def __init__(self, costs: Pence) -> None:
        super().__init__(
            f"What it costs to cancel has changed since you opened the page: it is now {pounds(costs)}. "
            "Nothing was cancelled. Check the new cost, and cancel if you still want to."
        )


class TooMuch(Refusal):
    """More than was booked, or more than was recorded."""


class NotDisputed(IllegalMove):
    """Only what is disputed can be decided."""

    def __init__(self) -> None:
        super().__init__("This is not disputed any more, so there is nothing to decide.")
