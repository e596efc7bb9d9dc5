"""Why mail does not reach somebody, how long it is tried, and how a failure is settled."""

from datetime import timedelta
from enum import StrEnum

LETTER = "link_letter"  # the outbox topic: payload {"letter": id}; the token is in no payload
MAIL_WORKING_DAYS = 2  # by then somebody has looked at mail that does not arrive


class MailTrouble(StrEnum):
    """Why a letter did not arrive."""

    NO_SUCH_BOX = "no_such_box"
    NOT_TAKEN = "not_taken"
    NOT_NOW = "not_now"
    OURS = "ours"


TROUBLE_WORDS = {
    MailTrouble.NO_SUCH_BOX: "Their mail server says that there is no such mailbox, or that it takes nothing.",
    MailTrouble.NOT_TAKEN: "Their mail server would not take this letter.",
    MailTrouble.NOT_NOW: "Their mail server said “not now” for about a day.",
    MailTrouble.OURS: "Our own mail could not leave for about a day.",
}


class MailOutcome(StrEnum):
    """What somebody of the back office did about it."""

    TRIED_AGAIN = "tried_again"
    STOPPED = "stopped"  # the address is marked as not working


# how long to wait after each try that failed for a while: about a day in all, and then it is seen in the back office
PATIENCE = (
    timedelta(seconds=2),
    timedelta(seconds=30),
    timedelta(minutes=5),
    timedelta(minutes=20),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)
