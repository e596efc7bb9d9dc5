"""Tables of organisations and of who does duties for them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base, one_of, some_of
from marketplace.people.rules import Duty, OrganisationKind


class Organisation(Base):
    """A provider, broker body, council, NHS body, or the platform itself."""

    __tablename__ = "organisation"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    about: Mapped[str] = mapped_column(server_default="")
    email: Mapped[str] = mapped_column(server_default="")
    phone: Mapped[str] = mapped_column(server_default="")
    user_led: Mapped[bool] = mapped_column(server_default="false")
    small: Mapped[bool] = mapped_column(server_default="false")
    joined_at: Mapped[datetime | None]  # set where it signed itself up
    checked_at: Mapped[datetime | None]  # by the back office; until then it publishes nothing
    declined_at: Mapped[datetime | None]
    check_words: Mapped[str | None]

    __table_args__ = (
        one_of("kind", OrganisationKind),
        CheckConstraint("checked_at IS NULL OR declined_at IS NULL", name="one_answer"),
        Index(  # found by the first letters of a word of it
            "ix_organisation_name_trigrams", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}
        ),
    )


class Membership(Base):
    """An account does duties for an organisation, to the last day of it, or until it was ended at an instant."""

    __tablename__ = "membership"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    duties: Mapped[list[str]]
    starts: Mapped[date]
    ends: Mapped[date | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("account_id", "organisation_id", "starts"), some_of("duties", Duty))
