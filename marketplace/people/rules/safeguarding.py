"""Who answers worries about harm in an area, and which things wait on a list for an owner."""

from datetime import date, timedelta
from enum import StrEnum

from marketplace.foundation.clock import working_days_after
from marketplace.foundation.errors import Refusal

ACKNOWLEDGE_DAYS = 1  # working days
CHECK_EMERGENCY_DAYS = 2  # working days, within which somebody looks at why details were opened in an emergency


class LeadRank(StrEnum):
    """An area has one lead at a time, and may have one deputy; both see what comes."""

    LEAD = "lead"
    DEPUTY = "deputy"


RANK_WORDS = {LeadRank.LEAD: "Lead", LeadRank.DEPUTY: "Deputy lead"}


class WorkKind(StrEnum):
    """What can wait on a work list; each names a record of its own kind."""

    WORRY = "worry"
    CONCERN = "concern"
    DISPUTE = "dispute"
    ROLE = "role"
    JOB = "job"
    INVOICE = "invoice"
    PAYMENT = "payment"
    QUESTION = "question"
    CARD = "card"
    CHECK = "check"
    DATA = "data"
    MAIL = "mail"
    EMERGENCY = "emergency"
    CONTRIBUTION = "contribution"
    INSTALMENT = "instalment"
    PLAN = "plan"


WORK_WORDS = {
    WorkKind.WORRY: "A worry about harm",
    WorkKind.CONCERN: "A worry about harm, for the lead",
    WorkKind.DISPUTE: "A dispute to decide",
    WorkKind.ROLE: "A duty to agree to",
    WorkKind.JOB: "Jobs that were given up",
    WorkKind.INVOICE: "An invoice to agree or to pay",
    WorkKind.PAYMENT: "A payment that does not fit",
    WorkKind.QUESTION: "A question about what your money may buy",
    WorkKind.CARD: "A card payment that does not go on",
    WorkKind.CHECK: "An organisation to check",
    WorkKind.DATA: "A request about data",
    WorkKind.MAIL: "Mail that does not arrive",
    WorkKind.EMERGENCY: "Details opened in an emergency, to look at",
    WorkKind.INSTALMENT: "A payment to somebody that is late",
    WorkKind.CONTRIBUTION: "Something to pay toward care that is late",
    WorkKind.PLAN: "A plan to answer",
}


class AlreadyTaken(Refusal):
    """Somebody else took it first."""

    def __init__(self) -> None:
        super().__init__("Somebody else has taken this already. Ask them to hand it over.")


class CheckedAlready(Refusal):
    """Somebody else looked at it before."""

    def __init__(self) -> None:
        super().__init__("Somebody has looked at this already. You can read what they found.")


class NotALead(Refusal):
    """A member who cannot be a safeguarding lead, or an area that the funder does not cover."""

    field = "membership_id"

    def __init__(self) -> None:
        super().__init__("Choose one of your members who has the duty of safeguarding lead.")


def clock_of(today: date, decide_days: int) -> tuple[date, date]:
    """By when a concern is to be acknowledged, and by when decided: never sooner than acknowledged."""
    acknowledge = working_days_after(today, ACKNOWLEDGE_DAYS)
    return acknowledge, max(acknowledge, working_days_after(today, decide_days))


def overdue(by: date | None, today: date) -> bool:
    """Whether a day by which something is due is over."""
    return by is not None and by + timedelta(days=1) <= today
