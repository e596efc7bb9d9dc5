"""Writes of coming in: signing up by a link, being a person, founding a provider and its check, and taking over."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import journals, passwords, tokens
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.clock import working_days_after
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people.models import Account, Link, Membership, Organisation, Person, SaySo
from marketplace.people.operations.invitations import accept_for
from marketplace.people.operations.links import NewLink, end_links, send_link, use_link
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.operations.people import OrganisationRequest
from marketplace.people.operations.slowing import slowed
from marketplace.people.queries.telling import accounts_of_office, accounts_of_organisation
from marketplace.people.rules import Duty, OrganisationKind
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.joining import ASKS_AN_HOUR, CHECK_WORKING_DAYS, NotTaken, Purpose
from marketplace.people.rules.passwords import check_password
from marketplace.people.rules.signing_in import Slowed
from marketplace.people.rules.telling import SAID, News

SIGNS_UP = (Purpose.JOIN_PERSON, Purpose.JOIN_PROVIDER, Purpose.INVITATION, Purpose.TAKEOVER)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody who signs up says: their name, a password, and where they live if they have support needs."""

    name: str
    password: str
    area_code: str | None = None


@dataclass(frozen=True, slots=True)
class Founded:
    """A provider that was just signed up: its id, its owner's membership, and by when the back office answers."""

    organisation_id: UUID
    membership_id: UUID
    check_by: date


class CodeRefused(Refusal):
    """A code that opens nothing."""

    field = "code"

    def __init__(self) -> None:
        super().__init__(
            "That code does not work. Check it against the paper. A code works once, and for 60 days: whoever helped "
            "you can make a new one."
        )


def sign_up(session: Session, actor: Actor, token: str, new: NewAccount) -> UUID:
    """A new account for the address that a letter with a link went to, and what the link gives; its id.

    Raises WeakPassword, and NotTaken where the link is spent, gives nothing any more, or the address has an account.
    """
    link = use_link(session, actor, token, SIGNS_UP)
    if link.email is None:
        raise NotFound
    check_password(new.password, new.name, link.email)
    account_id = uuid4()
    opened = insert(Account).values(
        id=account_id,
        email=link.email,
        name=new.name,
        password_hash=passwords.make(new.password),
        made_at=actor.now,
    )
    if session.scalar(opened.on_conflict_do_nothing(index_elements=["email"]).returning(Account.id)) is None:
        raise NotTaken("You have an account already. Sign in with it, or ask for a new password.")
    journals.audit(session, actor, [journals.move("account", account_id, "signed up")])
    theirs = Actor(ActorKind.ACCOUNT, actor.now, account_id, name=new.name)
    if link.purpose == Purpose.JOIN_PERSON and new.area_code:
        be_a_person(session, theirs, new.area_code)
    elif link.purpose == Purpose.INVITATION and link.invitation_id:
        accept_for(session, theirs, link.invitation_id, link.email)
    elif link.purpose == Purpose.TAKEOVER and link.person_id:
        _become(session, theirs, link.person_id)
    end_links(
        session, actor, (Link.email == link.email) & Link.purpose.in_([Purpose.JOIN_PERSON, Purpose.JOIN_PROVIDER])
    )
    return account_id


def be_a_person(session: Session, actor: Actor, area_code: str) -> UUID:
    """The actor's account is somebody with support needs, or who cares for somebody, who lives in an area.

    Raises NotFound without an account, and NotTaken when it is one already.
    """
    if actor.account_id is None:
        raise NotFound
    person_id = uuid4()
    name = select(Account.name).where(Account.id == actor.account_id).scalar_subquery()
    made = insert(Person).values(id=person_id, account_id=actor.account_id, name=name, area_code=area_code)
    if session.scalar(made.on_conflict_do_nothing(index_elements=["account_id"]).returning(Person.id)) is None:
        raise NotTaken("You have said that already. Go to your start page.")
    journals.audit(session, actor, [journals.move("person", person_id, "joined")])
    return person_id


