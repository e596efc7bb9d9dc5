"""Writes of persons, organisations, memberships and areas."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import (
    Area,
    FunderArea,
    Membership,
    Organisation,
    Person,
)
from marketplace.people.rules import Duty, OrganisationKind, check_duties
from marketplace.people.rules.members import GUARDED


@dataclass(frozen=True, slots=True)
class OrganisationRequest:
    """What an organisation says of itself."""

    kind: OrganisationKind
    name: str
    about: str = ""
    email: str = ""
    phone: str = ""
    user_led: bool = False
    small: bool = False


def _for_the_platform(actor: Actor) -> None:
    """Raises NotFound for anybody but the back office and the product itself."""
    if actor.kind is not ActorKind.WORKER and not actor.may(Power.ADMINISTER):
        raise NotFound


def declare_area(session: Session, actor: Actor, code: str, name: str, latitude: float, longitude: float) -> None:
    """A new area, with its centre in degrees. Raises NotFound unless the back office asks."""
    _for_the_platform(actor)
    session.execute(insert(Area).values(code=code, name=name, latitude=latitude, longitude=longitude))


def register_organisation(session: Session, actor: Actor, request: OrganisationRequest) -> UUID:
    """A new organisation. Raises NotFound unless the back office asks."""
    _for_the_platform(actor)
    organisation_id = uuid4()
    session.execute(
        insert(Organisation).values(
            id=organisation_id,
            kind=request.kind,
            name=request.name,
            about=request.about,
            email=request.email,
            phone=request.phone,
            user_led=request.user_led,
            small=request.small,
            checked_at=actor.now,
        )
    )
    journals.audit(session, actor, [journals.move("organisation", organisation_id, "registered")])
    return organisation_id


def join(session: Session, actor: Actor, account_id: UUID, organisation_id: UUID, duties: Iterable[Duty]) -> None:
    """An account starts doing duties for an organisation, which its kind of organisation has.

    An administrator alone cannot give what two must agree to (``operations.roles``). Raises NotFound unless the back
    office asks, and DutyRefused.
    """
    _for_the_platform(actor)
    duties = [Duty(duty) for duty in duties]
    if actor.kind is not ActorKind.WORKER and GUARDED & set(duties):
        raise NotFound
    kind = session.scalars(select(Organisation.kind).where(Organisation.id == organisation_id)).one()
    check_duties(OrganisationKind(kind), duties)
    membership_id = uuid4()
    session.execute(
        insert(Membership).values(
            id=membership_id,
            account_id=account_id,
            organisation_id=organisation_id,
            duties=[duty.value for duty in duties],
            starts=actor.today,
        )
    )
    journals.audit(session, actor, [journals.move("membership", membership_id, "joined")])


def cover_area(session: Session, actor: Actor, funder_id: UUID, area_code: str, starts: date) -> None:
    """A funder covers an area from a day on. Raises NotFound unless the back office asks."""
    _for_the_platform(actor)
    session.execute(insert(FunderArea).values(id=uuid4(), funder_id=funder_id, area_code=area_code, starts=starts))
    journals.audit(session, actor, [journals.move("organisation", funder_id, f"covers {area_code}")])


def register_person(session: Session, actor: Actor, name: str, area_code: str, account_id: UUID | None = None) -> UUID:
    """A new person, who lives in an area, with their own account if they have one.

    Raises NotFound unless the back office asks.
    """
    _for_the_platform(actor)
    person_id = uuid4()
    session.execute(insert(Person).values(id=person_id, name=name, area_code=area_code, account_id=account_id))
    journals.audit(session, actor, [journals.move("person", person_id, "registered")])
    return person_id
