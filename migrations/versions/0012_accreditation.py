"""Which funder stands by which provider, and between which days."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accreditation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("provider_id"), "="),
            (sa.column("funder_id"), "="),
            (sa.text("daterange(starts, ends, '[]')"), "&&"),
            using="gist",
            name="ex_accreditation_once",
        ),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_accreditation_dates_in_order")),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_accreditation_funder_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["organisation.id"], name=op.f("fk_accreditation_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation")),
    )
    op.create_index(op.f("ix_accreditation_funder_id"), "accreditation", ["funder_id"], unique=False)


def downgrade() -> None:
    op.drop_table("accreditation")
