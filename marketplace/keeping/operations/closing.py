"""Closing an account: what it ends at once, what is erased, and what the law keeps."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.foundation.models import Audit
from marketplace.keeping.queries import ending, whose
from marketplace.keeping.queries.whose import Whose, table_called, theirs
from marketplace.keeping.rules.about import ABOUT, About, Fate
from marketplace.people.models import Account, Mandate, Membership, Organisation, Person, SignIn
from marketplace.people.operations import sign_out_everywhere

GONE = "Somebody who left"
_NOBODY = "!"  # no password has this hash


class StillNeeded(Refusal):
    """An organisation would be left without anybody who can lead it."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"You are the last who can look after {' and '.join(names)}. Let somebody else do it first, or take what "
            "is on sale off and end its orders. Then you can close your account."
        )


def close_account(session: Session, actor: Actor, account_id: UUID | None = None) -> None:
    """Close the actor's own account, or for the back office another's, at once.

    Sign-ins, mandates and memberships end; the address is free for a new account; what the law does not keep is
    erased. Raises StillNeeded, and NotFound for an account that is closed or not theirs.
    """
    account_id = account_id or actor.account_id
    if account_id != actor.account_id and not actor.may(Power.ADMINISTER):
        raise NotFound
    there = select(Account.id).where(Account.id == account_id, Account.closed_at.is_(None)).with_for_update()
    found = session.scalars(there).one_or_none()
    if found is None:
        raise NotFound
    _wait_for_others(session, found)
    if last := ending(session, actor, found).kept_by:
        raise StillNeeded([each.name for each in last])
    about = whose(session, actor, found)
    _end(session, actor, about)
    kept = _name_is_kept(session, about)
    for each in ABOUT:
        _erase(session, each, about)
    _leave(session, actor, about, kept=kept)
    journals.audit(session, actor, [journals.move("account", found, "closed")])


def _wait_for_others(session: Session, account_id: UUID) -> None:
    """Two who lead an organisation cannot both leave at one moment, each thinking that the other stays."""
    theirs = select(Membership.organisation_id).where(Membership.account_id == account_id)
    locked = select(Organisation.id).where(Organisation.id.in_(theirs)).order_by(Organisation.id)
    session.execute(locked.with_for_update(key_share=True))


def _end(session: Session, actor: Actor, about: Whose) -> None:
    """End at this instant what the account could do, and what others could do in its name."""
    account_id = about["account"]
    if account_id is None:
        raise NotFound
    sign_out_everywhere(session, actor, account_id)
    session.execute(update(SignIn).where(SignIn.account_id == account_id).values(device=""))
    held = or_(Mandate.holder_account_id == account_id, Mandate.person_id == about["person"])
    for table, which in ((Mandate, held), (Membership, Membership.account_id == account_id)):
        ended = update(table).where(which, table.ended_at.is_(None)).values(ended_at=actor.now).returning(table.id)
        if ids := session.scalars(ended).all():
            moves = [journals.move(table.__tablename__, each, "ended, the account was closed") for each in ids]
            journals.audit(session, actor, moves)


def _name_is_kept(session: Session, about: Whose) -> bool:
    """Whether anything stays that needs a name beside it: money, an order, or what was done for somebody else."""
    for name in ("orders", "ledger_account", "membership", "mandate", "worry"):
        told = next(each for each in ABOUT if each.table == name)
        if session.execute(select(table_called(name).c.id).where(theirs(told, about)).limit(1)).one_or_none():
            return True
    acted = select(Audit.id).where(Audit.account_id == about["account"], Audit.subject == "orders").limit(1)
    return session.execute(acted).one_or_none() is not None


def _erase(session: Session, told: About, about: Whose) -> None:
    """Do with the rows of one table what is to become of them."""
    table, which = table_called(told.table), theirs(told, about)
    if told.fate is Fate.DELETED:
        session.execute(delete(table).where(which))
    for column, value in told.blank.items():
        there = table.c[column].is_distinct_from(value)
        session.execute(update(table).where(which, there).values({column: value}))


def _leave(session: Session, actor: Actor, about: Whose, *, kept: bool) -> None:
    """Nobody can sign in, the address is free, and the person is nobody's."""
    account_id = about["account"]
    named: Mapping[str, Any] = {} if kept else {"name": GONE}
    session.execute(
        update(Account)
        .where(Account.id == account_id)
        .values(closed_at=actor.now, email=f"{account_id}@closed.invalid", password_hash=_NOBODY, **named)
    )
    session.execute(
        update(Person).where(Person.account_id == account_id).values(account_id=None, left_at=actor.now, **named)
    )
