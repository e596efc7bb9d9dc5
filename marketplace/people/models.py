"""Tables of people: who signs in, who has support needs, who they act for, where they stand, what they were told."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.access import Power
from marketplace.foundation.database import Base, one_of, some_of
from marketplace.people.rules import Duty, MandateKind, OrganisationKind


class Area(Base):
    """A place, such as a council's area. Its centre is in degrees, to two decimals."""

    __tablename__ = "area"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    latitude: Mapped[float]
    longitude: Mapped[float]


class Account(Base):
    """Somebody who can sign in. It has no role: memberships and mandates say what it may do."""

    __tablename__ = "account"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    made_at: Mapped[datetime]
    notices_seen_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_lower_case"),)


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

    __table_args__ = (
        one_of("kind", OrganisationKind),
        Index(  # found by the first letters of a word of it
            "ix_organisation_name_trigrams", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}
        ),
    )


class FunderArea(Base):
    """A funder covers an area between dates; a place and its funder are never one row."""

    __tablename__ = "funder_area"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    starts: Mapped[date]
    ends: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("funder_id", "area_code", "starts"),
        CheckConstraint("ends IS NULL OR ends >= starts", name="dates_in_order"),
    )


class FunderSetting(Base):
    """A funder's own number or choice, from a date, with its source; the newest that has begun holds."""

    __tablename__ = "funder_setting"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    value: Mapped[int]
    starts: Mapped[date]
    source: Mapped[str]

    __table_args__ = (UniqueConstraint("funder_id", "name", "starts"),)


class Person(Base):
    """Somebody who has support needs or cares for somebody; their account, if they have one, speaks for them."""

    __tablename__ = "person"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), unique=True)
    name: Mapped[str]
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)


class Membership(Base):
    """An account does duties for an organisation, until it ends."""

    __tablename__ = "membership"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    duties: Mapped[list[str]]
    starts: Mapped[date]
    ends: Mapped[date | None]

    __table_args__ = (UniqueConstraint("account_id", "organisation_id", "starts"), some_of("duties", Duty))


class Mandate(Base):
    """A person lets an account or an organisation do named things for them, between dates.

    ``only_accounts`` names the budget accounts it reaches (none named: all); it points up the house, so it has no
    foreign key. The last day is inside the mandate.
    """

    __tablename__ = "mandate"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    holder_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    holder_organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str]
    powers: Mapped[list[str]]
    only_accounts: Mapped[list[UUID] | None]
    starts: Mapped[date]
    ends: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("id", "person_id"),  # what is shared under a mandate is of the person who gave it
        CheckConstraint("num_nonnulls(holder_account_id, holder_organisation_id) = 1", name="one_holder"),
        CheckConstraint("ends IS NULL OR ends >= starts", name="dates_in_order"),
        one_of("kind", MandateKind),
        some_of("powers", Power),
    )


class Notice(Base):
    """Something an account was told in the product; ``about`` and ``about_id`` say what to open."""

    __tablename__ = "notice"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    subject: Mapped[str]
    words: Mapped[str]
    about: Mapped[str]
    about_id: Mapped[UUID | None]
    once: Mapped[str]  # what happened, so that telling it again tells nothing

    __table_args__ = (
        UniqueConstraint("account_id", "once"),
        Index("ix_notice_account", "account_id", "at"),
    )


class SentMail(Base):
    """An e-mail that left, or in the demo would have left: one for each notice."""

    __tablename__ = "sent_mail"
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(index=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    words: Mapped[str]


class SignInGuess(Base):
    """Wrong guesses in a row against one account name, or from one address; both are kept only as a hash."""

    __tablename__ = "sign_in_guess"
    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    shut_until: Mapped[datetime]
