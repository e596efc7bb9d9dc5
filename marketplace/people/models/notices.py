"""Tables of what accounts were told, in the product and by mail, and of mail that did not arrive."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base, one_of
from marketplace.people.rules.contact import MailState, NoticeKind
from marketplace.people.rules.mail import MailOutcome, MailTrouble


class Notice(Base):
    """Something an account was told in the product; ``about`` and ``about_id`` say what to open.

    It was told to the account as a member of ``organisation_id``, or as the person ``person_id`` or somebody who helps
    them. ``mail`` says where its letter is.
    """

    __tablename__ = "notice"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    kind: Mapped[str]
    subject: Mapped[str]
    words: Mapped[str]
    about: Mapped[str]
    about_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    once: Mapped[str]  # what happened, so that telling it again tells nothing
    seen_at: Mapped[datetime | None]
    mail: Mapped[str]

    __table_args__ = (
        UniqueConstraint("account_id", "once"),
        one_of("kind", NoticeKind),
        one_of("mail", MailState),
        Index("ix_notice_account", "account_id", "at"),
        Index("ix_notice_fresh", "account_id", postgresql_where=text("seen_at IS NULL")),
        Index("ix_notice_daily", "account_id", postgresql_where=text("mail = 'daily'")),
        Index("ix_notice_failed", "account_id", postgresql_where=text("mail = 'failed'")),
    )


class SentMail(Base):
    """An e-mail that left, or in the demo would have left; the day's letter goes by the last of its notices."""

    __tablename__ = "sent_mail"
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(index=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    words: Mapped[str]


class MailFailure(Base):
    """Mail to one account did not arrive, for good, until somebody of the back office settles it; no words of it."""

    __tablename__ = "mail_failure"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    why: Mapped[str]
    since: Mapped[datetime]
    last_at: Mapped[datetime]
    held_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str | None]

    __table_args__ = (
        one_of("why", MailTrouble),
        one_of("outcome", MailOutcome),
        CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name="settled_somehow"),
        Index("uq_mail_failure_open", "account_id", unique=True, postgresql_where=text("settled_at IS NULL")),
    )


class MailStopped(Base):
    """An address of an account that mail does not reach: while the account still has it, nothing is sent there."""

    __tablename__ = "mail_stopped"
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    email: Mapped[str]
    since: Mapped[datetime]
