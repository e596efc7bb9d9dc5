"""What may happen to a stream of money while it runs: other sums to come, a pause, going on, an early end; and why.

A review may not be used to cut a budget (FIELD.md F6), so a change has a reason of this list, each with its own rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from marketplace.foundation.errors import Refusal
from marketplace.foundation.money import MOST_PENCE, Pence, pounds

MOST_WORDS = 500  # characters of why


class ChangeKind(StrEnum):
    """What a funder can do with a stream from a day on."""

    AMOUNT = "amount"  # each payment that is still to come is another sum
    SUSPEND = "suspend"  # days from then on cannot be booked, and payments wait
    RESUME = "resume"
    END = "end"  # days from then on cannot be booked, and no more is paid


class ChangeReason(StrEnum):
    """Why a funder changes a stream."""

    REASSESSED = "reassessed"
    ASKED = "asked"
    RISE = "rise"
    CONDITIONS = "conditions"
    HOSPITAL = "hospital"
    RISK = "risk"
    ELSEWHERE = "elsewhere"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class ReasonRule:
    """A reason in plain words, the rule behind it, what it may be used for, and whether notice is given."""

    words: str
    rule: str
    kinds: frozenset[ChangeKind]
    notice: bool = True
    only_more: bool = False


_ALL = frozenset(ChangeKind)
REASONS: dict[ChangeReason, ReasonRule] = {
    ChangeReason.REASSESSED: ReasonRule(
        "a new assessment shows other needs",
        "Only a reassessment can show that needs changed; a review cannot cut a budget (Care Act 2014, section 27)",
        frozenset({ChangeKind.AMOUNT, ChangeKind.END}),
    ),
    ChangeReason.ASKED: ReasonRule("you asked for it", "The person's own wish, in writing", _ALL, notice=False),
    ChangeReason.RISE: ReasonRule(
        "it goes up with costs",
        "The funder's yearly rise",
        frozenset({ChangeKind.AMOUNT}),
        notice=False,
        only_more=True,
    ),
    ChangeReason.CONDITIONS: ReasonRule(
        "the money was not used as the plan says",
        "Care Act 2014, section 33: a direct payment is for the needs in the plan",
        frozenset({ChangeKind.SUSPEND, ChangeKind.END}),
    ),
    ChangeReason.HOSPITAL: ReasonRule(
        "you are in hospital",
        "A stay in hospital does not end a direct payment, so this is for a pause alone",
        frozenset({ChangeKind.SUSPEND}),
    ),
    ChangeReason.RISK: ReasonRule(
        "we want to be sure that you are safe",
        "Safeguarding: it cannot wait for notice",
        frozenset({ChangeKind.SUSPEND}),
        notice=False,
    ),
    ChangeReason.ELSEWHERE: ReasonRule(
        "somebody else pays for your support now",
        "Another funder has taken over, or the person has moved",
        frozenset({ChangeKind.END}),
    ),
    ChangeReason.SETTLED: ReasonRule(
        "what it waited for is settled",
        "The pause has served its purpose",
        frozenset({ChangeKind.RESUME}),
        notice=False,
    ),
}
KIND_WORDS = {
    ChangeKind.AMOUNT: "Change what each payment is",
    ChangeKind.SUSPEND: "Suspend it",
    ChangeKind.RESUME: "Let it go on",
    ChangeKind.END: "End it early",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A day from which a stream stands still, goes on, or is over, with who decided it."""

    kind: ChangeKind
    starts: date
    by: str


class ChangeRefused(Refusal):
    """A stream cannot be changed in this way."""


class StreamShut(Refusal):
    """The day lies where the stream stands still, or after its end."""

    field = "account_id"

    def __init__(self, account: str, funder: str, turn: Turn, day: date) -> None:
        what = "has ended" if turn.kind is ChangeKind.END else "is suspended"
        super().__init__(
            f"The money “{account}” {what} from {turn.starts:%-d %B %Y}, and {day:%-d %B %Y} is after that. What you "
            f"booked before stays booked. Ask {turn.by} at {funder}. Or choose another account or an earlier day."
        )


class Waiting(Refusal):
    """A payment that waits while its stream is suspended."""

    def __init__(self) -> None:
        super().__init__("This money is suspended, so its payments wait. Let it go on first, then record the payment.")


