"""Unit costs: a provider's costings, their dated versions that are never changed, and which offer is held to one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0031"
branch_labels = None
depends_on = None

OWN = """
-- an offer is held to a costing of its own provider, and to a service that the costing tells of
CREATE FUNCTION costing_is_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM costing_version v JOIN costing c ON c.id = v.costing_id
          JOIN offer o ON o.id = NEW.offer_id AND o.provider_id = c.provider_id
         WHERE v.id = NEW.version_id AND NEW.service < jsonb_array_length(v.document -> 'services')) THEN
        RAISE EXCEPTION 'an offer is held to what its own provider worked out'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_costing_own';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER own BEFORE INSERT OR UPDATE ON offer_costing
    FOR EACH ROW EXECUTE FUNCTION costing_is_own();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON costing_version
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
WHOLE = (
    'jsonb_path_exists(document, \'strict $ ? (@.services.type() == "array" && @.services.size() >= 1'
    ' && @.services.size() <= 3 && @.costs.type() == "array" && @.costs.size() <= 14'
    ' && @.staff.type() == "array" && @.staff.size() <= 4)\')'
)
COSTS = "NOT jsonb_path_exists(document, '$.costs[*].pence ? (@.type() != \"number\" || @ < 0)')"


def upgrade() -> None:
    """Make the tables, and what keeps them."""
    op.create_table(
        "costing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("char_length(name) BETWEEN 1 AND 120", name=op.f("ck_costing_name_in_range")),
        sa.ForeignKeyConstraint(["provider_id"], ["organisation.id"], name=op.f("fk_costing_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_costing")),
        sa.UniqueConstraint("provider_id", "name", name=op.f("uq_costing_provider_id_name")),
    )
    op.create_table(
        "costing_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("costing_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("document", postgresql.JSONB(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(WHOLE, name=op.f("ck_costing_version_document_whole")),
        sa.CheckConstraint(COSTS, name=op.f("ck_costing_version_costs_not_negative")),
        sa.ForeignKeyConstraint(["costing_id"], ["costing.id"], name=op.f("fk_costing_version_costing_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_costing_version_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_costing_version")),
        sa.UniqueConstraint("costing_id", "number", name=op.f("uq_costing_version_costing_id_number")),
        sa.UniqueConstraint("key", name=op.f("uq_costing_version_key")),
    )
    op.create_table(
        "offer_costing",
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("service >= 0", name=op.f("ck_offer_costing_service_not_negative")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_offer_costing_offer_id")),
        sa.ForeignKeyConstraint(["version_id"], ["costing_version.id"], name=op.f("fk_offer_costing_version_id")),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_offer_costing")),
    )
    op.create_index(op.f("ix_offer_costing_version_id"), "offer_costing", ["version_id"], unique=False)
    op.execute(OWN)


def downgrade() -> None:
    """Take them away again."""
    for table in ("offer_costing", "costing_version", "costing"):
        op.drop_table(table)
    op.execute("DROP FUNCTION costing_is_own")
