"""How guessing a password is slowed, how long a sign-in lasts, and how fresh a proof must be for what is risky."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

FREE_GUESSES = 5  # against one account name
FREE_FROM_ADDRESS = 30  # from one network address, where a whole day centre may sit
LONGEST_WAIT = timedelta(minutes=5)
GUESSES_FORGOTTEN = timedelta(hours=1)

SIGN_IN_LASTS = timedelta(hours=12)  # from the beginning, or from when somebody said that they stay
WARNED_BEFORE = timedelta(minutes=20)  # the end of a sign-in
PROOF_LASTS = timedelta(minutes=15)  # for what is risky: money leaving, mandates, exports


def proof_is_fresh(proved_at: datetime, now: datetime) -> bool:
    """Whether a proof, given at an instant, still counts for what is risky."""
    return now - proved_at < PROOF_LASTS


def ends_soon(ends_at: datetime, now: datetime) -> bool:
    """Whether somebody is to be warned that their sign-in ends."""
    return ends_at - now <= WARNED_BEFORE


def wait_after(failures: int, free: int) -> timedelta:
    """How long sign-in stays shut after wrong guesses in a row: not at all for some, then doubling to 5 minutes."""
    if failures < free:
        return timedelta()
    return min(timedelta(seconds=2 ** min(failures - free + 1, 9)), LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Opened:
    """A sign-in has begun: the account, and the token that the browser keeps."""

    account_id: UUID
    token: str


@dataclass(frozen=True, slots=True)
class StepNeeded:
    """The password fits; the account has a second step, which is to be shown before anything opens."""

    account_id: UUID


@dataclass(frozen=True, slots=True)
class Slowed:
    """Sign-in is shut until an instant, because of wrong guesses."""

    until: datetime


@dataclass(frozen=True, slots=True)
class WrongGuess:
    """The e-mail and password do not go together; which of them is wrong is not said."""