def shut_on(turns: Sequence[Turn], day: date) -> Turn | None:
    """The turn by which a stream stands still or is over on a day, of turns in their order; None while it runs."""
    begun = [turn for turn in turns if turn.starts <= day]
    return begun[-1] if begun and begun[-1].kind is not ChangeKind.RESUME else None


@dataclass(frozen=True, slots=True)
class Change:
    """What a funder wants to do: pence is of each payment to come; money may be asked back with an end (F14)."""

    kind: ChangeKind
    starts: date
    reason: ChangeReason
    words: str
    pence: Pence | None = None
    back: Pence | None = None
    back_by: date | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A stream as changing it needs it: its last day, its turns in order, and the notice that its funder gives."""

    ends: date
    turns: Sequence[Turn]
    notice_days: int
    have: Pence  # what has come into the account


def check_change(change: Change, stream: Running, today: date, was: Pence | None) -> None:
    """Raises ChangeRefused at the field to mend; ``was`` is what the next payment would be (None: none is to come)."""
    _check_days(change, stream, today)
    _check_state(change, stream)
    rule = REASONS[change.reason]
    if change.kind not in rule.kinds:
        raise ChangeRefused(f"This reason is not for that. The rule: {rule.rule}. Choose another reason.", "reason")
    if not change.words.strip():
        raise ChangeRefused("Say why in your own words. The person reads them.", "words")
    less = change.kind is not ChangeKind.RESUME
    if change.kind is ChangeKind.AMOUNT:
        less = _check_sum(change, was)
        if rule.only_more and less:
            raise ChangeRefused("This reason is for a rise. Choose another reason, or a higher sum.", "reason")
    soonest = today + timedelta(days=stream.notice_days)
    if less and rule.notice and change.starts < soonest:
        raise ChangeRefused(
            f"You give {stream.notice_days} days of notice, so it can begin on {soonest:%-d %B %Y} or later.", "starts"
        )
    _check_back(change, stream, today)


def _check_days(change: Change, stream: Running, today: date) -> None:
    if change.starts < today:
        raise ChangeRefused("Choose today or a later day. What happened before stays as it was.", "starts")
    if change.starts > stream.ends:
        raise ChangeRefused(f"This money ends on {stream.ends:%-d %B %Y}. Choose that day or an earlier one.", "starts")
    if stream.turns and change.kind is not ChangeKind.AMOUNT and change.starts < stream.turns[-1].starts:
        last = stream.turns[-1].starts
        raise ChangeRefused(f"Something changes on {last:%-d %B %Y} already. Choose that day or a later one.", "starts")


def _check_state(change: Change, stream: Running) -> None:
    last = stream.turns[-1].kind if stream.turns else ChangeKind.RESUME
    if last is ChangeKind.END:
        raise ChangeRefused("This money has ended, or will. You can give a new budget.", "kind")
    if change.kind is ChangeKind.SUSPEND and last is ChangeKind.SUSPEND:
        raise ChangeRefused("It is suspended already, or will be.", "kind")
    if change.kind is ChangeKind.RESUME and last is not ChangeKind.SUSPEND:
        raise ChangeRefused("It is not suspended, so there is nothing to let go on.", "kind")


def _check_sum(change: Change, was: Pence | None) -> bool:
    """Whether each payment becomes less. Raises ChangeRefused."""
    if was is None:
        raise ChangeRefused("No payment is to come from that day on, so there is nothing to change.", "starts")
    if change.pence is None or not 0 < change.pence <= MOST_PENCE:
        raise ChangeRefused("Enter what each payment is to be, such as 80. To pay nothing, suspend or end it.", "pence")
    if change.pence == was:
        raise ChangeRefused(f"Each payment is {pounds(was)} already. Enter another sum.", "pence")
    return change.pence < was


def _check_back(change: Change, stream: Running, today: date) -> None:
    """A notice that asks for money back says how much, why, and by when (FIELD.md F14). Raises ChangeRefused."""
    if change.back is None and change.back_by is None:
        return
    if change.kind is not ChangeKind.END:
        raise ChangeRefused("Money is asked back only when it ends. Leave this empty.", "back")
    if change.back is None or not 0 < change.back <= stream.have:
        raise ChangeRefused(f"Enter how much you ask back: {pounds(stream.have)} has come in, so up to that.", "back")
    if change.back_by is None or change.back_by <= today:
        raise ChangeRefused("Give them time: enter a later day by which you ask for it.", "back_by")
