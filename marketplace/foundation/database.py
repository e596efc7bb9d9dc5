"""The database: the declarative base, and the only two ways in, reading() and writing()."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    DateTime,
    Engine,
    MetaData,
    SQLColumnExpression,
    Table,
    Text,
    Uuid,
    cast,
    create_engine,
    func,
    make_url,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import QueuePool

from marketplace.foundation.errors import KeyReused

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# the database does not answer, or a lock or a statement took too long: nothing was done, and it may be tried again
UNAVAILABLE = (OperationalError, InterfaceError, NoConnectionFree)


class Base(DeclarativeBase):
    """The base of every table. There are no relationships: queries name what they load."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: DateTime(timezone=True),
        UUID: Uuid(),
        str: Text(),
        int: BigInteger(),
        list[str]: ARRAY(Text()),
        list[UUID]: ARRAY(Uuid()),
        dict[str, Any]: JSONB(),
        list[dict[str, Any]]: JSONB(),
    }


def table_of(model: type[Base]) -> Table:
    """A model's table: statements on it pass by what sessions do for objects, which inserts of rows do not need."""
    return Base.metadata.tables[model.__tablename__]


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A CHECK that a text column holds one of an enumeration's values."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def some_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A CHECK that an array column holds nothing but an enumeration's values."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} <@ ARRAY[{allowed}]::text[]", name=f"{column}_known")


def total(pence: SQLColumnExpression[Any], *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """A sum of whole pence as a whole number, nought where there are no rows; PostgreSQL would make it a decimal."""
    summed = func.sum(pence)
    return cast(func.coalesce(summed.filter(*conditions) if conditions else summed, 0), BigInteger)


def sent_before(session: Session, record: type[Base], key: UUID, request_hash: str) -> UUID | None:
    """The id of the record that a form's key has made already. Raises KeyReused when it came with other contents."""
    made = table_of(record).c
    before = session.execute(select(made.id, made.request_hash).where(made.key == key)).one_or_none()
    if before is not None and before.request_hash != request_hash:
        raise KeyReused
    return before.id if before is not None else None


def constraint_of(refused: IntegrityError) -> str:
    """The name of the constraint that refused a statement."""
    return getattr(getattr(refused.orig, "diag", None), "constraint_name", None) or ""


_writing: sessionmaker[Session] = sessionmaker(expire_on_commit=False)
_reading: sessionmaker[Session] = sessionmaker(expire_on_commit=False)


def connect(url: str, pool_size: int = 8) -> Engine:
    """Point reading() and writing() at a database; naming the one they point at already changes nothing."""
    before: Engine | None = _writing.kw.get("bind")
    if before is not None and before.url == make_url(url):
        return before
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=2,
        pool_pre_ping=True,
        hide_parameters=True,  # what people typed stays out of the logs
        connect_args={"options": "-c timezone=UTC -c statement_timeout=20000 -c lock_timeout=10000"},
    )
    _writing.configure(bind=engine)
    _reading.configure(bind=engine.execution_options(postgresql_readonly=True))
    if before is not None:
        before.dispose()
    return engine


def disconnect() -> None:
    """Close what connect() opened."""
    engine: Engine | None = _writing.kw.pop("bind", None)
    _reading.kw.pop("bind", None)
    if engine is not None:
        engine.dispose()


def pool() -> dict[str, int]:
    """This process's connections: how many are in use, and how many stand ready."""
    engine: Engine | None = _writing.kw.get("bind")
    if engine is None or not isinstance(engine.pool, QueuePool):
        return {"in_use": 0, "ready": 0}
    return {"in_use": engine.pool.checkedout(), "ready": engine.pool.checkedin()}


@contextmanager
def writing() -> Generator[Session]:
    """One transaction that commits when the block ends, and leaves nothing behind when it raises."""
    with _writing.begin() as session:
        yield session


@contextmanager
def reading() -> Generator[Session]:
    """One READ ONLY transaction: PostgreSQL itself refuses a write inside it."""
    with _reading() as session:
        yield session
