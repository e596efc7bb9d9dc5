"""Tables of the foundation: the outbox, the audit trail and the journal of who looked. No foreign keys."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base


class Job(Base):
    """Something to do outside the transaction that asked for it, at least once."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    topic: Mapped[str]
    payload: Mapped[dict[str, Any]]
    dedupe: Mapped[str | None] = mapped_column(unique=True)
    asked_at: Mapped[datetime]
    run_at: Mapped[datetime]  # when it is due; while it runs, when the lease ends
    attempts: Mapped[int] = mapped_column(server_default="0")
    done_at: Mapped[datetime | None]
    error: Mapped[str | None]

    __table_args__ = (Index("ix_outbox_due", "run_at", postgresql_where=text("done_at IS NULL")),)


class Audit(Base):
    """One move of one record: who, when, from, to, why. Append only."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    at: Mapped[datetime]
    actor_kind: Mapped[str]
    account_id: Mapped[UUID | None]
    organisation_id: Mapped[UUID | None]
    subject: Mapped[str]  # the table of the record, in the singular
    subject_id: Mapped[UUID]
    action: Mapped[str]
    was: Mapped[str | None]
    became: Mapped[str | None]
    why: Mapped[str | None]
    person_id: Mapped[UUID | None]  # whose matter it is, so that they can read what was done in their name

    __table_args__ = (Index("ix_audit_subject", "subject_id", "id"), Index("ix_audit_person", "person_id", "id"))


class Looked(Base):
    """One account saw one other person's data on one page. Append only."""

    __tablename__ = "looked"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[UUID]
    organisation_id: Mapped[UUID | None]
    person_id: Mapped[UUID]
    how: Mapped[str]
    page: Mapped[str]  # the endpoint, never an address with words in it
    reason: Mapped[str | None]  # given by an official who opened them in an emergency

    __table_args__ = (
        CheckConstraint("how IN ('opened', 'listed')", name="how_known"),
        Index("ix_looked_person", "person_id", "id"),
    )
