"""Tables of choosing: a list, what is on it as it was seen, and with whom it is shared."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base


class Shortlist(Base):
    """A named list of one person's own, whoever made it for them. One that has ended is kept and not shown."""

    __tablename__ = "shortlist"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("id", "person_id"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 200", name="name_in_range"),
    )


class ShortlistItem(Base):
    """One thing on a list: the version of an offer that was seen, or the content of a directory entry, and a note.

    An entry may be taken out of its directory, so its id is no foreign key, and title and price are copies.
    """

    __tablename__ = "shortlist_item"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    shortlist_id: Mapped[UUID] = mapped_column(ForeignKey("shortlist.id"))
    offer_id: Mapped[UUID | None] = mapped_column(ForeignKey("offer.id"))
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("offer_version.id"))
    entry_id: Mapped[UUID | None]
    content_hash: Mapped[str | None]
    title: Mapped[str]
    price: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="")
    added_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime]
    taken_out_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_shortlist_item_list", "shortlist_id", "added_at"),
        Index(
            "uq_shortlist_item_offer",
            "shortlist_id",
            "offer_id",
            unique=True,
            postgresql_where=text("taken_out_at IS NULL"),
        ),
        Index(
            "uq_shortlist_item_entry",
            "shortlist_id",
            "entry_id",
            unique=True,
            postgresql_where=text("taken_out_at IS NULL"),
        ),
        CheckConstraint("num_nonnulls(offer_id, entry_id) = 1", name="one_thing"),
        CheckConstraint(
            "(offer_id IS NULL) = (version_id IS NULL) AND (entry_id IS NULL) = (content_hash IS NULL)",
            name="as_it_was_seen",
        ),
    )


class ShortlistShare(Base):
    """A person lets the holder of one mandate of theirs see a list, until it is ended."""

    __tablename__ = "shortlist_share"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    shortlist_id: Mapped[UUID]
    person_id: Mapped[UUID]
    mandate_id: Mapped[UUID]
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(["shortlist_id", "person_id"], ["shortlist.id", "shortlist.person_id"]),
        ForeignKeyConstraint(["mandate_id", "person_id"], ["mandate.id", "mandate.person_id"]),
        Index(
            "uq_shortlist_share_open",
            "shortlist_id",
            "mandate_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_shortlist_share_mandate", "mandate_id"),
        CheckConstraint("ended_at IS NULL OR ended_at >= given_at", name="times_in_order"),
    )
