"""Writes of accounts: opening one, and guessing at its password, which is slowed."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import journals, passwords
from marketplace.foundation.access import Actor
from marketplace.people.models import Account, SignInGuess
from marketplace.people.rules.signing_in import (
    FREE_FROM_ADDRESS,
    FREE_GUESSES,
    GUESSES_FORGOTTEN,
    Slowed,
    WrongGuess,
    wait_after,
)


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


def guess(session: Session, actor: Actor, email: str, password: str, address: str) -> UUID | WrongGuess | Slowed:
    """The account that an e-mail (in lower case) and password open, or why none does: a value, so that it is kept.

    ``address`` is the caller's network address. A guess counts before it is checked, so that many at once are
    counted one after the other.
    """
    name, place = _key("account", email), _key("address", address)
    guessed = {name: FREE_GUESSES, place: FREE_FROM_ADDRESS}
    if shut := _shut(session, actor, guessed):
        return Slowed(shut)
    failures = _count(session, actor, guessed)
    if shut := _shut(session, actor, guessed):  # by a guess that was sent at the same moment, and counted before
        return Slowed(shut)
    found = session.execute(select(Account.id, Account.password_hash).where(Account.email == email)).one_or_none()
    if not passwords.fits(password, found.password_hash if found else None) or found is None:
        for key, free in guessed.items():
            if wait := wait_after(failures[key], free):
                shutting = update(SignInGuess).where(SignInGuess.key == key)
                session.execute(shutting.values(shut_until=actor.now + wait))
        return WrongGuess()
    _forget(session, name, place, failures[name])
    return found.id


def _shut(session: Session, actor: Actor, guessed: Iterable[str]) -> datetime | None:
    """Until when sign-in is shut under any of some keys; None when it is open."""
    shut = select(func.max(SignInGuess.shut_until))
    return session.scalar(shut.where(SignInGuess.key.in_(guessed), SignInGuess.shut_until > actor.now))


def _forget(session: Session, name: str, place: str, tries: int) -> None:
    """Forget the guesses at an account that was opened after some tries, also where its address is counted.

    Guesses at other accounts from that address stay counted, else whoever has one account could guess at all others.
    """
    session.execute(delete(SignInGuess).where(SignInGuess.key == name))
    left = func.greatest(SignInGuess.failures - tries, 0)
    session.execute(update(SignInGuess).where(SignInGuess.key == place).values(failures=left))


def _key(kind: str, value: str) -> str:
    return f"{kind}:{hashlib.sha256(value.encode()).hexdigest()}"


def _count(session: Session, actor: Actor, keys: Iterable[str]) -> dict[str, int]:
    """Count one more guess under each key, from nought again after a quiet hour, and return the counts."""
    stale = SignInGuess.last_at < actor.now - GUESSES_FORGOTTEN
    counted = (
        insert(SignInGuess)
        .on_conflict_do_update(
            index_elements=[SignInGuess.key],
            set_={"failures": case((stale, 1), else_=SignInGuess.failures + 1), "last_at": actor.now},
        )
        .returning(SignInGuess.key, SignInGuess.failures)
    )
    rows = [{"key": key, "failures": 1, "last_at": actor.now, "shut_until": actor.now} for key in sorted(keys)]
    return {row.key: row.failures for row in session.execute(counted, rows)}
