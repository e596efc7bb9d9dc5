"""Tables of those who sign in, of their open sign-ins, and of wrong guesses."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base


class Account(Base):
    """Somebody who can sign in. It has no role: memberships and mandates say what it may do."""

    __tablename__ = "account"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]  # its owner left: it has no address or password any more

    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_lower_case"),)


class SignIn(Base):
    """One open sign-in, on one device; the browser holds a token of which only the hash is here.

    ``proved_at`` is when its owner last proved that it is they, with a password or a second step; what is risky asks
    for a fresh proof. ``acting_membership_id`` or ``acting_mandate_id`` is what they chose to act under; with neither,
    it is what ``queries.actors`` finds first.
    """

    __tablename__ = "sign_in"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]  # what the browser calls itself, in few words
    begun_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    proved_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    stepped: Mapped[bool] = mapped_column(server_default="false")  # whether a second step was shown
    acting_membership_id: Mapped[UUID | None] = mapped_column(ForeignKey("membership.id"))
    acting_mandate_id: Mapped[UUID | None] = mapped_column(ForeignKey("mandate.id"))

    __table_args__ = (
        CheckConstraint("ends_at > begun_at", name="ends_later"),
        CheckConstraint("num_nonnulls(acting_membership_id, acting_mandate_id) <= 1", name="one_capacity"),
        Index("ix_sign_in_open", "account_id", postgresql_where=text("ended_at IS NULL")),
    )


class SignInGuess(Base):
    """Wrong guesses in a row against one account name, or from one address; both are kept only as a hash."""

    __tablename__ = "sign_in_guess"
    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    shut_until: Mapped[datetime]
