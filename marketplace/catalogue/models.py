"""Tables of the catalogue: offer, version, price line, dated session; unit costs; directory entries from feeds."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.rules import (
    Access,
    Category,
    Culture,
    Day,
    Language,
    Level,
    OfferState,
    Outcome,
    Part,
    Place,
    Unit,
    Vat,
    Worker,
)
from marketplace.foundation.database import Base, one_of, some_of


class Offer(Base):
    """Something a provider gives. Its state and places are its own; its words are its versions."""

    __tablename__ = "offer"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[str]
    made_at: Mapped[datetime]
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("directory_entry.id"))  # the entry it was claimed from
    listed_at: Mapped[datetime] = mapped_column(server_default=func.now())  # its place in the feed is by this
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now())  # anything that the feed tells of it
    left_at: Mapped[datetime | None]  # when it was last taken off sale

    __table_args__ = (one_of("state", OfferState), Index("ix_offer_listed", "listed_at", "id"))


class OfferVersion(Base):
    """What an offer says from a day on. Frozen: a change is a new version."""

    __tablename__ = "offer_version"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"))
    number: Mapped[int] = mapped_column(Integer)
    starts: Mapped[date]
    title: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str]
    category: Mapped[str]
    group: Mapped[bool]
    place: Mapped[str]
    venue: Mapped[str]
    areas: Mapped[list[str]]
    days: Mapped[list[str]]
    parts: Mapped[list[str]]
    languages: Mapped[list[str]]
    access: Mapped[list[str]]
    takes: Mapped[list[str]]
    notice_hours: Mapped[int] = mapped_column(Integer)
    late_percent: Mapped[int] = mapped_column(Integer)
    vat: Mapped[str]
    outcomes: Mapped[list[str]] = mapped_column(server_default="{}")
    workers: Mapped[list[str]] = mapped_column(server_default="{}")  # genders of worker that can be asked for
    culture: Mapped[list[str]] = mapped_column(server_default="{}")
    trial: Mapped[bool] = mapped_column(server_default="false")
    wait_weeks: Mapped[int | None] = mapped_column(Integer)  # until somebody new can begin; None: not told
    outward: Mapped[str] = mapped_column(server_default="")  # the first half of the venue's postcode

    __table_args__ = (
        UniqueConstraint("offer_id", "number"),
        Index("ix_offer_version_force", "offer_id", "starts", "number"),
        Index(  # found by the first letters of a word of it
            "ix_offer_version_venue_trigrams", "venue", postgresql_using="gin", postgresql_ops={"venue": "gin_trgm_ops"}
        ),
        one_of("category", Category),
        one_of("place", Place),
        one_of("vat", Vat),
        some_of("days", Day),
        some_of("parts", Part),
        some_of("languages", Language),
        some_of("access", Access),
        some_of("outcomes", Outcome),
        some_of("workers", Worker),
        some_of("culture", Culture),
        CheckConstraint("wait_weeks BETWEEN 0 AND 104", name="wait_in_range"),
        CheckConstraint('wait_weeks IS NULL OR NOT "group"', name="wait_of_agreed_times"),
        CheckConstraint("outward ~ '^([A-Z]{1,2}[0-9][A-Z0-9]?)?$'", name="outward_is_half_a_postcode"),
        CheckConstraint("notice_hours BETWEEN 0 AND 672", name="notice_in_range"),
        CheckConstraint("late_percent BETWEEN 0 AND 100", name="late_percent_in_range"),
    )


class OfferPrice(Base):
    """What one unit at one level of support costs the buyer, VAT included, in pence. Frozen with its version."""

    __tablename__ = "offer_price"
    version_id: Mapped[UUID] = mapped_column(ForeignKey("offer_version.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(primary_key=True)
    pence: Mapped[int]

    __table_args__ = (
        one_of("unit", Unit),
        one_of("level", Level),
        CheckConstraint("pence >= 0", name="pence_not_negative"),
    )


class OfferSession(Base):
    """One dated session of a group offer, with its places; the database refuses to let more be taken than there are."""

    __tablename__ = "offer_session"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    places: Mapped[int] = mapped_column(Integer)
    taken: Mapped[int] = mapped_column(Integer, server_default="0")

    __table_args__ = (
        UniqueConstraint("offer_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="times_in_order"),
        CheckConstraint("taken BETWEEN 0 AND places", name="never_oversold"),
    )


class Accreditation(Base):
    """A funder stands by a provider between two days, both inside; no last day means until it is ended."""

    __tablename__ = "accreditation"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    starts: Mapped[date]
    ends: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("ends IS NULL OR ends >= starts", name="dates_in_order"),
        ExcludeConstraint(
            ("provider_id", "="),
            ("funder_id", "="),
            (text("daterange(starts, ends, '[]')"), "&&"),
            name="ex_accreditation_once",
            using="gist",
        ),
    )


WHOLE = (
    'jsonb_path_exists(document, \'strict $ ? (@.services.type() == "array" && @.services.size() >= 1'
    ' && @.services.size() <= 3 && @.costs.type() == "array" && @.costs.size() <= 14'
    ' && @.staff.type() == "array" && @.staff.size() <= 4)\')'
)


class Costing(Base):
    """What a provider works out of its unit costs, under a name of its own; what it says is its versions."""

    __tablename__ = "costing"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    made_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("provider_id", "name"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 120", name="name_in_range"),
    )


class CostingVersion(Base):
    """What a costing says, as of a day. Frozen: a change is a new version. ``document`` is of the rule's ``stored``."""

    __tablename__ = "costing_version"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    request_hash: Mapped[str]
    costing_id: Mapped[UUID] = mapped_column(ForeignKey("costing.id"))
    number: Mapped[int] = mapped_column(Integer)
    day: Mapped[date]
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("costing_id", "number"),
        CheckConstraint(WHOLE, name="document_whole"),
        CheckConstraint(
            "NOT jsonb_path_exists(document, '$.costs[*].pence ? (@.type() != \"number\" || @ < 0)')",
            name="costs_not_negative",
        ),
    )


class OfferCosting(Base):
    """Which service of which version an offer's prices are held to; ``service`` is its place in the document's list."""

    __tablename__ = "offer_costing"
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"), primary_key=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("costing_version.id"), index=True)
    service: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("service >= 0", name="service_not_negative"),)


class DirectoryEntry(Base):
    """A service told of by somebody's feed: shown with its source and date, never priced or booked here."""

    __tablename__ = "directory_entry"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    feed: Mapped[str]  # the name of the source, as it is shown
    source_id: Mapped[str]
    title: Mapped[str]
    organisation: Mapped[str]
    description: Mapped[str]  # sanitised HTML
    url: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    venue: Mapped[str]
    area_words: Mapped[str]
    price_words: Mapped[str]
    prices: Mapped[list[dict[str, Any]]]  # as told: option, amount (pounds), unit, words
    free: Mapped[bool]
    areas: Mapped[list[str]]
    days: Mapped[list[str]]
    parts: Mapped[list[str]]
    languages: Mapped[list[str]]
    access: Mapped[list[str]]
    place: Mapped[str]  # empty: not told
    ages: Mapped[str]
    told_at: Mapped[date | None]  # when the source last checked it
    read_at: Mapped[datetime]  # when we read it
    licence: Mapped[str]  # what the source lets us do; empty: not told
    content_hash: Mapped[str]

    __table_args__ = (
        UniqueConstraint("feed", "source_id"),
        CheckConstraint("place IN ('', 'venue', 'home', 'online')", name="place_known"),
        some_of("days", Day),
        some_of("parts", Part),
        some_of("languages", Language),
        some_of("access", Access),
    )
