"""Reads of lists: those of a person, one of them, with whom it is shared, and whose interests stand beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Offer
from marketplace.choosing.models import Shortlist, ShortlistItem, ShortlistShare
from marketplace.choosing.queries.scope import reached_by
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Mandate, Membership, Organisation, Person
from marketplace.people.queries import in_force, lets
from marketplace.people.rules import MandateKind


@dataclass(frozen=True, slots=True)
class ListRow:
    """One list: whose it is, its name, how many things are on it, and who made it when (UTC).

    ``may_change`` says whether the actor may change what is on it; ``own`` that it is the actor's, to share.
    """

    id: UUID
    person_id: UUID
    person: str
    name: str
    made_at: datetime
    made_by: str
    items: int
    shares: int
    may_change: bool
    own: bool


@dataclass(frozen=True, slots=True)
class ShareRow:
    """Somebody who sees a list: their mandate, their name, in what capacity, and since when (UTC)."""

    mandate_id: UUID
    name: str
    kind: str
    since: datetime


@dataclass(frozen=True, slots=True)
class InterestRow:
    """A broker body of the person's that stands behind something on a list, or shares people with who gives it."""

    title: str
    provider: str
    body: str


def _lists(actor: Actor) -> Select[*tuple[Any, ...]]:
    items = select(func.count()).where(ShortlistItem.shortlist_id == Shortlist.id, ShortlistItem.taken_out_at.is_(None))
    shares = (
        select(func.count())
        .select_from(ShortlistShare)
        .join(Mandate, Mandate.id == ShortlistShare.mandate_id)
        .where(ShortlistShare.shortlist_id == Shortlist.id, ShortlistShare.ended_at.is_(None), in_force(actor))
        .where(lets(Power.SEE, Section.LISTS))
    )
    return (
        select(
            Shortlist.id,
            Shortlist.person_id,
            Person.name,
            Shortlist.name,
            Shortlist.made_at,
            Account.name,
            items.scalar_subquery(),
            shares.scalar_subquery(),
            reached_by(actor, Power.PLAN),
            Person.account_id.is_not_distinct_from(actor.account_id),
        )
        .join(Person, Person.id == Shortlist.person_id)
        .join(Account, Account.id == Shortlist.made_by)
        .where(reached_by(actor, Power.SEE))
    )


def lists_for(session: Session, actor: Actor, person_id: UUID) -> list[ListRow]:
    """The lists of one person that the actor may see, the newest first."""
    asked = _lists(actor).where(Shortlist.person_id == person_id).order_by(Shortlist.made_at.desc(), Shortlist.id)
    rows = [ListRow(*row) for row in session.execute(asked)]
    journals.saw(actor, {row.person_id for row in rows})
    return rows


def shortlist(session: Session, actor: Actor, list_id: UUID, person_id: UUID) -> ListRow:
    """One list of one person. Raises NotFound."""
    asked = _lists(actor).where(Shortlist.id == list_id, Shortlist.person_id == person_id)
    found = session.execute(asked).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [person_id], "opened")
    return ListRow(*found)


def person_of_list(session: Session, actor: Actor, list_id: UUID) -> UUID:
    """Whose list it is, of one that the actor may see. Raises NotFound."""
    asked = select(Shortlist.person_id).where(Shortlist.id == list_id, reached_by(actor, Power.SEE))
    person_id = session.scalar(asked)
    if person_id is None:
        raise NotFound
    return person_id


def shares_of(session: Session, actor: Actor, list_id: UUID) -> list[ShareRow]:
    """Who sees a list beside the person themselves, by name."""
    name = func.coalesce(Organisation.name, Account.name)
    rows = session.execute(
        select(Mandate.id, name, Mandate.kind, ShortlistShare.given_at)
        .select_from(ShortlistShare)
        .join(Shortlist, Shortlist.id == ShortlistShare.shortlist_id)
        .join(Mandate, Mandate.id == ShortlistShare.mandate_id)
        .outerjoin(Organisation, Organisation.id == Mandate.holder_organisation_id)
        .outerjoin(Account, Account.id == Mandate.holder_account_id)
        .where(Shortlist.id == list_id, reached_by(actor, Power.SEE))
        .where(ShortlistShare.ended_at.is_(None), in_force(actor), lets(Power.SEE, Section.LISTS))
        .order_by(name, Mandate.id)
    )
    return [ShareRow(*row) for row in rows]


def interests_of(session: Session, actor: Actor, list_id: UUID) -> list[InterestRow]:
    """Things on a list that a broker body of this person gives itself, or whose provider shares people with it.

    It looks at every body that the person chose as a broker, whether the list is shared with it or not.
    """
    provider, body = aliased(Organisation), aliased(Organisation)
    with_us, with_them = aliased(Membership), aliased(Membership)
    both = (
        select(with_us.id)
        .join(with_them, with_them.account_id == with_us.account_id)
        .where(with_us.organisation_id == body.id, with_them.organisation_id == provider.id)
        .where(or_(with_us.ends.is_(None), with_us.ends >= actor.today))
        .where(or_(with_them.ends.is_(None), with_them.ends >= actor.today))
        .exists()
    )
    rows = session.execute(
        select(ShortlistItem.title, provider.name, body.name)
        .distinct()
        .join(Shortlist, Shortlist.id == ShortlistItem.shortlist_id)
        .join(Offer, Offer.id == ShortlistItem.offer_id)
        .join(provider, provider.id == Offer.provider_id)
        .join(Mandate, Mandate.person_id == Shortlist.person_id)
        .join(body, body.id == Mandate.holder_organisation_id)
        .where(Shortlist.id == list_id, reached_by(actor, Power.SEE), ShortlistItem.taken_out_at.is_(None))
        .where(Mandate.kind == MandateKind.BROKER, in_force(actor), or_(provider.id == body.id, both))
        .order_by(ShortlistItem.title, body.name)
    )
    return [InterestRow(*row) for row in rows]
