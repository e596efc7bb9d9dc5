"""Tables of keeping: what people ask to be done with what is kept about them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base, one_of
from marketplace.keeping.rules.asking import RequestKind, RequestState


class DataRequest(Base):
    """One account asks for a look at, a correction of, or the erasure of what is kept about it."""

    __tablename__ = "data_request"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str]
    words: Mapped[str]
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    state: Mapped[str]
    answer: Mapped[str] = mapped_column(server_default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (
        Index("ix_data_request_open", "state", "due_on"),
        one_of("kind", RequestKind),
        one_of("state", RequestState),
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered_when_not_open"),
    )
