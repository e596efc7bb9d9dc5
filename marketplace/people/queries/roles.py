"""Reads of duties that are proposed: which wait for a second pair of eyes, and what became of the others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Organisation, Person, RoleProposal
from marketplace.people.rules.members import ProposalState

PAGE = 50


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One duty that was proposed: for whom, where, by whom and why, when it lapses, and what became of it.

    ``mine``: the actor proposed it; ``for_me``: it is for the actor. Neither can agree to it.
    """

    id: UUID
    name: str
    email: str
    organisation: str
    duty: str
    why: str
    proposer: str
    proposed_at: datetime
    lapses_at: datetime
    state: str
    decider: str | None
    mine: bool
    for_me: bool

    def waits(self, now: datetime) -> bool:
        """Whether it can still be agreed to."""
        return self.state == ProposalState.PROPOSED and now < self.lapses_at


def _proposals(actor: Actor) -> Select[*tuple[Any, ...]]:
    proposer, decider = aliased(Account), aliased(Account)
    return (
        select(
            RoleProposal.id,
            Account.name,
            Account.email,
            Organisation.name,
            RoleProposal.duty,
            RoleProposal.why,
            proposer.name,
            RoleProposal.proposed_at,
            RoleProposal.lapses_at,
            RoleProposal.state,
            decider.name,
            RoleProposal.proposed_by == actor.account_id,
            RoleProposal.account_id == actor.account_id,
            Person.id,
        )
        .join(Account, Account.id == RoleProposal.account_id)
        .join(Organisation, Organisation.id == RoleProposal.organisation_id)
        .join(proposer, proposer.id == RoleProposal.proposed_by)
        .outerjoin(decider, decider.id == RoleProposal.decided_by)
        .outerjoin(Person, Person.account_id == Account.id)
    )


def role_proposals(session: Session, actor: Actor, *, only_waiting: bool = False) -> list[ProposalRow]:
    """What was proposed, the newest first, at most 50. Raises NotFound for anybody but administrators."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    asked = _proposals(actor)
    if only_waiting:
        asked = asked.where(RoleProposal.state == ProposalState.PROPOSED, RoleProposal.lapses_at > actor.now)
    rows = session.execute(asked.order_by(RoleProposal.proposed_at.desc(), RoleProposal.id).limit(PAGE)).all()
    journals.saw(actor, [row[-1] for row in rows if row[-1] is not None])
    return [ProposalRow(*row[:-1]) for row in rows]


def role_proposal(session: Session, actor: Actor, proposal_id: UUID) -> ProposalRow:
    """One of them. Raises NotFound."""
    row = session.execute(_proposals(actor).where(RoleProposal.id == proposal_id)).one_or_none()
    if row is None or not actor.may(Power.ADMINISTER):
        raise NotFound
    journals.saw(actor, [row[-1]] if row[-1] is not None else [], "opened")
    return ProposalRow(*row[:-1])
