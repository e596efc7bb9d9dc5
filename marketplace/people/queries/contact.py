"""How somebody wants to be told of things, and what they need to be told them well, for those whom they let see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, CommunicationNeeds, ContactPreference, MailStopped, Person
from marketplace.people.queries.scope import open_to
from marketplace.people.rules.contact import Contact, NoticeKind
from marketplace.people.rules.needs import CommunicationNeed, Needs


@dataclass(frozen=True, slots=True)
class ChosenRow:
    """What the actor chose, the address that letters go to, and since when mail is known not to reach it."""

    contact: Contact
    email: str
    stopped_since: datetime | None


@dataclass(frozen=True, slots=True)
class NeedsShown:
    """What somebody needs, as those see it whom they let; with how to reach them, for those who help them.

    ``phone`` is empty unless the person asked to be rung. ``old`` is whether the day to look again has passed.
    """

    needs: tuple[CommunicationNeed, ...]
    language: str
    words: str
    review_on: date
    old: bool
    phone: str = ""
    other_name: str = ""
    other_contact: str = ""


CONTACT = (
    ContactPreference.by_email,
    ContactPreference.daily,
    ContactPreference.begins,
    ContactPreference.ends,
    ContactPreference.ring,
    ContactPreference.phone,
    ContactPreference.other_name,
    ContactPreference.other_contact,
)
NEEDS = (CommunicationNeeds.needs, CommunicationNeeds.language, CommunicationNeeds.words, CommunicationNeeds.review_on)


def contact_from(row: Sequence[Any]) -> Contact:
    """The columns of CONTACT as a row of rules; those of an account that chose nothing are all empty."""
    if row[0] is None:
        return Contact()
    return Contact(row[0], frozenset(NoticeKind(kind) for kind in row[1]), *row[2:8])


def contact_of(session: Session, actor: Actor) -> ChosenRow:
    """How the actor's own account wants to be told of things. Raises NotFound for the anonymous visitor."""
    found = session.execute(
        select(Account.email, MailStopped.since, *CONTACT)
        .outerjoin(ContactPreference, ContactPreference.account_id == Account.id)
        .outerjoin(MailStopped, (MailStopped.account_id == Account.id) & (MailStopped.email == Account.email))
        .where(Account.id == actor.account_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    return ChosenRow(contact_from(found[2:]), found.email, found.since)


def own_needs(session: Session, actor: Actor) -> Needs:
    """What the actor, as a person, said of how to talk with them. Raises NotFound for anybody who is no person."""
    if actor.own_person_id is None:
        raise NotFound
    shared = (CommunicationNeeds.for_helpers, CommunicationNeeds.for_providers)
    row = session.execute(select(*NEEDS, *shared).filter_by(person_id=actor.own_person_id)).one_or_none()
    if row is None:
        return Needs()
    needs = tuple(CommunicationNeed(need) for need in row.needs)
    return Needs(needs, row.language, row.words, row.for_helpers, row.for_providers, row.review_on)


def needs_shown(row: Sequence[Any], actor: Actor, *reach: str) -> NeedsShown:
    """The columns of NEEDS, as they are shown today, with the ways to reach somebody."""
    needs = tuple(CommunicationNeed(need) for need in row[0])
    return NeedsShown(needs, row[1], row[2], row[3], row[3] < actor.today, *reach)


def needs_of(session: Session, actor: Actor, person_id: UUID) -> NeedsShown | None:
    """What a person needs, and how to reach them, for those who may see them; None unless they let helpers see it."""
    reach = (ContactPreference.phone, ContactPreference.other_name, ContactPreference.other_contact)
    row = session.execute(
        select(*NEEDS, *reach)
        .join(Person, Person.id == CommunicationNeeds.person_id)
        .outerjoin(ContactPreference, ContactPreference.account_id == Person.account_id)
        .where(Person.id == person_id, CommunicationNeeds.for_helpers, open_to(actor, Power.SEE, Person.id))
    ).one_or_none()
    if row is None:
        return None
    journals.saw(actor, [person_id], "opened")
    return needs_shown(row, actor, *(said or "" for said in row[4:7]))
