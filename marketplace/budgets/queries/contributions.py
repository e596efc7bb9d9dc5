"""Reads of what people pay toward their own care: what was set, what is to be paid still, and how it was settled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from marketplace.budgets.models import BudgetAccount, Contribution, ContributionDue, ContributionPayment, Stream
from marketplace.budgets.queries.money import funded_by
from marketplace.budgets.rules.contributions import Every, Rate, left_of_each
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power, Section
from marketplace.foundation.database import total
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Account, Organisation, Person
from marketplace.people.queries import account_of, open_to

LATELY = timedelta(days=8)  # for so long after its day the night looks whether something was paid


@dataclass(frozen=True, slots=True)
class RateRow:
    """What was set: the rate, how it was worked out, and who set it."""

    rate: Rate
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """What was to be paid for some days, and what of it is left, in pence; ``late`` once its day is over."""

    starts: date
    ends: date
    pence: Pence
    left: Pence
    pay_by: date
    late: bool


@dataclass(frozen=True, slots=True)
class SettledRow:
    """Pence that were paid, or that somebody was let off, with why."""

    how: str
    pence: Pence
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """All of what a person pays toward one stream; ``into`` is their own account that they pay it into, if they do."""

    stream_id: UUID
    account_id: UUID
    person_id: UUID
    person: str
    stream: str
    funder: str
    phone: str
    ends: date
    aftercare: bool
    paid: Pence  # and what was let off
    into: UUID | None
    rates: tuple[RateRow, ...]
    dues: tuple[DueRow, ...]
    settled: tuple[SettledRow, ...]

    @property
    def open(self) -> tuple[DueRow, ...]:
        """What is to be paid still, the oldest first."""
        return tuple(due for due in self.dues if due.left)

    @property
    def owed(self) -> Pence:
        """How much that is."""
        return sum(due.left for due in self.dues)

    def on(self, day: date) -> RateRow | None:
        """What holds on a day."""
        return next((row for row in reversed(self.rates) if row.rate.starts <= day), None)

    def after(self, day: date) -> tuple[RateRow, ...]:
        """What comes after a day, once for each first day."""
        coming = {row.rate.starts: row for row in self.rates if row.rate.starts > day}
        return tuple(coming.values())


def contributions_for(session: Session, actor: Actor, person_id: UUID) -> list[ContributionRow]:
    """What a person pays, or need never pay, toward streams that run or that something is left to pay of."""
    rows = _rows(session, actor, _seen(actor), BudgetAccount.person_id == person_id, whole=False)
    return [row for row in rows if (row.ends >= actor.today and (row.rates or row.aftercare)) or row.owed]


def contribution_for(session: Session, actor: Actor, account_id: UUID) -> ContributionRow:
    """What is paid toward the stream of an account that the actor may look at. Raises NotFound."""
    return _one(_rows(session, actor, _seen(actor), BudgetAccount.id == account_id))


def contribution_of(session: Session, actor: Actor, account_id: UUID) -> ContributionRow:
    """The same for an account that the actor's own organisation funds. Raises NotFound."""
    return _one(_rows(session, actor, funded_by(actor), BudgetAccount.id == account_id))


def contribution_toward(session: Session, actor: Actor, stream_id: UUID) -> ContributionRow:
    """The same for a stream that the actor's own organisation funds. Raises NotFound."""
    return _one(_rows(session, actor, funded_by(actor), BudgetAccount.stream_id == stream_id))


def _seen(actor: Actor) -> ColumnElement[bool]:
    return open_to(actor, Power.SEE, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id))


def _one(rows: Sequence[ContributionRow]) -> ContributionRow:
    if not rows:
        raise NotFound
    return rows[0]


def _rows(session: Session, actor: Actor, *which: ColumnElement[bool], whole: bool = True) -> list[ContributionRow]:
    """What is paid toward the streams of some accounts; how it was settled only as a ``whole``."""
    paid = select(total(ContributionPayment.pence)).where(ContributionPayment.stream_id == Stream.id)
    streams = session.execute(
        select(
            BudgetAccount.stream_id,
            BudgetAccount.id,
            BudgetAccount.person_id,
            Person.name,
            BudgetAccount.name,
            Organisation.name,
            Organisation.phone,
            BudgetAccount.ends,
            Stream.aftercare,
            paid.scalar_subquery().label("settled"),
        )
        .join(Stream, Stream.id == BudgetAccount.stream_id)
        .join(Organisation, Organisation.id == BudgetAccount.funder_id)
        .join(Person, Person.id == BudgetAccount.person_id)
        .where(*which)
        .ext(distinct_on(BudgetAccount.starts, BudgetAccount.stream_id))
        .order_by(BudgetAccount.starts, BudgetAccount.stream_id, BudgetAccount.id)
    ).all()
    ids = [row.stream_id for row in streams]
    parts = [_by_stream(session.execute(asked)) for asked in _parts(ids)[: 3 if whole else 2]]
    rates, dues, settled = parts if whole else (*parts, {})
    found = []
    for row in streams:
        left = left_of_each([due.pence for due in dues.get(row[0], ())], row.settled)
        each = zip(dues.get(row[0], ()), left, strict=True)
        found.append(
            ContributionRow(
                *row,
                into=next((rate.account_id for rate in rates.get(row[0], ())), None),
                rates=tuple(RateRow(_rate(rate), rate.words, rate.name) for rate in rates.get(row[0], ())),
                dues=tuple(
                    DueRow(due.starts, due.ends, due.pence, rest, due.pay_by, bool(rest) and due.pay_by < actor.today)
                    for due, rest in each
                ),
                settled=tuple(SettledRow(*one[1:]) for one in settled.get(row[0], ())),
            )
        )
    journals.saw(actor, {row.person_id for row in found}, "opened")
    return found


