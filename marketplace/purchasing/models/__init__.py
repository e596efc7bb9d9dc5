"""Tables of buying: order, booking, funding, delivery, and invoices. What was agreed is copied here and stays."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.rules import Level, Unit, Vat
from marketplace.foundation.database import Base, one_of
from marketplace.purchasing.models.cards import CardEvent, CardPayee, CardPayment, CardRefund, PaymentCard
from marketplace.purchasing.models.invoices import (
    Invoice,
    InvoiceAgreement,
    InvoiceLine,
    InvoiceWord,
    Remittance,
    RemittanceRow,
)
from marketplace.purchasing.rules import BookingState, ConfirmedBy, DeliveryKind, DeliveryState, OrderState

__all__ = [
    "ONE_BOOKING",
    "QUANTITY",
    "Booking",
    "CardEvent",
    "CardPayee",
    "CardPayment",
    "CardRefund",
    "Delivery",
    "Funding",
    "Invoice",
    "InvoiceAgreement",
    "InvoiceLine",
    "InvoiceWord",
    "Order",
    "PaymentCard",
    "Remittance",
    "RemittanceRow",
]

QUANTITY = Numeric(8, 2)
ONE_BOOKING = "ex_booking_once"  # one booking of an offer for a person at a time


class Order(Base):
    """One purchase: it names the version it was placed on, and keeps its own copy of title, provider and terms."""

    __tablename__ = "orders"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    request_hash: Mapped[str]
    number: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    placed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    mandate_id: Mapped[UUID | None]  # under which somebody else placed it for the person
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"), index=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("offer_version.id"))
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str]
    provider_name: Mapped[str]
    unit: Mapped[str]
    level: Mapped[str]
    notice_hours: Mapped[int] = mapped_column(Integer)
    late_percent: Mapped[int] = mapped_column(Integer)
    vat: Mapped[str]
    message: Mapped[str]
    state: Mapped[str]
    placed_at: Mapped[datetime]
    answer_by: Mapped[date]
    reason: Mapped[str] = mapped_column(server_default="")
    again_of: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))

    __table_args__ = (
        UniqueConstraint("id", "person_id", "offer_id"),
        ForeignKeyConstraint(["mandate_id", "person_id"], ["mandate.id", "mandate.person_id"]),
        Index("ix_orders_person", "person_id", "placed_at"),
        Index("ix_orders_placed", "id", postgresql_where=text("state = 'placed'")),
        Index("ix_orders_provider", "provider_id", "state", "placed_at"),
        one_of("state", OrderState),
        one_of("unit", Unit),
        one_of("level", Level),
        one_of("vat", Vat),
    )


class Booking(Base):
    """One occasion of an order: a dated session or an agreed time. Unit price and price in pence."""

    __tablename__ = "booking"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID]
    person_id: Mapped[UUID]
    offer_id: Mapped[UUID]
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("offer_session.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    day: Mapped[date]
    quantity: Mapped[Decimal] = mapped_column(QUANTITY)
    unit_pence: Mapped[int]
    price: Mapped[int]
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="")
    release_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transaction.id"), index=True)

    __table_args__ = (
        ForeignKeyConstraint(
            ["order_id", "person_id", "offer_id"], ["orders.id", "orders.person_id", "orders.offer_id"]
        ),
        UniqueConstraint("id", "order_id", "price"),
        Index("ix_booking_order", "order_id", "starts_at"),
        ExcludeConstraint(
            ("person_id", "="),
            ("offer_id", "="),
            (text("tstzrange(starts_at, ends_at)"), "&&"),
            name=ONE_BOOKING,
            using="gist",
            where=text("state <> 'cancelled'"),
        ),
        one_of("state", BookingState),
        CheckConstraint("ends_at > starts_at", name="times_in_order"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("unit_pence >= 0", name="unit_pence_not_negative"),
        CheckConstraint("price = round(unit_pence * quantity)", name="price_is_unit_times_quantity"),
    )


class Funding(Base):
    """What one account promised to one booking, in pence; the rows of a booking sum to its price."""

    __tablename__ = "funding"
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("booking.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("budget_account.id"), index=True)
    pence: Mapped[int]
    promise_id: Mapped[UUID] = mapped_column(
        ForeignKey("ledger_transaction.id", deferrable=True, initially="DEFERRED"), index=True
    )
    permission_id: Mapped[UUID | None] = mapped_column(ForeignKey("spending_permission.id"))  # the funder's yes to it
    by_card: Mapped[bool] = mapped_column(server_default="false")  # a card pays it, once it was had

    __table_args__ = (
        CheckConstraint("pence > 0", name="pence_positive"),
        Index("ix_funding_permission", "permission_id", postgresql_where=text("permission_id IS NOT NULL")),
    )


class Delivery(Base):
    """What happened at a booking, and what it draws in pence: waiting for the person's word, then settled."""

    __tablename__ = "delivery"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    booking_id: Mapped[UUID]
    order_id: Mapped[UUID]
    price: Mapped[int]
    kind: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(QUANTITY)
    pence: Mapped[int]
    state: Mapped[str]
    recorded_at: Mapped[datetime]
    silence_on: Mapped[date]
    dispute: Mapped[str] = mapped_column(server_default="")
    decision: Mapped[str] = mapped_column(server_default="")
    confirmed_by: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    spend_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)

    __table_args__ = (
        ForeignKeyConstraint(["booking_id", "order_id", "price"], ["booking.id", "booking.order_id", "booking.price"]),
        UniqueConstraint("id", "order_id", "state", "kind"),
        Index("uq_delivery_booking", "booking_id", unique=True, postgresql_where=text("state <> 'withdrawn'")),
        Index("ix_delivery_booking", "booking_id"),
        Index("ix_delivery_silence", "silence_on", postgresql_where=text("state = 'waiting'")),
        one_of("kind", DeliveryKind),
        one_of("state", DeliveryState),
        one_of("confirmed_by", ConfirmedBy),
        CheckConstraint("pence BETWEEN 0 AND price", name="pence_within_price"),
        CheckConstraint("(state = 'confirmed') = (confirmed_by IS NOT NULL)", name="confirmed_by_somebody"),
    )
