"""From a sign-in to the Actor that it is, and the capacities that its account could choose among."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    SQLColumnExpression,
    bindparam,
    cast,
    func,
    join,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session

from marketplace.foundation import journals, tokens
from marketplace.foundation.access import Actor, ActorKind, Power, Section, SignedInBy
from marketplace.people.models import (
    Account,
    EmergencyAccess,
    Mandate,
    MandateTerms,
    Membership,
    Organisation,
    Person,
    SignIn,
)
from marketplace.people.queries.scope import ASKER, asked_by, in_force, still_member
from marketplace.people.rules import MAY_OPEN, OWN_POWERS, powers_of
from marketplace.people.rules.mandates import APPOINTED

SIGN_IN = ("sign_in_id", "begun_at", "ends_at", "proved_at", "stepped", "membership_chosen", "mandate_chosen")

NONE = [null()] * len(SIGN_IN)


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One open sign-in of one's own: the device by its own account, since when, until when, and whether it is this."""

    id: UUID
    device: str
    begun_at: datetime
    ends_at: datetime
    this: bool


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """Somebody as whom an account may act: oneself (no id), a membership, or a mandate; ``name`` says for whom."""

    name: str
    membership_id: UUID | None = None
    mandate_id: UUID | None = None
    chosen: bool = False
    by_paper: bool = False  # a deputy's or an authorised person's mandate: the person did not give it


def actor_for(session: Session, actor: Actor, account_id: UUID) -> Actor | None:
    """Whom an account acts as at the asking actor's instant, where it chose nothing; None without such an account."""
    return _found(session, actor, _BY_ACCOUNT, account_id)


def actor_behind(session: Session, actor: Actor, token: str) -> Actor | None:
    """Whom the sign-in with a token acts as at the asking actor's instant; None when it has ended."""
    return _found(session, actor, _BY_TOKEN, tokens.kept(token))


def account_behind(session: Session, _actor: Actor, token: str) -> UUID | None:
    """Whose sign-in a token began, also when it has ended; None for one that never was."""
    return session.scalars(select(SignIn.account_id).where(SignIn.token_hash == tokens.kept(token))).one_or_none()


def sign_ins_open(session: Session, actor: Actor) -> list[SignInRow]:
    """The actor's own open sign-ins, the newest first."""
    this = SignIn.id == (actor.sign_in.id if actor.sign_in else None)
    rows = session.execute(
        select(SignIn.id, SignIn.device, SignIn.begun_at, SignIn.ends_at, func.coalesce(this, False))
        .where(SignIn.account_id == actor.account_id, _open(actor))
        .order_by(SignIn.begun_at.desc(), SignIn.id)
    )
    return [SignInRow(*row) for row in rows]


def capacities(session: Session, actor: Actor) -> list[CapacityRow]:
    """Everything that the actor's account may act as today: itself, then organisations and people, by name."""
    own = select(Person.name).where(Person.account_id == actor.account_id)
    organisations = (
        select(Organisation.name, Membership.id, Membership.organisation_id)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.account_id == actor.account_id, still_member(actor))
        .order_by(Organisation.name, Membership.id)
    )
    people = (
        select(Person.name, Mandate.id, Person.id, Mandate.kind.in_(APPOINTED))
        .join(Mandate, Mandate.person_id == Person.id)
        .where(Mandate.holder_account_id == actor.account_id, in_force(actor))
        .order_by(Person.name, Mandate.id)
    )
    rows = [CapacityRow(name, chosen=actor.own_person_id is not None) for name in session.scalars(own)]
    rows += [
        CapacityRow(name, membership_id=named, chosen=actor.organisation_id == organisation)
        for name, named, organisation in session.execute(organisations)
    ]
    given = session.execute(people).all()
    journals.saw(actor, [person for _, _, person, _ in given])
    return rows + [
        CapacityRow(name, None, named, actor.own_person_id is None and actor.person_id == person, by_paper)
        for name, named, person, by_paper in given
    ]


def _open(actor: Actor) -> ColumnElement[bool]:
    """Whether a sign-in has not ended at the actor's instant."""
    return (SignIn.ends_at > actor.now) & or_(SignIn.ended_at.is_(None), SignIn.ended_at > actor.now)


def _held_since(
    table: type[Membership | Mandate], since: datetime | SQLColumnExpression[datetime]
) -> ColumnElement[bool]:
    """Whether a membership or mandate was not over yet at an instant, whatever became of it since."""
    lasting = or_(table.ends.is_(None), table.ends >= cast(since, Date))
    return lasting & or_(table.ended_at.is_(None), table.ended_at > since)


Asked = Select[*tuple[Any, ...]]


