"""Writes of emergencies: an official opens somebody's details for a reason and a short time, and all concerned hear."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people.models import Account, EmergencyAccess, FunderArea, Mandate, Organisation, Person
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.queries.emergencies import emergency, watched_over
from marketplace.people.queries.scope import in_force
from marketplace.people.queries.telling import accounts_of_office, accounts_of_organisation
from marketplace.people.rules import FUNDERS, MAY_OPEN, MandateKind
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.mandates import EMERGENCY_HOURS
from marketplace.people.rules.safeguarding import CheckedAlready


class NobodyFound(Refusal):
    """No one person by that name is in reach of this funder."""

    field = "name"

    def __init__(self) -> None:
        super().__init__(
            "We found no one person by that name in your area. Check the spelling; if two people share the name, "
            "add the e-mail address."
        )


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Whom an official must reach, by their full name and, where two share it, their e-mail; and why."""

    name: str
    reason: str
    email: str = ""


def open_in_emergency(session: Session, actor: Actor, request: OpenRequest) -> UUID:
    """An official of a funder may look at one person's details for a few hours; the access's id.

    The person, and the safeguarding leads of their funders (else the back office), are told at once. Raises NotFound
    for anybody who is not an official of a funder, and NobodyFound for people out of its areas as for no people.
    """
    funder = select(Organisation.id).where(Organisation.id == actor.organisation_id, Organisation.kind.in_(FUNDERS))
    if not actor.powers & MAY_OPEN or actor.account_id is None or session.scalar(funder) is None:
        raise NotFound
    person_id = _found(session, actor, request)
    access_id = uuid4()
    session.execute(
        insert(EmergencyAccess).values(
            id=access_id,
            person_id=person_id,
            account_id=actor.account_id,
            organisation_id=actor.organisation_id,
            reason=request.reason,
            begun_at=actor.now,
            ends_at=actor.now + timedelta(hours=EMERGENCY_HOURS),
        )
    )
    moved = journals.move("emergency_access", access_id, "opened")
    journals.audit(session, actor, [moved], request.reason, person_id)
    _tell(session, actor, access_id, person_id)
    return access_id


def check_emergency(session: Session, actor: Actor, access_id: UUID, finding: str) -> None:
    """Whoever watches over an opening says what they found of its reason; whoever opened it is told.

    Raises NotFound for one's own and for what one does not watch over, and CheckedAlready.
    """
    row = emergency(session, actor, access_id)
    if row.own:
        raise NotFound
    checked = (
        update(EmergencyAccess)
        .where(EmergencyAccess.id == access_id, watched_over(actor))
        .values(checked_by=actor.account_id, checked_at=actor.now, finding=finding)
        .returning(EmergencyAccess.account_id)
    )
    opener = session.scalars(checked).one_or_none()
    if opener is None:
        if row.checked_at is None:
            raise NotFound
        raise CheckedAlready
    moved = journals.move("emergency_access", access_id, "looked at")
    journals.audit(session, actor, [moved], finding, row.person_id)
    told = Telling(
        "Somebody looked at what you opened",
        "Somebody looked at why you opened a person's details in an emergency. You can read what they found.",
        "emergency",
        access_id,
        f"emergency looked at {access_id}",
        NoticeKind.TASKS,
    )
    tell(session, actor, {opener}, told)


def _found(session: Session, actor: Actor, request: OpenRequest) -> UUID:
    """The one person by a name who lives where the actor's funder pays, or who named it. Raises NobodyFound."""
    areas = select(FunderArea.area_code).where(
        FunderArea.funder_id == actor.organisation_id,
        FunderArea.starts <= actor.today,
        or_(FunderArea.ends.is_(None), FunderArea.ends >= actor.today),
    )
    named = select(Mandate.person_id).where(
        Mandate.holder_organisation_id == actor.organisation_id, Mandate.kind == MandateKind.FUNDER, in_force(actor)
    )
    asked = (
        select(Person.id)
        .outerjoin(Account, Account.id == Person.account_id)
        .where(func.lower(Person.name) == " ".join(request.name.split()).lower())
        .where(or_(Person.area_code.in_(areas), Person.id.in_(named)))
        .limit(2)
    )
    if request.email:
        asked = asked.where(Account.email == request.email.strip().lower())
    found = session.scalars(asked).all()
    if len(found) != 1:
        raise NobodyFound
    return found[0]


def _tell(session: Session, actor: Actor, access_id: UUID, person_id: UUID) -> None:
    """Tell the person, and whoever watches over such openings; no name and no reason is in a notice."""
    owner = session.scalars(select(Person.account_id).where(Person.id == person_id)).one()
    once = f"emergency {access_id}"
    told = Telling(
        "Somebody opened your details",
        "An official opened your details because they were worried. You can read who it was, and why.",
        "looked",
        None,
        once,
        NoticeKind.SECURITY,
    )
    tell(session, actor, {owner} if owner else set(), told)
    funders = session.scalars(
        select(Mandate.holder_organisation_id).where(
            Mandate.person_id == person_id, Mandate.kind == MandateKind.FUNDER, in_force(actor)
        )
    ).all()
    leads: set[UUID] = set()
    for funder_id in {each for each in funders if each}:
        leads |= accounts_of_organisation(session, actor, funder_id, Power.SAFEGUARD)
    watching = Telling(
        "Details were opened in an emergency",
        "An official opened a person's details without being let in by them. Please look at the reason that they gave.",
        "emergency",
        access_id,
        once,
        NoticeKind.SECURITY,
    )
    tell(session, actor, leads or accounts_of_office(session, actor), watching)
