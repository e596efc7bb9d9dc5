"""Who is to be told of something."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor, Power, Section
from marketplace.people.models import Mandate, Membership, Organisation, Person
from marketplace.people.queries.scope import in_force, lets, still_member, these
from marketplace.people.rules import POWERS_OF_DUTY, MandateKind, OrganisationKind


def accounts_of_person(
    session: Session, actor: Actor, person_id: UUID, about: Section, paying: Iterable[UUID] = ()
) -> set[UUID]:
    """The accounts that hear what happens to a person: their own, their supporters', their brokers'.

    Others hear only what they could open: what stands in a section, and is paid from budget accounts, of their bounds.
    """
    own = select(Person.account_id).where(Person.id == person_id, Person.account_id.is_not(None))
    hears = lets(Power.SEE, Section.NOTICES) & lets(Power.SEE, about, these(paying))
    given = select(Mandate).where(Mandate.person_id == person_id, in_force(actor), hears).subquery()
    supporters = select(given.c.holder_account_id).where(given.c.holder_account_id.is_not(None))
    brokers = select(Membership.account_id).where(
        Membership.organisation_id.in_(
            select(given.c.holder_organisation_id).where(given.c.kind == MandateKind.BROKER)
        ),
        still_member(actor),
    )
    return {row for row in session.scalars(own.union(supporters, brokers)) if row is not None}


def accounts_of_organisation(session: Session, actor: Actor, organisation_id: UUID, power: Power) -> set[UUID]:
    """The members of an organisation whose duties give a power."""
    duties = [duty.value for duty, powers in POWERS_OF_DUTY.items() if power in powers]
    return set(
        session.scalars(
            select(Membership.account_id).where(
                Membership.organisation_id == organisation_id,
                Membership.duties.overlap(duties),
                still_member(actor),
            )
        )
    )


def accounts_of_office(session: Session, actor: Actor) -> set[UUID]:
    """The administrators."""
    duties = [duty.value for duty, powers in POWERS_OF_DUTY.items() if Power.ADMINISTER in powers]
    return set(
        session.scalars(select(Membership.account_id).where(Membership.duties.overlap(duties), still_member(actor)))
    )


def the_office(session: Session, _actor: Actor) -> UUID | None:
    """The organisation of the back office; None where there is none yet."""
    return session.scalar(
        select(Organisation.id)
        .where(Organisation.kind == OrganisationKind.PLATFORM)
        .order_by(Organisation.name, Organisation.id)
        .limit(1)
    )
