"""Tables of paying by card: who can be paid so, the cards that are kept, what each paid, and what was given back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base, one_of
from marketplace.purchasing.rules.cards import MOST_REASON, BackState, CardState, PayeeState, PaymentState


class CardPayee(Base):
    """A provider who began to be paid by card: its account with the card company, and whether it can be paid."""

    __tablename__ = "card_payee"
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    account: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    made_at: Mapped[datetime]
    checked_at: Mapped[datetime]

    __table_args__ = (one_of("state", PayeeState),)


class PaymentCard(Base):
    """A card of one budget account: asked for, kept, or not any more. Its number is never here."""

    __tablename__ = "payment_card"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("budget_account.id"), index=True)
    state: Mapped[str]
    session: Mapped[str | None] = mapped_column(unique=True)  # the page on which it was added
    customer: Mapped[str | None]
    method: Mapped[str | None] = mapped_column(unique=True)
    brand: Mapped[str | None]
    last4: Mapped[str | None]
    exp_month: Mapped[int | None] = mapped_column(Integer)
    exp_year: Mapped[int | None] = mapped_column(Integer)
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]

    __table_args__ = (
        one_of("state", CardState),
        CheckConstraint(
            "state <> 'kept' OR num_nonnulls(customer, method, brand, last4, exp_month, exp_year) = 6",
            name="kept_whole",
        ),
        CheckConstraint("last4 ~ '^[0-9]{4}$'", name="never_its_number"),
        Index("uq_payment_card_kept", "account_id", unique=True, postgresql_where=text("state = 'kept'")),
    )


class CardPayment(Base):
    """What a card is asked for of one delivery, in pence. Its id is the key by which it is asked for once."""

    __tablename__ = "card_payment"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("budget_account.id"), index=True)
    pence: Mapped[int]
    state: Mapped[str]
    made_at: Mapped[datetime]
    card_id: Mapped[UUID | None] = mapped_column(ForeignKey("payment_card.id"), index=True)
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    asked_at: Mapped[datetime | None]
    intent: Mapped[str | None] = mapped_column(unique=True)
    charge: Mapped[str | None] = mapped_column(unique=True)
    paid_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)
    transfer: Mapped[str | None] = mapped_column(unique=True)
    given_back: Mapped[int] = mapped_column(server_default="0")
    why: Mapped[str] = mapped_column(server_default="")  # why the card did not pay, in the card company's code
    trouble: Mapped[str] = mapped_column(server_default="")  # what the back office is to put right, so too

    __table_args__ = (
        UniqueConstraint("delivery_id", "account_id"),
        one_of("state", PaymentState),
        CheckConstraint("pence > 0", name="pence_positive"),
        CheckConstraint("given_back BETWEEN 0 AND pence", name="no_more_back_than_paid"),
        CheckConstraint(
            "(state IN ('to_charge', 'asked', 'needs_person', 'failed')) = (paid_id IS NULL) "
            "AND (paid_id IS NULL) = (charge IS NULL)",
            name="paid_with_its_money",
        ),
        CheckConstraint("transfer IS NULL OR paid_id IS NOT NULL", name="passed_on_once_paid"),
        Index("ix_card_payment_open", "made_at", postgresql_where=text("transfer IS NULL")),
    )


class CardRefund(Base):
    """What a provider gives back of one payment, in pence: taken back from them first, then given to the card."""

    __tablename__ = "card_refund"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    request_hash: Mapped[str]
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("card_payment.id"), index=True)
    pence: Mapped[int]
    reason: Mapped[str]
    state: Mapped[str]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    reversal: Mapped[str | None] = mapped_column(unique=True)
    refund: Mapped[str | None] = mapped_column(unique=True)
    transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)

    __table_args__ = (
        one_of("state", BackState),
        CheckConstraint("pence > 0", name="pence_positive"),
        CheckConstraint(f"char_length(reason) BETWEEN 1 AND {MOST_REASON}", name="reason_in_range"),
        CheckConstraint(
            "(state = 'asked') = (reversal IS NULL) AND (state = 'given_back') = (refund IS NOT NULL) "
            "AND (refund IS NULL) = (transaction_id IS NULL)",
            name="each_step_stored",
        ),
    )


class CardEvent(Base):
    """An event that the card company told of and signed, stored once by its own id. Append only."""

    __tablename__ = "card_event"
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    about: Mapped[str]
    received_at: Mapped[datetime]
