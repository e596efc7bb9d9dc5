"""What each of a funder's settings is called, what it does, and what holds where none is set."""

from dataclasses import dataclass
from datetime import date

from marketplace.foundation.errors import Refusal
from marketplace.people.rules import SettingName

SILENCE_DAYS = 7  # the platform's own, where no funder of the booking says otherwise
DECIDE_DAYS = 5  # working days
ASK_FIRST_DAYS = 5  # working days
CHANGE_DAYS = 28
CONTRIBUTION_DAYS = 28
LATE_DAYS = 3  # working days
PLAN_ALONE = 2_000  # pounds
PLAN_DAYS = 20  # working days
PLAN_AGAIN_DAYS = 10  # working days


@dataclass(frozen=True, slots=True)
class SettingWords:
    """A setting in plain words: its title, what it does, its unit, and what holds where it is not set."""

    title: str
    what: str
    unit: str
    default: int


SETTING_WORDS: dict[SettingName, SettingWords] = {
    SettingName.SILENCE_DAYS: SettingWords(
        "When silence counts as yes",
        "A provider records that something happened. If the person says nothing for so many days, it counts as "
        "right, and it is paid.",
        "days",
        SILENCE_DAYS,
    ),
    SettingName.SPEND_AHEAD: SettingWords(
        "Money that is still to come",
        "Where it may be promised early, all payments of money that you hold come in at the start. People can then "
        "book further ahead.",
        "yes",
        0,
    ),
    SettingName.SAFEGUARDING_DAYS: SettingWords(
        "Deciding on a worry about harm",
        "A safeguarding lead says by the end of the next working day that they have it. They decide within so many "
        "working days of when it was told.",
        "working days",
        DECIDE_DAYS,
    ),
    SettingName.BANK_PERCENT: SettingWords(
        "How much people may put by",
        "People may put money by for a bad week or a break. It is never counted as left over. At any time they may "
        "have up to so much of what has come in put by.",
        "percent",
        100,
    ),
    SettingName.BANK_DAYS: SettingWords(
        "How long people may put money by",
        "Money that is put by goes back to what is left after so many days, or when its budget ends.",
        "days",
        731,
    ),
    SettingName.INVOICE_DAYS: SettingWords(
        "Looking at an invoice",
        "Within so many days of getting a line of an invoice you agree it, or ask the provider about it.",
        "days",
        10,
    ),
    SettingName.QUERY_DAYS: SettingWords(
        "Answering about an invoice",
        "Within so many days of being asked about a line of an invoice, the provider answers.",
        "days",
        10,
    ),
    SettingName.PAY_DAYS: SettingWords(
        "Paying what was agreed",
        "Within so many days of agreeing lines of an invoice you pay them. By law a public body pays within 30 days "
        "(Procurement Act 2023, section 68).",
        "days",
        30,
    ),
    SettingName.CHANGE_DAYS: SettingWords(
        "Notice before money becomes less",
        "Before payments become less, or money is suspended or ends, people hear of it so many days ahead. A worry "
        "that somebody is not safe, and what people ask for themselves, need no notice.",
        "days",
        CHANGE_DAYS,
    ),
    SettingName.LATE_DAYS: SettingWords(
        "Finding out about a late payment",
        "A payment that is not written down as paid three days after its day is late. Within so many working days "
        "after that you find out what happened.",
        "working days",
        LATE_DAYS,
    ),
    SettingName.CONTRIBUTION_DAYS: SettingWords(
        "Paying toward one's own care",
        "What people pay toward their care is for days that are over. From the day on which it is written down, they "
        "have so many days to pay it.",
        "days",
        CONTRIBUTION_DAYS,
    ),
    SettingName.ASK_FIRST_DAYS: SettingWords(
        "Answering whether your money may pay",
        "Where one of your rules says “ask first”, somebody asks you before they book. Within so many working days "
        "you answer.",
        "working days",
        ASK_FIRST_DAYS,
    ),
    SettingName.PLAN_ALONE: SettingWords(
        "Plans that one worker decides",
        "Where a plan asks you for up to so much in all, one worker alone decides. Above it a second worker has to "
        "agree.",
        "pounds",
        PLAN_ALONE,
    ),
    SettingName.PLAN_DAYS: SettingWords(
        "Answering a plan",
        "Within so many working days of getting a plan you answer it, part by part.",
        "working days",
        PLAN_DAYS,
    ),
    SettingName.PLAN_AGAIN_DAYS: SettingWords(
        "Looking again",
        "Where somebody asks you to look again at what you did not agree to, somebody new looks at it within so many "
        "working days.",
        "working days",
        PLAN_AGAIN_DAYS,
    ),
}


class NotBackInTime(Refusal):
    """A setting from a day that is over."""

    field = "starts"

    def __init__(self) -> None:
        super().__init__("Choose today or a later day. What held before stays as it was.")


class SourceNeeded(Refusal):
    """A setting without saying where it comes from."""

    field = "source"

    def __init__(self) -> None:
        super().__init__("Say where the number comes from, such as a policy and its page.")


def check_planned(starts: date, today: date, source: str) -> None:
    """Raises NotBackInTime and SourceNeeded."""
    if starts < today:
        raise NotBackInTime
    if not source.strip():
        raise SourceNeeded


def said(name: SettingName, value: int) -> str:
    """A value in words: ``7 days``, ``1 working day``, ``Yes``."""
    unit = SETTING_WORDS[name].unit
    if unit == "yes":
        return "Yes" if value else "No"
    return f"{value} {unit.removesuffix('s') if value == 1 else unit}"
