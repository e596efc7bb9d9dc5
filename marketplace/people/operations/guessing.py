"""Guesses at what opens an account: counted before they are checked, and slowed after some that were wrong."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.people.models import SignInGuess
from marketplace.people.rules.signing_in import GUESSES_FORGOTTEN, Slowed, WrongGuess, wait_after

Found = TypeVar("Found")


def guarded(
    session: Session, actor: Actor, guessed: Mapping[str, int], check: Callable[[], Found | None]
) -> Found | WrongGuess | Slowed:
    """What a check finds, or why nothing: a value, so that the failure is kept.

    ``guessed`` names what is guessed at, first what a right guess clears, each with how many wrong ones are free. A
    guess counts before it is checked, so that many at once are counted one after the other.
    """
    if shut := _shut(session, actor, guessed):
        return Slowed(shut)
    failures = _count(session, actor, guessed)
    if shut := _shut(session, actor, guessed):  # by a guess that was sent at the same moment, and counted before
        return Slowed(shut)
    found = check()
    if found is None:
        for key, free in guessed.items():
            if wait := wait_after(failures[key], free):
                shutting = update(SignInGuess).where(SignInGuess.key == key)
                session.execute(shutting.values(shut_until=actor.now + wait))
        return WrongGuess()
    first, *others = guessed
    _forget(session, first, others, failures[first])
    return found


def key_of(kind: str, value: str) -> str:
    """What is kept of something that is guessed at: only a hash of it."""
    return f"{kind}:{hashlib.sha256(value.encode(errors='surrogatepass')).hexdigest()}"


def _shut(session: Session, actor: Actor, guessed: Iterable[str]) -> datetime | None:
    """Until when sign-in is shut under any of some keys; None when it is open."""
    shut = select(func.max(SignInGuess.shut_until))
    return session.scalar(shut.where(SignInGuess.key.in_(guessed), SignInGuess.shut_until > actor.now))


def _forget(session: Session, first: str, others: Iterable[str], tries: int) -> None:
    """Forget the guesses at what was opened after some tries, also where its address is counted.

    Guesses at other accounts from that address stay counted, else whoever has one account could guess at all others.
    """
    session.execute(delete(SignInGuess).where(SignInGuess.key == first))
    left = func.greatest(SignInGuess.failures - tries, 0)
    session.execute(update(SignInGuess).where(SignInGuess.key.in_(others)).values(failures=left))


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
