"""Ratings and worries."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "worry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('problem', 'harm')", name=op.f("ck_worry_kind_known")),
        sa.CheckConstraint("state IN ('open', 'answered')", name=op.f("ck_worry_state_known")),
        sa.ForeignKeyConstraint(["desk_id"], ["organisation.id"], name=op.f("fk_worry_desk_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_worry_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_worry_person_id")),
        sa.ForeignKeyConstraint(["said_by"], ["account.id"], name=op.f("fk_worry_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worry")),
        sa.UniqueConstraint("key", name=op.f("uq_worry_key")),
    )
    op.create_index("ix_worry_desk", "worry", ["desk_id", "state", "due_on"], unique=False)
    op.create_index(op.f("ix_worry_order_id"), "worry", ["order_id"], unique=False)
    op.create_table(
        "rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("delivery_state", sa.Text(), server_default="confirmed", nullable=False),
        sa.Column("delivery_kind", sa.Text(), server_default="delivered", nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "delivery_state = 'confirmed' AND delivery_kind = 'delivered'", name=op.f("ck_rating_from_a_delivery")
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id", "order_id", "delivery_state", "delivery_kind"],
            ["delivery.id", "delivery.order_id", "delivery.state", "delivery.kind"],
            name=op.f("fk_rating_delivery_id_order_id_delivery_state_delivery_kind"),
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_rating_offer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_rating_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rating_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("order_id", name=op.f("uq_rating_order_id")),
    )
    op.create_index(op.f("ix_rating_offer_id"), "rating", ["offer_id"], unique=False)
    op.create_index(op.f("ix_rating_person_id"), "rating", ["person_id"], unique=False)
    op.create_table(
        "rating_wording",
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("listened", sa.Integer(), nullable=True),
        sa.Column("on_time", sa.Integer(), nullable=True),
        sa.Column("in_control", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Integer(), nullable=True),
        sa.Column("again", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("again BETWEEN 1 AND 4", name=op.f("ck_rating_wording_again_in_range")),
        sa.CheckConstraint("in_control BETWEEN 1 AND 4", name=op.f("ck_rating_wording_in_control_in_range")),
        sa.CheckConstraint("listened BETWEEN 1 AND 4", name=op.f("ck_rating_wording_listened_in_range")),
        sa.CheckConstraint(
            "num_nonnulls(listened, on_time, in_control, outcome, again) > 0",
            name=op.f("ck_rating_wording_something_said"),
        ),
        sa.CheckConstraint("on_time BETWEEN 1 AND 4", name=op.f("ck_rating_wording_on_time_in_range")),
        sa.CheckConstraint("outcome BETWEEN 1 AND 4", name=op.f("ck_rating_wording_outcome_in_range")),
        sa.ForeignKeyConstraint(["rating_id"], ["rating.id"], name=op.f("fk_rating_wording_rating_id")),
        sa.PrimaryKeyConstraint("rating_id", "number", name=op.f("pk_rating_wording")),
    )


def downgrade() -> None:
    op.drop_table("rating_wording")
    op.drop_index(op.f("ix_rating_person_id"), table_name="rating")
    op.drop_index(op.f("ix_rating_offer_id"), table_name="rating")
    op.drop_table("rating")
    op.drop_index(op.f("ix_worry_order_id"), table_name="worry")
    op.drop_index("ix_worry_desk", table_name="worry")
    op.drop_table("worry")
