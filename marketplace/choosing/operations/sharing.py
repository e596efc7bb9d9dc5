"""Writes of sharing: a person lets one who helps them see a list, and ends that in one step."""

from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.choosing.models import Shortlist, ShortlistShare
from marketplace.choosing.rules import NotShareable
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Mandate
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_organisation, mandates_given
from marketplace.people.rules.contact import NoticeKind


def _own(session: Session, actor: Actor, list_id: UUID) -> UUID:
    """The person whose own list it is: only they share it. Raises NotFound."""
    found = session.scalar(
        select(Shortlist.person_id).where(
            Shortlist.id == list_id, Shortlist.person_id == actor.own_person_id, Shortlist.ended_at.is_(None)
        )
    )
    if found is None:
        raise NotFound
    return found


def share(session: Session, actor: Actor, list_id: UUID, mandate_id: UUID | None) -> None:
    """Let the holder of a mandate see a list, and tell them; twice is the same as once.

    Raises NotFound and NotShareable.
    """
    person_id = _own(session, actor, list_id)
    if mandate_id not in {row.id for row in mandates_given(session, actor)}:
        raise NotShareable
    fresh = session.scalar(
        insert(ShortlistShare)
        .values(id=uuid4(), shortlist_id=list_id, person_id=person_id, mandate_id=mandate_id, given_at=actor.now)
        .on_conflict_do_nothing()
        .returning(ShortlistShare.id)
    )
    if fresh:
        journals.audit(session, actor, [journals.move("shortlist", list_id, "shared")])
        told = Telling(
            "A list is shared with you",
            "Somebody whom you help lets you see a list. Please look.",
            "shortlist",
            list_id,
            f"share {fresh}",
            NoticeKind.TASKS,
        )
        tell(session, actor, _holders(session, actor, mandate_id), told)


def _holders(session: Session, actor: Actor, mandate_id: UUID | None) -> set[UUID]:
    """The accounts that hold a mandate: one, or the brokers of a body."""
    asked = select(Mandate.holder_account_id, Mandate.holder_organisation_id).where(Mandate.id == mandate_id)
    account_id, organisation_id = session.execute(asked).one()
    if organisation_id is None:
        return {account_id} if account_id else set()
    return accounts_of_organisation(session, actor, organisation_id, Power.BROKER)


def unshare(session: Session, actor: Actor, list_id: UUID, mandate_id: UUID | None) -> None:
    """The holder of a mandate sees a list no more; twice is the same as once. Raises NotFound."""
    _own(session, actor, list_id)
    named = (ShortlistShare.shortlist_id == list_id, ShortlistShare.mandate_id == mandate_id)
    if session.scalar(select(ShortlistShare.id).where(*named).limit(1)) is None:
        raise NotFound
    ended = session.scalars(
        update(ShortlistShare)
        .where(*named, ShortlistShare.ended_at.is_(None))
        .values(ended_at=actor.now)
        .returning(ShortlistShare.id)
    ).all()
    if ended:
        journals.audit(session, actor, [journals.move("shortlist", list_id, "shared no more")])
