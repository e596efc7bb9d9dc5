"""Writes of one's own account: its password, its address and its name."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.foundation import journals, passwords
from marketplace.foundation.access import Actor, ActorKind
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Link, Person
from marketplace.people.operations.accounts import Caller, guess
from marketplace.people.operations.links import NewLink, end_links, send_letter, send_link, use_link
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.operations.sign_ins import sign_out_everywhere
from marketplace.people.operations.slowing import slowed
from marketplace.people.queries.links import own_email
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.joining import LETTERS_AN_HOUR, LetterKind, NotTaken, Purpose
from marketplace.people.rules.passwords import check_password
from marketplace.people.rules.signing_in import Slowed, WrongGuess

TAKEN = "This cannot be your address here. Choose another one, or keep the one you have."


def change_password(session: Session, actor: Actor, now: str, new: str, caller: Caller) -> UUID | WrongGuess | Slowed:
    """The actor, who knows the password that holds now, gives another; every other sign-in ends.

    Wrong guesses count and are returned, as at the door. Raises WeakPassword.
    """
    email = own_email(session, actor)
    check_password(new, actor.name, email)
    found = guess(session, actor, email, now, caller)
    if isinstance(found, UUID):
        _set_password(session, actor, found, new)
        sign_out_everywhere(session, actor, found, but=actor.sign_in.id if actor.sign_in else None)
    return found


def reset_password(session: Session, actor: Actor, token: str, new: str) -> None:
    """Whoever holds the link of a letter gives another password; every sign-in ends. Raises WeakPassword, NotTaken."""
    link = use_link(session, actor, token, [Purpose.PASSWORD])
    if link.account_id is None:
        raise NotFound
    holder = session.execute(select(Account.name, Account.email).where(Account.id == link.account_id)).one()
    if holder.email != link.email:
        raise NotTaken("This letter went to an address that you have changed since. Ask for a new one.")
    check_password(new, holder.name, holder.email)
    owner = Actor(ActorKind.ACCOUNT, actor.now, link.account_id, name=holder.name)
    _set_password(session, owner, link.account_id, new)
    sign_out_everywhere(session, owner, link.account_id)


def _set_password(session: Session, actor: Actor, account_id: UUID, new: str) -> None:
    kept = passwords.make(new)
    session.execute(update(Account).where(Account.id == account_id).values(password_hash=kept))
    end_links(session, actor, (Link.account_id == account_id) & (Link.purpose == Purpose.PASSWORD))
    journals.audit(session, actor, [journals.move("account", account_id, "changed password")])
    telling = Telling(
        "Your password was changed",
        "The password of your account was changed, and every other device was signed out. If that was not you, choose "
        "a new password at once and write to us.",
        "account",
        None,
        f"password:{actor.now.isoformat()}",
        NoticeKind.SECURITY,
    )
    tell(session, actor, [account_id], telling)


def ask_for_email(session: Session, actor: Actor, email: str) -> None:
    """The actor wants another address (in lower case): a letter goes there to confirm it, and one to the old address.

    Nothing says whether the new one has an account. Raises NotFound without an account.
    """
    old = own_email(session, actor)
    if actor.account_id is None or slowed(session, actor, "letters-email", str(actor.account_id), LETTERS_AN_HOUR):
        return
    end_links(session, actor, (Link.account_id == actor.account_id) & (Link.purpose == Purpose.EMAIL))
    send_link(session, actor, NewLink(Purpose.EMAIL, email, account_id=actor.account_id))
    send_letter(session, actor, LetterKind.MOVING, old)
    journals.audit(session, actor, [journals.move("account", actor.account_id, "asked to change e-mail")])


def confirm_email(session: Session, actor: Actor, token: str) -> None:
    """The actor holds the letter that went to its new address, which is its address from now on; the old one is told.

    Raises NotTaken, and NotFound for another account than the one that asked.
    """
    link = use_link(session, actor, token, [Purpose.EMAIL])
    if link.account_id is None or link.account_id != actor.account_id or link.email is None:
        raise NotFound
    old = own_email(session, actor)
    changed = update(Account).where(Account.id == actor.account_id)
    try:
        session.execute(changed.values(email=link.email))
    except IntegrityError:
        raise NotTaken(TAKEN) from None
    end_links(session, actor, Link.account_id == actor.account_id)
    send_letter(session, actor, LetterKind.MOVED, old)
    journals.audit(session, actor, [journals.move("account", link.account_id, "changed e-mail")])


def rename(session: Session, actor: Actor, name: str) -> None:
    """The actor is called something else, also as a person. What was agreed before keeps the name it had."""
    if actor.account_id is None:
        raise NotFound
    session.execute(update(Account).where(Account.id == actor.account_id).values(name=name))
    session.execute(update(Person).where(Person.account_id == actor.account_id).values(name=name))
    journals.audit(session, actor, [journals.move("account", actor.account_id, "changed name")])
