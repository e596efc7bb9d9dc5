"""Writes of letters, by the worker: what left, what waits for the day's letter, and what did not arrive."""

from collections.abc import Collection
from uuid import UUID, uuid4

from sqlalchemy import Text, cast, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import journals, outbox
from marketplace.foundation.access import Actor
from marketplace.foundation.models import Job
from marketplace.people.models import MailFailure, Notice, SentMail
from marketplace.people.queries import readers
from marketplace.people.rules.contact import Contact, MailState, next_opening
from marketplace.people.rules.mail import MailTrouble

MAIL = "mail"  # the outbox topic of one notice's letter: payload {"notice": id}
DAILY = "daily_letter"  # of all that waits for the letter of a day: payload {"account": id}
_UNDER_WAY = (MailState.WAITING, MailState.DAILY)


def ask_daily(session: Session, actor: Actor, account_id: UUID, contact: Contact) -> None:
    """Ask for an account's next letter of the day; asking again for the same one changes nothing."""
    at = next_opening(contact, actor.now)
    jobs = [(DAILY, {"account": str(account_id)})]
    outbox.enqueue(session, actor, jobs, dedupe=f"{DAILY}:{account_id}:{at.isoformat()}", due=[at])


def put_off(session: Session, actor: Actor, account_id: UUID, notices: Collection[UUID], contact: Contact) -> None:
    """Notices whose letters were under way wait for the letter of the day instead."""
    _move(session, notices, MailState.DAILY)
    ask_daily(session, actor, account_id, contact)


def keep_here(session: Session, _actor: Actor, notices: Collection[UUID]) -> None:
    """Notices stay in the product alone: nothing of them goes by mail."""
    _move(session, notices, MailState.KEPT)


def _move(session: Session, notices: Collection[UUID], state: MailState) -> None:
    """Change where letters are, of those that have not left or failed meanwhile."""
    under_way = update(Notice).where(Notice.id.in_(notices), Notice.mail.in_(_UNDER_WAY))
    session.execute(under_way.values(mail=state))


def record_mail(
    session: Session, actor: Actor, notices: Collection[UUID], recipient: str, subject: str, words: str
) -> None:
    """The letter of some notices, the newest last, has left; recording it again changes nothing."""
    *_, last = notices
    session.execute(
        insert(SentMail)
        .values(notice_id=last, sent_at=actor.now, recipient=recipient, subject=subject, words=words)
        .on_conflict_do_nothing()
    )
    session.execute(update(Notice).where(Notice.id.in_(notices)).values(mail=MailState.SENT))


def mail_failed(session: Session, actor: Actor, notices: Collection[UUID], why: MailTrouble) -> None:
    """The letter of some notices will not arrive: the back office sees that, and the notices stay in the product."""
    accounts = session.scalars(
        update(Notice)
        .where(Notice.id.in_(notices), Notice.mail.in_(_UNDER_WAY))
        .values(mail=MailState.FAILED)
        .returning(Notice.account_id)
    )
    again = {"why": why, "last_at": actor.now}
    for account_id in sorted(set(accounts)):
        failing = insert(MailFailure).values(id=uuid4(), account_id=account_id, since=actor.now, **again)
        failing = failing.on_conflict_do_update(
            index_elements=["account_id"], index_where=MailFailure.settled_at.is_(None), set_=again
        )
        failure_id = session.scalars(failing.returning(MailFailure.id)).one()
        journals.audit(session, actor, [journals.move("mail_failure", failure_id, "failed", None, why)])


def look_after_mail(session: Session, actor: Actor) -> None:
    """See to letters that nothing sends any more: those tried too often, and those that missed the day's letter.

    A worker that is killed each time leaves the first; a telling that commits while the day's letter leaves leaves
    the second.
    """
    for payload in outbox.give_up(session, MAIL, actor.now):
        mail_failed(session, actor, [UUID(payload["notice"])], MailTrouble.OURS)
    for payload in outbox.give_up(session, DAILY, actor.now):
        waiting = select(Notice.id).where(Notice.account_id == UUID(payload["account"]), Notice.mail == MailState.DAILY)
        mail_failed(session, actor, session.scalars(waiting).all(), MailTrouble.OURS)
    asked = select(Job.payload["account"].astext).where(Job.topic == DAILY, Job.done_at.is_(None))
    waiting = (
        select(Notice.account_id)
        .where(Notice.mail == MailState.DAILY, cast(Notice.account_id, Text).not_in(asked))
        .distinct()
    )
    for reader in readers(session, actor, session.scalars(waiting).all()):
        ask_daily(session, actor, reader.account_id, reader.contact)


def send_again(session: Session, actor: Actor, account_id: UUID) -> None:
    """Letters to an account that did not arrive are under way again. For the back office, which asks by a failure."""
    again = (
        update(Notice)
        .where(Notice.account_id == account_id, Notice.mail == MailState.FAILED)
        .values(mail=MailState.WAITING)
        .returning(Notice.id)
    )
    jobs = [(MAIL, {"notice": str(notice_id)}) for notice_id in session.scalars(again)]
    if jobs:
        outbox.enqueue(session, actor, jobs)
