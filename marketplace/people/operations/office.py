"""Writes of the back office to accounts."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account
from marketplace.people.operations.sign_ins import sign_out_everywhere


def shut_out(session: Session, actor: Actor, account_id: UUID, why: str) -> None:
    """An administrator signs somebody out on every device, and says why. Raises NotFound."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    if session.scalars(select(Account.id).where(Account.id == account_id)).one_or_none() is None:
        raise NotFound
    journals.audit(session, actor, [journals.move("account", account_id, "shut out")], why)
    sign_out_everywhere(session, actor, account_id)
