"""Reads of what a funder did with a stream: as buying and crediting need it, and in the words that people read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session, aliased

from marketplace.budgets.models import BudgetAccount, Stream, StreamChange
from marketplace.budgets.rules.streams import REASONS, ChangeKind, ChangeReason, Turn
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.money import Pence, pounds
from marketplace.people.models import Account, Organisation
from marketplace.people.queries import account_of, open_to

_TURNS = (ChangeKind.SUSPEND, ChangeKind.RESUME, ChangeKind.END)
TURNS_OF_ACCOUNT = (  # of the account's stream, in their order
    select(
        func.json_agg(
            aggregate_order_by(
                func.json_build_array(StreamChange.kind, StreamChange.starts, Account.name),
                StreamChange.starts,
                StreamChange.made_at,
                StreamChange.kind.desc(),  # of one instant: suspend, resume, end
            )
        )
    )
    .join(Account, Account.id == StreamChange.made_by)
    .where(StreamChange.stream_id == BudgetAccount.stream_id, StreamChange.kind.in_(_TURNS))
    .scalar_subquery()
)


def turns_read(rows: Sequence[Sequence[Any]] | None) -> tuple[Turn, ...]:
    """Turns from their JSON."""
    return tuple(Turn(ChangeKind(kind), date.fromisoformat(starts), by) for kind, starts, by in rows or ())


def held_back(
    actor: Actor, account_id: SQLColumnExpression[UUID], due_on: SQLColumnExpression[date]
) -> ColumnElement[bool]:
    """The condition that a payment waits: its stream stands still on the actor's day, and did when it was due."""
    pause, on = aliased(StreamChange), aliased(StreamChange)
    goes_on = select(on.id).where(
        on.stream_id == pause.stream_id,
        on.kind == ChangeKind.RESUME,
        on.starts <= actor.today,
        tuple_(on.starts, on.made_at) >= tuple_(pause.starts, pause.made_at),
    )
    account = aliased(BudgetAccount)
    stands = select(pause.id).join(account, account.stream_id == pause.stream_id)
    stands = stands.where(account.id == account_id, pause.kind == ChangeKind.SUSPEND, pause.starts <= actor.today)
    return stands.where(pause.starts <= due_on, ~goes_on.exists()).exists()


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of a stream: what, from when, why, by whom; sums in pence."""

    id: UUID
    stream: str
    funder: str
    kind: str
    starts: date
    pence: Pence | None
    was: Pence | None
    reason: str
    words: str
    back: Pence | None
    back_by: date | None
    by: str
    at: datetime

    @property
    def said(self) -> str:
        """What changes and why, in plain words: ``each payment is £80 instead of £100, because ...``."""
        what = {
            ChangeKind.AMOUNT: f"each payment is {pounds(self.pence or 0)} instead of {pounds(self.was or 0)}",
            ChangeKind.SUSPEND: "it stands still: days from then on cannot be booked with it, and its payments wait",
            ChangeKind.RESUME: "it goes on, and payments that waited come in",
            ChangeKind.END: "it ends: no more is paid in, and days from then on cannot be booked with it",
        }[ChangeKind(self.kind)]
        return f"{what}, because {REASONS[ChangeReason(self.reason)].words}"


def _changes() -> Select[*tuple[Any, ...]]:
    return (
        select(
            StreamChange.id,
            Stream.name,
            Organisation.name,
            StreamChange.kind,
            StreamChange.starts,
            StreamChange.pence,
            StreamChange.was,
            StreamChange.reason,
            StreamChange.words,
            StreamChange.back,
            StreamChange.back_by,
            Account.name,
            StreamChange.made_at,
        )
        .join(Stream, Stream.id == StreamChange.stream_id)
        .join(Organisation, Organisation.id == Stream.funder_id)
        .join(Account, Account.id == StreamChange.made_by)
        .order_by(StreamChange.starts.desc(), StreamChange.made_at.desc())
    )


def changes_for(session: Session, actor: Actor, person_id: UUID) -> list[ChangeRow]:
    """What changed, or will, in a person's streams whose period runs; the newest first, nothing of somebody else's."""
    seen = select(BudgetAccount.stream_id).where(
        BudgetAccount.person_id == person_id,
        BudgetAccount.ends >= actor.today,
        open_to(actor, Power.SEE, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id)),
    )
    rows = [ChangeRow(*row) for row in session.execute(_changes().where(StreamChange.stream_id.in_(seen)))]
    if rows:
        journals.saw(actor, [person_id], "opened")
    return rows


def changes_of(session: Session, actor: Actor, account_id: UUID) -> list[ChangeRow]:
    """What the actor's own organisation did with the stream of an account, the newest first."""
    if not actor.may(Power.COMMISSION):
        return []
    funded = select(BudgetAccount.stream_id).where(
        BudgetAccount.id == account_id, BudgetAccount.funder_id == actor.organisation_id
    )
    return [ChangeRow(*row) for row in session.execute(_changes().where(StreamChange.stream_id.in_(funded)))]