def _by_stream(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.stream_id, []).append(row)
    return found


def _parts(ids: Sequence[UUID]) -> tuple[Select[*tuple[Any, ...]], ...]:
    """What was set, what was to be paid and what was settled, each by its day."""
    rates = (
        select(
            Contribution.stream_id,
            Contribution.account_id,
            Contribution.starts,
            Contribution.pence,
            Contribution.every,
            Contribution.words,
            Account.name,
        )
        .join(Account, Account.id == Contribution.made_by)
        .where(Contribution.stream_id.in_(ids))
        .order_by(Contribution.starts, Contribution.made_at)
    )
    dues = select(
        ContributionDue.stream_id,
        ContributionDue.starts,
        ContributionDue.ends,
        ContributionDue.pence,
        ContributionDue.pay_by,
    )
    dues = dues.where(ContributionDue.stream_id.in_(ids)).order_by(ContributionDue.starts)
    settled = (
        select(
            ContributionPayment.stream_id,
            ContributionPayment.how,
            ContributionPayment.pence,
            ContributionPayment.words,
            Account.name,
            ContributionPayment.made_at,
        )
        .join(Account, Account.id == ContributionPayment.made_by)
        .where(ContributionPayment.stream_id.in_(ids))
        .order_by(ContributionPayment.made_at, ContributionPayment.id)
    )
    return rates, dues, settled


def _rate(row: Any) -> Rate:
    return Rate(row.starts, row.pence, Every(row.every))


def rates_of(session: Session, _actor: Actor, stream_id: UUID) -> list[Rate]:
    """What was set for a stream, by day and then as it was set."""
    return [_rate(row) for row in session.execute(_parts([stream_id])[0])]


def owed_of(session: Session, _actor: Actor, stream_id: UUID) -> Pence:
    """What is to be paid still toward a stream, in pence."""
    due = select(total(ContributionDue.pence)).filter_by(stream_id=stream_id).scalar_subquery()
    settled = select(total(ContributionPayment.pence)).filter_by(stream_id=stream_id).scalar_subquery()
    return session.scalars(select(due - settled)).one()


@dataclass(frozen=True, slots=True)
class LateRow:
    """The oldest of what was to be paid toward a stream by a day that is over: whose, and pence that are left."""

    stream_id: UUID
    account_id: UUID
    person_id: UUID
    starts: date
    pay_by: date
    pence: Pence


def _late(actor: Actor) -> Subquery:
    """For each stream the oldest due that is late and what is left of all that is late."""
    so_far = func.sum(ContributionDue.pence).over(
        partition_by=ContributionDue.stream_id, order_by=ContributionDue.starts
    )
    settled = select(total(ContributionPayment.pence)).where(ContributionPayment.stream_id == ContributionDue.stream_id)
    dues = select(
        ContributionDue.stream_id,
        ContributionDue.starts,
        ContributionDue.pay_by,
        (so_far - settled.scalar_subquery()).label("left"),
    )
    if actor.kind is ActorKind.CLOCK:
        fresh = aliased(ContributionDue)
        lately = fresh.pay_by.between(actor.today - LATELY, actor.today)
        asked = select(fresh.stream_id).where(lately)
    else:
        asked = select(Stream.id).where(Stream.funder_id == actor.organisation_id)
    dues = dues.where(ContributionDue.pay_by < actor.today, ContributionDue.stream_id.in_(asked)).subquery("dues")
    late = select(
        dues.c.stream_id,
        func.min(dues.c.starts).label("starts"),
        func.min(dues.c.pay_by).label("pay_by"),
        func.max(dues.c.left).label("left"),
    )
    return late.where(dues.c.left > 0).group_by(dues.c.stream_id).subquery("late")


def late_contributions(session: Session, actor: Actor) -> list[LateRow]:
    """What was to be paid by a day that is over and was not: to the actor's own funder; to anybody, for the clock."""
    late = _late(actor)
    rows = session.execute(
        select(
            BudgetAccount.stream_id,
            BudgetAccount.id,
            BudgetAccount.person_id,
            late.c.starts,
            late.c.pay_by,
            late.c.left,
        )
        .join(late, late.c.stream_id == BudgetAccount.stream_id)
        .join(Person, Person.id == BudgetAccount.person_id)
        .where(funded_by(actor) | (actor.kind is ActorKind.CLOCK))
        .ext(distinct_on(late.c.pay_by, BudgetAccount.stream_id))
        .order_by(late.c.pay_by, BudgetAccount.stream_id, BudgetAccount.id)
    )
    return [LateRow(*row) for row in rows]
