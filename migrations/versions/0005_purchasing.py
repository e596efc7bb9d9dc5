"""Orders, bookings, funding and deliveries."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("provider_name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("late_percent", sa.Integer(), nullable=False),
        sa.Column("vat", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("again_of", sa.Uuid(), nullable=True),
        sa.CheckConstraint("level IN ('standard', 'more', 'one_to_one')", name=op.f("ck_orders_level_known")),
        sa.CheckConstraint(
            "state IN ('placed', 'accepted', 'declined', 'cancelled', 'completed')", name=op.f("ck_orders_state_known")
        ),
        sa.CheckConstraint(
            "unit IN ('hour', 'session', 'half_day', 'day', 'week', 'each')", name=op.f("ck_orders_unit_known")
        ),
        sa.CheckConstraint("vat IN ('exempt', 'standard', 'reduced', 'outside')", name=op.f("ck_orders_vat_known")),
        sa.ForeignKeyConstraint(["again_of"], ["orders.id"], name=op.f("fk_orders_again_of")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_orders_offer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_orders_person_id")),
        sa.ForeignKeyConstraint(["placed_by"], ["account.id"], name=op.f("fk_orders_placed_by")),
        sa.ForeignKeyConstraint(["provider_id"], ["organisation.id"], name=op.f("fk_orders_provider_id")),
        sa.ForeignKeyConstraint(["version_id"], ["offer_version.id"], name=op.f("fk_orders_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("id", "person_id", "offer_id", name=op.f("uq_orders_id_person_id_offer_id")),
        sa.UniqueConstraint("key", name=op.f("uq_orders_key")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
    )
    op.create_index(op.f("ix_orders_offer_id"), "orders", ["offer_id"], unique=False)
    op.create_index("ix_orders_person", "orders", ["person_id", "placed_at"], unique=False)
    op.create_index("ix_orders_provider", "orders", ["provider_id", "state", "placed_at"], unique=False)
    op.create_table(
        "booking",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("unit_pence", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("person_id"), "="),
            (sa.column("offer_id"), "="),
            (sa.text("tstzrange(starts_at, ends_at)"), "&&"),
            where=sa.text("state <> 'cancelled'"),
            using="gist",
            name="ex_booking_once",
        ),
        sa.CheckConstraint(
            "state IN ('booked', 'recorded', 'confirmed', 'disputed', 'cancelled')", name=op.f("ck_booking_state_known")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_booking_times_in_order")),
        sa.CheckConstraint(
            "price = round(unit_pence * quantity)", name=op.f("ck_booking_price_is_unit_times_quantity")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_booking_quantity_positive")),
        sa.CheckConstraint("unit_pence >= 0", name=op.f("ck_booking_unit_pence_not_negative")),
        sa.ForeignKeyConstraint(
            ["order_id", "person_id", "offer_id"],
            ["orders.id", "orders.person_id", "orders.offer_id"],
            name=op.f("fk_booking_order_id_person_id_offer_id"),
        ),
        sa.ForeignKeyConstraint(["release_id"], ["ledger_transaction.id"], name=op.f("fk_booking_release_id")),
        sa.ForeignKeyConstraint(["session_id"], ["offer_session.id"], name=op.f("fk_booking_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("id", "order_id", "price", name=op.f("uq_booking_id_order_id_price")),
    )
    op.create_index("ix_booking_order", "booking", ["order_id", "starts_at"], unique=False)
    op.create_index(op.f("ix_booking_session_id"), "booking", ["session_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("silence_on", sa.Date(), nullable=False),
        sa.Column("dispute", sa.Text(), server_default="", nullable=False),
        sa.Column("decision", sa.Text(), server_default="", nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("spend_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'confirmed') = (confirmed_by IS NOT NULL)", name=op.f("ck_delivery_confirmed_by_somebody")
        ),
        sa.CheckConstraint(
            "confirmed_by IN ('person', 'silence', 'decision')", name=op.f("ck_delivery_confirmed_by_known")
        ),
        sa.CheckConstraint("kind IN ('delivered', 'cancelled_late', 'missed')", name=op.f("ck_delivery_kind_known")),
        sa.CheckConstraint(
            "state IN ('waiting', 'confirmed', 'disputed', 'withdrawn')", name=op.f("ck_delivery_state_known")
        ),
        sa.CheckConstraint("pence BETWEEN 0 AND price", name=op.f("ck_delivery_pence_within_price")),
        sa.ForeignKeyConstraint(
            ["booking_id", "order_id", "price"],
            ["booking.id", "booking.order_id", "booking.price"],
            name=op.f("fk_delivery_booking_id_order_id_price"),
        ),
        sa.ForeignKeyConstraint(["spend_id"], ["ledger_transaction.id"], name=op.f("fk_delivery_spend_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("id", "order_id", "state", "kind", name=op.f("uq_delivery_id_order_id_state_kind")),
        sa.UniqueConstraint("spend_id", name=op.f("uq_delivery_spend_id")),
    )
    op.create_index(
        "ix_delivery_silence", "delivery", ["silence_on"], unique=False, postgresql_where=sa.text("state = 'waiting'")
    )
    op.create_index(
        "uq_delivery_booking", "delivery", ["booking_id"], unique=True, postgresql_where=sa.text("state <> 'withdrawn'")
    )
    op.create_table(
        "funding",
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("promise_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("pence > 0", name=op.f("ck_funding_pence_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["budget_account.id"], name=op.f("fk_funding_account_id")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_funding_booking_id")),
        sa.ForeignKeyConstraint(
            ["promise_id"],
            ["ledger_transaction.id"],
            name=op.f("fk_funding_promise_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("booking_id", "position", name=op.f("pk_funding")),
    )
    op.create_index(op.f("ix_funding_account_id"), "funding", ["account_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_funding_account_id"), table_name="funding")
    op.drop_table("funding")
    op.drop_index("uq_delivery_booking", table_name="delivery", postgresql_where=sa.text("state <> 'withdrawn'"))
    op.drop_index("ix_delivery_silence", table_name="delivery", postgresql_where=sa.text("state = 'waiting'"))
    op.drop_table("delivery")
    op.drop_index(op.f("ix_booking_session_id"), table_name="booking")
    op.drop_index("ix_booking_order", table_name="booking")
    op.drop_table("booking")
    op.drop_index("ix_orders_provider", table_name="orders")
    op.drop_index("ix_orders_person", table_name="orders")
    op.drop_index(op.f("ix_orders_offer_id"), table_name="orders")
    op.drop_table("orders")
