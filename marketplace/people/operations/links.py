"""Writes of links: asking for a letter with one, the worker's making of its token, and using it once."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import outbox, tokens
from marketplace.foundation.access import Actor
from marketplace.people.models import Account, Link, LinkLetter
from marketplace.people.operations.slowing import slowed
from marketplace.people.rules.joining import (
    ASKS_AN_HOUR,
    LASTS,
    LETTERS_AN_HOUR,
    LetterKind,
    NotTaken,
    Purpose,
)
from marketplace.people.rules.mail import LETTER
from marketplace.people.rules.signing_in import Slowed

SPENT = "This link was used before, or its time is over. Ask for a new one, and open the newest letter."


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link to make: for what, to which address, and the account, person or invitation that it is about."""

    purpose: Purpose
    email: str | None
    account_id: UUID | None = None
    person_id: UUID | None = None
    invitation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class UsedLink:
    """A link that was just used."""

    id: UUID
    purpose: str
    email: str | None
    account_id: UUID | None
    person_id: UUID | None
    invitation_id: UUID | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter to send: to whom, whether they have an account and by what name, and its token if it carries a link."""

    kind: str
    recipient: str
    purpose: str | None
    name: str | None
    token: str | None
    invitation_id: UUID | None


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter as it left, its link left out; ``opens`` is the link's address, for the demo alone."""

    subject: str
    words: str
    opens: str | None = None


def ask_for_link(session: Session, actor: Actor, purpose: Purpose, email: str, address: str) -> Slowed | None:
    """Have a letter sent to an e-mail address (in lower case), for somebody at a network address who may be anybody.

    What is done, and how long it takes, is the same with an account and without: the worker looks when it writes the
    letter. More than a few letters an hour to one address are left unsent, which is not told either.
    """
    if shut := slowed(session, actor, "asks", address, ASKS_AN_HOUR):
        return shut
    if slowed(session, actor, f"letters-{purpose}", email, LETTERS_AN_HOUR) is None:
        send_link(session, actor, NewLink(purpose, email))
    return None


def send_link(session: Session, actor: Actor, new: NewLink) -> UUID:
    """Make a link and have its letter sent; the link's id. New to an address, or None for one that is no letter."""
    link_id = make_link(session, actor, new)
    if new.email is not None:
        send_letter(session, actor, LetterKind.LINK, new.email, link_id)
    return link_id


def make_link(session: Session, actor: Actor, new: NewLink, token: str | None = None) -> UUID:
    """A link that lasts as long as its purpose does, with the hash of a token if it has one already."""
    link_id = uuid4()
    session.execute(
        insert(Link).values(
            id=link_id,
            purpose=new.purpose,
            email=new.email,
            account_id=new.account_id,
            person_id=new.person_id,
            invitation_id=new.invitation_id,
            token_hash=tokens.kept(token) if token else None,
            made_at=actor.now,
            ends_at=actor.now + LASTS[new.purpose],
        )
    )
    return link_id


def send_letter(session: Session, actor: Actor, kind: LetterKind, recipient: str, link_id: UUID | None = None) -> None:
    """Have a letter sent to an address."""
    letter_id = uuid4()
    letter = {"id": letter_id, "kind": kind, "recipient": recipient, "link_id": link_id, "asked_at": actor.now}
    session.execute(insert(LinkLetter).values(letter))
    outbox.enqueue(session, actor, [(LETTER, {"letter": str(letter_id)})])


def prepare_letter(session: Session, actor: Actor, letter_id: UUID) -> Prepared | None:
    """A letter that is still to be sent, with a fresh token for its link; None when there is nothing to send.

    Sent again after a failure it has another token, and the one before opens nothing.
    """
    asked = select(LinkLetter.kind, LinkLetter.recipient, Link.id, Link.purpose, Link.invitation_id)
    asked = asked.outerjoin(Link, Link.id == LinkLetter.link_id).where(LinkLetter.id == letter_id)
    asked = asked.where(LinkLetter.sent_at.is_(None), (LinkLetter.link_id.is_(None)) | _open(actor))
    found = session.execute(asked).one_or_none()
    if found is None:
        return None
    holder = session.execute(select(Account.id, Account.name).where(Account.email == found.recipient)).one_or_none()
    token = None
    if found.purpose is not None and _carries(Purpose(found.purpose), holder is not None):
        token = tokens.make()
        made: dict[str, object] = {"token_hash": tokens.kept(token)}
        if found.purpose == Purpose.PASSWORD and holder is not None:
            made["account_id"] = holder.id
        session.execute(update(Link).where(Link.id == found.id).values(made))
    name = holder.name if holder else None
    return Prepared(found.kind, found.recipient, found.purpose, name, token, found.invitation_id)


def _carries(purpose: Purpose, has_account: bool) -> bool:  # noqa: FBT001 - a pure table of two columns
    """Whether a letter carries its link, to an address with an account or without."""
    if purpose in {Purpose.JOIN_PERSON, Purpose.JOIN_PROVIDER, Purpose.EMAIL}:
        return not has_account
    return has_account or purpose is not Purpose.PASSWORD


def record_letter(session: Session, actor: Actor, letter_id: UUID, sent: SentLetter) -> None:
    """A letter has left; recording it again changes nothing."""
    left = update(LinkLetter).where(LinkLetter.id == letter_id, LinkLetter.sent_at.is_(None))
    session.execute(left.values(sent_at=actor.now, subject=sent.subject, words=sent.words, opens=sent.opens))


def use_link(session: Session, actor: Actor, token: str, purposes: Iterable[Purpose]) -> UsedLink:
    """Use a link, once: of two who try at the same moment one is refused. Raises NotTaken."""
    used = (
        update(Link)
        .where(Link.token_hash == tokens.kept(token), Link.purpose.in_(list(purposes)), _open(actor))
        .values(used_at=actor.now)
        .returning(Link.id, Link.purpose, Link.email, Link.account_id, Link.person_id, Link.invitation_id)
    )
    found = session.execute(used).one_or_none()
    if found is None:
        raise NotTaken(SPENT)
    return UsedLink(*found)


def end_links(session: Session, actor: Actor, which: ColumnElement[bool]) -> None:
    """Those links that are still open can be used no more."""
    session.execute(
        update(Link).where(which, Link.used_at.is_(None), Link.ended_at.is_(None)).values(ended_at=actor.now)
    )


def _open(actor: Actor) -> ColumnElement[bool]:
    return Link.used_at.is_(None) & Link.ended_at.is_(None) & (Link.ends_at > actor.now)
