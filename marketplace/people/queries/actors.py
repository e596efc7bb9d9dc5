"""From a signed-in account to the Actor that it is."""

from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.people.models import Account, Mandate, Membership, Person
from marketplace.people.queries.scope import in_force, still_member
from marketplace.people.rules import OWN_POWERS, powers_of

Found = Row[tuple[str, UUID | None, UUID | None, list[str] | None]]


def actor_for(session: Session, actor: Actor, account_id: UUID) -> Actor | None:
    """Whom an account acts as at the asking actor's instant; None when there is no such account.

    Itself where it is a person, else its organisation, else the first person who gave it a mandate.
    """
    now = actor.now
    found = session.execute(
        select(Account.name, Person.id, Membership.organisation_id, Membership.duties)
        .outerjoin(Person, Person.account_id == Account.id)
        .outerjoin(
            Membership,
            (Membership.account_id == Account.id) & still_member(actor),
        )
        .where(Account.id == account_id)
        .order_by(Membership.starts)
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    name, own_person_id, organisation_id, duties = found
    if own_person_id is not None:
        return Actor(ActorKind.ACCOUNT, now, account_id, None, own_person_id, own_person_id, OWN_POWERS, name)
    if organisation_id is not None:
        return Actor(ActorKind.ACCOUNT, now, account_id, organisation_id, powers=powers_of(duties or ()), name=name)
    return _supporter(session, Actor(ActorKind.ACCOUNT, now, account_id, name=name))


def _supporter(session: Session, actor: Actor) -> Actor:
    """The actor, speaking for the person whose mandate it holds, if it holds one."""
    mandate = session.execute(
        select(Mandate.person_id, Mandate.powers)
        .where(Mandate.holder_account_id == actor.account_id, in_force(actor))
        .order_by(Mandate.starts, Mandate.id)
        .limit(1)
    ).one_or_none()
    if mandate is None:
        return actor
    powers = frozenset(Power(power) for power in mandate.powers)
    return Actor(
        ActorKind.ACCOUNT, actor.now, actor.account_id, person_id=mandate.person_id, powers=powers, name=actor.name
    )
