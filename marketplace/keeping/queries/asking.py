"""Reads of what people ask to be done with what is kept about them: their own, and for the back office all."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.keeping.models import DataRequest
from marketplace.keeping.rules.asking import RequestState
from marketplace.people.models import Account, Person

PAGE = 50


@dataclass(frozen=True, slots=True)
class DataRequestRow:
    """One request: what was asked and when, by when it is answered, and the answer. ``name`` is whose it is."""

    id: UUID
    kind: str
    words: str
    asked_at: datetime
    due_on: date
    state: str
    answer: str
    answered_at: datetime | None
    account_id: UUID
    name: str
    email: str
    closed: bool


_Asked = Select[*tuple[Any, ...]]


def _requests() -> _Asked:
    """Every request, with the person behind it, if there is one."""
    return (
        select(
            DataRequest.id,
            DataRequest.kind,
            DataRequest.words,
            DataRequest.asked_at,
            DataRequest.due_on,
            DataRequest.state,
            DataRequest.answer,
            DataRequest.answered_at,
            Account.id,
            Account.name,
            Account.email,
            Account.closed_at.is_not(None),
            Person.id,
        )
        .join(Account, Account.id == DataRequest.account_id)
        .outerjoin(Person, Person.account_id == Account.id)
    )


def own_data_requests(session: Session, actor: Actor) -> list[DataRequestRow]:
    """What the actor's own account asked, the newest first."""
    mine = _requests().where(DataRequest.account_id == actor.account_id)
    rows = session.execute(mine.order_by(DataRequest.asked_at.desc(), DataRequest.id).limit(PAGE))
    return [DataRequestRow(*row[:12]) for row in rows]


def data_requests(session: Session, actor: Actor, *, only_open: bool = False) -> list[DataRequestRow]:
    """Everybody's, for the back office: open ones first, then by the day they are due. Raises NotFound."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    asked = _requests()
    if only_open:
        asked = asked.where(DataRequest.state == RequestState.OPEN)
    still = DataRequest.state != RequestState.OPEN
    rows = session.execute(asked.order_by(still, DataRequest.due_on, DataRequest.id).limit(PAGE)).all()
    journals.saw(actor, [row[12] for row in rows if row[12]])
    return [DataRequestRow(*row[:12]) for row in rows]


def data_requests_open(session: Session, actor: Actor) -> list[tuple[UUID, datetime, date]]:
    """Those that wait: id, since when, and by when; for lists that name nobody. Raises NotFound."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    asked = select(DataRequest.id, DataRequest.asked_at, DataRequest.due_on)
    asked = asked.where(DataRequest.state == RequestState.OPEN).order_by(DataRequest.due_on, DataRequest.id)
    return [(id_, since, by) for id_, since, by in session.execute(asked)]


def data_request(session: Session, actor: Actor, request_id: UUID) -> DataRequestRow:
    """One request, for the back office. Raises NotFound."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    found = session.execute(_requests().where(DataRequest.id == request_id)).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [found[12]] if found[12] else [], "opened")
    return DataRequestRow(*found[:12])
