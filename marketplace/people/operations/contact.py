"""Writes of how somebody wants to be told of things, and of what they need to be told them well."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, CommunicationNeeds, ContactPreference, MailStopped, Notice
from marketplace.people.operations.letters import ask_daily, send_again
from marketplace.people.rules.contact import Contact, MailState, check_contact
from marketplace.people.rules.needs import Needs, review_day


def choose_contact(session: Session, actor: Actor, contact: Contact) -> None:
    """The actor's account says how it wants to be told of things, from now on, also of what waits already.

    Raises NotFound for the anonymous visitor, HoursRefused and CallsRefused.
    """
    if actor.account_id is None:
        raise NotFound
    check_contact(contact)
    values = {
        "by_email": contact.by_email,
        "daily": sorted(contact.daily),
        "begins": contact.begins,
        "ends": contact.ends,
        "ring": contact.ring,
        "phone": contact.phone if contact.ring else "",
        "other_name": contact.other_name,
        "other_contact": contact.other_contact,
        "changed_at": actor.now,
    }
    chosen = insert(ContactPreference).values(account_id=actor.account_id, **values)
    session.execute(chosen.on_conflict_do_update(index_elements=["account_id"], set_=values))
    journals.audit(session, actor, [journals.move("account", actor.account_id, "chose how to be told")])
    waiting = select(Notice.id).where(Notice.account_id == actor.account_id, Notice.mail == MailState.DAILY).limit(1)
    if session.scalar(waiting) is not None:  # the letter of the day may now be due sooner
        ask_daily(session, actor, actor.account_id, contact)


def stop_letters(session: Session, actor: Actor, account_id: UUID, email: str) -> bool:
    """Letters to an account stop, by the link in one of them; all else that it chose stays. Whether there is one.

    The link is of the address that the letter went to: an account that has another by now is left as it is.
    """
    mine = select(Account.id).where(Account.id == account_id, Account.email == email)
    if session.scalar(mine.with_for_update(key_share=True)) is None:
        return False
    values = {"by_email": False, "changed_at": actor.now}
    empty = {"daily": [], "ring": False, "phone": "", "other_name": "", "other_contact": ""}
    stopped = insert(ContactPreference).values(account_id=account_id, **values, **empty)
    session.execute(stopped.on_conflict_do_update(index_elements=["account_id"], set_=values))
    journals.audit(session, actor, [journals.move("account", account_id, "stopped letters by their link")])
    return True


def mail_works(session: Session, actor: Actor) -> None:
    """The actor says that mail reaches its address again: what did not arrive is sent. Where it does, nothing is."""
    ended = delete(MailStopped).where(MailStopped.account_id == actor.account_id).returning(MailStopped.account_id)
    account_id = session.scalar(ended)
    if account_id is not None:
        journals.audit(session, actor, [journals.move("account", account_id, "mail works again")])
        send_again(session, actor, account_id)


def record_needs(session: Session, actor: Actor, needs: Needs) -> None:
    """The actor, as a person, says how to talk with them, and who may see it; said empty, nothing of it is kept.

    Raises NotFound for anybody who is no person, and ReviewRefused.
    """
    person_id = actor.own_person_id
    if person_id is None:
        raise NotFound
    if not needs.said:
        session.execute(delete(CommunicationNeeds).where(CommunicationNeeds.person_id == person_id))
        journals.audit(session, actor, [journals.move("person", person_id, "took back their communication needs")])
        return
    values = {
        "needs": list(needs.needs),
        "language": needs.language,
        "words": needs.words,
        "for_helpers": needs.for_helpers,
        "for_providers": needs.for_providers,
        "review_on": review_day(needs.review_on, actor.today),
        "recorded_at": actor.now,
    }
    kept = insert(CommunicationNeeds).values(person_id=person_id, **values)
    session.execute(kept.on_conflict_do_update(index_elements=["person_id"], set_=values))
    journals.audit(session, actor, [journals.move("person", person_id, "recorded their communication needs")])
