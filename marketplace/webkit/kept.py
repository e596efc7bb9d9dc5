"""What was typed, kept while somebody has to sign in or prove again: sealed in the page, for the same account only."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app, g, request
from flask_wtf import FlaskForm
from wtforms import HiddenField

from marketplace.foundation.access import Actor

KEPT_FOR = timedelta(hours=24)
MOST_SEALED = 400_000  # characters; the page that carries them is posted back whole
TOKEN = "csrf_token"  # noqa: S105 - the name of a field


@dataclass(frozen=True, slots=True)
class Typed:
    """A form on its way: the address it was sent to, and its fields as name and value."""

    address: str
    fields: list[tuple[str, str]]


class KeptForm(FlaskForm):
    """A form that can carry what was typed elsewhere."""

    kept = HiddenField()


def _key(account_id: UUID) -> Fernet:
    """The account's own key, made of the installation's secret."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    made = HKDF(SHA256(), 32, salt=None, info=b"typed:" + account_id.bytes).derive(secret)
    return Fernet(base64.urlsafe_b64encode(made))


def seal(account_id: UUID, now: datetime) -> str:
    """What the request carries, for one account to read; empty when there is too much of it to keep."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != TOKEN]
    said = json.dumps([request.full_path.rstrip("?"), fields]).encode()
    sealed = _key(account_id).encrypt_at_time(said, int(now.timestamp())).decode()
    return sealed if len(sealed) <= MOST_SEALED else ""


def opened(sealed: str | None, actor: Actor) -> Typed | None:
    """What was typed, if the actor's account typed it and it is not too old; else None."""
    if not sealed or actor.account_id is None:
        return None
    lasts, now = int(KEPT_FOR.total_seconds()), int(actor.now.timestamp())
    try:
        said = _key(actor.account_id).decrypt_at_time(sealed.encode(errors="replace"), lasts, now)
    except InvalidToken:
        return None
    address, fields = json.loads(said)
    return Typed(address, [(name, value) for name, value in fields])


def waiting() -> dict[str, str]:
    """For a form that asks somebody to sign in or prove first: what they had typed, and the page they wanted."""
    return {"kept": g.get("kept", ""), "next": g.get("wanted", "") or request.args.get("next", "")}
