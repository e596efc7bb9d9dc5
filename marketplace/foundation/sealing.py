"""Sealing what is kept or sent out: only this installation's secrets open it again, and only for the same purpose."""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_secrets: tuple[str, ...] = ()


class Unreadable(Exception):
    """What was handed in was not sealed here for this purpose, or under a secret that was taken away."""


def configure(secrets: Sequence[str]) -> None:
    """Set the secrets, the newest first: it seals; all of them open."""
    global _secrets  # noqa: PLW0603 - one set of secrets for the process, set before it serves
    _secrets = tuple(secrets)


def sealed(purpose: bytes, data: bytes) -> str:
    """Data sealed for one purpose, as text."""
    return _keys(purpose).encrypt(data).decode()


def opened(purpose: bytes, token: str) -> bytes:
    """What was sealed for a purpose. Raises Unreadable."""
    try:
        return _keys(purpose).decrypt(token.encode(errors="replace"))
    except InvalidToken:
        raise Unreadable from None


def _keys(purpose: bytes) -> MultiFernet:
    """A key for the purpose out of each secret, the newest first."""
    if not _secrets:
        raise LookupError("sealing has no secrets; configure() gives them")
    made = (HKDF(SHA256(), 32, salt=None, info=purpose).derive(secret.encode()) for secret in _secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
