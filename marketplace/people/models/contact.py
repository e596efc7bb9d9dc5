"""Tables of how somebody wants to be told of things, and of what they need to be told them well."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Time
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base, some_of
from marketplace.people.rules.contact import CHOOSABLE
from marketplace.people.rules.needs import CommunicationNeed

_DAILY = ", ".join(f"'{kind}'" for kind in CHOOSABLE)


class ContactPreference(Base):
    """What an account chose; without a row, letters come at once and nobody rings. Hours are London's."""

    __tablename__ = "contact_preference"
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    by_email: Mapped[bool]
    daily: Mapped[list[str]]
    begins: Mapped[time | None] = mapped_column(Time())
    ends: Mapped[time | None] = mapped_column(Time())
    ring: Mapped[bool]
    phone: Mapped[str]
    other_name: Mapped[str]
    other_contact: Mapped[str]
    changed_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(f"daily <@ ARRAY[{_DAILY}]::text[]", name="daily_known"),
        CheckConstraint("(begins IS NULL) = (ends IS NULL)", name="both_hours"),
        CheckConstraint("ends - begins >= interval '1 hour'", name="hours_in_order"),
        CheckConstraint("ring = (phone <> '')", name="rung_when_asked"),
    )


class CommunicationNeeds(Base):
    """What a person needs to be told things well, who may see it, and when to look at it again."""

    __tablename__ = "communication_needs"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    needs: Mapped[list[str]]
    language: Mapped[str]
    words: Mapped[str]
    for_helpers: Mapped[bool]
    for_providers: Mapped[bool]
    review_on: Mapped[date]
    recorded_at: Mapped[datetime]

    __table_args__ = (some_of("needs", CommunicationNeed),)
