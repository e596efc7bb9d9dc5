"""Writes of duties that need a second pair of eyes: one administrator proposes, another one decides."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people.models import Account, Organisation, RoleProposal
from marketplace.people.operations.members import administers, grant, hold
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.queries import accounts_of_office
from marketplace.people.rules import Duty, OrganisationKind, check_duties
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.members import (
    LAPSES_AFTER,
    NoLongerProposed,
    ProposalState,
    SecondPair,
    may_move,
)


@dataclass(frozen=True, slots=True)
class RoleRequest:
    """Who is to get which duty in which organisation, by their e-mail, and why."""

    email: str
    organisation_id: UUID
    duty: Duty
    why: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """Which account is to get which duty in which organisation, and why."""

    account_id: UUID
    organisation_id: UUID
    duty: Duty
    why: str


def _no_account() -> Refusal:
    return Refusal("Nobody signs in with this address. Check it, or ask them to join first.", "email")


def _administrator(session: Session, actor: Actor) -> UUID:
    """The account of an administrator, who is one at this very moment. Raises NotFound."""
    if not actor.may(Power.ADMINISTER) or actor.organisation_id is None or actor.account_id is None:
        raise NotFound
    hold(session, actor, actor.organisation_id)
    if not administers(session, actor):
        raise NotFound
    return actor.account_id


def propose_role(session: Session, actor: Actor, request: RoleRequest) -> UUID:
    """An administrator proposes that somebody gets a duty; it waits for another one, and lapses after some days.

    Proposing what waits already changes nothing. Raises NotFound, Refusal (no such account), DutyRefused, SecondPair.
    """
    proposer = _administrator(session, actor)
    account_id = session.scalars(select(Account.id).where(Account.email == request.email.strip().lower())).one_or_none()
    kind = session.scalars(select(Organisation.kind).where(Organisation.id == request.organisation_id)).one_or_none()
    if kind is None:
        raise NotFound
    if account_id is None:
        raise _no_account()
    check_duties(OrganisationKind(kind), [request.duty])
    if account_id == proposer:
        raise SecondPair
    return propose(session, actor, proposer, Proposed(account_id, request.organisation_id, request.duty, request.why))


def propose(session: Session, actor: Actor, proposer: UUID, proposed: Proposed) -> UUID:
    """A duty waits for a second administrator, beside the one whose account proposes it; who may is the caller's to
    know.
    """
    _lapse(session, actor)
    who = {"account_id": proposed.account_id, "organisation_id": proposed.organisation_id, "duty": proposed.duty}
    proposal_id = session.scalar(
        insert(RoleProposal)
        .values(
            id=uuid4(),
            why=proposed.why,
            proposed_by=proposer,
            proposed_at=actor.now,
            lapses_at=actor.now + LAPSES_AFTER,
            state=ProposalState.PROPOSED,
            **who,
        )
        .on_conflict_do_nothing()
        .returning(RoleProposal.id)
    )
    if proposal_id is None:
        return session.scalars(
            select(RoleProposal.id).filter_by(**who).where(RoleProposal.state == ProposalState.PROPOSED)
        ).one()
    move = journals.move("role_proposal", proposal_id, f"proposed {proposed.duty}", None, ProposalState.PROPOSED)
    journals.audit(session, actor, [move], proposed.why)
    telling = Telling(
        "A duty waits for a second pair of eyes",
        "Another administrator proposes to give somebody a duty. Please look at it, and agree or refuse.",
        "role",
        proposal_id,
        f"role {proposal_id}",
        NoticeKind.TASKS,
    )
    tell(session, actor, accounts_of_office(session, actor) - {proposer, proposed.account_id}, telling)
    return proposal_id


def _lapse(session: Session, actor: Actor) -> None:
    """Close what nobody decided in time."""
    late = update(RoleProposal).where(RoleProposal.state == ProposalState.PROPOSED, RoleProposal.lapses_at <= actor.now)
    closed = session.scalars(late.values(state=ProposalState.LAPSED).returning(RoleProposal.id)).all()
    if closed:
        moves = [
            journals.move("role_proposal", one, "lapsed", ProposalState.PROPOSED, ProposalState.LAPSED)
            for one in closed
        ]
        journals.audit(session, actor, moves)


def agree_role(session: Session, actor: Actor, proposal_id: UUID) -> None:
    """A second administrator agrees, and the duty holds from now on.

    Not whoever proposed it, nor whoever it is for; and whoever proposed it must still be an administrator.
    Raises NotFound, SecondPair, NoLongerProposed.
    """
    second = _administrator(session, actor)
    asked = select(RoleProposal).where(RoleProposal.id == proposal_id).with_for_update()
    proposal = session.scalars(asked).one_or_none()
    if proposal is None:
        raise NotFound
    may_move(ProposalState(proposal.state), ProposalState.AGREED, proposal.lapses_at, actor.now)
    if second in {proposal.proposed_by, proposal.account_id}:
        raise SecondPair
    if proposal.proposed_by not in accounts_of_office(session, actor):
        raise NoLongerProposed
    _decide(session, actor, proposal, ProposalState.AGREED)
    grant(session, actor, proposal.account_id, proposal.organisation_id, Duty(proposal.duty))
    telling = Telling(
        "You have a new duty",
        "You have a new duty in an organisation. Choose it under “Who I act for”.",
        "membership",
        None,
        f"role agreed {proposal_id}",
        NoticeKind.SECURITY,
    )
    tell(session, actor, {proposal.account_id}, telling)


def refuse_role(session: Session, actor: Actor, proposal_id: UUID, why: str = "") -> None:
    """A second administrator refuses, or whoever proposed it takes it back.

    Raises NotFound, NoLongerProposed, and SecondPair for whoever it is for.
    """
    second = _administrator(session, actor)
    asked = select(RoleProposal).where(RoleProposal.id == proposal_id).with_for_update()
    proposal = session.scalars(asked).one_or_none()
    if proposal is None:
        raise NotFound
    state = ProposalState.WITHDRAWN if second == proposal.proposed_by else ProposalState.REFUSED
    may_move(ProposalState(proposal.state), state, proposal.lapses_at, actor.now)
    if second == proposal.account_id:
        raise SecondPair
    _decide(session, actor, proposal, state, why)


def _decide(session: Session, actor: Actor, proposal: RoleProposal, state: ProposalState, why: str = "") -> None:
    session.execute(
        update(RoleProposal)
        .where(RoleProposal.id == proposal.id)
        .values(state=state, decided_by=actor.account_id, decided_at=actor.now)
    )
    move = journals.move("role_proposal", proposal.id, state.value, ProposalState.PROPOSED, state)
    journals.audit(session, actor, [move], why or None)
