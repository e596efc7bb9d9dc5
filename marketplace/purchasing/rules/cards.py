"""Paying by card: the states of a payment and their moves, of who is paid, and of what is given back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.foundation.errors import IllegalMove, Refusal
from marketplace.foundation.money import Pence, pounds

MOST_REASON = 500  # characters of why money is given back
LEAST_CHARGE = 30  # pence; no card is charged for less


class PaymentState(StrEnum):
    """Where the payment of one delivery by card stands."""

    TO_CHARGE = "to_charge"
    ASKED = "asked"
    NEEDS_PERSON = "needs_person"
    PAID = "paid"
    FAILED = "failed"
    PART_REFUNDED = "part_refunded"
    REFUNDED = "refunded"
    DISPUTED = "disputed"


class PayeeState(StrEnum):
    """Whether a provider can be paid by card; one that has no row has not begun."""

    BEGUN = "begun"
    NEEDS_SOMETHING = "needs_something"
    CAN_BE_PAID = "can_be_paid"


class CardState(StrEnum):
    """Where the card of a budget account stands: asked for on the card company's page, kept, or not any more."""

    ASKED = "asked"
    KEPT = "kept"
    REMOVED = "removed"


class BackState(StrEnum):
    """How far giving money back has come: each step is stored, so that none is done twice."""

    ASKED = "asked"
    TAKEN_BACK = "taken_back"
    GIVEN_BACK = "given_back"


_S = PaymentState
PAYMENT_MOVES: dict[PaymentState, frozenset[PaymentState]] = {
    _S.TO_CHARGE: frozenset({_S.ASKED, _S.NEEDS_PERSON}),
    _S.ASKED: frozenset({_S.PAID, _S.NEEDS_PERSON, _S.FAILED}),
    _S.NEEDS_PERSON: frozenset({_S.ASKED, _S.PAID, _S.FAILED}),
    _S.FAILED: frozenset({_S.ASKED, _S.PAID}),
    _S.PAID: frozenset({_S.PART_REFUNDED, _S.REFUNDED, _S.DISPUTED}),
    _S.PART_REFUNDED: frozenset({_S.PART_REFUNDED, _S.REFUNDED, _S.DISPUTED}),
    _S.REFUNDED: frozenset({_S.DISPUTED}),
    _S.DISPUTED: frozenset({_S.PAID, _S.PART_REFUNDED, _S.REFUNDED}),
}
OPEN = frozenset({_S.TO_CHARGE, _S.ASKED, _S.NEEDS_PERSON, _S.FAILED})  # the card has not paid yet
WITH_PERSON = frozenset({_S.NEEDS_PERSON, _S.FAILED})  # the person does what is next
CAN_GIVE_BACK = frozenset({_S.PAID, _S.PART_REFUNDED})
_SAYS = {
    _S.TO_CHARGE: "is about to be asked of the card",
    _S.ASKED: "is being asked of the card",
    _S.NEEDS_PERSON: "waits for the person",
    _S.PAID: "was paid",
    _S.FAILED: "did not go through",
    _S.PART_REFUNDED: "was given back in part",
    _S.REFUNDED: "was given back",
    _S.DISPUTED: "is disputed with the card company",
}


class CardNotPossible(Refusal):
    """This cannot be paid by card: no card is kept, or the provider cannot be paid so."""

    def __init__(self) -> None:
        super().__init__(
            "This cannot be paid by card just now. Nothing was booked. Check what holds now, and book if it suits you."
        )


class CardsAway(Refusal):
    """The card company does not answer, or no keys are set here."""

    def __init__(self) -> None:
        super().__init__(
            "We cannot reach the card company just now. Nothing was done. Please try again in a few minutes. "
            "You can still pay the provider yourself."
        )


class NothingToCharge(IllegalMove):
    """There is no card that could be charged."""

    def __init__(self) -> None:
        super().__init__("There is no card to pay with. Add a card first, then pay.")


