"""Reads of worries, each in the scope of who may know: the person, the provider for a problem, the desk for harm."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Organisation, Person
from marketplace.people.queries import led, staffed
from marketplace.purchasing.models import Order
from marketplace.purchasing.queries import seen_by_person
from marketplace.voice.models import Worry
from marketplace.voice.rules import WorryKind, WorryState

PAGE = 50


@dataclass(frozen=True, slots=True)
class WorryRow:
    """One worry: what was said, who answers it and by when, and the answer."""

    id: UUID
    kind: str
    words: str
    at: datetime
    due_on: date
    desk: str | None
    state: str
    answer: str
    order_id: UUID
    number: str
    title: str
    provider: str
    person_id: UUID
    person: str
    area_code: str | None = None

    @property
    def fell_back(self) -> bool:
        """Whether it had gone to a safeguarding lead."""
        return self.area_code is not None


_WORRY = (
    select(
        Worry.id,
        Worry.kind,
        Worry.words,
        Worry.at,
        Worry.due_on,
        Organisation.name,
        Worry.state,
        Worry.answer,
        Worry.order_id,
        Order.number,
        Order.title,
        Order.provider_name,
        Worry.person_id,
        Person.name,
        Worry.area_code,
    )
    .join(Order, Order.id == Worry.order_id)
    .join(Person, Person.id == Worry.person_id)
    .outerjoin(Organisation, Organisation.id == Worry.desk_id)
)


def answered_by(actor: Actor) -> ColumnElement[bool]:
    """The condition that a worry went to the actor: a problem to its provider, harm to its funder or the office.

    Harm that went to a safeguarding lead is theirs alone (``led_to``), until nobody leads in that area any more: then
    it falls back to the funder's commissioners, and where there are none either, to the office.
    """
    allowed: list[ColumnElement[bool]] = []
    unled = or_(Worry.area_code.is_(None), ~led(actor, Worry.desk_id, Worry.area_code))
    if actor.may(Power.ADMINISTER):
        left_alone = unled & ~staffed(actor, Worry.desk_id, Power.COMMISSION)
        allowed.append(and_(Worry.kind == WorryKind.HARM, or_(Worry.desk_id.is_(None), left_alone)))
    if actor.organisation_id is not None and actor.may(Power.COMMISSION):
        allowed.append(and_(Worry.kind == WorryKind.HARM, Worry.desk_id == actor.organisation_id, unled))
    if actor.organisation_id is not None and actor.may(Power.DELIVER):
        allowed.append(and_(Worry.kind == WorryKind.PROBLEM, Worry.desk_id == actor.organisation_id))
    return or_(false(), *allowed)


def worries_of(session: Session, actor: Actor, order_id: UUID) -> list[WorryRow]:
    """What was said to be wrong with one order of a person whom the actor may see, newest first.

    A worry about harm is shown to the person and to whoever said it: it may be about somebody who helps them.
    """
    theirs = or_(
        Worry.kind == WorryKind.PROBLEM,
        Worry.said_by == actor.account_id,
        Worry.person_id == actor.own_person_id,
    )
    asked = _WORRY.where(Worry.order_id == order_id, seen_by_person(actor), theirs)
    return [WorryRow(*row) for row in session.execute(asked.order_by(Worry.at.desc()))]


def worries_to(
    session: Session,
    actor: Actor,
    order_id: UUID | None = None,
    *,
    kind: WorryKind | None = None,
    only_open: bool = False,
) -> list[WorryRow]:
    """The worries that went to the actor, those still open first, then by the day they are due."""
    asked = _WORRY.where(answered_by(actor))
    if order_id is not None:
        asked = asked.where(Worry.order_id == order_id)
    if kind is not None:
        asked = asked.where(Worry.kind == kind)
    if only_open:
        asked = asked.where(Worry.state == WorryState.OPEN)
    rows = session.execute(asked.order_by(Worry.state.desc(), Worry.due_on, Worry.id).limit(PAGE))
    worries = [WorryRow(*row) for row in rows]
    journals.saw(actor, {worry.person_id for worry in worries})
    return worries


def worry(session: Session, actor: Actor, worry_id: UUID) -> WorryRow:
    """One worry that went to the actor. Raises NotFound."""
    found = session.execute(_WORRY.where(Worry.id == worry_id, answered_by(actor))).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [found.person_id], "opened")
    return WorryRow(*found)
