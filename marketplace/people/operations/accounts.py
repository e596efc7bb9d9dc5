"""Writes of accounts: opening one, and guessing at its password, which is slowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import journals, passwords
from marketplace.foundation.access import Actor
from marketplace.people.models import Account
from marketplace.people.operations.guessing import guarded, key_of
from marketplace.people.rules.signing_in import FREE_FROM_ADDRESS, FREE_GUESSES, Slowed, WrongGuess


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from: its network address, and what its browser calls itself.

    ``known`` is set where that browser has signed in to the account before: a name of its own, under which its
    guesses are counted.
    """

    address: str
    device: str = ""
    known: str = ""


def open_account(session: Session, actor: Actor, email: str, name: str, password: str) -> UUID:
    """A new account; the e-mail address must not have one yet."""
    account_id = uuid4()
    session.execute(
        insert(Account).values(
            id=account_id,
            email=email.strip().lower(),
            name=name,
            password_hash=passwords.make(password),
            made_at=actor.now,
        )
    )
    journals.audit(session, actor, [journals.move("account", account_id, "opened")])
    return account_id


def guess(session: Session, actor: Actor, email: str, password: str, caller: Caller) -> UUID | WrongGuess | Slowed:
    """The account that an e-mail (in lower case) and password open, or why none does: a value, so that it is kept."""

    def check() -> UUID | None:
        found = session.execute(select(Account.id, Account.password_hash).where(Account.email == email)).one_or_none()
        fits = passwords.fits(password, found.password_hash if found else None)
        return found.id if fits and found else None

    return guarded(session, actor, _guessed(email, caller), check)


def _guessed(email: str, caller: Caller) -> Mapping[str, int]:
    """Under what a guess counts: the account and the address; for a browser that the account knows, by itself.

    So whoever guesses from elsewhere slows every stranger, and never the person at their own device.
    """
    if caller.known:
        return {key_of("known", caller.known): FREE_GUESSES}
    return {key_of("account", email): FREE_GUESSES, key_of("address", caller.address): FREE_FROM_ADDRESS}
