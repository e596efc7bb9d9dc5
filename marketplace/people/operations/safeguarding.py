"""Writes of who leads safeguarding for a funder in an area."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind
from marketplace.foundation.errors import NotFound
from marketplace.people.models import FunderArea, Membership, SafeguardingLead
from marketplace.people.operations.members import hold, keeps
from marketplace.people.queries.scope import still_member
from marketplace.people.rules import FUNDERS, Duty
from marketplace.people.rules.safeguarding import LeadRank, NotALead


def _may(session: Session, actor: Actor, funder_id: UUID) -> None:
    """Raises NotFound for anybody but the product itself and whoever manages the funder."""
    kind = hold(session, actor, funder_id)
    if kind not in FUNDERS or not (actor.kind is ActorKind.WORKER or keeps(session, actor, funder_id, kind)):
        raise NotFound


@dataclass(frozen=True, slots=True)
class LeadRequest:
    """Who is to lead, or to stand in for whoever leads, for a funder in an area."""

    funder_id: UUID
    area_code: str
    rank: LeadRank
    membership_id: UUID


def name_lead(session: Session, actor: Actor, request: LeadRequest) -> UUID:
    """Whoever manages a funder names who leads in an area from now on; whoever did so before no longer does.

    The id of the post. Raises NotFound, and NotALead for others than a member with that duty, in an area of the funder.
    """
    funder_id, area_code, rank = request.funder_id, request.area_code, request.rank
    _may(session, actor, funder_id)
    able = select(Membership.id).where(
        Membership.id == request.membership_id,
        Membership.organisation_id == funder_id,
        Membership.duties.contains([Duty.SAFEGUARDING_LEAD.value]),
        still_member(actor),
    )
    covers = select(FunderArea.id).where(FunderArea.funder_id == funder_id, FunderArea.area_code == area_code)
    if session.scalars(able).one_or_none() is None or session.scalars(covers.limit(1)).one_or_none() is None:
        raise NotALead
    before = end_lead(session, actor, funder_id, area_code, rank)
    lead_id = uuid4()
    session.execute(
        insert(SafeguardingLead).values(
            id=lead_id,
            funder_id=funder_id,
            area_code=area_code,
            membership_id=request.membership_id,
            rank=rank,
            from_at=actor.now,
        )
    )
    action, was = f"named {rank} of {area_code}", None if before is None else str(before)
    journals.audit(session, actor, [journals.move("safeguarding_lead", lead_id, action, was, str(lead_id))])
    return lead_id


def end_lead(session: Session, actor: Actor, funder_id: UUID, area_code: str, rank: LeadRank) -> UUID | None:
    """Nobody is lead, or deputy, for a funder in an area from now on; whose post ended, if there was one.

    Raises NotFound for anybody but whoever manages the funder.
    """
    _may(session, actor, funder_id)
    ended = session.scalar(
        update(SafeguardingLead)
        .where(
            SafeguardingLead.funder_id == funder_id,
            SafeguardingLead.area_code == area_code,
            SafeguardingLead.rank == rank,
            SafeguardingLead.until_at.is_(None),
        )
        .values(until_at=actor.now)
        .returning(SafeguardingLead.id)
    )
    if ended is not None:
        journals.audit(session, actor, [journals.move("safeguarding_lead", ended, "ended")])
    return ended
