"""Sealing what is kept so that only this installation reads it: encrypted, with a key for each purpose."""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_secrets: tuple[bytes, ...] = ()


class Unreadable(Exception):
    """What was sealed was sealed by somebody else, for something else, or was changed since."""


def configure(secrets: Sequence[str]) -> None:
    """Set the installation's secrets: the first seals, and all of them open, so that a secret can be replaced."""
    global _secrets  # noqa: PLW0603 - one set of secrets for the process, set before it serves
    _secrets = tuple(secret.encode() for secret in secrets)


def _keys(purpose: bytes) -> MultiFernet:
    """The keys of one purpose, made of the secrets."""
    made = [HKDF(SHA256(), 32, salt=None, info=b"sealed:" + purpose).derive(secret) for secret in _secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


def sealed(purpose: bytes, data: bytes) -> str:
    """Data that only ``opened`` reads, with the same purpose."""
    return _keys(purpose).encrypt(data).decode()


def opened(purpose: bytes, token: str) -> bytes:
    """What was sealed for a purpose. Raises Unreadable."""
    try:
        return _keys(purpose).decrypt(token.encode(errors="replace"))
    except InvalidToken:
        raise Unreadable from None
