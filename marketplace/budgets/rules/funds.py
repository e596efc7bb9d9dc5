"""Individual Service Funds: who may ask whom to hold money, how a fund begins and ends, and what holding it costs."""

from datetime import date, timedelta
from enum import StrEnum

from marketplace.foundation.errors import IllegalMove, Refusal
from marketplace.foundation.money import MOST_PENCE, Pence, pounds

MOST_WORDS = 2000
MOST_NOTICE = 182  # days
ANSWERED_WITHIN = timedelta(days=14)
PAID_WITHIN = timedelta(days=14)  # of a fund's beginning; holders are paid ahead (FIELD.md F17)
FEE_EVERY = timedelta(weeks=4)


class FundState(StrEnum):
    """Where a fund stands between a person and whoever holds it."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    ENDED = "ended"


MOVES = {
    FundState.ASKED: (FundState.AGREED, FundState.DECLINED, FundState.TAKEN_BACK),
    FundState.AGREED: (FundState.ENDED,),
    FundState.DECLINED: (),
    FundState.TAKEN_BACK: (),
    FundState.ENDED: (),
}
BEGUN = (FundState.AGREED, FundState.ENDED)  # both have signed
OPEN = (FundState.ASKED, FundState.AGREED)
UNANSWERED = "Nobody answered in time."
CHANGED = "This has changed since you looked. See below how it stands now."

FUND_WORDS = {
    FundState.ASKED: "Waits for an answer",
    FundState.AGREED: "Agreed by both",
    FundState.DECLINED: "Declined",
    FundState.TAKEN_BACK: "Taken back",
    FundState.ENDED: "Ended",
}


class TermsRefused(Refusal):
    """The terms on which an organisation would hold money do not make sense."""


class TermsChanged(Refusal):
    """Whoever was chosen holds money on other terms now, or no longer."""

    field = "holder"

    def __init__(self) -> None:
        super().__init__("Their terms have changed since you looked, or they hold no more money now. Look again.")


class NothingToHold(Refusal):
    """The account cannot be handed over."""

    field = "account_id"

    def __init__(self) -> None:
        super().__init__("Choose money that runs now, has something left or to come, and is not with them already.")


class AskedAlready(Refusal):
    """Somebody was asked to hold this money, and it is not over."""

    field = "account_id"

    def __init__(self) -> None:
        super().__init__("Somebody has been asked to hold this money already. See what came of it on the money page.")


def moves(now: FundState, to: FundState) -> FundState:
    """Where a fund goes. Raises IllegalMove when it cannot go there from where it stands."""
    if to not in MOVES[now]:
        raise IllegalMove(CHANGED)
    return to


def check_terms(fee: Pence, notice_days: int, *, words: str) -> None:
    """Raises TermsRefused where a fee, a notice or what is offered cannot be."""
    if not 0 <= fee <= MOST_PENCE:
        raise TermsRefused(f"A fee can be up to {pounds(MOST_PENCE)}. Enter 0 if you ask for none.", "fee")
    if not 0 <= notice_days <= MOST_NOTICE:
        raise TermsRefused(f"Notice can be up to {MOST_NOTICE} days.", "notice_days")
    if not words.strip():
        raise TermsRefused("Say what you do for people whose money you hold.", "words")


def fee_days(begun: date, until: date) -> list[date]:
    """The days up to one on which a fee is due: each time that four weeks are over, so never before it was earned."""
    return [begun + number * FEE_EVERY for number in range(1, (until - begun) // FEE_EVERY + 1)]
