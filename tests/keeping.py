"""Empties the database after a test, keeps a world that was made once, and brings it back for the next test."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

Made = TypeVar("Made")
SWOLLEN = 256 * 1024  # bytes; what was deleted still takes room, and a table that grew so long begins afresh
TABLES = """
SELECT quote_ident(c.relname), string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'alembic_version'
AND a.attgenerated = '' GROUP BY c.relname ORDER BY c.relname
"""
SEQUENCES = """
SELECT setval(sequencename::regclass, start_value, false)
FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""

COUNTED = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"


@cache
def _tables(engine: Engine) -> dict[str, str]:
    """Every table of the product, and its columns that are not worked out from others."""
    with engine.connect() as connection:
        return dict(tuple(row) for row in connection.exec_driver_sql(TABLES))


def _all(parts: list[str]) -> str:
    """One statement that does all of these."""
    return "WITH " + ", ".join(f"part_{number} AS ({part})" for number, part in enumerate(parts)) + " SELECT 1"


def _unhindered(connection: Connection) -> None:
    """Past the triggers that forbid it to everybody else."""
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")


def empty(engine: Engine) -> None:
    """Empty every table, when nobody else is at work on any; counting begins at one again.

    Deleting a few rows costs a hundredth of what truncating all tables does.
    """
    names = list(_tables(engine))
    sizes = ", ".join(f"('{name}', pg_relation_size('{name}'))" for name in names)
    with engine.begin() as connection:
        _unhindered(connection)
        connection.exec_driver_sql(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE")
        grown = f"SELECT name FROM (VALUES {sizes}) AS sizes (name, bytes) WHERE bytes > {SWOLLEN}"
        if swollen := connection.exec_driver_sql(grown).scalars().all():
            connection.exec_driver_sql(f"TRUNCATE {', '.join(swollen)} CASCADE")
        connection.exec_driver_sql(_all([f"DELETE FROM {name}" for name in names]))
        connection.exec_driver_sql(SEQUENCES)


@dataclass(frozen=True)
class _Kept:
    """What a maker gave, the schema where the rows are, and the statement that brings them back."""

    made: Any
    statement: str


def _filled(connection: Connection, names: list[str]) -> list[str]:
    """The tables that hold something."""
    held = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)
    return list(connection.exec_driver_sql(held).scalars())


class Once:
    """Makes each world for the first test that asks, and brings the same rows back for those after.

    A world is known by its maker and what the maker is given, and is made in an empty database.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], _Kept] = {}

    def __call__(self, engine: Engine, make: Callable[..., Made], *args: object) -> Made:
        """What the maker made: a shallow copy, for the test to change."""
        key = (str(engine.url), make, *args)
        if key in self._kept:
            with engine.begin() as connection:
                _unhindered(connection)
                connection.exec_driver_sql(self._kept[key].statement)
        else:
            with engine.connect() as connection:
                assert _filled(connection, list(_tables(engine))) == [], "a world is made before anything else is"
            self._kept[key] = self._keep(engine, make(*args))
        return copy(self._kept[key].made)

    def _keep(self, engine: Engine, made: Any) -> _Kept:
        """Copy all rows, and how far was counted, into a schema of their own."""
        tables, schema = _tables(engine), f"kept_{len(self._kept)}"
        with engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
            filled = _filled(connection, list(tables))
            for name in filled:
                connection.exec_driver_sql(f"CREATE TABLE {schema}.{name} AS SELECT {tables[name]} FROM {name}")
            counted = connection.exec_driver_sql(COUNTED).all()
        back = [
            f"INSERT INTO {name} ({tables[name]}) OVERRIDING SYSTEM VALUE SELECT {tables[name]} FROM {schema}.{name}"
            for name in filled
        ]
        counts = "".join(f", setval('{name}', {last})" for name, last in counted)
        return _Kept(made, _all(back) + counts)
