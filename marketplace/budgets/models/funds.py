"""Tables of Individual Service Funds: the terms of whoever holds them, what both signed, and the fees."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.budgets.rules.funds import MOST_WORDS, FundState
from marketplace.foundation.database import Base, one_of


class HoldingTerms(Base):
    """On what terms an organisation holds people's money, from an instant on: pence each four weeks, days of notice."""

    __tablename__ = "holding_terms"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    offered: Mapped[bool]
    fee: Mapped[int]
    notice_days: Mapped[int]
    words: Mapped[str]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("fee >= 0", name="fee_not_negative"),
        CheckConstraint("notice_days >= 0", name="notice_not_negative"),
        CheckConstraint(f"char_length(words) <= {MOST_WORDS}", name="words_in_range"),
        Index("ix_holding_terms_organisation", "organisation_id", "made_at"),
    )


class Fund(Base):
    """An Individual Service Fund: a person asked a holder on its terms, both signed, and an account was opened for it.

    ``source_id`` is the account that was handed over, ``home_id`` the one of the funder, to which what is left goes
    back. ``terms_id`` are the terms that both signed: terms are never changed, new ones are made.
    """

    __tablename__ = "fund"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    request_hash: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    source_id: Mapped[UUID] = mapped_column(ForeignKey("budget_account.id"), index=True)
    home_id: Mapped[UUID] = mapped_column(ForeignKey("budget_account.id"))
    holder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    terms_id: Mapped[UUID] = mapped_column(ForeignKey("holding_terms.id"))
    state: Mapped[str]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    answer_by: Mapped[date]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(server_default="")
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("budget_account.id"), unique=True)
    ends_on: Mapped[date | None]

    __table_args__ = (
        one_of("state", FundState),
        CheckConstraint("(state IN ('agreed', 'ended')) = (account_id IS NOT NULL)", name="account_when_agreed"),
        CheckConstraint(
            "(state IN ('agreed', 'declined', 'ended')) = (answered_by IS NOT NULL AND answered_at IS NOT NULL)",
            name="answered_by_somebody",
        ),
        CheckConstraint("state <> 'ended' OR ends_on IS NOT NULL", name="ended_on_a_day"),
        Index("uq_fund_open", "source_id", unique=True, postgresql_where=text("state IN ('asked', 'agreed')")),
        Index("ix_fund_state", "state", "answer_by"),
    )


class FundFee(Base):
    """What a holder took for four weeks of holding a fund: pence, once for each day it was due. Append only."""

    __tablename__ = "fund_fee"
    fund_id: Mapped[UUID] = mapped_column(ForeignKey("fund.id"), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    pence: Mapped[int]
    transaction_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)

    __table_args__ = (CheckConstraint("pence > 0", name="pence_positive"),)
