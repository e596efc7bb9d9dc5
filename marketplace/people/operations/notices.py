"""Writes of notices: telling accounts in the way that each chose, and saying that a notice or the list was seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import outbox
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Notice
from marketplace.people.operations.letters import MAIL, ask_daily
from marketplace.people.queries import readers
from marketplace.people.rules.contact import MailState, NoticeKind, Way, due, way

_STATES = {Way.HERE: MailState.KEPT, Way.ONCE: MailState.WAITING, Way.DAILY: MailState.DAILY}


@dataclass(frozen=True, slots=True)
class Telling:
    """Something to tell: no name and no personal detail in either part. ``once`` names the happening.

    Its ``kind`` decides whether it may wait. It concerns the accounts as the person ``person_id`` or those who help
    them, or as members of ``organisation_id``: its record is opened as that.
    """

    subject: str
    words: str
    about: str
    about_id: UUID | None
    once: str
    kind: NoticeKind = NoticeKind.OTHER
    person_id: UUID | None = None
    organisation_id: UUID | None = None


def tell(session: Session, actor: Actor, accounts: Iterable[UUID], telling: Telling) -> None:
    """Tell accounts of one happening, in the product and by mail as each chose; telling it again tells nothing."""
    told = {reader.account_id: reader for reader in readers(session, actor, accounts)}
    states = {
        reader.account_id: MailState.KEPT if reader.stopped else _STATES[way(reader.contact, telling.kind)]
        for reader in told.values()
    }
    rows = [_row(actor, telling, account_id, state) for account_id, state in states.items()]
    if not rows:
        return
    telling_once = insert(Notice).on_conflict_do_nothing(index_elements=["account_id", "once"])
    fresh = session.execute(telling_once.returning(Notice.id, Notice.account_id), rows).all()
    single = [row for row in fresh if states[row.account_id] is MailState.WAITING]
    if single:
        jobs = [(MAIL, {"notice": str(row.id)}) for row in single]
        at = [due(told[row.account_id].contact, telling.kind, actor.now) for row in single]
        outbox.enqueue(session, actor, jobs, due=at)
    for row in fresh:
        if states[row.account_id] is MailState.DAILY:
            ask_daily(session, actor, row.account_id, told[row.account_id].contact)


def _row(actor: Actor, telling: Telling, account_id: UUID, state: MailState) -> dict[str, object]:
    return {
        "id": uuid4(),
        "account_id": account_id,
        "at": actor.now,
        "kind": telling.kind,
        "subject": telling.subject,
        "words": telling.words,
        "about": telling.about,
        "about_id": telling.about_id,
        "person_id": telling.person_id,
        "organisation_id": telling.organisation_id,
        "once": telling.once,
        "mail": state,
    }


def mark_seen(session: Session, actor: Actor, newest: UUID | None = None) -> None:
    """The actor has seen all its notices, up to the newest on the page that it looked at, where one is named."""
    fresh = update(Notice).where(Notice.account_id == actor.account_id, Notice.seen_at.is_(None))
    if newest is not None:
        shown = select(Notice.at).where(Notice.id == newest, Notice.account_id == actor.account_id)
        fresh = fresh.where(Notice.at <= shown.scalar_subquery())
    session.execute(fresh.values(seen_at=actor.now))


def read(session: Session, actor: Actor, notice_id: UUID) -> None:
    """The actor opens one of its own notices: it is seen from then on. Raises NotFound."""
    mine = select(Notice.seen_at).where(Notice.id == notice_id, Notice.account_id == actor.account_id)
    found = session.execute(mine.with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    if found.seen_at is None:
        session.execute(update(Notice).where(Notice.id == notice_id).values(seen_at=actor.now))
