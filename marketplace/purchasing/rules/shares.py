"""Which account pays what of an order that one or several pay for: in their order, each as far as it goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from marketplace.budgets import rules as budgets
from marketplace.foundation.errors import Refusal
from marketplace.foundation.money import Pence


class ShareRefused(Refusal):
    """The accounts of an order, or the sum that the first should pay, do not make sense."""


@dataclass(frozen=True, slots=True)
class Source:
    """An account that may pay: its period (both days included), and the pence that were left when it was read."""

    account_id: UUID
    starts: date
    ends: date
    left: Pence


@dataclass(frozen=True, slots=True)
class Share:
    """What one account pays of one booking, in pence."""

    account_id: UUID
    pence: Pence


def part_allowed(part: Pence | None, account_ids: Sequence[UUID]) -> None:
    """Raises ShareRefused for an account named twice, or a part that is nothing or has nobody to pay the rest."""
    if len(set(account_ids)) < len(account_ids):
        raise ShareRefused("Choose another account for the rest, or leave it to one.", "rest_id")
    if part is not None and part <= 0:
        raise ShareRefused("Enter how much the first account should pay, such as 10 or 12.50.", "part")
    if part is not None and len(account_ids) < 2:
        raise ShareRefused("Choose which money pays the rest.", "rest_id")


def shared(
    costs: Sequence[tuple[date, Pence]], sources: Sequence[Source], part: Pence | None = None
) -> list[list[Share]]:
    """What each account pays of each booking, which is given by its day and price.

    The first pays the days of its period, up to the part that it should pay, or to what is left in it; the last pays
    the rest. Raises OutsidePeriod for a day that nobody pays for, and OverBudget where an account has too little.
    """
    *before, last = sources
    may_give = [part if part is not None else source.left for source in before]
    found: list[list[Share]] = []
    for day, price in costs:
        rest, shares = price, []
        for n, source in enumerate(before):
            gives = min(rest, may_give[n]) if source.starts <= day <= source.ends else 0
            may_give[n] -= gives
            rest -= gives
            shares.append(Share(source.account_id, gives))
        if rest:
            budgets.inside(day, last.starts, last.ends)
        found.append([share for share in (*shares, Share(last.account_id, rest)) if share.pence])
    for n, source in enumerate(sources):
        has_enough(source.left, given_by(source.account_id, found), first=n == 0)
    return found


def given_by(account_id: UUID, shares: Iterable[Sequence[Share]]) -> list[Pence]:
    """What one account pays of those bookings that it pays for."""
    return [share.pence for each in shares for share in each if share.account_id == account_id]


def has_enough(left: Pence, each: Sequence[Pence], *, first: bool) -> None:
    """Raises OverBudget, at the field where the account was chosen, when less is left in it than it should pay."""
    try:
        budgets.hold(left, sum(each), each)
    except budgets.OverBudget as over:
        over.field = "account_id" if first else "rest_id"
        raise