class TooMuchBack(Refusal):
    """More than was paid, less what was given back before."""

    field = "pence"

    def __init__(self, left: Pence) -> None:
        super().__init__(f"You can give back up to {pounds(left)}. Enter that or less.")


class NothingToGiveBack(IllegalMove):
    """It was not paid, or not passed on to the provider yet, or all of it was given back."""

    def __init__(self) -> None:
        super().__init__("There is nothing to give back just now. If it was paid a moment ago, try again in an hour.")


def payment_becomes(was: PaymentState, asked: PaymentState) -> PaymentState:
    """The state asked for, if it may follow. Raises IllegalMove."""
    if asked not in PAYMENT_MOVES[was]:
        raise IllegalMove(f"This cannot be done now: the payment {_SAYS[was]}.")
    return asked


def news(was: PaymentState, told: PaymentState) -> bool:
    """Whether what the card company says now moves a payment: what is older than what is known moves nothing."""
    return told is not was and told in PAYMENT_MOVES[was]


def may_give_back(state: PaymentState, left: Pence, pence: Pence, *, passed_on: bool) -> None:
    """Raises NothingToGiveBack unless it was paid and passed on, and TooMuchBack beyond what is left of it."""
    if state not in CAN_GIVE_BACK or not passed_on or left <= 0:
        raise NothingToGiveBack
    if not 0 < pence <= left:
        raise TooMuchBack(left)


def after_giving_back(pence: Pence, given_back: Pence) -> PaymentState:
    """The state of a payment once so much of it was given back."""
    return PaymentState.REFUNDED if given_back >= pence else PaymentState.PART_REFUNDED


def last_day_of(month: int, year: int) -> date:
    """The first day on which a card can no longer be used: the one after its month."""
    return date(year + month // 12, month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class PayeeNow:
    """What the card company says of who is paid: whether they can be, and whether they are to give something more."""

    account: str
    can_be_paid: bool
    submitted: bool

    @property
    def state(self) -> PayeeState:
        """The same in our words."""
        if self.can_be_paid:
            return PayeeState.CAN_BE_PAID
        return PayeeState.NEEDS_SOMETHING if self.submitted else PayeeState.BEGUN


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A card as it may be kept: never its number."""

    customer: str
    method: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int


@dataclass(frozen=True, slots=True)
class CardAsked:
    """A page of the card company on which a card is added: where it is, and the card once it was."""

    session: str
    url: str
    over: bool
    card: KeptCard | None


@dataclass(frozen=True, slots=True)
class ChargeAsk:
    """One charge to ask of the card company. ``intent`` names the one that did not go through before, if there is.

    ``off_session``: nobody is there to confirm it. ``back`` is where the person comes back to after confirming.
    """

    payment: str
    key: str
    pence: Pence
    customer: str
    method: str
    payee: str
    back: str
    intent: str | None = None
    off_session: bool = True


@dataclass(frozen=True, slots=True)
class Charged:
    """How a charge stands with the card company; ``confirm_at`` is where the person confirms it, if they are to."""

    intent: str
    state: PaymentState
    charge: str | None = None
    why: str = ""
    confirm_at: str = ""


@dataclass(frozen=True, slots=True)
class PassOnAsk:
    """What is passed on to a provider of what a card paid."""

    payment: str
    pence: Pence
    charge: str
    payee: str


@dataclass(frozen=True, slots=True)
class BackAsk:
    """What is given back: first taken back from the provider, unless that was done, then given to the card."""

    refund: str
    payment: str
    pence: Pence
    charge: str
    transfer: str
    reversal: str | None


@dataclass(frozen=True, slots=True)
class BankDispute:
    """A charge that the person's bank asks back: whether that is decided, and whether the money is lost."""

    charge: str
    over: bool
    lost: bool


@dataclass(frozen=True, slots=True)
class CardEvent:
    """An event that the card company told of, with the record that it is about."""

    id: str
    kind: str
    about: str
