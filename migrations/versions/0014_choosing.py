"""Lists of what people choose between, who sees them, and requests for what is missing."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_unique_constraint("uq_mandate_id_person_id", "mandate", ["id", "person_id"])
    op.create_table(
        "shortlist",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("char_length(name) BETWEEN 1 AND 200", name=op.f("ck_shortlist_name_in_range")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_shortlist_made_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_shortlist_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist")),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_shortlist_id_person_id")),
        sa.UniqueConstraint("key", name=op.f("uq_shortlist_key")),
    )
    op.create_index(op.f("ix_shortlist_person_id"), "shortlist", ["person_id"], unique=False)
    op.create_table(
        "gap_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("times", sa.Text(), server_default="", nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), server_default="", nullable=False),
        sa.Column("reasons", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("shortlist_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look_by", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (answer = '') AND (state <> 'answered' OR answered_at IS NOT NULL)",
            name=op.f("ck_gap_request_answered_by_somebody"),
        ),
        sa.CheckConstraint(
            "category IN ('', 'arts', 'music', 'nature', 'sport', 'learning', 'work', 'peer_support', 'talking', 'social', 'home_support', 'personal_assistant', 'breaks', 'advice', 'travel', 'other')",
            name=op.f("ck_gap_request_category_known"),
        ),
        sa.CheckConstraint(
            "reasons <@ ARRAY['price', 'far', 'times', 'wait', 'access', 'language', 'company', 'money', 'kind']::text[]",
            name=op.f("ck_gap_request_reasons_known"),
        ),
        sa.CheckConstraint("state IN ('open', 'answered', 'withdrawn')", name=op.f("ck_gap_request_state_known")),
        sa.CheckConstraint("char_length(words) BETWEEN 1 AND 2000", name=op.f("ck_gap_request_words_in_range")),
        sa.ForeignKeyConstraint(["answered_by"], ["organisation.id"], name=op.f("fk_gap_request_answered_by")),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_gap_request_area_code")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_gap_request_asked_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_gap_request_person_id")),
        sa.ForeignKeyConstraint(
            ["shortlist_id", "person_id"],
            ["shortlist.id", "shortlist.person_id"],
            name=op.f("fk_gap_request_shortlist_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap_request")),
        sa.UniqueConstraint("key", name=op.f("uq_gap_request_key")),
    )
    op.create_index("ix_gap_request_area", "gap_request", ["area_code", "state", "asked_at"], unique=False)
    op.create_index(op.f("ix_gap_request_person_id"), "gap_request", ["person_id"], unique=False)
    op.create_table(
        "shortlist_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shortlist_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("price", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(offer_id IS NULL) = (version_id IS NULL) AND (entry_id IS NULL) = (content_hash IS NULL)",
            name=op.f("ck_shortlist_item_as_it_was_seen"),
        ),
        sa.CheckConstraint("num_nonnulls(offer_id, entry_id) = 1", name=op.f("ck_shortlist_item_one_thing")),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name=op.f("fk_shortlist_item_added_by")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_shortlist_item_offer_id")),
        sa.ForeignKeyConstraint(["shortlist_id"], ["shortlist.id"], name=op.f("fk_shortlist_item_shortlist_id")),
        sa.ForeignKeyConstraint(["version_id"], ["offer_version.id"], name=op.f("fk_shortlist_item_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_item")),
    )
    op.create_index("ix_shortlist_item_list", "shortlist_item", ["shortlist_id", "added_at"], unique=False)
    op.create_index(
        "uq_shortlist_item_entry",
        "shortlist_item",
        ["shortlist_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("taken_out_at IS NULL"),
    )
    op.create_index(
        "uq_shortlist_item_offer",
        "shortlist_item",
        ["shortlist_id", "offer_id"],
        unique=True,
        postgresql_where=sa.text("taken_out_at IS NULL"),
    )
    op.create_table(
        "shortlist_share",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shortlist_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("mandate_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= given_at", name=op.f("ck_shortlist_share_times_in_order")),
        sa.ForeignKeyConstraint(
            ["mandate_id", "person_id"],
            ["mandate.id", "mandate.person_id"],
            name=op.f("fk_shortlist_share_mandate_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shortlist_id", "person_id"],
            ["shortlist.id", "shortlist.person_id"],
            name=op.f("fk_shortlist_share_shortlist_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_share")),
    )
    op.create_index("ix_shortlist_share_mandate", "shortlist_share", ["mandate_id"], unique=False)
    op.create_index(
        "uq_shortlist_share_open",
        "shortlist_share",
        ["shortlist_id", "mandate_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("uq_shortlist_share_open", table_name="shortlist_share", postgresql_where=sa.text("ended_at IS NULL"))
    op.drop_index("ix_shortlist_share_mandate", table_name="shortlist_share")
    op.drop_table("shortlist_share")
    op.drop_index(
        "uq_shortlist_item_offer", table_name="shortlist_item", postgresql_where=sa.text("taken_out_at IS NULL")
    )
    op.drop_index(
        "uq_shortlist_item_entry", table_name="shortlist_item", postgresql_where=sa.text("taken_out_at IS NULL")
    )
    op.drop_index("ix_shortlist_item_list", table_name="shortlist_item")
    op.drop_table("shortlist_item")
    op.drop_index(op.f("ix_gap_request_person_id"), table_name="gap_request")
    op.drop_index("ix_gap_request_area", table_name="gap_request")
    op.drop_table("gap_request")
    op.drop_index(op.f("ix_shortlist_person_id"), table_name="shortlist")
    op.drop_table("shortlist")
    op.drop_constraint("uq_mandate_id_person_id", "mandate", type_="unique")
