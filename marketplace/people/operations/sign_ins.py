"""Writes of sign-ins: beginning and ending them, staying, proving again, and choosing for whom one acts."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Update, insert, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals, tokens
from marketplace.foundation.access import Actor, SignedInBy
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Mandate, Membership, SignIn
from marketplace.people.operations.accounts import Caller, guess
from marketplace.people.queries.scope import in_force, still_member
from marketplace.people.queries.steps import has_step
from marketplace.people.rules.signing_in import SIGN_IN_LASTS, Opened, Slowed, StepNeeded, WrongGuess

MOST_DEVICE = 200


def sign_in(
    session: Session, actor: Actor, email: str, password: str, caller: Caller
) -> Opened | StepNeeded | WrongGuess | Slowed:
    """Begin a sign-in with an e-mail and password, or say why not: a value, so that the failure is kept.

    Where the account has a second step, nothing has begun until that is shown too.
    """
    found = guess(session, actor, email.strip().lower(), password, caller)
    if not isinstance(found, UUID):
        return found
    if has_step(session, actor, found):
        return StepNeeded(found)
    return enter(session, actor, found, caller)


def enter(session: Session, actor: Actor, account_id: UUID, caller: Caller, *, stepped: bool = False) -> Opened:
    """Begin a sign-in of an account that has shown who it is, with or without a second step."""
    journals.audit(session, actor, [journals.move("account", account_id, "signed in")])
    return Opened(account_id, begin(session, actor, account_id, caller.device, stepped=stepped))


def begin(session: Session, actor: Actor, account_id: UUID, device: str = "", *, stepped: bool = False) -> str:
    """A new sign-in of an account, which has just proved itself; the token for its browser, kept nowhere else."""
    token = tokens.make()
    session.execute(
        insert(SignIn).values(
            id=uuid4(),
            account_id=account_id,
            token_hash=tokens.kept(token),
            device=device[:MOST_DEVICE],
            begun_at=actor.now,
            ends_at=actor.now + SIGN_IN_LASTS,
            proved_at=actor.now,
            stepped=stepped,
        )
    )
    return token


def stepped(session: Session, actor: Actor) -> None:
    """The sign-in that the actor came with has shown a second step, now. Raises NotFound without one."""
    _change(session, _own(actor), stepped=True, proved_at=actor.now)


def stay(session: Session, actor: Actor) -> SignedInBy:
    """The sign-in lasts its full time again, from now. Raises NotFound without one."""
    if actor.sign_in is None:
        raise NotFound
    lasts = replace(actor.sign_in, ends_at=actor.now + SIGN_IN_LASTS)
    _change(session, _own(actor), ends_at=lasts.ends_at)
    return lasts


def sign_out(session: Session, actor: Actor) -> None:
    """End the sign-in that the actor came with. Raises NotFound without one."""
    _change(session, _own(actor), ended_at=actor.now)


def sign_out_of(session: Session, actor: Actor, sign_in_id: UUID) -> None:
    """End one of the actor's own sign-ins, on whichever device. Raises NotFound."""
    one = update(SignIn).where(SignIn.id == sign_in_id, SignIn.account_id == actor.account_id)
    _change(session, one.where(SignIn.ended_at.is_(None)), ended_at=actor.now)
    journals.audit(session, actor, [journals.move("sign_in", sign_in_id, "ended")])


def sign_out_everywhere(session: Session, actor: Actor, account_id: UUID, but: UUID | None = None) -> None:
    """End every open sign-in of an account, but one if it is named; who may do so is the caller's to know."""
    ended = update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    if but is not None:
        ended = ended.where(SignIn.id != but)
    session.execute(ended.values(ended_at=actor.now))
    journals.audit(session, actor, [journals.move("account", account_id, "signed out everywhere")])


def prove(session: Session, actor: Actor, password: str, caller: Caller) -> UUID | WrongGuess | Slowed:
    """The owner of the sign-in proves again that it is they; guesses count as they do at the door."""
    email = session.scalars(select(Account.email).where(Account.id == actor.account_id)).one()
    found = guess(session, actor, email, password, caller)
    if isinstance(found, UUID):
        _change(session, _own(actor), proved_at=actor.now)
    return found


def act_as(session: Session, actor: Actor, membership_id: UUID | None, mandate_id: UUID | None) -> None:
    """Choose for whom the sign-in acts: under one own membership, one mandate held, or with neither, oneself.

    Raises NotFound for what does not hold today, or is somebody else's.
    """
    if membership_id is not None:
        held = select(Membership.id).where(
            Membership.id == membership_id, Membership.account_id == actor.account_id, still_member(actor)
        )
    else:
        held = select(Mandate.id).where(
            Mandate.id == mandate_id, Mandate.holder_account_id == actor.account_id, in_force(actor)
        )
    if (membership_id or mandate_id) and session.execute(held).one_or_none() is None:
        raise NotFound
    _change(session, _own(actor), acting_membership_id=membership_id, acting_mandate_id=mandate_id)


def _own(actor: Actor) -> Update:
    return update(SignIn).where(SignIn.id == (actor.sign_in.id if actor.sign_in else None), SignIn.ended_at.is_(None))


def _change(session: Session, which: Update, **values: Any) -> None:
    if session.execute(which.values(**values).returning(SignIn.id)).one_or_none() is None:
        raise NotFound
