"""What falls due at night of what people pay toward their own care, and what they are reminded of."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, Contribution, ContributionDue
from marketplace.budgets.operations import ledger
from marketplace.budgets.operations.contributions import (
    locked_stream,
    owed_more,
    paid_into,
    setting_of,
    tell_around,
)
from marketplace.budgets.queries.contributions import late_contributions, rates_of
from marketplace.budgets.queries.streaming import turns_read
from marketplace.budgets.rules.contributions import Due, Every, dues
from marketplace.foundation.access import Actor, ActorKind
from marketplace.foundation.errors import NotFound
from marketplace.people.operations import Telling
from marketplace.people.rules import SettingName
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.settings import CONTRIBUTION_DAYS

LATELY = timedelta(days=60)  # for so long after its end the night looks at a budget


def contributions_to_make(session: Session, actor: Actor) -> list[UUID]:
    """An account of each stream toward which something may fall due, for the nightly clock to look at one by one."""
    _only_the_clock(actor)
    begun = func.min(Contribution.starts)
    made = select(func.max(ContributionDue.ends)).where(ContributionDue.stream_id == Contribution.stream_id)
    lately = select(BudgetAccount.stream_id).where(BudgetAccount.ends >= actor.today - LATELY)
    over = (
        select(Contribution.stream_id)
        .where(Contribution.stream_id.in_(lately))
        .group_by(Contribution.stream_id)
        .having(func.coalesce(made.scalar_subquery(), begun - 1) < actor.today - Every.WEEK.length)
    )
    one = select(BudgetAccount.id).ext(distinct_on(BudgetAccount.stream_id)).where(BudgetAccount.stream_id.in_(over))
    return list(session.scalars(one.order_by(BudgetAccount.stream_id, BudgetAccount.id)))


def make_dues(session: Session, actor: Actor, account_id: UUID) -> None:
    """The nightly clock writes down what is to be paid for days that are over, and tells the person; each once."""
    _only_the_clock(actor)
    found = locked_stream(session, actor, account_id)
    rates, turns = rates_of(session, actor, found.stream_id), turns_read(found.turns)
    done = set(session.scalars(select(ContributionDue.starts).filter_by(stream_id=found.stream_id)))
    fresh = [due for due in dues(rates, turns, found.ends, actor.today) if due.starts not in done]
    into = paid_into(session, actor, found.stream_id)
    within = setting_of(session, actor, found.funder_id, SettingName.CONTRIBUTION_DAYS, CONTRIBUTION_DAYS)
    for due in fresh:
        posted = None
        if into is None:
            key, legs = f"contribution_due:{found.stream_id}:{due.starts}", owed_more(session, actor, found, due.pence)
            posted = ledger.post(session, actor, "contribution_due", key, legs)
        _write(session, found.stream_id, due, actor.today + timedelta(days=within), posted)
    if not fresh:
        return
    telling = Telling(
        "There is something to pay toward your care",
        "Open it to see how much, for which days, and by when. If this is hard, tell them: they can let you off it.",
        "money",
        None,
        f"contribution due {found.stream_id} {fresh[-1].starts}",
        NoticeKind.MONEY,
        found.person_id,
    )
    tell_around(session, actor, found.person_id, account_id, telling)


def _write(session: Session, stream_id: UUID, due: Due, pay_by: date, posted: UUID | None) -> None:
    row = {"stream_id": stream_id, "starts": due.starts, "ends": due.ends, "pence": due.pence}
    session.execute(insert(ContributionDue).values(**row, pay_by=pay_by, transaction_id=posted))


def remind_of_contributions(session: Session, actor: Actor) -> None:
    """The nightly clock tells people, once for each, what was to be paid by a day that is over."""
    _only_the_clock(actor)
    for late in late_contributions(session, actor):
        telling = Telling(
            "Something is still to be paid toward your care",
            "If you have paid it, there is nothing to do. If it is hard, tell them: they can let you off it. What you "
            "have booked stays booked.",
            "money",
            None,
            f"contribution late {late.stream_id} {late.starts}",
            NoticeKind.MONEY,
            late.person_id,
        )
        tell_around(session, actor, late.person_id, late.account_id, telling)


def _only_the_clock(actor: Actor) -> None:
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound
