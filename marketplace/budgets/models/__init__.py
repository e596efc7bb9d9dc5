"""Tables of budgets: budget, stream, account, instalment, bank, fund; and the ledger: account, transaction, entry."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.budgets.models.contributions import Contribution, ContributionDue, ContributionPayment
from marketplace.budgets.models.funds import Fund, FundFee, HoldingTerms
from marketplace.budgets.models.spending import SpendingPermission, SpendingQuestion, SpendingRule, SpendingWord
from marketplace.budgets.models.streams import StreamChange
from marketplace.budgets.rules import AccountKind, Holding, Paid, Pot
from marketplace.budgets.rules.banking import MOST_WORDS, BankMoveKind, BankReason
from marketplace.foundation.database import Base, one_of

__all__ = [
    "Bank",
    "BankMove",
    "Budget",
    "BudgetAccount",
    "Contribution",
    "ContributionDue",
    "ContributionPayment",
    "Fund",
    "FundFee",
    "HoldingTerms",
    "Instalment",
    "LedgerAccount",
    "LedgerEntry",
    "LedgerTransaction",
    "SpendingPermission",
    "SpendingQuestion",
    "SpendingRule",
    "SpendingWord",
    "Stream",
    "StreamChange",
]


class Budget(Base):
    """A person's personal budget for a period, both days included."""

    __tablename__ = "budget"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    starts: Mapped[date]
    ends: Mapped[date]

    __table_args__ = (
        UniqueConstraint("person_id", "starts", "ends"),
        CheckConstraint("ends >= starts", name="dates_in_order"),
    )


class Stream(Base):
    """One funder's money inside a budget. A direct payment names the plan that it was agreed for (FIELD.md F3).

    ``aftercare`` is section 117 of the Mental Health Act 1983: nobody pays toward it (F28), and it stays what it is.
    """

    __tablename__ = "stream"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    budget_id: Mapped[UUID] = mapped_column(ForeignKey("budget.id"), index=True)
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    paid: Mapped[str]
    plan_agreed_on: Mapped[date | None]
    plan_reference: Mapped[str]
    aftercare: Mapped[bool] = mapped_column(server_default=false())
    key: Mapped[UUID] = mapped_column(unique=True)
    request_hash: Mapped[str]

    __table_args__ = (one_of("paid", Paid),)


class LedgerAccount(Base):
    """An account of the ledger, owned by one person or one organisation."""

    __tablename__ = "ledger_account"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))

    __table_args__ = (
        one_of("kind", AccountKind),
        CheckConstraint("num_nonnulls(person_id, organisation_id) = 1", name="one_owner"),
        Index(
            "uq_ledger_account_owner",
            "kind",
            text("coalesce(person_id, organisation_id)"),
            unique=True,
            postgresql_where=text("kind <> 'budget'"),
        ),
    )


class BudgetAccount(Base):
    """One stream x one holding type x one holder. The database alone changes its pots, from the entries."""

    __tablename__ = "budget_account"
    id: Mapped[UUID] = mapped_column(ForeignKey("ledger_account.id"), primary_key=True)
    stream_id: Mapped[UUID] = mapped_column(ForeignKey("stream.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    holding: Mapped[str]
    holder_organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]
    available: Mapped[int] = mapped_column(server_default="0")
    promised: Mapped[int] = mapped_column(server_default="0")
    spent: Mapped[int] = mapped_column(server_default="0")
    banked: Mapped[int] = mapped_column(server_default="0")

    __table_args__ = (
        one_of("holding", Holding),
        CheckConstraint("ends >= starts", name="dates_in_order"),
        CheckConstraint("available >= 0", name="available_not_negative"),
        CheckConstraint("promised >= 0", name="promised_not_negative"),
        CheckConstraint("spent >= 0", name="spent_not_negative"),
        CheckConstraint("banked >= 0", name="banked_not_negative"),
        CheckConstraint(
            "(holding IN ('third_party', 'isf')) = (holder_organisation_id IS NOT NULL)", name="holder_fits_holding"
        ),
    )


class Instalment(Base):
    """One payment into a budget account: due on a day, credited once. Pence."""

    __tablename__ = "instalment"
    account_id: Mapped[UUID] = mapped_column(ForeignKey("budget_account.id"), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    pence: Mapped[int]
    transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)

    __table_args__ = (
        CheckConstraint("pence > 0", name="pence_positive"),
        Index("ix_instalment_due", "due_on", postgresql_where=text("transaction_id IS NULL")),
    )


class Bank(Base):
    """Money of one account that is put by for later: why, when it is to be used, and its last day.

    How much is put by is the sum of its moves; what all banks of an account hold is its banked pot.
    """

    __tablename__ = "bank"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("budget_account.id"), index=True)
    reason: Mapped[str]
    words: Mapped[str]
    until: Mapped[date]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    __table_args__ = (
        one_of("reason", BankReason),
        CheckConstraint(f"char_length(words) <= {MOST_WORDS}", name="words_in_range"),
        Index("ix_bank_until", "until"),
    )


class BankMove(Base):
    """Pence into a bank, or out of it again, with the transaction that moved them. Append only.

    The database refuses a bank below nought, and a banked pot that its moves do not explain.
    """

    __tablename__ = "bank_move"
    key: Mapped[UUID] = mapped_column(primary_key=True)
    request_hash: Mapped[str]
    bank_id: Mapped[UUID] = mapped_column(ForeignKey("bank.id"), index=True)
    kind: Mapped[str]
    pence: Mapped[int]
    transaction_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)

    __table_args__ = (
        one_of("kind", BankMoveKind),
        CheckConstraint("pence <> 0 AND (kind = 'bank') = (pence > 0)", name="direction"),
    )


class LedgerTransaction(Base):
    """Entries that sum to zero, posted together for one reason under one key. Append only."""

    __tablename__ = "ledger_transaction"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    what: Mapped[str]
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]  # the sign-in account that caused it, if one did


class LedgerEntry(Base):
    """Pence into (or, negative, out of) one pot of one account. Append only."""

    __tablename__ = "ledger_entry"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    transaction_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_transaction.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_account.id"))
    pot: Mapped[str]
    pence: Mapped[int]

    __table_args__ = (
        one_of("pot", Pot),
        CheckConstraint("pence <> 0", name="pence_not_nought"),
        Index("ix_ledger_entry_account", "account_id", "id"),
    )
