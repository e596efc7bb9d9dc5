"""Tables of commissioning: what people ask for and cannot find."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.rules import Category
from marketplace.commissioning.rules import GapState, Reason
from marketplace.foundation.database import Base, one_of, some_of

_CATEGORIES = ", ".join(f"'{category}'" for category in Category)


class GapRequest(Base):
    """One person's request for something that is missing, in their own words. Its name is never shown with it."""

    __tablename__ = "gap_request"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    words: Mapped[str]
    times: Mapped[str] = mapped_column(server_default="")  # when it would suit, in their words
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    category: Mapped[str] = mapped_column(server_default="")  # empty: they did not say
    reasons: Mapped[list[str]]
    shortlist_id: Mapped[UUID | None]  # the list on which nothing suited
    asked_at: Mapped[datetime]
    look_by: Mapped[date]
    state: Mapped[str]
    answer: Mapped[str] = mapped_column(server_default="")
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(["shortlist_id", "person_id"], ["shortlist.id", "shortlist.person_id"]),
        Index("ix_gap_request_area", "area_code", "state", "asked_at"),
        one_of("state", GapState),
        some_of("reasons", Reason),
        CheckConstraint(f"category IN ('', {_CATEGORIES})", name="category_known"),
        CheckConstraint("char_length(words) BETWEEN 1 AND 2000", name="words_in_range"),
        CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (answer = '')"
            " AND (state <> 'answered' OR answered_at IS NOT NULL)",
            name="answered_by_somebody",
        ),
    )
