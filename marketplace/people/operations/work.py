"""Writes of who has taken what waits. Whether it waits for the actor is the caller's to know."""

from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people.models import Membership, WorkTaken
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.queries.members import colleagues, membership_of
from marketplace.people.queries.scope import still_member
from marketplace.people.queries.work import Item
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.safeguarding import AlreadyTaken


def take_work(session: Session, actor: Actor, item: Item) -> None:
    """The actor takes something that nobody has, or whose owner has left. Raises AlreadyTaken, NotFound."""
    mine = membership_of(session, actor).id
    _give(session, actor, item, mine, only_if_free=True)
    kind, record_id = item
    journals.audit(session, actor, [journals.move(kind, record_id, "taken")])


def hand_over_work(session: Session, actor: Actor, item: Item, membership_id: UUID | None, power: Power) -> None:
    """Somebody of the same organisation has it from now on. Raises Refusal for anybody else."""
    chosen = next((row for row in colleagues(session, actor, power) if row.membership_id == membership_id), None)
    if chosen is None:
        raise Refusal("Choose one of your colleagues from the list.", "membership_id")
    _give(session, actor, item, chosen.membership_id, only_if_free=False)
    kind, record_id = item
    journals.audit(session, actor, [journals.move(kind, record_id, "handed over", None, str(chosen.membership_id))])
    to = session.scalars(select(Membership.account_id).where(Membership.id == chosen.membership_id)).one()
    telling = Telling(
        "Something was handed over to you",
        "A colleague has handed something over to you. Please look at what waits.",
        "work",
        None,
        f"handed over {kind} {record_id} {actor.now}",
        NoticeKind.TASKS,
    )
    tell(session, actor, {to} - {actor.account_id}, telling)


def give_back_work(session: Session, actor: Actor, item: Item) -> None:
    """The actor no longer has it: it waits for somebody again. Raises NotFound for what the actor has not."""
    kind, record_id = item
    own = select(Membership.id).where(Membership.account_id == actor.account_id)
    gone = delete(WorkTaken).where(
        WorkTaken.kind == kind, WorkTaken.record_id == record_id, WorkTaken.membership_id.in_(own)
    )
    if session.execute(gone.returning(WorkTaken.record_id)).one_or_none() is None:
        raise NotFound
    journals.audit(session, actor, [journals.move(kind, record_id, "given back")])


def _give(session: Session, actor: Actor, item: Item, membership_id: UUID, *, only_if_free: bool) -> None:
    kind, record_id = item
    fresh = insert(WorkTaken).values(kind=kind, record_id=record_id, membership_id=membership_id, taken_at=actor.now)
    here = select(Membership.id).where(
        still_member(actor), Membership.organisation_id == actor.organisation_id, Membership.ended_at.is_(None)
    )
    free = or_(WorkTaken.membership_id.not_in(here), WorkTaken.membership_id == membership_id)
    taken = fresh.on_conflict_do_update(
        index_elements=["kind", "record_id"],
        set_={"membership_id": fresh.excluded.membership_id, "taken_at": fresh.excluded.taken_at},
        where=free if only_if_free else None,
    )
    if session.execute(taken.returning(WorkTaken.record_id)).one_or_none() is None:
        raise AlreadyTaken
