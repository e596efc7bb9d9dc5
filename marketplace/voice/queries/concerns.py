"""Reads of worries about harm that went to a safeguarding lead: theirs alone, and who has it for whoever said it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Area, Person
from marketplace.people.queries import leads_in, led_by
from marketplace.purchasing.models import Order
from marketplace.voice.models import Worry
from marketplace.voice.rules import WorryKind, WorryState

PAGE = 50


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One worry about harm as its lead sees it: what was said, the clock, and what was decided."""

    id: UUID
    words: str
    at: datetime
    acknowledge_by: date
    decide_by: date
    acknowledged_at: datetime | None
    state: str
    outcome: str | None
    answer: str
    area_code: str
    area: str
    number: str
    title: str
    provider: str
    person_id: UUID
    person: str

    @property
    def due_on(self) -> date:
        """The next day of its clock."""
        return self.decide_by if self.acknowledged_at else self.acknowledge_by


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who has a worry about harm, for whoever said it: the lead's name (None: nobody leads now), and by when."""

    name: str | None
    acknowledge_by: date
    decide_by: date
    acknowledged: bool


def led_to(actor: Actor) -> ColumnElement[bool]:
    """The condition that the actor leads safeguarding where a worry about harm went."""
    return and_(Worry.kind == WorryKind.HARM, led_by(actor, Worry.desk_id, Worry.area_code))


def _concerns(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Worry.id,
            Worry.words,
            Worry.at,
            Worry.due_on,
            Worry.decide_by,
            Worry.acknowledged_at,
            Worry.state,
            Worry.outcome,
            Worry.answer,
            Area.code,
            Area.name,
            Order.number,
            Order.title,
            Order.provider_name,
            Worry.person_id,
            Person.name,
        )
        .join(Area, Area.code == Worry.area_code)
        .join(Order, Order.id == Worry.order_id)
        .join(Person, Person.id == Worry.person_id)
        .where(led_to(actor))
    )


def concerns_to(session: Session, actor: Actor, *, only_open: bool = False) -> list[ConcernRow]:
    """The worries about harm that the actor leads on, those still open first, then by the next day of their clock."""
    asked = _concerns(actor)
    if only_open:
        asked = asked.where(Worry.state == WorryState.OPEN)
    rows = session.execute(asked.order_by(Worry.state.desc(), Worry.due_on, Worry.id).limit(PAGE))
    concerns = [ConcernRow(*row) for row in rows]
    journals.saw(actor, {concern.person_id for concern in concerns})
    return concerns


def concern(session: Session, actor: Actor, worry_id: UUID) -> ConcernRow:
    """One of them. Raises NotFound."""
    found = session.execute(_concerns(actor).where(Worry.id == worry_id)).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [found.person_id], "opened")
    return ConcernRow(*found)


def holders_of(session: Session, actor: Actor, worry_ids: Iterable[UUID]) -> dict[UUID, HolderRow]:
    """Who has which of the worries about harm that the actor itself said, and by when; nobody else learns it."""
    rows = session.execute(
        select(Worry.id, Worry.desk_id, Worry.area_code, Worry.due_on, Worry.decide_by, Worry.acknowledged_at).where(
            Worry.id.in_(list(worry_ids)), Worry.said_by == actor.account_id, Worry.area_code.is_not(None)
        )
    ).all()
    places = {(row.desk_id, row.area_code) for row in rows}
    leads = {place: next(iter(leads_in(session, actor, *place)), None) for place in places}
    found = {}
    for row in rows:
        lead = leads[row.desk_id, row.area_code]
        acknowledged = row.acknowledged_at is not None
        found[row.id] = HolderRow(lead.name if lead else None, row.due_on, row.decide_by, acknowledged)
    return found
