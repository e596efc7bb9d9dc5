"""Reads of who has taken what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.people.models import Account, Membership, WorkTaken
from marketplace.people.queries.scope import still_member
from marketplace.people.rules.safeguarding import WorkKind

Item = tuple[WorkKind, UUID]


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """Who has taken something: their name, since when, whether they still are a member, and whether it is the actor."""

    name: str
    taken_at: datetime
    here: bool
    own: bool


def owners_of(session: Session, actor: Actor, items: Iterable[Item]) -> dict[Item, OwnerRow]:
    """Who has taken which of some things, within the actor's own organisation."""
    wanted = list(items)
    if not wanted:
        return {}
    rows = session.execute(
        select(
            WorkTaken.kind,
            WorkTaken.record_id,
            Account.name,
            WorkTaken.taken_at,
            still_member(actor),
            Account.id == actor.account_id,
        )
        .join(Membership, Membership.id == WorkTaken.membership_id)
        .join(Account, Account.id == Membership.account_id)
        .where(tuple_(WorkTaken.kind, WorkTaken.record_id).in_(wanted))
        .where(Membership.organisation_id == actor.organisation_id)
    )
    return {(WorkKind(row.kind), row.record_id): OwnerRow(*row[2:]) for row in rows}
