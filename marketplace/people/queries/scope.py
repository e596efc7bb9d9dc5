"""Whose records an actor may reach: the conditions that every scoped query puts into its WHERE."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Select,
    SQLColumnExpression,
    Uuid,
    any_,
    bindparam,
    false,
    or_,
    select,
)

from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.people.models import Mandate, Membership, Person


class _Asker(Actor):
    """An actor whose facts are bound when a statement runs."""

    __slots__ = ()

    @property
    def today(self) -> Any:
        """The day, bound."""
        return bindparam("asker_today", type_=Date())


def _asker() -> Actor:
    account: Any = bindparam("asker_account", type_=Uuid())
    organisation: Any = bindparam("asker_organisation", type_=Uuid())
    now: Any = bindparam("asker_now", type_=DateTime(timezone=True))
    return _Asker(ActorKind.ACCOUNT, now, account, organisation)


ASKER = _asker()  # stands for whoever asks in a statement that is built once and run often


def asked_by(actor: Actor) -> dict[str, Any]:
    """What ASKER stands for when a statement that was built with it is run for an actor."""
    return {
        "asker_account": actor.account_id,
        "asker_organisation": actor.organisation_id,
        "asker_today": actor.today,
        "asker_now": actor.now,
    }


def in_force(actor: Actor) -> ColumnElement[bool]:
    """Whether a mandate holds on the actor's day, and was not ended before the actor's instant."""
    ended = Mandate.ends.is_not(None) & (Mandate.ends < actor.today)
    return (Mandate.starts <= actor.today) & ~ended & or_(Mandate.ended_at.is_(None), Mandate.ended_at > actor.now)


def still_member(actor: Actor) -> ColumnElement[bool]:
    """Whether a membership holds on the actor's day, and was not ended before the actor's instant."""
    begun = Membership.starts <= actor.today
    lasting = or_(Membership.ends.is_(None), Membership.ends >= actor.today)
    return begun & lasting & or_(Membership.ended_at.is_(None), Membership.ended_at > actor.now)


def held_by(actor: Actor) -> ColumnElement[bool]:
    """Whether a mandate's holder is this account, or the organisation that it acts for."""
    holders: list[ColumnElement[bool]] = []
    if actor.account_id is not None:
        holders.append(Mandate.holder_account_id == actor.account_id)
    if actor.organisation_id is not None:
        holders.append(Mandate.holder_organisation_id == actor.organisation_id)
    return or_(false(), *holders)


def _given(actor: Actor, power: Power, account_id: SQLColumnExpression[UUID] | None) -> Select[UUID]:
    """The persons who gave this actor a power that holds today, over one of their accounts if one is named."""
    given = select(Mandate.person_id).where(held_by(actor), in_force(actor), Mandate.powers.contains([power.value]))
    if account_id is None:
        return given
    return given.where(or_(Mandate.only_accounts.is_(None), account_id == any_(Mandate.only_accounts)))


def open_to(
    actor: Actor,
    power: Power,
    person_id: SQLColumnExpression[UUID],
    account_id: SQLColumnExpression[UUID] | None = None,
) -> ColumnElement[bool]:
    """The condition that a column names a person over whom the actor has a power: themselves, or by mandate.

    With ``account_id``, a column of budget accounts, a mandate that names accounts reaches only those.
    """
    if actor.account_id is None:
        return false()
    own = select(Person.id).where(Person.account_id == actor.account_id)
    return person_id.in_(own.union_all(_given(actor, power, account_id)))