def found_provider(session: Session, actor: Actor, request: OrganisationRequest) -> Founded:
    """A provider that the actor's account signs up and owns. It drafts offers at once; the back office checks it first
    before it publishes any, and is told. Raises NotFound without an account.
    """
    if actor.account_id is None:
        raise NotFound
    organisation_id, membership_id = uuid4(), uuid4()
    session.execute(
        insert(Organisation).values(
            id=organisation_id,
            kind=OrganisationKind.PROVIDER,
            name=request.name,
            about=request.about,
            email=request.email,
            phone=request.phone,
            joined_at=actor.now,
        )
    )
    session.execute(
        insert(Membership).values(
            id=membership_id,
            account_id=actor.account_id,
            organisation_id=organisation_id,
            duties=[Duty.OWNER.value],
            starts=actor.today,
        )
    )
    journals.audit(session, actor, [journals.move("organisation", organisation_id, "signed itself up")])
    by = working_days_after(actor.today, CHECK_WORKING_DAYS)
    telling = Telling(
        "An organisation waits to be checked",
        "A provider has signed itself up. Until it is checked it can publish nothing. The page says by when.",
        "organisation",
        organisation_id,
        f"joined:{organisation_id}",
        NoticeKind.TASKS,
    )
    tell(session, actor, accounts_of_office(session, actor), telling)
    return Founded(organisation_id, membership_id, by)


def check_provider(session: Session, actor: Actor, organisation_id: UUID, why_not: str | None) -> None:
    """The back office says yes to a provider that signed itself up, or no and why; its owners are told.

    A no can be followed by a yes. Raises NotFound for others, and for one that is checked already or did not ask.
    """
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    said = {"checked_at": None, "declined_at": actor.now} if why_not else {"checked_at": actor.now, "declined_at": None}
    decided = (
        update(Organisation)
        .where(Organisation.id == organisation_id, Organisation.joined_at.is_not(None))
        .where(Organisation.checked_at.is_(None))
        .values(**said, check_words=why_not)
        .returning(Organisation.id)
    )
    if session.scalar(decided) is None:
        raise NotFound
    journals.audit(
        session, actor, [journals.move("organisation", organisation_id, "declined" if why_not else "checked")]
    )
    news = News.CHECK_DECLINED if why_not else News.CHECKED
    once = f"checked:{organisation_id}:{actor.now.isoformat()}"
    telling = Telling(*SAID[news], "checked", None, once, NoticeKind.ANSWERS)
    tell(session, actor, accounts_of_organisation(session, actor, organisation_id, Power.MANAGE), telling)


def ask_to_take_over(
    session: Session, actor: Actor, code: str, email: str, address: str
) -> Slowed | CodeRefused | None:
    """Somebody with a code on paper asks for a letter, by which they take over what was kept for them.

    A wrong code is counted and returned, so that guessing is slowed. The code is spent when they have taken over.
    """
    if shut := slowed(session, actor, "codes", address, ASKS_AN_HOUR):
        return shut
    asked = select(Link.person_id).where(
        Link.token_hash == tokens.kept(code), Link.purpose == Purpose.TAKEOVER, Link.email.is_(None)
    )
    person_id = session.scalar(asked.where(Link.used_at.is_(None), Link.ended_at.is_(None), Link.ends_at > actor.now))
    if person_id is None:
        return CodeRefused()
    send_link(session, actor, NewLink(Purpose.TAKEOVER, email, person_id=person_id))
    return None


def take_over(session: Session, actor: Actor, token: str, email: str) -> None:
    """Whoever is signed in with the address (in lower case) that a letter went to takes over the person it names.

    Raises NotTaken.
    """
    link = use_link(session, actor, token, [Purpose.TAKEOVER])
    if link.person_id is None or link.email != email:
        raise NotFound
    _become(session, actor, link.person_id)


def _become(session: Session, actor: Actor, person_id: UUID) -> None:
    """An account speaks for a person who had none until now; whoever signed them up is told. Raises NotTaken."""
    has_one = select(Person.id).where(Person.account_id == actor.account_id).exists()
    taken = update(Person).where(Person.id == person_id, Person.account_id.is_(None), ~has_one)
    if session.scalar(taken.values(account_id=actor.account_id).returning(Person.id)) is None:
        raise NotTaken("This account speaks for somebody already. Ask whoever helped you, or write to us.")
    end_links(session, actor, Link.person_id == person_id)
    journals.audit(session, replace(actor, own_person_id=person_id), [journals.move("person", person_id, "taken over")])
    helpers = set(session.scalars(select(SaySo.heard_by).where(SaySo.person_id == person_id)))
    telling = Telling(
        "Somebody you signed up has an account now",
        "They can see and do everything themselves. What they let you do for them stays until its last day, or until "
        "they end it.",
        "account",
        None,
        f"taken over:{person_id}",
    )
    tell(session, actor, helpers, telling)
