"""Writes of notices: telling accounts, saying that the list was seen, and recording that mail left."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import outbox
from marketplace.foundation.access import Actor
from marketplace.people.models import Account, Notice, SentMail

MAIL = "mail"  # the outbox topic: payload {"notice": id}


@dataclass(frozen=True, slots=True)
class Telling:
    """Something to tell: no name and no personal detail in either part. ``once`` names the happening."""

    subject: str
    words: str
    about: str
    about_id: UUID | None
    once: str


def tell(session: Session, actor: Actor, accounts: Iterable[UUID], telling: Telling) -> None:
    """Tell accounts of one happening, in the product and by mail; telling it again tells nothing."""
    rows = [
        {
            "id": uuid4(),
            "account_id": account_id,
            "at": actor.now,
            "subject": telling.subject,
            "words": telling.words,
            "about": telling.about,
            "about_id": telling.about_id,
            "once": telling.once,
        }
        for account_id in sorted(accounts)
    ]
    if not rows:
        return
    told = insert(Notice).on_conflict_do_nothing(index_elements=["account_id", "once"]).returning(Notice.id)
    fresh = session.scalars(told, rows).all()
    if fresh:
        outbox.enqueue(session, actor, [(MAIL, {"notice": str(notice_id)}) for notice_id in fresh])


def mark_seen(session: Session, actor: Actor) -> None:
    """The actor has seen all its notices."""
    session.execute(update(Account).where(Account.id == actor.account_id).values(notices_seen_at=actor.now))


def record_mail(session: Session, actor: Actor, notice_id: UUID, recipient: str, subject: str, words: str) -> None:
    """The mail of a notice has left; recording it again changes nothing."""
    session.execute(
        insert(SentMail)
        .values(notice_id=notice_id, sent_at=actor.now, recipient=recipient, subject=subject, words=words)
        .on_conflict_do_nothing()
    )
