"""Reads of duties that one was invited to, and that wait for a second pair of eyes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.people.models import Organisation, RoleProposal
from marketplace.people.rules.members import ProposalState

SHOWN_FOR = timedelta(days=30)  # after nobody agreed in time


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A duty for oneself that waits until an instant (UTC); afterwards it has to be proposed again."""

    duty: str
    organisation: str
    lapses_at: datetime
    late: bool


def duties_waiting(session: Session, actor: Actor) -> list[WaitingRow]:
    """The duties that somebody proposed for the actor's account and nobody decided on, the newest first."""
    rows = session.execute(
        select(RoleProposal.duty, Organisation.name, RoleProposal.lapses_at, RoleProposal.lapses_at <= actor.now)
        .join(Organisation, Organisation.id == RoleProposal.organisation_id)
        .where(RoleProposal.account_id == actor.account_id, RoleProposal.lapses_at > actor.now - SHOWN_FOR)
        .where(RoleProposal.state.in_([ProposalState.PROPOSED, ProposalState.LAPSED]))
        .order_by(RoleProposal.proposed_at.desc(), RoleProposal.id)
    )
    return [WaitingRow(*row) for row in rows]
