"""The schema's migrations: applying them, and whether they all are."""

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from marketplace.settings import ROOT


def _config() -> Config:
    return Config(ROOT / "alembic.ini")


@cache
def _newest() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def answers(session: Session) -> bool:
    """Whether the database answers."""
    return session.scalar(text("SELECT true")) is True


def is_newest(session: Session) -> bool:
    """Whether every migration of this code has been applied; one that it does not know comes after all of them.

    So the version before goes on serving while the next one is brought in.
    """
    applied = revision(session)
    return applied == _newest() or (applied != "" and not knows(applied))


def revision(session: Session) -> str:
    """The newest migration that was applied; empty where none was."""
    return MigrationContext.configure(session.connection()).get_current_revision() or ""


def knows(revision: str) -> bool:
    """Whether a migration is one of this code's."""
    try:
        return ScriptDirectory.from_config(_config()).get_revision(revision) is not None
    except CommandError:
        return False


def migrate(url: str) -> None:
    """Apply every migration that has not been applied to a database."""
    engine = create_engine(url)
    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    engine.dispose()
