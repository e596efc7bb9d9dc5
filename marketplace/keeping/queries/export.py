"""Everything that is about somebody, as rows of plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.keeping.queries.whose import Whose, table_called, theirs
from marketplace.keeping.rules.about import ABOUT, About
from marketplace.people.models import Person


@dataclass(frozen=True, slots=True)
class Section:
    """One part of an export: its name, what it is in plain words, and its rows by column."""

    name: str
    words: str
    rows: list[dict[str, Any]]


def whose(session: Session, _actor: Actor, account_id: UUID) -> Whose:
    """An account and the person that it is, if it is one."""
    person_id = session.scalars(select(Person.id).where(Person.account_id == account_id)).one_or_none()
    return {"account": account_id, "person": person_id}


def own_data(session: Session, actor: Actor) -> Iterator[Section]:
    """Everything about the actor's own account and person, table by table. Raises NotFound unless signed in."""
    if actor.account_id is None:
        raise NotFound
    found = whose(session, actor, actor.account_id)
    for about in ABOUT:
        yield Section(about.table, about.words, _rows(session, about, found))


def _rows(session: Session, about: About, found: Whose) -> list[dict[str, Any]]:
    table = table_called(about.table)
    shown = [column for column in table.c if column.name not in about.hidden]
    asked = select(*shown).where(theirs(about, found)).order_by(*table.primary_key)
    return [{name: _plain(value) for name, value in row.items()} for row in session.execute(asked).mappings()]


def _plain(value: Any) -> Any:
    """A value as JSON has it: instants and days as ISO 8601, ids and decimals as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