def _asked(by: type[SignIn] | None = None) -> Asked:
    """An account with its person and one membership: the one that its sign-in chose, else the oldest.

    A sign-in keeps to the oldest also when that ends: ``holds`` then says so.
    """
    holds = still_member(ASKER)
    kept = (Membership.starts <= ASKER.today) & _held_since(Membership, by.begun_at) if by else holds
    membership = (Membership.account_id == Account.id) & kept
    chose = (by.acting_membership_id, by.acting_mandate_id) if by else ()
    sign_in = (by.id, by.begun_at, by.ends_at, by.proved_at, by.stepped, *chose) if by else NONE
    chosen = Membership.id == (by.acting_membership_id if by else null())
    accounts = join(Account, by, by.account_id == Account.id) if by else Account
    return (
        select(
            Account.id,
            Account.name,
            Person.id.label("own_id"),
            Membership.id.label("membership_id"),
            holds.label("holds"),
            Membership.duties,
            Organisation.id.label("organisation_id"),
            Organisation.name.label("called"),
            *(column.label(name) for column, name in zip(sign_in, SIGN_IN, strict=True)),
        )
        .select_from(accounts)
        .outerjoin(Person, Person.account_id == Account.id)
        .outerjoin(Membership, membership)
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .order_by(chosen.desc().nulls_last(), Membership.starts, Membership.id)
        .limit(1)
    )


_BY_ACCOUNT = _asked().where(Account.id == bindparam("named"))
_BY_TOKEN = _asked(SignIn).where(SignIn.token_hash == bindparam("named"), _open(ASKER))


def _found(session: Session, actor: Actor, asked: Asked, named: object) -> Actor | None:
    """The actor that an account is; None where there is no such account or sign-in."""
    found = session.execute(asked, asked_by(actor) | {"named": named}).one_or_none()
    return None if found is None else _acting(session, actor, found)


def _acting(session: Session, actor: Actor, found: Row[*tuple[Any, ...]]) -> Actor:
    """What an account chose to act as; else itself, its organisation, or for whom it holds a mandate.

    When what it chose is over, or what it acted as without choosing, it acts for nobody until it chooses again: what
    was typed for one must never be done for another.
    """
    by = _by(found)
    held_back = by is not None and not by.stepped and bool(found.holds)
    plain = Actor(ActorKind.ACCOUNT, actor.now, found.id, name=found.name, sign_in=by, needs_step=held_back)
    if found.mandate_chosen is not None:
        return _holder(session, plain, found.begun_at, found.mandate_chosen)
    own_id, organisation_id = found.own_id, found.organisation_id
    member = own_id is None or found.membership_id == found.membership_chosen
    if organisation_id is not None and member and not found.holds:
        return plain
    if organisation_id is not None and member and not held_back:
        powers = powers_of(found.duties)
        acting = replace(plain, organisation_id=organisation_id, powers=powers, acts_for=found.called)
        return replace(acting, emergencies=_emergencies(session, acting)) if powers & MAY_OPEN else acting
    if own_id is not None:
        powers, sections = OWN_POWERS, frozenset(Section)
        return replace(plain, person_id=own_id, own_person_id=own_id, powers=powers, sections=sections)
    return _holder(session, plain, found.begun_at)


def _by(found: Row[*tuple[Any, ...]]) -> SignedInBy | None:
    """The sign-in that an account came with."""
    if not found.sign_in_id:
        return None
    return SignedInBy(found.sign_in_id, found.ends_at, found.proved_at, found.stepped)


def _emergencies(session: Session, actor: Actor) -> tuple[tuple[UUID, str], ...]:
    """The people whom an official opened in an emergency that has not passed, with the reason."""
    rows = session.execute(
        select(EmergencyAccess.person_id, EmergencyAccess.reason)
        .where(
            EmergencyAccess.account_id == actor.account_id,
            EmergencyAccess.organisation_id == actor.organisation_id,
            EmergencyAccess.ends_at > actor.now,
        )
        .order_by(EmergencyAccess.begun_at, EmergencyAccess.id)
    )
    return tuple((row.person_id, row.reason) for row in rows)


_GIVEN_AT = (
    select(MandateTerms.at)
    .where(MandateTerms.mandate_id == Mandate.id, MandateTerms.number == 1)
    .scalar_subquery()
    .asc()
    .nulls_first()
)


def _holder(session: Session, actor: Actor, since: datetime | None, mandate_id: UUID | None = None) -> Actor:
    """The actor, speaking for the person whose mandate it holds: one that it named, else the first it was given, of
    those that held since its sign-in began; as it is where there is none, or that one is over.
    """
    holds = in_force(actor)
    kept = (Mandate.starts <= actor.today) & _held_since(Mandate, since) if since else holds
    asked = select(Mandate.person_id, Mandate.powers, Mandate.sections, holds.label("holds")).where(
        Mandate.holder_account_id == actor.account_id, kept if mandate_id is None else Mandate.id == mandate_id
    )
    mandate = session.execute(asked.order_by(_GIVEN_AT, Mandate.starts, Mandate.id).limit(1)).one_or_none()
    if mandate is None or not mandate.holds:
        return actor
    powers = frozenset(Power(power) for power in mandate.powers)
    sections = frozenset(Section(section) for section in mandate.sections)
    speaking = replace(actor, person_id=mandate.person_id, powers=powers, sections=sections)
    return replace(speaking, acts_for="somebody else")
