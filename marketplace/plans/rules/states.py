"""Where a plan and each of its lines stand, as tables of allowed moves."""

from enum import StrEnum

from marketplace.foundation.errors import IllegalMove


class PlanState(StrEnum):
    """With the person, with whoever decides, decided, or over."""

    DRAFT = "draft"
    SENT = "sent"
    DECIDED = "decided"
    ENDED = "ended"


class PlanMove(StrEnum):
    """What can be done with a plan."""

    SEND = "send"
    CHANGE = "change"
    DECIDE = "decide"
    AGAIN = "again"
    END = "end"


class LineState(StrEnum):
    """Being written, with the first or the second reader, decided, in need of nobody's word, or taken out."""

    DRAFT = "draft"
    WAITING = "waiting"
    SECOND = "second"
    AGREED = "agreed"
    PART = "part"
    REFUSED = "refused"
    OWN = "own"
    DROPPED = "dropped"


class LineMove(StrEnum):
    """What can be done with a line."""

    SEND = "send"
    KEEP = "keep"  # nobody's money but one's own
    PROPOSE = "propose"
    AGREE = "agree"
    PART = "part"
    REFUSE = "refuse"
    BACK = "back"
    AGAIN = "again"
    CHANGE = "change"
    DROP = "drop"


PLAN_MOVES: dict[PlanState, dict[PlanMove, PlanState]] = {
    PlanState.DRAFT: {PlanMove.SEND: PlanState.SENT, PlanMove.END: PlanState.ENDED},
    PlanState.SENT: {
        PlanMove.CHANGE: PlanState.DRAFT,
        PlanMove.DECIDE: PlanState.DECIDED,
        PlanMove.AGAIN: PlanState.SENT,
    },
    PlanState.DECIDED: {
        PlanMove.CHANGE: PlanState.DRAFT,
        PlanMove.AGAIN: PlanState.SENT,
        PlanMove.END: PlanState.ENDED,
    },
    PlanState.ENDED: {},
}
_DECIDED = {LineMove.AGREE: LineState.AGREED, LineMove.PART: LineState.PART, LineMove.REFUSE: LineState.REFUSED}
LINE_MOVES: dict[LineState, dict[LineMove, LineState]] = {
    LineState.DRAFT: {
        LineMove.SEND: LineState.WAITING,
        LineMove.KEEP: LineState.OWN,
        LineMove.DROP: LineState.DROPPED,
    },
    LineState.WAITING: {LineMove.PROPOSE: LineState.SECOND, LineMove.CHANGE: LineState.DRAFT, **_DECIDED},
    LineState.SECOND: {LineMove.BACK: LineState.WAITING, LineMove.CHANGE: LineState.DRAFT, **_DECIDED},
    LineState.AGREED: {},
    LineState.PART: {LineMove.AGAIN: LineState.WAITING},
    LineState.REFUSED: {LineMove.AGAIN: LineState.WAITING, LineMove.CHANGE: LineState.DRAFT},
    LineState.OWN: {LineMove.CHANGE: LineState.DRAFT},
    LineState.DROPPED: {},
}
OPEN = (LineState.WAITING, LineState.SECOND)
PLAN_STANDS = {
    PlanState.DRAFT: "is being written",
    PlanState.SENT: "is with whoever decides",
    PlanState.DECIDED: "is decided",
    PlanState.ENDED: "has ended",
}
LINE_STANDS = {
    LineState.DRAFT: "is being written",
    LineState.WAITING: "waits for an answer",
    LineState.SECOND: "waits for a second reader",
    LineState.AGREED: "is agreed",
    LineState.PART: "is agreed in part",
    LineState.REFUSED: "is not agreed",
    LineState.OWN: "needs no answer",
    LineState.DROPPED: "was taken out",
}


def plan_after(was: PlanState, move: PlanMove) -> PlanState:
    """The state that follows. Raises IllegalMove."""
    if move not in PLAN_MOVES[was]:
        raise IllegalMove(f"This plan {PLAN_STANDS[was]}, so that cannot be done now. Look at it again.")
    return PLAN_MOVES[was][move]


def line_after(was: LineState, move: LineMove) -> LineState:
    """The state that follows. Raises IllegalMove."""
    if move not in LINE_MOVES[was]:
        raise IllegalMove(f"This part of the plan {LINE_STANDS[was]}, so that cannot be done now. Look at it again.")
    return LINE_MOVES[was][move]
