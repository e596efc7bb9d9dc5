"""Tables of voice: a rating with every wording it had, and worries with their answers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base, one_of
from marketplace.voice.rules import Outcome, WorryKind, WorryState


class Rating(Base):
    """One person's voice on one order. The foreign key asks for a delivery that was delivered and is confirmed."""

    __tablename__ = "rating"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"), index=True)
    delivery_id: Mapped[UUID]
    delivery_state: Mapped[str] = mapped_column(server_default="confirmed")
    delivery_kind: Mapped[str] = mapped_column(server_default="delivered")
    number: Mapped[int] = mapped_column(Integer)  # of the wording that counts

    __table_args__ = (
        ForeignKeyConstraint(
            ["delivery_id", "order_id", "delivery_state", "delivery_kind"],
            ["delivery.id", "delivery.order_id", "delivery.state", "delivery.kind"],
        ),
        CheckConstraint("delivery_state = 'confirmed' AND delivery_kind = 'delivered'", name="from_a_delivery"),
    )


class RatingWording(Base):
    """What a rating said at one time: scores 1 to 4 for the statements that were answered, and own words."""

    __tablename__ = "rating_wording"
    rating_id: Mapped[UUID] = mapped_column(ForeignKey("rating.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime]
    listened: Mapped[int | None] = mapped_column(Integer)
    on_time: Mapped[int | None] = mapped_column(Integer)
    in_control: Mapped[int | None] = mapped_column(Integer)
    outcome: Mapped[int | None] = mapped_column(Integer)
    again: Mapped[int | None] = mapped_column(Integer)
    words: Mapped[str]

    __table_args__ = (
        CheckConstraint("num_nonnulls(listened, on_time, in_control, outcome, again) > 0", name="something_said"),
        *(
            CheckConstraint(f"{name} BETWEEN 1 AND 4", name=f"{name}_in_range")
            for name in ("listened", "on_time", "in_control", "outcome", "again")
        ),
    )


class Worry(Base):
    """Something is wrong with an order. A problem is the provider's to answer; harm is never shown to the provider."""

    __tablename__ = "worry"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    said_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str]
    words: Mapped[str]
    at: Mapped[datetime]
    due_on: Mapped[date]
    desk_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))  # who answers; none: the back office
    area_code: Mapped[str | None] = mapped_column(ForeignKey("area.code"))  # whose safeguarding lead has it; none: desk
    decide_by: Mapped[date | None]
    acknowledged_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    state: Mapped[str]
    answer: Mapped[str] = mapped_column(server_default="")
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_worry_desk", "desk_id", "state", "due_on"),
        one_of("kind", WorryKind),
        one_of("state", WorryState),
        one_of("outcome", Outcome),
        CheckConstraint(
            "(area_code IS NULL) = (decide_by IS NULL) AND "
            "(area_code IS NULL OR (kind = 'harm' AND desk_id IS NOT NULL)) AND "
            "(outcome IS NULL OR state = 'answered')",
            name="led_by_funder",
        ),
    )
