"""Tables of places, and of which funder pays where, with its dated settings."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base


class Area(Base):
    """A place, such as a council's area. Its centre is in degrees, to two decimals."""

    __tablename__ = "area"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    latitude: Mapped[float]
    longitude: Mapped[float]


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
