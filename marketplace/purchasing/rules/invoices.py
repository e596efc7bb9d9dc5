"""Invoices of settled deliveries: the states of a line and their moves, who has it by when, and the published file."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from marketplace.foundation.errors import IllegalMove, Refusal
from marketplace.foundation.money import Pence, pounds

MOST_WORDS = 1000  # characters of a query or of its answer
CURRENCY = "GBP"
PAY_SOON = timedelta(days=7)  # so long before its last day what is to be paid comes on the list of work


class LineState(StrEnum):
    """Where one line of an invoice stands; whether an agreed one is paid is said by its agreement."""

    WITH_FUNDER = "with_funder"
    WITH_PROVIDER = "with_provider"
    AGREED = "agreed"
    TAKEN_OFF = "taken_off"


class LineMove(StrEnum):
    """What somebody does with a line."""

    QUERY = "query"  # the funder asks, in words
    STAND_BY = "stand_by"  # the provider stands by it, in words
    TAKE_OFF = "take_off"  # the provider takes it off: the money goes back where it came from
    AGREE = "agree"  # the funder agrees to all that it has


LINE_MOVES: dict[LineMove, tuple[frozenset[LineState], LineState]] = {
    LineMove.QUERY: (frozenset({LineState.WITH_FUNDER}), LineState.WITH_PROVIDER),
    LineMove.STAND_BY: (frozenset({LineState.WITH_PROVIDER}), LineState.WITH_FUNDER),
    LineMove.TAKE_OFF: (frozenset({LineState.WITH_FUNDER, LineState.WITH_PROVIDER}), LineState.TAKEN_OFF),
    LineMove.AGREE: (frozenset({LineState.WITH_FUNDER}), LineState.AGREED),
}
_SAYS = {
    LineState.WITH_FUNDER: "is with the funder",
    LineState.WITH_PROVIDER: "is queried, and with the provider",
    LineState.AGREED: "was agreed",
    LineState.TAKEN_OFF: "was taken off",
}


class InvoiceChanged(Refusal):
    """What is to be agreed adds up to something else than the page said."""

    def __init__(self, shown: Pence | None, now: Pence) -> None:
        told = f"It was {pounds(shown or 0)} and is now {pounds(now)}."
        super().__init__(
            f"The invoice has changed since you opened the page. {told} Nothing was agreed. Check it again, and agree "
            "if it is right."
        )


class NothingToAgree(Refusal):
    """All lines are agreed, queried or taken off."""

    def __init__(self) -> None:
        super().__init__("Nothing of this invoice waits for you now, so there is nothing to agree.")


def line_becomes(was: LineState, move: LineMove) -> LineState:
    """The state of a line after a move. Raises IllegalMove."""
    allowed, becomes = LINE_MOVES[move]
    if was not in allowed:
        raise IllegalMove(f"This cannot be done now: the line {_SAYS[was]}.")
    return becomes


def agreed_sum(each: Iterable[Pence], shown: Pence | None) -> Pence:
    """What lines come to. Raises NothingToAgree, and InvoiceChanged where another sum was shown."""
    total = sum(each)
    if not total:
        raise NothingToAgree
    if total != shown:
        raise InvoiceChanged(shown, total)
    return total


# the published layout: each column with what it says, in the order of the file; docs/invoices.md tells of it
COLUMNS: dict[str, str] = {
    "reference": "What to put on the payment. Lines with the same one are paid in one sum. Empty until agreed.",
    "reference_pence": "That sum, in whole pence. Empty until agreed.",
    "invoice": "The invoice that the line is on.",
    "month": "The month in which it was settled, such as 2026-03.",
    "provider": "Whom to pay.",
    "funder": "Who pays.",
    "order": "The number of the order.",
    "day": "The day of the booking, such as 2026-03-02.",
    "service": "What was booked.",
    "happened": "delivered, cancelled_late or missed.",
    "quantity": "How much was delivered.",
    "unit": "In which unit: hour, session, half_day, day, week or each.",
    "pence": "What the line comes to, in whole pence.",
    "currency": "Always GBP.",
    "state": "with_funder, with_provider, agreed, paid or taken_off.",
    "by": "The day by which whoever has it acts: looks, answers or pays.",
    "paid_on": "The day on which it was paid.",
}
