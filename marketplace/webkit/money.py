"""A person's money added up, as the pages of several faces show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from marketplace.budgets.queries import AccountRow
from marketplace.budgets.rules.pace import Use, pace
from marketplace.foundation.money import Pence, pounds
from marketplace.webkit.charts import pie


@dataclass(frozen=True, slots=True)
class Totals:
    """All accounts together whose period has begun, in pence."""

    have: Pence
    promised: Pence
    spent: Pence
    left: Pence
    banked: Pence
    to_come: Pence

    @classmethod
    def of(cls, accounts: Sequence[AccountRow]) -> "Totals":
        """Add accounts up, but for those of a period to come."""
        accounts = [account for account in accounts if account.begun]
        return cls(
            have=sum(a.have for a in accounts),
            promised=sum(a.promised for a in accounts),
            spent=sum(a.spent for a in accounts),
            left=sum(a.available for a in accounts),
            banked=sum(a.banked for a in accounts),
            to_come=sum(a.to_come for a in accounts),
        )

    @property
    def picture(self) -> Markup:
        """The pie of what is left, promised, spent and put by."""
        parts = [("Left", self.left), ("Promised", self.promised), ("Spent", self.spent)]
        parts += [("Put by", self.banked)] if self.banked else []
        return pie("The money", parts)


def going(account: AccountRow, today: date) -> str:
    """How far the money of an account goes, in a sentence; empty where nobody can tell yet."""
    use = Use(account.starts, account.ends, account.available, account.promised, account.spent, account.to_come)
    found = pace(use, today)
    if found is None:
        return ""
    if found.runs_out is None:
        return f"At this pace you have about {pounds(found.left // 100 * 100)} left on {found.ends:%-d %B %Y}."
    return f"At this pace the money is used up by {found.runs_out:%-d %B %Y}, before {found.ends:%-d %B %Y}."
