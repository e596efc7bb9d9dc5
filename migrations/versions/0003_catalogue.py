"""Offers with versions, prices and sessions; directory entries."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directory_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("area_words", sa.Text(), nullable=False),
        sa.Column("price_words", sa.Text(), nullable=False),
        sa.Column("prices", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("free", sa.Boolean(), nullable=False),
        sa.Column("areas", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("days", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("parts", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("access", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("ages", sa.Text(), nullable=False),
        sa.Column("told_at", sa.Date(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "access <@ ARRAY['step_free', 'accessible_toilet', 'hoist', 'parking', 'hearing_loop', 'bsl', 'quiet_space', 'easy_read', 'assistance_dog', 'companion_free']::text[]",
            name=op.f("ck_directory_entry_access_known"),
        ),
        sa.CheckConstraint(
            "days <@ ARRAY['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']::text[]",
            name=op.f("ck_directory_entry_days_known"),
        ),
        sa.CheckConstraint(
            "languages <@ ARRAY['en', 'bfi', 'cy', 'ar', 'bn', 'pa', 'pl', 'ur', 'fa', 'yue', 'ro']::text[]",
            name=op.f("ck_directory_entry_languages_known"),
        ),
        sa.CheckConstraint(
            "parts <@ ARRAY['morning', 'afternoon', 'evening']::text[]", name=op.f("ck_directory_entry_parts_known")
        ),
        sa.CheckConstraint("place IN ('', 'venue', 'home', 'online')", name=op.f("ck_directory_entry_place_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_entry")),
        sa.UniqueConstraint("feed", "source_id", name=op.f("uq_directory_entry_feed_source_id")),
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'published', 'paused', 'withdrawn')", name=op.f("ck_offer_state_known")),
        sa.ForeignKeyConstraint(["entry_id"], ["directory_entry.id"], name=op.f("fk_offer_entry_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["organisation.id"], name=op.f("fk_offer_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(op.f("ix_offer_provider_id"), "offer", ["provider_id"], unique=False)
    op.create_table(
        "offer_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_offer_session_times_in_order")),
        sa.CheckConstraint("taken BETWEEN 0 AND places", name=op.f("ck_offer_session_never_oversold")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_offer_session_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_session")),
        sa.UniqueConstraint("offer_id", "starts_at", name=op.f("uq_offer_session_offer_id_starts_at")),
    )
    op.create_table(
        "offer_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("group", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("areas", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("days", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("parts", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("access", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("takes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("late_percent", sa.Integer(), nullable=False),
        sa.Column("vat", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "access <@ ARRAY['step_free', 'accessible_toilet', 'hoist', 'parking', 'hearing_loop', 'bsl', 'quiet_space', 'easy_read', 'assistance_dog', 'companion_free']::text[]",
            name=op.f("ck_offer_version_access_known"),
        ),
        sa.CheckConstraint(
            "category IN ('arts', 'music', 'nature', 'sport', 'learning', 'work', 'peer_support', 'talking', 'social', 'home_support', 'personal_assistant', 'breaks', 'advice', 'travel', 'other')",
            name=op.f("ck_offer_version_category_known"),
        ),
        sa.CheckConstraint(
            "days <@ ARRAY['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']::text[]", name=op.f("ck_offer_version_days_known")
        ),
        sa.CheckConstraint(
            "languages <@ ARRAY['en', 'bfi', 'cy', 'ar', 'bn', 'pa', 'pl', 'ur', 'fa', 'yue', 'ro']::text[]",
            name=op.f("ck_offer_version_languages_known"),
        ),
        sa.CheckConstraint(
            "parts <@ ARRAY['morning', 'afternoon', 'evening']::text[]", name=op.f("ck_offer_version_parts_known")
        ),
        sa.CheckConstraint("place IN ('venue', 'home', 'online')", name=op.f("ck_offer_version_place_known")),
        sa.CheckConstraint(
            "vat IN ('exempt', 'standard', 'reduced', 'outside')", name=op.f("ck_offer_version_vat_known")
        ),
        sa.CheckConstraint("late_percent BETWEEN 0 AND 100", name=op.f("ck_offer_version_late_percent_in_range")),
        sa.CheckConstraint("notice_hours BETWEEN 0 AND 672", name=op.f("ck_offer_version_notice_in_range")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_offer_version_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_version")),
        sa.UniqueConstraint("offer_id", "number", name=op.f("uq_offer_version_offer_id_number")),
    )
    op.create_index("ix_offer_version_force", "offer_version", ["offer_id", "starts", "number"], unique=False)
    op.create_table(
        "offer_price",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("level IN ('standard', 'more', 'one_to_one')", name=op.f("ck_offer_price_level_known")),
        sa.CheckConstraint(
            "unit IN ('hour', 'session', 'half_day', 'day', 'week', 'each')", name=op.f("ck_offer_price_unit_known")
        ),
        sa.CheckConstraint("pence >= 0", name=op.f("ck_offer_price_pence_not_negative")),
        sa.ForeignKeyConstraint(["version_id"], ["offer_version.id"], name=op.f("fk_offer_price_version_id")),
        sa.PrimaryKeyConstraint("version_id", "unit", "level", name=op.f("pk_offer_price")),
    )


def downgrade() -> None:
    op.drop_table("offer_price")
    op.drop_index("ix_offer_version_force", table_name="offer_version")
    op.drop_table("offer_version")
    op.drop_table("offer_session")
    op.drop_index(op.f("ix_offer_provider_id"), table_name="offer")
    op.drop_table("offer")
    op.drop_table("directory_entry")
