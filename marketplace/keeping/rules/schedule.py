"""The schedule: what is deleted by itself, after how long, and why it was kept until then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

NEEDED = "UK GDPR, article 5(1)(e): no longer than it is needed"
CLAIMS = "Limitation Act 1980, sections 2 and 5: a claim can be made for 6 years"
MONEY = "Limitation Act 1980 and tax law: 6 years after the year of the money"
CARE = "NHS Records Management Code: records of adult social care, 8 years"
JOURNAL_YEARS = 6  # the database itself lets nothing younger go: the triggers of migration 0021 say the same
NAME_YEARS = 7  # after an account was closed: six years, and the year that the money belongs to


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows of one table that are deleted when a column is so old; ``only`` narrows them to a column's values.

    ``held``: the database refuses to let younger ones go, whatever the clock of this machine says. ``children`` name
    rows that go with them, ``unless`` rows that keep them; each as table and column.
    """

    what: str
    why: str
    source: str
    table: str
    column: str
    years: int = 0
    days: int = 0
    only: tuple[str, tuple[str, ...]] | None = None
    held: bool = False
    children: tuple[tuple[str, str], ...] = ()
    unless: tuple[tuple[str, str], ...] = ()

    @property
    def how_long(self) -> str:
        """In words, such as ``6 years`` or ``30 days``."""
        number, unit = (self.years, "year") if self.years else (self.days, "day")
        return f"{number} {unit}" if number == 1 else f"{number} {unit}s"

    def before(self, now: datetime) -> datetime:
        """What is older than this instant goes."""
        return years_before(now, self.years) - timedelta(days=self.days)


def years_before(now: datetime, years: int) -> datetime:
    """The same instant of an earlier year; the day before a leap day that the year has not."""
    try:
        return now.replace(year=now.year - years)
    except ValueError:
        return now.replace(year=now.year - years, day=28)


SCHEDULE: tuple[Kept, ...] = (
    Kept(
        "Wrong tries at signing in, without a name",
        "To slow down somebody who guesses a password",
        NEEDED,
        "sign_in_guess",
        "last_at",
        days=1,
    ),
    Kept(
        "Where you were signed in",
        "So that you and we can see a sign-in that was not yours",
        NEEDED,
        "sign_in",
        "ends_at",
        days=90,
    ),
    Kept("What our computers still had to do, once done", "To find faults", NEEDED, "outbox", "done_at", days=30),
    Kept("The e-mails we sent you", "To show what was sent, and when", NEEDED, "sent_mail", "sent_at", years=1),
    Kept(
        "Your notices",
        "So that you can look back",
        NEEDED,
        "notice",
        "at",
        years=2,
        children=(("sent_mail", "notice_id"),),
    ),
    Kept(
        "What you took off a list",
        "So that a slip can be undone",
        NEEDED,
        "shortlist_item",
        "taken_out_at",
        years=1,
    ),
    Kept(
        "Lists you ended",
        "So that a slip can be undone",
        NEEDED,
        "shortlist",
        "ended_at",
        years=1,
        children=(("shortlist_item", "shortlist_id"), ("shortlist_share", "shortlist_id")),
        unless=(("gap_request", "shortlist_id"),),
    ),
    Kept(
        "What you asked for that was missing, once answered or taken back",
        "To plan what your area needs",
        NEEDED,
        "gap_request",
        "asked_at",
        years=3,
        only=("state", ("answered", "withdrawn")),
    ),
    Kept(
        "What you asked us to do with your details",
        "To show that we did it",
        NEEDED,
        "data_request",
        "answered_at",
        years=3,
    ),
    Kept(
        "Problems with an order, once answered",
        "In case of a claim",
        CLAIMS,
        "worry",
        "answered_at",
        years=6,
        only=("kind", ("problem",)),
    ),
    Kept(
        "Worries about harm, once answered",
        "To keep people safe",
        CARE,
        "worry",
        "answered_at",
        years=8,
        only=("kind", ("harm",)),
    ),
    Kept("Who looked at your details", "So that you can see it", CLAIMS, "looked", "at", years=6, held=True),
    Kept("Who did what, and when", "To answer for it", CLAIMS, "audit", "at", years=6, held=True),
)


@dataclass(frozen=True, slots=True)
class Stays:
    """What is not deleted by the schedule: until when it has a name, and why."""

    what: str
    why: str
    source: str
    how_long: str


STAYING: tuple[Stays, ...] = (
    Stays(
        "Your budget, your orders and each movement of money",
        "You, your funder and the provider must be able to trust them",
        MONEY,
        f"With your name until {NAME_YEARS} years after you close your account; then without any name or words",
    ),
    Stays(
        "The paper by which somebody decides for you, with its picture",
        "To show why they may",
        CLAIMS,
        f"Until {NAME_YEARS} years after you close your account",
    ),
    Stays("Your name, your e-mail address, your area", "To know you", NEEDED, "Until you close your account"),
    Stays("What you said in a rating", "To help others choose", NEEDED, "Until you close your account"),
    Stays("Your lists, and who helps you", "To give you what you came for", NEEDED, "Until you end them"),
)
