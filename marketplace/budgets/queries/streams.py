"""Reads of streams by whoever funds them: what all of them add up to, and what one of them has credited so far."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, Instalment, Stream
from marketplace.budgets.queries.money import funded_by
from marketplace.foundation.access import Actor
from marketplace.foundation.database import total
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence


@dataclass(frozen=True, slots=True)
class StreamTotals:
    """The streams of one name that a funder has given and that have not ended: how many people, and pence."""

    name: str
    people: int
    available: Pence
    promised: Pence
    spent: Pence
    banked: Pence
    to_come: Pence

    @property
    def have(self) -> Pence:
        """What has been credited to date."""
        return self.available + self.promised + self.spent + self.banked


@dataclass(frozen=True, slots=True)
class StreamRow:
    """One stream: what of it has been credited to date, and what is still to come, in pence."""

    id: UUID
    name: str
    person_id: UUID
    credited: Pence
    to_come: Pence


def streams_funded(session: Session, actor: Actor) -> list[StreamTotals]:
    """What the actor's own organisation has given, by name of the stream, for periods that have not ended."""
    coming = (
        select(total(Instalment.pence))
        .where(Instalment.account_id == BudgetAccount.id, Instalment.transaction_id.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            BudgetAccount.name,
            func.count(func.distinct(BudgetAccount.person_id)),
            total(BudgetAccount.available),
            total(BudgetAccount.promised),
            total(BudgetAccount.spent),
            total(BudgetAccount.banked),
            total(coming),
        )
        .where(funded_by(actor), BudgetAccount.ends >= actor.today)
        .group_by(BudgetAccount.name)
        .order_by(BudgetAccount.name)
    )
    return [StreamTotals(*row) for row in rows]


def stream_funded(session: Session, actor: Actor, stream_id: UUID) -> StreamRow:
    """One stream of the actor's own organisation, with what of it has been credited. Raises NotFound."""
    credited = total(Instalment.pence, Instalment.transaction_id.is_not(None))
    to_come = total(Instalment.pence, Instalment.transaction_id.is_(None))
    found = session.execute(
        select(
            Stream.id,
            Stream.name,
            BudgetAccount.person_id,
            credited,
            to_come,
        )
        .join(BudgetAccount, BudgetAccount.stream_id == Stream.id)
        .join(Instalment, Instalment.account_id == BudgetAccount.id)
        .where(Stream.id == stream_id, funded_by(actor))
        .group_by(Stream.id, BudgetAccount.person_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    return StreamRow(found.id, found.name, found.person_id, found[3], found[4])
