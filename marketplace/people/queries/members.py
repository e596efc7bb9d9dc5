"""Reads of an organisation's members, and of who could take something over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Membership, Organisation, Person
from marketplace.people.queries.scope import still_member
from marketplace.people.rules import POWERS_OF_DUTY, Duty, OrganisationKind
from marketplace.people.rules.members import keeper_of

LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member: their name, e-mail, duties, since when, and whether it is whoever asks."""

    id: UUID
    account_id: UUID
    name: str
    email: str
    duties: list[str]
    starts: date
    kind: str
    own: bool


@dataclass(frozen=True, slots=True)
class ColleagueRow:
    """Somebody of the same organisation who could take something over."""

    membership_id: UUID
    name: str


def _members(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Membership.id,
            Account.id,
            Account.name,
            Account.email,
            Membership.duties,
            Membership.starts,
            Organisation.kind,
            Account.id == actor.account_id,
            Person.id,
        )
        .join(Account, Account.id == Membership.account_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .outerjoin(Person, Person.account_id == Account.id)
        .where(Membership.organisation_id == actor.organisation_id, still_member(actor))
    )


def _keeps(actor: Actor) -> bool:
    """Whether the actor keeps an organisation, whichever kind it is."""
    return actor.organisation_id is not None and any(actor.may(keeper_of(kind)) for kind in OrganisationKind)


def members(session: Session, actor: Actor) -> list[MemberRow]:
    """The members of the actor's own organisation today, by name. Raises NotFound unless the actor keeps it."""
    if not _keeps(actor):
        raise NotFound
    rows = session.execute(_members(actor).order_by(Account.name, Membership.id)).all()
    journals.saw(actor, [row[-1] for row in rows if row[-1] is not None])
    return [MemberRow(*row[:-1]) for row in rows]


def member(session: Session, actor: Actor, membership_id: UUID) -> MemberRow:
    """One of them. Raises NotFound."""
    row = session.execute(_members(actor).where(Membership.id == membership_id)).one_or_none()
    if row is None or not _keeps(actor):
        raise NotFound
    journals.saw(actor, [row[-1]] if row[-1] is not None else [], "opened")
    return MemberRow(*row[:-1])


def membership_of(session: Session, actor: Actor) -> MemberRow:
    """The actor's own membership of the organisation that it acts for. Raises NotFound when it acts for none."""
    own = _members(actor).where(Account.id == actor.account_id).order_by(Membership.starts, Membership.id).limit(1)
    row = session.execute(own).one_or_none()
    if row is None:
        raise NotFound
    return MemberRow(*row[:-1])


def colleagues(session: Session, actor: Actor, power: Power) -> list[ColleagueRow]:
    """The members of the actor's organisation whose duties give a power, by name."""
    duties = [duty.value for duty, powers in POWERS_OF_DUTY.items() if power in powers]
    rows = session.execute(
        select(Membership.id, Account.name, Person.id)
        .join(Account, Account.id == Membership.account_id)
        .outerjoin(Person, Person.account_id == Account.id)
        .where(Membership.organisation_id == actor.organisation_id, still_member(actor))
        .where(Membership.duties.overlap(duties))
        .order_by(Account.name, Membership.id)
    ).all()
    journals.saw(actor, [row[-1] for row in rows if row[-1] is not None])
    return [ColleagueRow(*row[:-1]) for row in rows]


def left_lately(session: Session, actor: Actor) -> str | None:
    """The name of an organisation that the actor worked for and, since yesterday, works for no more; None for none."""
    again = aliased(Membership)
    back = exists().where(
        again.account_id == actor.account_id,
        again.organisation_id == Membership.organisation_id,
        again.ended_at.is_(None),
        or_(again.ends.is_(None), again.ends >= actor.today),
    )
    over = or_(Membership.ended_at > actor.now - LATELY, Membership.ends == actor.today - LATELY)
    asked = (
        select(Organisation.name)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.account_id == actor.account_id, over, ~back)
        .order_by(Membership.ended_at.desc().nulls_last(), Membership.id)
        .limit(1)
    )
    return session.scalar(asked) if actor.signed_in else None


def staying(session: Session, actor: Actor, organisations: Iterable[UUID], but: UUID) -> dict[UUID, list[set[Duty]]]:
    """The duties of each member of some organisations who stays after today, but of one account. By organisation."""
    rows = session.execute(
        select(Membership.organisation_id, Membership.duties).where(
            Membership.organisation_id.in_(list(organisations)),
            Membership.account_id != but,
            Membership.starts <= actor.today,
            or_(Membership.ended_at.is_(None), Membership.ended_at > actor.now),
            or_(Membership.ends.is_(None), Membership.ends > actor.today),
        )
    )
    stay: dict[UUID, list[set[Duty]]] = {}
    for organisation_id, duties in rows:
        stay.setdefault(organisation_id, []).append({Duty(duty) for duty in duties})
    return stay
