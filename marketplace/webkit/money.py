"""A person's money added up, as the pages of several faces show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from marketplace.budgets.queries import AccountRow
from marketplace.foundation.money import Pence
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
        """The pie of left, promised and spent."""
        return pie("The money", [("Left", self.left), ("Promised", self.promised), ("Spent", self.spent)])
