"""Reads of persons, their clients' view for brokers, organisations, areas and funders' settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Area, FunderSetting, Mandate, Organisation, Person
from marketplace.people.queries.scope import held_by, in_force, open_to
from marketplace.people.rules import MandateKind, OrganisationKind


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person: id, name, and the area they live in (code and name)."""

    id: UUID
    name: str
    area_code: str
    area_name: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area: its code and name, and its centre in degrees."""

    code: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation as the public sees it."""

    id: UUID
    kind: str
    name: str
    about: str
    email: str
    phone: str
    user_led: bool
    small: bool


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One dated setting of a funder: the value that holds, since when, and its source."""

    funder_id: UUID
    name: str
    value: int
    starts: date
    source: str


_ORGANISATION = select(
    Organisation.id,
    Organisation.kind,
    Organisation.name,
    Organisation.about,
    Organisation.email,
    Organisation.phone,
    Organisation.user_led,
    Organisation.small,
)
_PERSON = select(Person.id, Person.name, Person.area_code, Area.name).join(Area, Area.code == Person.area_code)


def person(
    session: Session, actor: Actor, person_id: UUID, power: Power = Power.SEE, section: Section | None = None
) -> PersonRow:
    """One person over whom the actor has a power, in a section of their matters if one is named. Raises NotFound."""
    mine = open_to(actor, power, Person.id, section)
    found = session.execute(_PERSON.where(Person.id == person_id, mine)).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [person_id], "opened")
    return PersonRow(*found)


def people_who_chose(session: Session, actor: Actor, kind: MandateKind) -> list[PersonRow]:
    """The people whose mandate of one kind the actor holds today, by name."""
    chose = Person.id.in_(_chosen(actor, kind))
    rows = [PersonRow(*row) for row in session.execute(_PERSON.where(chose).order_by(Person.name, Person.id))]
    journals.saw(actor, [row.id for row in rows])
    return rows


def person_who_chose(session: Session, actor: Actor, kind: MandateKind, person_id: UUID) -> PersonRow:
    """One person whose mandate of one kind the actor holds today. Raises NotFound."""
    found = session.execute(_PERSON.where(Person.id == person_id, Person.id.in_(_chosen(actor, kind)))).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [person_id], "opened")
    return PersonRow(*found)


def _chosen(actor: Actor, kind: MandateKind) -> Select[UUID]:
    """The persons whose mandate of one kind the actor holds today."""
    return select(Mandate.person_id).where(held_by(actor), in_force(actor), Mandate.kind == kind)


def powers_over(session: Session, actor: Actor, person_id: UUID) -> frozenset[Power]:
    """What the mandates that hold today let the actor do for a person; none for a stranger."""
    given = session.scalars(
        select(Mandate.powers).where(held_by(actor), in_force(actor), Mandate.person_id == person_id)
    )
    return frozenset(Power(power) for powers in given for power in powers)


def reach_over(session: Session, actor: Actor, person_id: UUID) -> frozenset[tuple[Power, Section]]:
    """In which sections the mandates that hold today let the actor do what, for a person; nothing for a stranger."""
    given = session.execute(
        select(Mandate.powers, Mandate.sections).where(held_by(actor), in_force(actor), Mandate.person_id == person_id)
    )
    return frozenset(
        (Power(power), Section(section)) for powers, sections in given for power in powers for section in sections
    )


def areas(session: Session, _actor: Actor) -> list[AreaRow]:
    """Every area, by name. Areas are public."""
    rows = session.execute(select(Area.code, Area.name, Area.latitude, Area.longitude).order_by(Area.name))
    return [AreaRow(*row) for row in rows]


def organisation(session: Session, actor: Actor) -> OrganisationRow:
    """The organisation that the actor acts for. Raises NotFound when it acts for none."""
    found = session.execute(_ORGANISATION.where(Organisation.id == actor.organisation_id)).one_or_none()
    if actor.organisation_id is None or found is None:
        raise NotFound
    return OrganisationRow(*found)


def organisations_called(
    session: Session, _actor: Actor, name: str, kinds: Iterable[OrganisationKind]
) -> list[OrganisationRow]:
    """The organisations of some kinds by exactly this name. Organisations are public."""
    named = _ORGANISATION.where(Organisation.name == name, Organisation.kind.in_(list(kinds)))
    return [OrganisationRow(*row) for row in session.execute(named.order_by(Organisation.id))]


def settings_of(session: Session, actor: Actor, funder_ids: Iterable[UUID]) -> dict[tuple[UUID, str], SettingRow]:
    """The settings of funders that hold on the actor's day, by funder and name. They are public."""
    rows = session.execute(
        select(
            FunderSetting.funder_id,
            FunderSetting.name,
            FunderSetting.value,
            FunderSetting.starts,
            FunderSetting.source,
        )
        .where(FunderSetting.funder_id.in_(list(funder_ids)), FunderSetting.starts <= actor.today)
        .ext(distinct_on(FunderSetting.funder_id, FunderSetting.name))
        .order_by(FunderSetting.funder_id, FunderSetting.name, FunderSetting.starts.desc())
    )
    return {(row.funder_id, row.name): SettingRow(*row) for row in rows}
