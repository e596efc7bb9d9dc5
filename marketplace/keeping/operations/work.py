"""Writes of who has what waits: taking it, handing it over, giving it back; only of what waits for one's own side."""

from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.keeping.queries.work import desk_power, work_item
from marketplace.people import operations as people


def take(session: Session, actor: Actor, record_id: UUID) -> None:
    """The actor takes something that nobody has, or whose owner has left. Raises NotFound, AlreadyTaken."""
    item = work_item(session, actor, record_id).what
    people.take_work(session, actor, (item.kind, item.id))


def hand_over(session: Session, actor: Actor, record_id: UUID, membership_id: UUID | None) -> None:
    """A colleague has it from now on, and is told. Raises NotFound, Refusal."""
    row = work_item(session, actor, record_id)
    if not row.can_be_handed_over:
        raise NotFound
    people.hand_over_work(session, actor, (row.what.kind, row.what.id), membership_id, desk_power(actor))


def give_back(session: Session, actor: Actor, record_id: UUID) -> None:
    """It waits for somebody again. Raises NotFound for what the actor has not taken."""
    item = work_item(session, actor, record_id).what
    people.give_back_work(session, actor, (item.kind, item.id))
