"""Sealing afresh, under the newest secret, what is stored sealed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import sealing
from marketplace.foundation.access import Actor
from marketplace.keeping.queries.whose import table_called
from marketplace.people.operations.steps import secret_purpose

MOST = 500  # rows of one batch


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column that holds what ``sealing`` made, and the purpose it was sealed for, by its row."""

    table: str
    column: str
    purpose: Callable[[RowMapping], bytes]


# every column that holds sealed words; a test looks for others
SEALED: tuple[Sealed, ...] = (Sealed("code_device", "secret", lambda row: secret_purpose(row["account_id"])),)


def renew(session: Session, _actor: Actor, kept: Sealed, after: Any = None) -> tuple[int, int, Any]:
    """Seal a batch of rows afresh, those whose key comes after one.

    How many were renewed, how many could not be opened with any secret (and stay as they are), and the last key; no
    key where there was nothing left.
    """
    table = table_called(kept.table)
    (key,) = table.primary_key
    column = table.c[kept.column]
    asked = select(table).where(column.is_not(None), column != "").order_by(key).limit(MOST).with_for_update()
    rows = session.execute(asked if after is None else asked.where(key > after)).mappings().all()
    renewed = 0
    for row in rows:
        purpose = kept.purpose(row)
        try:
            data = sealing.opened(purpose, row[kept.column])
        except sealing.Unreadable:
            continue
        fresh = update(table).where(key == row[key.name])
        session.execute(fresh.values({kept.column: sealing.sealed(purpose, data)}))
        renewed += 1
    return renewed, len(rows) - renewed, rows[-1][key.name] if rows else None
