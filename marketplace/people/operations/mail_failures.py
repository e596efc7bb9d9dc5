"""Writes of the back office's worklist of mail that does not arrive: trying again, marking the address.

Who has it is said by the list of what waits.
"""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import journals, outbox
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, MailFailure, MailStopped
from marketplace.people.operations.letters import send_again
from marketplace.people.rules.mail import LETTER, MailOutcome


def try_mail_again(session: Session, actor: Actor, failure_id: UUID) -> None:
    """All that did not arrive is sent again; also a letter with a link, by its own id. Raises NotFound."""
    if _letter_decided(session, actor, failure_id, MailOutcome.TRIED_AGAIN):
        return
    account_id = _open(session, actor, failure_id)
    _settle(session, actor, failure_id, MailOutcome.TRIED_AGAIN)
    send_again(session, actor, account_id)


def stop_mail(session: Session, actor: Actor, failure_id: UUID) -> None:
    """Mark the address as not working: nothing goes there, and its account is told so on each page.

    A letter with a link, by its own id, is let go: its address may have no account. Raises NotFound.
    """
    if _letter_decided(session, actor, failure_id, MailOutcome.STOPPED):
        return
    account_id = _open(session, actor, failure_id)
    email = session.scalars(select(Account.email).where(Account.id == account_id)).one()
    stopped = insert(MailStopped).values(account_id=account_id, email=email, since=actor.now)
    afresh = {"email": email, "since": actor.now}
    session.execute(stopped.on_conflict_do_update(index_elements=["account_id"], set_=afresh))
    _settle(session, actor, failure_id, MailOutcome.STOPPED)


def _letter_decided(session: Session, actor: Actor, letter_id: UUID, outcome: MailOutcome) -> bool:
    """Whether an id was that of a letter with a link that had been given up; it is decided now."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    again = outcome is MailOutcome.TRIED_AGAIN
    if not outbox.decide(session, LETTER, {"letter": str(letter_id)}, actor.now, again=again):
        return False
    journals.audit(session, actor, [journals.move("link_letter", letter_id, "settled", None, outcome)])
    return True


def _open(session: Session, actor: Actor, failure_id: UUID) -> UUID:
    """The account of a failure that is not settled, locked. Raises NotFound, also for anybody but an administrator."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    asked = select(MailFailure.account_id).where(MailFailure.id == failure_id, MailFailure.settled_at.is_(None))
    account_id = session.scalar(asked.with_for_update())
    if account_id is None:
        raise NotFound
    return account_id


def _settle(session: Session, actor: Actor, failure_id: UUID, outcome: MailOutcome) -> None:
    settled = {"settled_at": actor.now, "outcome": outcome, "held_by": actor.account_id}
    session.execute(update(MailFailure).where(MailFailure.id == failure_id).values(**settled))
    journals.audit(session, actor, [journals.move("mail_failure", failure_id, "settled", None, outcome)])
