"""What was typed, kept while somebody has to sign in or prove again: sealed in the page, for the same account only."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import g, request
from flask_wtf import FlaskForm
from wtforms import HiddenField

from marketplace.foundation import sealing
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


def _purpose(account_id: UUID) -> bytes:
    """What one account typed, for no other to read."""
    return b"typed:" + account_id.bytes


def seal(account_id: UUID, now: datetime) -> str:
    """What the request carries, for one account to read; empty when there is too much of it to keep."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != TOKEN]
    said = json.dumps([now.timestamp(), request.full_path.rstrip("?"), fields]).encode()
    sealed = sealing.sealed(_purpose(account_id), said)
    return sealed if len(sealed) <= MOST_SEALED else ""


def opened(sealed: str | None, actor: Actor) -> Typed | None:
    """What was typed, if the actor's account typed it and it is not too old; else None."""
    if not sealed or actor.account_id is None:
        return None
    try:
        said = sealing.opened(_purpose(actor.account_id), sealed)
    except sealing.Unreadable:
        return None
    at, address, fields = json.loads(said)
    if actor.now - datetime.fromtimestamp(at, UTC) > KEPT_FOR:
        return None
    return Typed(address, [(name, value) for name, value in fields])


def waiting() -> dict[str, str]:
    """For a form that asks somebody to sign in or prove first: what they had typed, and the page they wanted."""
    return {"kept": g.get("kept", ""), "next": g.get("wanted", "") or request.args.get("next", "")}
