"""Tables of the second step of signing in: passkeys, code devices, recovery codes, and ceremonies that have begun."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base


class Passkey(Base):
    """A key that a device, or somebody's keychain, holds for an account; here is its public half."""

    __tablename__ = "passkey"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    name: Mapped[str]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("sign_count >= 0", name="counted"),)


class CodeDevice(Base):
    """An app that shows a new code every half minute. Its secret is sealed; ``last_step`` was the last code taken."""

    __tablename__ = "code_device"
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    secret: Mapped[str]
    made_at: Mapped[datetime]
    last_step: Mapped[int]


class RecoveryCode(Base):
    """A code on paper for when the device is lost: works once; only its hash is here."""

    __tablename__ = "recovery_code"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    code_hash: Mapped[str]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("account_id", "code_hash"),)


class Ceremony(Base):
    """The making or using of a passkey that a browser was asked for: answered once, and soon.

    With no account it is a sign-in by whoever holds a passkey.
    """

    __tablename__ = "ceremony"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    challenge: Mapped[bytes] = mapped_column(LargeBinary)
    ends_at: Mapped[datetime]
