"""Reads of the back office: accounts with what they may do, organisations, and one record's audit. Never a secret."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.foundation.models import Audit
from marketplace.people.models import (
    Account,
    Area,
    FunderArea,
    Mandate,
    Membership,
    Organisation,
    Person,
    SignIn,
)
from marketplace.people.queries.people import OrganisationRow
from marketplace.people.queries.scope import in_force, still_member

PAGE = 50
PRIVATE = ("concern",)  # the audit of what a safeguarding lead alone may see


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account: who, their e-mail, and since when."""

    id: UUID
    name: str
    email: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One membership: whose, where, which duties, from when, and whether it holds today."""

    id: UUID
    name: str
    organisation_id: UUID
    organisation: str
    duties: list[str]
    starts: date
    ended_at: datetime | None
    holds: bool


@dataclass(frozen=True, slots=True)
class MandateHeldRow:
    """One mandate that an account holds: whose, in what capacity, what it allows, from when to when, if it holds."""

    id: UUID
    person: str
    kind: str
    powers: list[str]
    starts: date
    ends: date | None
    holds: bool


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One open sign-in: the device by its own account, since when, until when."""

    device: str
    begun_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CoveredRow:
    """An area that a funder covers, from when to when."""

    code: str
    area: str
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move of one record: who, when, what, from, to, and why."""

    at: datetime
    who: str | None
    kind: str
    organisation: str | None
    subject: str
    action: str
    was: str | None
    became: str | None
    why: str | None


def _office(actor: Actor) -> None:
    if not actor.may(Power.ADMINISTER):
        raise NotFound


def _like(words: str) -> str:
    escaped = words.strip().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


def accounts_found(session: Session, actor: Actor, words: str) -> list[AccountRow]:
    """The accounts whose name or e-mail holds some words, by name, at most 50. Raises NotFound but for the office."""
    _office(actor)
    rows = session.execute(
        select(Account.id, Account.name, Account.email, Account.made_at, Person.id)
        .outerjoin(Person, Person.account_id == Account.id)
        .where(or_(Account.name.ilike(_like(words)), Account.email.ilike(_like(words))))
        .order_by(Account.name, Account.id)
        .limit(PAGE)
    ).all()
    journals.saw(actor, [row[-1] for row in rows if row[-1] is not None])
    return [AccountRow(*row[:-1]) for row in rows]


def account(session: Session, actor: Actor, account_id: UUID) -> AccountRow:
    """One account. Raises NotFound."""
    _office(actor)
    row = session.execute(
        select(Account.id, Account.name, Account.email, Account.made_at, Person.id)
        .outerjoin(Person, Person.account_id == Account.id)
        .where(Account.id == account_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    journals.saw(actor, [row[-1]] if row[-1] is not None else [], "opened")
    return AccountRow(*row[:-1])


def _held(actor: Actor) -> Select[*tuple[Any, ...]]:
    holds = still_member(actor)
    return (
        select(
            Membership.id,
            Account.name,
            Organisation.id,
            Organisation.name,
            Membership.duties,
            Membership.starts,
            Membership.ended_at,
            holds,
            Person.id,
        )
        .join(Account, Account.id == Membership.account_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .outerjoin(Person, Person.account_id == Account.id)
        .order_by(holds.desc(), Account.name, Organisation.name, Membership.starts)
    )


def memberships_of(
    session: Session, actor: Actor, *, account_id: UUID | None = None, organisation_id: UUID | None = None
) -> list[HeldRow]:
    """The memberships of an account or an organisation, those that hold first. Raises NotFound but for the office."""
    _office(actor)
    whose = Membership.account_id == account_id if account_id else Membership.organisation_id == organisation_id
    rows = session.execute(_held(actor).where(whose)).all()
    journals.saw(actor, [row[-1] for row in rows if row[-1] is not None])
    return [HeldRow(*row[:-1]) for row in rows]


def membership_shown(session: Session, actor: Actor, membership_id: UUID) -> HeldRow:
    """One membership that holds. Raises NotFound."""
    _office(actor)
    row = session.execute(_held(actor).where(Membership.id == membership_id, still_member(actor))).one_or_none()
    if row is None:
        raise NotFound
    journals.saw(actor, [row[-1]] if row[-1] is not None else [])
    return HeldRow(*row[:-1])


def mandates_held(session: Session, actor: Actor, account_id: UUID) -> list[MandateHeldRow]:
    """The mandates that an account holds or held, those in force first. Raises NotFound but for the office."""
    _office(actor)
    rows = session.execute(
        select(
            Mandate.id,
            Person.name,
            Mandate.kind,
            Mandate.powers,
            Mandate.starts,
            Mandate.ends,
            in_force(actor),
            Person.id,
        )
        .join(Person, Person.id == Mandate.person_id)
        .where(Mandate.holder_account_id == account_id)
        .order_by(in_force(actor).desc(), Person.name, Mandate.id)
    ).all()
    journals.saw(actor, [row[-1] for row in rows])
    return [MandateHeldRow(*row[:-1]) for row in rows]


def sign_ins_of(session: Session, actor: Actor, account_id: UUID) -> list[OpenRow]:
    """The open sign-ins of an account, the newest first. Raises NotFound but for the office."""
    _office(actor)
    rows = session.execute(
        select(SignIn.device, SignIn.begun_at, SignIn.ends_at)
        .where(SignIn.account_id == account_id, SignIn.ends_at > actor.now, SignIn.ended_at.is_(None))
        .order_by(SignIn.begun_at.desc(), SignIn.id)
    )
    return [OpenRow(*row) for row in rows]


def organisations_found(session: Session, actor: Actor, words: str) -> list[OrganisationRow]:
    """The organisations whose name holds some words, by name, at most 50. Raises NotFound but for the office."""
    _office(actor)
    rows = session.execute(
        select(*(getattr(Organisation, name) for name in OrganisationRow.__dataclass_fields__))
        .where(Organisation.name.ilike(_like(words)))
        .order_by(Organisation.name, Organisation.id)
        .limit(PAGE)
    )
    return [OrganisationRow(*row) for row in rows]


def organisation_shown(session: Session, actor: Actor, organisation_id: UUID) -> OrganisationRow:
    """One organisation. Raises NotFound."""
    _office(actor)
    row = session.execute(
        select(*(getattr(Organisation, name) for name in OrganisationRow.__dataclass_fields__)).where(
            Organisation.id == organisation_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return OrganisationRow(*row)


def areas_covered(session: Session, actor: Actor, organisation_id: UUID) -> list[CoveredRow]:
    """The areas that a funder covers, covered or will cover, by name. Raises NotFound but for the office."""
    _office(actor)
    rows = session.execute(
        select(Area.code, Area.name, FunderArea.starts, FunderArea.ends)
        .join(Area, Area.code == FunderArea.area_code)
        .where(FunderArea.funder_id == organisation_id)
        .order_by(Area.name, FunderArea.starts)
    )
    return [CoveredRow(*row) for row in rows]


def moves_of(session: Session, actor: Actor, record_id: UUID) -> list[MoveRow]:
    """Everything that happened to one record, the oldest first, at most 500. Raises NotFound, also where nothing did.

    What a safeguarding lead alone may see is left out.
    """
    _office(actor)
    asked: Select[*tuple[Any, ...]] = (
        select(
            Audit.at,
            Account.name,
            Audit.actor_kind,
            Organisation.name,
            Audit.subject,
            Audit.action,
            Audit.was,
            Audit.became,
            Audit.why,
            Person.id,
        )
        .outerjoin(Account, Account.id == Audit.account_id)
        .outerjoin(Organisation, Organisation.id == Audit.organisation_id)
        .outerjoin(Person, Person.account_id == Account.id)
        .where(Audit.subject_id == record_id, Audit.subject.not_in(PRIVATE))
        .order_by(Audit.id)
        .limit(10 * PAGE)
    )
    rows = session.execute(asked).all()
    if not rows:
        raise NotFound
    journals.saw(actor, [row[-1] for row in rows if row[-1] is not None])
    return [MoveRow(*row[:-1]) for row in rows]
