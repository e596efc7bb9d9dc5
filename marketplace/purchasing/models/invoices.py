"""Tables of invoices: what was settled for a funder's notional money in a month, line by line, agreed, and paid."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base, one_of
from marketplace.purchasing.rules.invoices import MOST_WORDS, LineMove, LineState
from marketplace.purchasing.rules.remittances import Problem


class Invoice(Base):
    """What one funder owes one provider for what was settled in one month of London. Where it stands its lines say."""

    __tablename__ = "invoice"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    month: Mapped[date]
    reference: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("provider_id", "funder_id", "month"),
        UniqueConstraint("id", "funder_id"),
        CheckConstraint("extract(day FROM month) = 1", name="month_begins"),
        Index("ix_invoice_funder", "funder_id", "month"),
    )


class InvoiceAgreement(Base):
    """Lines of one invoice that the funder agreed together, in pence: they are paid together, under its reference."""

    __tablename__ = "invoice_agreement"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    invoice_id: Mapped[UUID]
    funder_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(Integer)
    reference: Mapped[str] = mapped_column(unique=True)
    pence: Mapped[int]
    agreed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    agreed_at: Mapped[datetime]
    pay_by: Mapped[date]

    __table_args__ = (
        ForeignKeyConstraint(["invoice_id", "funder_id"], ["invoice.id", "invoice.funder_id"]),
        UniqueConstraint("invoice_id", "number"),
        UniqueConstraint("id", "invoice_id"),
        UniqueConstraint("id", "funder_id", "reference", "pence"),
        CheckConstraint("pence > 0", name="pence_positive"),
    )


class InvoiceLine(Base):
    """What one settled delivery drew from one notional account, in pence; it is on one invoice at most, and once."""

    __tablename__ = "invoice_line"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoice.id"), index=True)
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("budget_account.id"), index=True)
    pence: Mapped[int]
    state: Mapped[str]
    by: Mapped[date | None]
    agreement_id: Mapped[UUID | None] = mapped_column(index=True)
    credit_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)

    __table_args__ = (
        UniqueConstraint("delivery_id", "account_id"),
        ForeignKeyConstraint(["agreement_id", "invoice_id"], ["invoice_agreement.id", "invoice_agreement.invoice_id"]),
        one_of("state", LineState),
        CheckConstraint("pence > 0", name="pence_positive"),
        CheckConstraint("(state = 'agreed') = (agreement_id IS NOT NULL)", name="agreed_together"),
        CheckConstraint("(state = 'taken_off') = (credit_id IS NOT NULL)", name="taken_off_with_its_money"),
        CheckConstraint("(state IN ('with_funder', 'with_provider')) = (by IS NOT NULL)", name="has_a_day"),
    )


class InvoiceWord(Base):
    """What one side said about a line: a query, or the answer. Append only."""

    __tablename__ = "invoice_word"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    line_id: Mapped[UUID] = mapped_column(ForeignKey("invoice_line.id"), index=True)
    move: Mapped[str]
    words: Mapped[str]
    said_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    said_at: Mapped[datetime]

    __table_args__ = (
        one_of("move", LineMove),
        CheckConstraint(f"char_length(words) BETWEEN 1 AND {MOST_WORDS}", name="words_in_range"),
    )


class Remittance(Base):
    """A file in which a funder says what it paid. The same file counts once."""

    __tablename__ = "remittance"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    file_hash: Mapped[str]
    sent_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    sent_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("funder_id", "file_hash"), UniqueConstraint("id", "funder_id"))


class RemittanceRow(Base):
    """One row of such a file: it pays one agreement whole, or it does not fit and waits until somebody closes it."""

    __tablename__ = "remittance_row"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    remittance_id: Mapped[UUID]
    funder_id: Mapped[UUID]
    line: Mapped[int] = mapped_column(Integer)
    reference: Mapped[str]
    pence: Mapped[int]
    paid_on: Mapped[date]
    agreement_id: Mapped[UUID | None] = mapped_column(unique=True)
    transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)
    problem: Mapped[str | None]
    closed_words: Mapped[str] = mapped_column(server_default="")
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("remittance_id", "line"),
        ForeignKeyConstraint(["remittance_id", "funder_id"], ["remittance.id", "remittance.funder_id"]),
        # it pays what was agreed, to the penny, and nobody else's
        ForeignKeyConstraint(
            ["agreement_id", "funder_id", "reference", "pence"],
            [
                "invoice_agreement.id",
                "invoice_agreement.funder_id",
                "invoice_agreement.reference",
                "invoice_agreement.pence",
            ],
        ),
        Index(
            "ix_remittance_row_open",
            "funder_id",
            postgresql_where=text("problem IS NOT NULL AND closed_at IS NULL"),
        ),
        one_of("problem", Problem),
        CheckConstraint("pence > 0", name="pence_positive"),
        CheckConstraint(
            "(problem IS NULL) = (agreement_id IS NOT NULL) AND (problem IS NULL) = (transaction_id IS NOT NULL)",
            name="fits_or_says_why",
        ),
        CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (closed_words = '')"
            " AND (closed_at IS NULL OR problem IS NOT NULL)",
            name="closed_by_somebody",
        ),
    )
