"""Tables of the PostgreSQL engine: two slots of documents and words, one live and one to rebuild into."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Float, Index, Integer, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from marketplace.foundation.database import Base
from search_index.documents import Facet

# Without fastupdate no search has to read through a list of what was not sorted in yet.
_GIN: Mapping[str, Any] = {"postgresql_using": "gin", "postgresql_with": {"fastupdate": "off"}}


class _Document:
    """One searchable record: what is matched, filtered, counted and sorted on. Price in pence."""

    __tablename__: Any
    key: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    kind: Mapped[str]
    record_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(Text(collation="C"))  # its words, to sort by and not to be shown
    words: Mapped[Any] = mapped_column(TSVECTOR)
    category: Mapped[list[str]]
    areas: Mapped[list[str]]
    days: Mapped[list[str]]
    parts: Mapped[list[str]]
    access: Mapped[list[str]]
    languages: Mapped[list[str]]
    place: Mapped[list[str]]
    group_kind: Mapped[list[str]]
    takes: Mapped[list[str]]
    units: Mapped[list[str]]
    tags: Mapped[list[str]]
    outcomes: Mapped[list[str]]
    starts: Mapped[list[str]]
    workers: Mapped[list[str]]
    culture: Mapped[list[str]]
    accredited: Mapped[list[str]]
    price: Mapped[int | None]
    rating: Mapped[float | None] = mapped_column(Float)
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    soonest: Mapped[date | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index, ...]:  # noqa: N805 - SQLAlchemy hands in the class
        name = cls.__tablename__
        return (Index(f"ix_{name}_found", "words", *Facet, **_GIN),)  # any mix of words and filters is one look-up


class DocumentA(_Document, Base):
    """The first slot."""

    __tablename__ = "search_document_a"


class DocumentB(_Document, Base):
    """The second slot."""

    __tablename__ = "search_document_b"


class _Word:
    """One word that documents hold or held since the slot was filled: what typing slips are mended to."""

    __tablename__: Any
    word: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index, ...]:  # noqa: N805 - as above
        name = cls.__tablename__
        return (Index(f"ix_{name}_trigrams", "word", postgresql_ops={"word": "gin_trgm_ops"}, **_GIN),)


class WordA(_Word, Base):
    """The words of the first slot."""

    __tablename__ = "search_word_a"


class WordB(_Word, Base):
    """The words of the second slot."""

    __tablename__ = "search_word_b"


class LiveSlot(Base):
    """The one row that says which slot answers, and which one is being filled. No row: the first slot answers."""

    __tablename__ = "search_live"
    one: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    live: Mapped[str]
    filling: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("one = 1", name="one_row"),
        CheckConstraint("live IN ('a', 'b')", name="live_known"),
        CheckConstraint("filling IN ('a', 'b') AND filling <> live", name="filling_known"),
    )
