"""Reads of the second step: what an account has, and whether it needs one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.people.models import CodeDevice, Passkey, RecoveryCode


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """One passkey of one's own: what it was called, since when, and when it was last used."""

    id: UUID
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepsRow:
    """Every second step of one's own: passkeys, since when an app shows codes, and how many codes on paper are left."""

    passkeys: tuple[PasskeyRow, ...]
    app_since: datetime | None
    paper_left: int

    @property
    def any(self) -> bool:
        """Whether there is one at all; codes on paper alone are none."""
        return bool(self.passkeys or self.app_since)


def steps_of(session: Session, actor: Actor) -> StepsRow:
    """The second steps of the actor's own account."""
    keys = session.execute(
        select(Passkey.id, Passkey.name, Passkey.made_at, Passkey.used_at)
        .where(Passkey.account_id == actor.account_id)
        .order_by(Passkey.made_at, Passkey.id)
    )
    device = select(CodeDevice.made_at).where(CodeDevice.account_id == actor.account_id)
    paper = select(func.count()).where(RecoveryCode.account_id == actor.account_id, RecoveryCode.used_at.is_(None))
    return StepsRow(
        tuple(PasskeyRow(*row) for row in keys),
        session.scalars(device).one_or_none(),
        session.scalars(paper).one(),
    )


def has_step(session: Session, _actor: Actor, account_id: UUID) -> bool:
    """Whether an account has a second step, which is then asked for each time somebody signs in to it."""
    app = exists().where(CodeDevice.account_id == account_id)
    return bool(session.scalar(select(or_(app, exists().where(Passkey.account_id == account_id)))))
