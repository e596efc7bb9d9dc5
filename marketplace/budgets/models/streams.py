"""Table of what a funder did with a stream while it runs."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.budgets.rules.streams import ChangeKind, ChangeReason
from marketplace.foundation.database import Base, one_of


class StreamChange(Base):
    """A stream is another sum, suspended, resumed or ended from a day on, by whom and why. Append only.

    ``pence`` is what each payment of one account is then, and ``was`` what it was; ``back`` is asked back by a day.
    """

    __tablename__ = "stream_change"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    request_hash: Mapped[str]
    stream_id: Mapped[UUID] = mapped_column(ForeignKey("stream.id"))
    kind: Mapped[str]
    starts: Mapped[date]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("budget_account.id"))
    pence: Mapped[int | None]
    was: Mapped[int | None]
    reason: Mapped[str]
    words: Mapped[str]
    back: Mapped[int | None]
    back_by: Mapped[date | None]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_stream_change_stream", "stream_id", "starts", "made_at"),
        one_of("kind", ChangeKind),
        one_of("reason", ChangeReason),
        CheckConstraint("char_length(words) BETWEEN 1 AND 500", name="words_in_range"),
        CheckConstraint(
            "(kind = 'amount') = (account_id IS NOT NULL) AND (kind = 'amount') = (pence IS NOT NULL)"
            " AND (kind = 'amount') = (was IS NOT NULL)",
            name="amount_of_an_account",
        ),
        CheckConstraint("pence > 0", name="pence_positive"),
        CheckConstraint(
            "(back IS NULL) = (back_by IS NULL) AND (back IS NULL OR (kind = 'end' AND back > 0))",
            name="back_at_the_end",
        ),
    )
