"""Whose records an actor may reach: the conditions that every scoped query puts into its WHERE."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    DateTime,
    SQLColumnExpression,
    Uuid,
    and_,
    bindparam,
    cast,
    false,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import array

from marketplace.foundation.access import Actor, ActorKind, Power, Section
from marketplace.people.models import Mandate, Membership, Person
from marketplace.people.rules import MandateKind


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
    """Whether a mandate holds on the actor's day, and has not been ended.

    Once it is ended it is so also for a request that began a moment before, and comes to ask only now.
    """
    over = Mandate.ends.is_not(None) & (Mandate.ends < actor.today)
    return (Mandate.starts <= actor.today) & ~over & Mandate.ended_at.is_(None)


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


Accounts = SQLColumnExpression[Any]  # an array of budget accounts


def these(accounts: Iterable[UUID]) -> Accounts:
    """Budget accounts that are known by id, for ``open_to`` and ``lets``."""
    return cast(literal(list(accounts), ARRAY(Uuid())), ARRAY(Uuid()))


def lets(power: Power, section: Section | None = None, accounts: Accounts | None = None) -> ColumnElement[bool]:
    """The condition that a mandate gives a power, in a section if one is named, over all of some accounts."""
    bounds: list[ColumnElement[bool]] = [Mandate.powers.contains([power.value])]
    if section is not None:
        bounds.append(Mandate.sections.contains([section.value]))
    if accounts is not None:
        bounds.append(or_(Mandate.only_accounts.is_(None), accounts.op("<@")(Mandate.only_accounts)))
    return and_(*bounds)


def open_to(
    actor: Actor,
    power: Power,
    person_id: SQLColumnExpression[UUID],
    section: Section | None = None,
    accounts: Accounts | None = None,
) -> ColumnElement[bool]:
    """The condition that a column names a person over whom the actor has a power: themselves, or within a mandate.

    ``section`` is the part of their matters that is asked for; with none, what every mandate shows: who they are.
    ``accounts`` is an array of the budget accounts that it is about, which the mandate must all reach. An official
    who opened somebody in an emergency may look, and no more.
    """
    if actor.account_id is None:
        return false()
    own = select(Person.id).where(Person.account_id == actor.account_id)
    given = select(Mandate.person_id).where(held_by(actor), in_force(actor), lets(power, section, accounts))
    reached = person_id.in_(own.union_all(given))
    if power is Power.SEE and actor.emergencies:
        return or_(reached, person_id.in_([each for each, _ in actor.emergencies]))
    return reached


def decides_for(actor: Actor, person_id: SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    """The condition that the actor files for a person who may act for them: a funder they named, or the back office."""
    if actor.may(Power.ADMINISTER):
        return true()
    if actor.organisation_id is None or not actor.may(Power.COMMISSION):
        return false()
    named = select(Mandate.person_id).where(
        Mandate.holder_organisation_id == actor.organisation_id, Mandate.kind == MandateKind.FUNDER, in_force(actor)
    )
    return person_id.in_(named)


def account_of(account_id: SQLColumnExpression[UUID]) -> Accounts:
    """One budget account, as the array that ``open_to`` takes."""
    return array([account_id])
