"""Finding rows about somebody, by the table of ``rules.about``."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, Table, false, or_, select

from marketplace.foundation.database import Base
from marketplace.keeping.rules.about import ABOUT, About, By

Whose = Mapping[str, UUID | None]  # "account" and "person" -> id
_NAMED = {about.table: about for about in ABOUT}


def table_called(name: str) -> Table:
    """A table of the schema by its name."""
    return Base.metadata.tables[name]


def theirs(about: About, whose: Whose) -> ColumnElement[bool]:
    """Whether a row of a table is about somebody."""
    return or_(false(), *(_found(about, by, whose) for by in about.by))


def _found(about: About, by: By, whose: Whose) -> ColumnElement[bool]:
    column = table_called(about.table).c[by.column]
    if by.whose in whose:
        return column == whose[by.whose] if whose[by.whose] else false()
    parent = table_called(by.whose)
    return column.in_(select(parent.c[by.key]).where(theirs(_NAMED[by.whose], whose)))
