"""Reads of what is missing: a person's own requests; for funders and providers the same without a name."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from marketplace.commissioning.models import GapRequest
from marketplace.commissioning.rules import GapState
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Area, FunderArea, Organisation, Person
from marketplace.people.queries import open_to

PAGE = 50


@dataclass(frozen=True, slots=True)
class GapRow:
    """One request as whoever asked sees it; ``look_by`` is the day by which the area's commissioners look at it."""

    id: UUID
    person_id: UUID
    person: str
    words: str
    times: str
    area_code: str
    area: str
    category: str
    reasons: list[str]
    asked_at: datetime
    look_by: date
    state: str
    answer: str
    answered_by: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class NamelessGap:
    """One request as funders and providers see it: nothing that says whose it is."""

    id: UUID
    words: str
    times: str
    area: str
    category: str
    reasons: list[str]
    asked_on: date
    look_by: date
    state: str
    answer: str
    answered_by: str | None


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many requests stand in one area for one kind of thing; the kind is empty where nobody said."""

    area: str
    category: str
    requests: int


def asked_by(actor: Actor) -> ColumnElement[bool]:
    """The condition that a request is the actor's own, or one that they made for somebody who still lets them look."""
    own = GapRequest.person_id == actor.own_person_id
    open_now = open_to(actor, Power.SEE, GapRequest.person_id, Section.REQUESTS)
    return or_(own, and_(GapRequest.asked_by == actor.account_id, open_now))


def in_own_area(actor: Actor) -> ColumnElement[bool]:
    """The condition that a request stands in an area which the actor's own funder covers today."""
    covered = select(FunderArea.area_code).where(
        FunderArea.funder_id == actor.organisation_id,
        FunderArea.starts <= actor.today,
        or_(FunderArea.ends.is_(None), FunderArea.ends >= actor.today),
    )
    return and_(GapRequest.state != GapState.WITHDRAWN, GapRequest.area_code.in_(covered))


_GAP = (
    select(
        GapRequest.id,
        GapRequest.person_id,
        Person.name,
        GapRequest.words,
        GapRequest.times,
        GapRequest.area_code,
        Area.name,
        GapRequest.category,
        GapRequest.reasons,
        GapRequest.asked_at,
        GapRequest.look_by,
        GapRequest.state,
        GapRequest.answer,
        Organisation.name,
        GapRequest.answered_at,
    )
    .join(Person, Person.id == GapRequest.person_id)
    .join(Area, Area.code == GapRequest.area_code)
    .outerjoin(Organisation, Organisation.id == GapRequest.answered_by)
)
_NAMELESS = (
    select(
        GapRequest.id,
        GapRequest.words,
        GapRequest.times,
        Area.name,
        GapRequest.category,
        GapRequest.reasons,
        func.date(func.timezone("Europe/London", GapRequest.asked_at)),
        GapRequest.look_by,
        GapRequest.state,
        GapRequest.answer,
        Organisation.name,
    )
    .join(Area, Area.code == GapRequest.area_code)
    .outerjoin(Organisation, Organisation.id == GapRequest.answered_by)
)


def gaps_for(session: Session, actor: Actor, person_id: UUID) -> list[GapRow]:
    """What was asked for one person, by themselves or by the actor for them, the newest first, at most 50."""
    asked = _GAP.where(GapRequest.person_id == person_id, asked_by(actor))
    rows = session.execute(asked.order_by(GapRequest.asked_at.desc(), GapRequest.id).limit(PAGE))
    found = [GapRow(*row) for row in rows]
    journals.saw(actor, {row.person_id for row in found})
    return found


def gap(session: Session, actor: Actor, gap_id: UUID) -> GapRow:
    """One request that the actor made, or that is theirs. Raises NotFound."""
    found = session.execute(_GAP.where(GapRequest.id == gap_id, asked_by(actor))).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [found.person_id], "opened")
    return GapRow(*found)


def gaps_in_area(session: Session, actor: Actor, page: int = 1) -> list[NamelessGap]:
    """The requests in the areas of the actor's own funder, those not answered first, then the oldest; 50 to a page."""
    if not actor.may(Power.COMMISSION):
        return []
    asked = _NAMELESS.where(in_own_area(actor)).order_by(GapRequest.state.desc(), GapRequest.look_by, GapRequest.id)
    return [NamelessGap(*row) for row in session.execute(asked.limit(PAGE).offset((page - 1) * PAGE))]


def gap_in_area(session: Session, actor: Actor, gap_id: UUID) -> NamelessGap:
    """One request in the areas of the actor's own funder. Raises NotFound."""
    if not actor.may(Power.COMMISSION):
        raise NotFound
    found = session.execute(_NAMELESS.where(GapRequest.id == gap_id, in_own_area(actor))).one_or_none()
    if found is None:
        raise NotFound
    return NamelessGap(*found)


def gaps_counted(session: Session, actor: Actor) -> list[GapCount]:
    """How many requests there are in the areas of the actor's own funder, by area and kind, the most first."""
    if not actor.may(Power.COMMISSION):
        return []
    rows = session.execute(
        select(Area.name, GapRequest.category, func.count())
        .join(Area, Area.code == GapRequest.area_code)
        .where(in_own_area(actor))
        .group_by(Area.name, GapRequest.category)
        .order_by(func.count().desc(), Area.name, GapRequest.category)
    )
    return [GapCount(*row) for row in rows]


def gaps_told(session: Session, actor: Actor, area_code: str = "", page: int = 1) -> list[NamelessGap]:
    """For providers, what people ask for and cannot find, in one area or in all, the newest first; 50 to a page."""
    if not actor.may(Power.DELIVER):
        return []
    asked = _NAMELESS.where(GapRequest.state != GapState.WITHDRAWN)
    if area_code:
        asked = asked.where(GapRequest.area_code == area_code)
    asked = asked.order_by(GapRequest.asked_at.desc(), GapRequest.id)
    return [NamelessGap(*row) for row in session.execute(asked.limit(PAGE).offset((page - 1) * PAGE))]


def funders_covering(session: Session, actor: Actor, area_code: str) -> dict[UUID, str]:
    """The funders that cover an area today, by id with their names. Public."""
    rows = session.execute(
        select(Organisation.id, Organisation.name)
        .join(FunderArea, FunderArea.funder_id == Organisation.id)
        .where(
            FunderArea.area_code == area_code,
            FunderArea.starts <= actor.today,
            or_(FunderArea.ends.is_(None), FunderArea.ends >= actor.today),
        )
        .order_by(Organisation.name, Organisation.id)
    )
    return {row.id: row.name for row in rows}
