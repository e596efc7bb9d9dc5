"""Tables of what people pay toward their own care: what was set, what came of it, and how it was settled."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.budgets.rules.contributions import MOST_WORDS, Every, Settled
from marketplace.foundation.database import Base, one_of


class Contribution(Base):
    """From a day on a person pays so many pence toward a stream, as its funder worked out. Append only.

    ``account_id`` is their own direct payment that they pay it into; else they pay it to the funder. The database
    refuses any toward aftercare under section 117.
    """

    __tablename__ = "contribution"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    request_hash: Mapped[str]
    stream_id: Mapped[UUID] = mapped_column(ForeignKey("stream.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("budget_account.id"))
    starts: Mapped[date]
    pence: Mapped[int]
    every: Mapped[str]
    words: Mapped[str]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_contribution_stream", "stream_id", "starts", "made_at"),
        one_of("every", Every),
        CheckConstraint("pence >= 0", name="pence_not_negative"),
        CheckConstraint(f"char_length(words) BETWEEN 1 AND {MOST_WORDS}", name="words_in_range"),
    )


class ContributionDue(Base):
    """What is to be paid for some days of a stream: pence, and by when. Append only.

    What is paid to the funder has a transaction, by which it is owed; what somebody pays into their own direct payment
    is owed to nobody.
    """

    __tablename__ = "contribution_due"
    stream_id: Mapped[UUID] = mapped_column(ForeignKey("stream.id"), primary_key=True)
    starts: Mapped[date] = mapped_column(primary_key=True)
    ends: Mapped[date]
    pence: Mapped[int]
    pay_by: Mapped[date]
    transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)

    __table_args__ = (
        CheckConstraint("pence > 0", name="pence_positive"),
        CheckConstraint("ends >= starts AND pay_by > ends", name="dates_in_order"),
        Index("ix_contribution_due_pay_by", "pay_by"),
    )


class ContributionPayment(Base):
    """Something of what was to be paid was paid, or need not be any more: pence. Append only, never more than due."""

    __tablename__ = "contribution_payment"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    request_hash: Mapped[str]
    stream_id: Mapped[UUID] = mapped_column(ForeignKey("stream.id"), index=True)
    how: Mapped[str]
    pence: Mapped[int]
    words: Mapped[str]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)

    __table_args__ = (
        one_of("how", Settled),
        CheckConstraint("pence > 0", name="pence_positive"),
        CheckConstraint(f"char_length(words) <= {MOST_WORDS}", name="words_in_range"),
        CheckConstraint("how <> 'let_off' OR words <> ''", name="let_off_says_why"),
    )
