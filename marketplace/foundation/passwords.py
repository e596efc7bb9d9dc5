"""Password hashing with argon2id; its cost is set once at start."""

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

_hash = PasswordHash((Argon2Hasher(),))
_nobody = ""


def configure(memory_kib: int, rounds: int) -> None:
    """Set the cost of hashing: memory in KiB, and rounds."""
    global _hash, _nobody  # noqa: PLW0603 - one hasher for the process, set before it serves
    _hash = PasswordHash((Argon2Hasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1),))
    _nobody = _hash.hash("nobody has this password")


def make(password: str) -> str:
    """The hash to keep of a password."""
    return _hash.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password fits the hash that was kept; with none kept it takes as long, and is False."""
    return _hash.verify(password, kept or _nobody) and kept is not None
