"""What a database holds before and after a restore, and the mark on one that is being restored."""

from sqlalchemy import text
from sqlalchemy.orm import Session

MARK = "ownpath_restoring"  # a schema: it is there from before the first row until everything was checked

_HOLDS = """
    SELECT EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ) OR EXISTS (
        SELECT FROM pg_namespace
         WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'public', :mark)
    )
"""
_TABLES = """
    SELECT c.relname FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
     ORDER BY c.relname
"""


def holds_anything(session: Session) -> bool:
    """Whether there is any table, view, sequence or schema that somebody made in the database."""
    return bool(session.execute(text(_HOLDS), {"mark": MARK}).scalar_one())


def is_marked(session: Session) -> bool:
    """Whether a restore into this database was begun and not finished."""
    return bool(session.execute(text("SELECT to_regnamespace(:mark) IS NOT NULL"), {"mark": MARK}).scalar_one())


def mark(session: Session) -> None:
    """Say that a restore has begun."""
    session.execute(text(f"CREATE SCHEMA IF NOT EXISTS {MARK}"))


def unmark(session: Session) -> None:
    """Say that it is finished."""
    session.execute(text(f"DROP SCHEMA {MARK}"))


def export_snapshot(session: Session) -> str:
    """Begin the session's transaction as one that sees the database at one instant; a name to share it by."""
    session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    session.execute(text("SET LOCAL statement_timeout = 0"))
    return session.execute(text("SELECT pg_export_snapshot()")).scalar_one()


def counts(session: Session) -> dict[str, int]:
    """How many rows each table holds, however long it takes."""
    session.execute(text("SET LOCAL statement_timeout = 0"))
    names = session.scalars(text(_TABLES)).all()
    if not names:
        return {}
    each = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)  # noqa: S608 - our tables
    return {row[0]: row[1] for row in session.execute(text(each))}
