"""Asking too often is slowed: so many in an hour under a key, counted as guesses at passwords are."""

from sqlalchemy import case
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.people.models import SignInGuess
from marketplace.people.operations.guessing import key_of
from marketplace.people.rules.signing_in import GUESSES_FORGOTTEN, Slowed


def slowed(session: Session, actor: Actor, kind: str, value: str, free: int) -> Slowed | None:
    """Count one more of a kind for a value, of which only a hash is kept; until when it is shut, if it is.

    The hour is that of the first: whoever asks on and on is let through again, so nobody can shut somebody else out.
    """
    key = key_of(kind, value)
    over = SignInGuess.last_at <= actor.now - GUESSES_FORGOTTEN
    counted = (
        insert(SignInGuess)
        .values(key=key, failures=1, last_at=actor.now, shut_until=actor.now + GUESSES_FORGOTTEN)
        .on_conflict_do_update(
            index_elements=[SignInGuess.key],
            set_={
                "failures": case((over, 1), else_=SignInGuess.failures + 1),
                "last_at": case((over, actor.now), else_=SignInGuess.last_at),
                "shut_until": case((over, actor.now + GUESSES_FORGOTTEN), else_=SignInGuess.shut_until),
            },
        )
        .returning(SignInGuess.failures, SignInGuess.shut_until)
    )
    times, until = session.execute(counted).one()
    return Slowed(until) if times > free else None
