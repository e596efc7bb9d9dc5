"""What an account was told, and as whom: the list, one notice, and how much of it is new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, func, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, MailStopped, Mandate, Membership, Notice, Organisation, Person
from marketplace.people.queries.scope import in_force, still_member

PAGE = 20


@dataclass(frozen=True, slots=True)
class HeardAs:
    """As whom an account was told something: itself (no id), by a membership, or by a mandate; the name says for whom.

    ``now`` is whether the actor acts in that capacity. ``people`` are those whose notices come to it.
    """

    name: str
    now: bool
    membership_id: UUID | None = None
    mandate_id: UUID | None = None
    organisation_id: UUID | None = None
    people: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One thing that an account was told; ``fresh`` until it is opened, or said to be seen.

    ``heard_as`` is None where that capacity has ended, and where the notice names none (``named`` is False then).
    """

    id: UUID
    at: datetime
    subject: str
    words: str
    about: str
    about_id: UUID | None
    fresh: bool
    named: bool
    heard_as: HeardAs | None

    @property
    def elsewhere(self) -> bool:
        """Whether it belongs to another capacity than the one in which the account acts now."""
        return self.heard_as is not None and not self.heard_as.now

    @property
    def open_here(self) -> bool:
        """Whether its record can be opened as the actor is."""
        return self.heard_as.now if self.heard_as is not None else not self.named


@dataclass(frozen=True, slots=True)
class Tidings:
    """What every page says: how many notices are new, and whether mail does not reach the account."""

    fresh: int = 0
    mail_stopped: bool = False


_NOTICE = select(
    Notice.id,
    Notice.at,
    Notice.subject,
    Notice.words,
    Notice.about,
    Notice.about_id,
    Notice.seen_at.is_(None).label("fresh"),
    Notice.person_id,
    Notice.organisation_id,
)
_STOPPED = exists().where(
    MailStopped.account_id == Account.id, MailStopped.email == Account.email
)  # another address is another matter


def notices_for(session: Session, actor: Actor, page: int = 1, *, only_fresh: bool = False) -> list[NoticeRow]:
    """What the actor's account was told, newest first, 20 to a page; or only what is new."""
    asked = _NOTICE.where(Notice.account_id == actor.account_id)
    if only_fresh:
        asked = asked.where(Notice.seen_at.is_(None))
    asked = asked.order_by(Notice.at.desc(), Notice.id).limit(PAGE).offset((page - 1) * PAGE)
    return _heard(session, actor, session.execute(asked).all())


def notice(session: Session, actor: Actor, notice_id: UUID) -> NoticeRow:
    """One notice of the actor's own. Raises NotFound."""
    asked = _NOTICE.where(Notice.id == notice_id, Notice.account_id == actor.account_id)
    found = session.execute(asked).one_or_none()
    if found is None:
        raise NotFound
    return _heard(session, actor, [found])[0]


def tidings(session: Session, actor: Actor) -> Tidings:
    """How many notices the actor's account has not seen, and whether its address is known not to work."""
    fresh = select(func.count()).where(Notice.account_id == Account.id, Notice.seen_at.is_(None)).scalar_subquery()
    found = session.execute(select(fresh, _STOPPED).where(Account.id == actor.account_id)).one_or_none()
    return Tidings(*found) if found else Tidings()


def _heard(session: Session, actor: Actor, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[NoticeRow]:
    """Rows with the capacity that each belongs to; people whom they name from elsewhere are journalled."""
    capacities = _capacities(session, actor, {row.person_id for row in rows if row.person_id})
    found = []
    for row in rows:
        heard_as = _capacity(capacities, row.person_id, row.organisation_id)
        named = bool(row.person_id or row.organisation_id)
        found.append(NoticeRow(*row[:7], named, heard_as))
        if heard_as and heard_as.mandate_id and not heard_as.now:
            journals.saw(actor, heard_as.people)
    return found


def _capacity(capacities: Iterable[HeardAs], person_id: UUID | None, organisation_id: UUID | None) -> HeardAs | None:
    """The capacity to which a notice of a person or an organisation belongs; None when it has ended."""
    if organisation_id is not None:
        return next((each for each in capacities if each.organisation_id == organisation_id), None)
    return next((each for each in capacities if person_id in each.people), None)


def _capacities(session: Session, actor: Actor, people: set[UUID]) -> list[HeardAs]:
    """As whom the actor's account hears today: itself, for people by mandate, and as a member, in that order."""
    own = select(Person.name, Person.id).where(Person.account_id == actor.account_id)
    held = (
        select(Person.name, Person.id, Mandate.id)
        .join(Mandate, Mandate.person_id == Person.id)
        .where(Mandate.holder_account_id == actor.account_id, in_force(actor), Person.id.in_(people))
        .order_by(Mandate.starts, Mandate.id)
    )
    clients = (
        select(func.array_agg(Mandate.person_id))
        .where(Mandate.holder_organisation_id == Organisation.id, in_force(actor), Mandate.person_id.in_(people))
        .scalar_subquery()
    )
    member = (
        select(Organisation.name, Organisation.id, Membership.id, clients)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.account_id == actor.account_id, still_member(actor))
        .order_by(Membership.starts, Membership.id)
    )
    alone = actor.organisation_id is None
    found = [
        HeardAs(name, actor.own_person_id is not None, people=frozenset({person_id}))
        for name, person_id in session.execute(own)
    ]
    found += [
        HeardAs(
            name,
            alone and actor.own_person_id is None and actor.person_id == person_id,
            mandate_id=mandate_id,
            people=frozenset({person_id}),
        )
        for name, person_id, mandate_id in session.execute(held)
    ]
    return found + [
        HeardAs(
            name,
            actor.organisation_id == organisation_id,
            membership_id=membership_id,
            organisation_id=organisation_id,
            people=frozenset(of or ()),
        )
        for name, organisation_id, membership_id, of in session.execute(member)
    ]
