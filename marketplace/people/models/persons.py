"""Tables of people who have support needs or care for somebody, and of whom they let act for them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.access import Power, Section
from marketplace.foundation.database import Base, one_of, some_of
from marketplace.people.rules import MandateKind

SUMS_FOR_SPENDING = """
    (most_each IS NULL AND most_month IS NULL) OR
    ('spend' = ANY (powers) AND coalesce(most_each, 1) > 0 AND coalesce(most_month, 1) > 0)
"""
SPENDS_WHAT_IT_SEES = "NOT 'spend' = ANY (powers) OR sections @> ARRAY['money', 'bookings']::text[]"


class Person(Base):
    """Somebody who has support needs or cares for somebody; their account, if they have one, speaks for them."""

    __tablename__ = "person"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), unique=True)
    name: Mapped[str]
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    left_at: Mapped[datetime | None]  # when their account was closed; it is theirs no more


class Mandate(Base):
    """A person lets an account or an organisation do named things for them, between dates.

    ``sections`` are the parts of their matters that it opens; ``most_each`` and ``most_month`` are the most pence that
    it spends in one order, and in all that is ordered in a calendar month. ``only_accounts`` names the budget accounts
    it reaches (none named: all); it points up the house, so it has no foreign key. The last day is inside the mandate;
    ``ended_at`` ends it at that instant.
    """

    __tablename__ = "mandate"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    holder_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    holder_organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str]
    powers: Mapped[list[str]]
    sections: Mapped[list[str]]
    only_accounts: Mapped[list[UUID] | None]
    most_each: Mapped[int | None]
    most_month: Mapped[int | None]
    starts: Mapped[date]
    ends: Mapped[date | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("id", "person_id"),  # what is shared under a mandate is of the person who gave it
        CheckConstraint("num_nonnulls(holder_account_id, holder_organisation_id) = 1", name="one_holder"),
        CheckConstraint("ends IS NULL OR ends >= starts", name="dates_in_order"),
        CheckConstraint(SUMS_FOR_SPENDING, name="sums_for_spending"),
        CheckConstraint(SPENDS_WHAT_IT_SEES, name="spends_what_it_sees"),
        one_of("kind", MandateKind),
        some_of("powers", Power),
        some_of("sections", Section),
    )


class MandateTerms(Base):
    """What a mandate said from an instant on, number by number: what was agreed stays readable. Append only."""

    __tablename__ = "mandate_terms"
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    agreed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))  # none where the product wrote it
    terms: Mapped[dict[str, Any]]  # as rules.mandates writes them


class EmergencyAccess(Base):
    """An official opened a person's details for a reason and a short time, to read only; somebody else looks at it."""

    __tablename__ = "emergency_access"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    reason: Mapped[str]
    begun_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    checked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    checked_at: Mapped[datetime | None]
    finding: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("char_length(reason) BETWEEN 1 AND 2000", name="reason_in_range"),
        CheckConstraint("ends_at > begun_at AND ends_at <= begun_at + interval '24 hours'", name="short"),
        CheckConstraint("checked_by <> account_id", name="second_pair_of_eyes"),
        CheckConstraint(
            "(checked_by IS NULL) = (checked_at IS NULL) AND (checked_by IS NULL) = (finding IS NULL)",
            name="checked_whole",
        ),
        CheckConstraint("char_length(finding) BETWEEN 1 AND 2000", name="finding_in_range"),
        Index("ix_emergency_access_holder", "account_id", "ends_at"),
    )


class Evidence(Base):
    """What a deputy's or an authorised person's mandate stands on: a picture of the paper, its reference and dates."""

    __tablename__ = "evidence"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"), unique=True)
    reference: Mapped[str]
    dated: Mapped[date]
    picture: Mapped[bytes]  # made anew from what was sent: nothing but the picture is in it
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))  # who decided
    filed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    filed_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("char_length(reference) BETWEEN 1 AND 200", name="reference_in_range"),
        CheckConstraint("octet_length(picture) BETWEEN 1 AND 10000000", name="picture_in_range"),
    )
