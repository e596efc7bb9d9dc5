"""Reads of who helps: those whom a person lets act for them, and the broker bodies that anybody may ask."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor, Power, Section
from marketplace.people.models import Account, Mandate, Organisation
from marketplace.people.queries.people import OrganisationRow
from marketplace.people.queries.scope import in_force, lets
from marketplace.people.rules import MandateKind, OrganisationKind


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One mandate that a person gave: who holds it, in what capacity, and whether they may plan, not only look."""

    id: UUID
    name: str
    kind: str
    may_plan: bool


def mandates_given(session: Session, actor: Actor) -> list[GivenRow]:
    """The supporters and brokers whom the actor, as a person, lets look at lists or do more today, by name."""
    name = func.coalesce(Organisation.name, Account.name)
    rows = session.execute(
        select(Mandate.id, name, Mandate.kind, Mandate.powers.contains([Power.PLAN.value]))
        .outerjoin(Organisation, Organisation.id == Mandate.holder_organisation_id)
        .outerjoin(Account, Account.id == Mandate.holder_account_id)
        .where(Mandate.person_id == actor.own_person_id, in_force(actor))
        .where(Mandate.kind.in_([MandateKind.SUPPORTER, MandateKind.BROKER]))
        .where(lets(Power.SEE, Section.LISTS))
        .order_by(name, Mandate.id)
    )
    return [GivenRow(*row) for row in rows]


def brokers(session: Session, _actor: Actor) -> list[OrganisationRow]:
    """The bodies whose brokers help people to choose, by name. Public."""
    rows = session.execute(
        select(*(getattr(Organisation, name) for name in OrganisationRow.__dataclass_fields__))
        .where(Organisation.kind == OrganisationKind.BROKER)
        .order_by(Organisation.name, Organisation.id)
    )
    return [OrganisationRow(*row) for row in rows]
