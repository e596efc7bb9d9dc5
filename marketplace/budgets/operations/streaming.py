"""Writes of what a funder does with a stream while it runs: other sums to come, a pause, going on, an early end."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, Instalment, Stream, StreamChange
from marketplace.budgets.queries.money import funded_by
from marketplace.budgets.queries.streaming import TURNS_OF_ACCOUNT, turns_read
from marketplace.budgets.rules.streams import Change, ChangeKind, Running, check_change
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Section
from marketplace.foundation.database import sent_before
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_person, settings_of
from marketplace.people.rules import SettingName
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.settings import CHANGE_DAYS


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """What a funder does with the stream of an account of a person."""

    key: UUID
    person_id: UUID
    account_id: UUID
    change: Change

    @property
    def hash(self) -> str:
        """A digest of everything but the key."""
        return hashlib.sha256(repr(replace(self, key=UUID(int=0))).encode()).hexdigest()


def change_stream(session: Session, actor: Actor, request: ChangeRequest) -> UUID:
    """Change a stream from a day on; the person is told at once. The change's id; the same form again changes it once.

    What has come in, and what is promised, stays as it is. Raises NotFound for an account that the actor's organisation
    does not fund, ChangeRefused and KeyReused.
    """
    found = _locked(session, actor, request)
    if before := sent_before(session, StreamChange, request.key, request.hash):
        return before
    change, was = request.change, _next(session, request)
    notice = settings_of(session, actor, [found.funder_id]).get((found.funder_id, SettingName.CHANGE_DAYS))
    have = found.available + found.promised + found.spent + found.banked
    running = Running(found.ends, turns_read(found.turns), notice.value if notice else CHANGE_DAYS, have)
    check_change(change, running, actor.today, was)
    of_account = change.kind is ChangeKind.AMOUNT
    change_id = uuid4()
    session.execute(
        insert(StreamChange).values(
            id=change_id,
            key=request.key,
            request_hash=request.hash,
            stream_id=found.stream_id,
            kind=change.kind,
            starts=change.starts,
            account_id=request.account_id if of_account else None,
            pence=change.pence if of_account else None,
            was=was if of_account else None,
            reason=change.reason,
            words=change.words.strip(),
            back=change.back,
            back_by=change.back_by,
            made_by=actor.account_id,
            made_at=actor.now,
        )
    )
    _apply(session, request, found.stream_id, running)
    done = journals.move("stream", found.stream_id, change.kind, None, str(change.starts))
    journals.audit(session, actor, [done], change.words, request.person_id)
    telling = Telling(
        "Something changes about your money",
        "Whoever gives you money changes something about it. Open it to see what, from when, why, and whom to ask.",
        "money",
        None,
        f"stream change {change_id}",
        NoticeKind.MONEY,
        request.person_id,
    )
    around = accounts_of_person(session, actor, request.person_id, Section.MONEY, [request.account_id])
    tell(session, actor, around, telling)
    return change_id


def _locked(session: Session, actor: Actor, request: ChangeRequest) -> Any:
    """The account with its stream, which nobody else changes meanwhile. Raises NotFound."""
    named = select(BudgetAccount.stream_id).where(
        BudgetAccount.id == request.account_id, BudgetAccount.person_id == request.person_id, funded_by(actor)
    )
    stream_id = session.scalar(named)
    if stream_id is None or actor.account_id is None:
        raise NotFound
    session.execute(select(Stream.id).where(Stream.id == stream_id).with_for_update(key_share=True))
    return session.execute(
        select(
            BudgetAccount.stream_id,
            BudgetAccount.funder_id,
            BudgetAccount.ends,
            BudgetAccount.available,
            BudgetAccount.promised,
            BudgetAccount.spent,
            BudgetAccount.banked,
            TURNS_OF_ACCOUNT.label("turns"),
        ).where(BudgetAccount.id == request.account_id)
    ).one()


def _next(session: Session, request: ChangeRequest) -> Pence | None:
    """What the first payment of the account that the change would reach is now."""
    coming = select(Instalment.pence).where(
        Instalment.account_id == request.account_id,
        Instalment.transaction_id.is_(None),
        Instalment.due_on >= request.change.starts,
    )
    return session.scalars(coming.order_by(Instalment.due_on).limit(1)).one_or_none()


def _apply(session: Session, request: ChangeRequest, stream_id: UUID, running: Running) -> None:
    """Let the payments that are still to come be what the change says; those that have come in stay.

    What ends while it is suspended takes the payments that waited with it.
    """
    change, turns = request.change, running.turns
    waits = change.kind is ChangeKind.END and turns and turns[-1].kind is ChangeKind.SUSPEND
    since = min(turns[-1].starts, change.starts) if waits else change.starts
    coming = (Instalment.transaction_id.is_(None), Instalment.due_on >= since)
    if change.kind is ChangeKind.AMOUNT:
        mine = Instalment.account_id == request.account_id
        session.execute(update(Instalment).where(mine, *coming).values(pence=change.pence))
    elif change.kind is ChangeKind.END:
        accounts = select(BudgetAccount.id).where(BudgetAccount.stream_id == stream_id)
        session.execute(delete(Instalment).where(Instalment.account_id.in_(accounts), *coming))
