"""Tables of people who have support needs or care for somebody, and of whom they let act for them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.access import Power
from marketplace.foundation.database import Base, one_of, some_of
from marketplace.people.rules import MandateKind


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

    ``only_accounts`` names the budget accounts it reaches (none named: all); it points up the house, so it has no
    foreign key. The last day is inside the mandate; ``ended_at`` ends it at that instant.
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
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("id", "person_id"),  # what is shared under a mandate is of the person who gave it
        CheckConstraint("num_nonnulls(holder_account_id, holder_organisation_id) = 1", name="one_holder"),
        CheckConstraint("ends IS NULL OR ends >= starts", name="dates_in_order"),
        one_of("kind", MandateKind),
        some_of("powers", Power),
    )
