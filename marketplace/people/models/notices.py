"""Tables of what accounts were told, in the product and by mail."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base


class Notice(Base):
    """Something an account was told in the product; ``about`` and ``about_id`` say what to open."""

    __tablename__ = "notice"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    subject: Mapped[str]
    words: Mapped[str]
    about: Mapped[str]
    about_id: Mapped[UUID | None]
    once: Mapped[str]  # what happened, so that telling it again tells nothing

    __table_args__ = (
        UniqueConstraint("account_id", "once"),
        Index("ix_notice_account", "account_id", "at"),
    )


class SentMail(Base):
    """An e-mail that left, or in the demo would have left: one for each notice."""

    __tablename__ = "sent_mail"
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(index=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    words: Mapped[str]
