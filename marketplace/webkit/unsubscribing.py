"""The token in a letter that stops letters in one step: sealed by the installation, for one account and address."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LASTS = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who stops letters: the account, and the address that the letter went to."""

    account_id: UUID
    email: str


def _key(secret: str) -> Fernet:
    """The key of these tokens, made of the installation's secret."""
    made = HKDF(SHA256(), 32, salt=None, info=b"unsubscribe").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(made))


def token(secret: str, who: Subscriber, now: datetime) -> str:
    """The token of a letter that leaves at an instant (UTC); nobody can read in it whose it is."""
    said = json.dumps([str(who.account_id), who.email]).encode()
    return (
        _key(secret).encrypt_at_time(said, int(now.timestamp())).decode().rstrip("=")
    )  # mail programs leave it off links


def subscriber(secret: str, sealed: str, now: datetime) -> Subscriber | None:
    """Whose letters a token stops; None for one that is made up, cut short, or older than a year."""
    whole = (sealed + "=" * (-len(sealed) % 4)).encode(errors="replace")
    try:
        said = _key(secret).decrypt_at_time(whole, int(LASTS.total_seconds()), int(now.timestamp()))
    except InvalidToken:
        return None
    account_id, email = json.loads(said)
    return Subscriber(UUID(account_id), email)
