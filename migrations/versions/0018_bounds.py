"""Mandates have bounds, with what was agreed kept; orders name theirs; officials open people in an emergency."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SECTIONS = "ARRAY['money', 'bookings', 'lists', 'requests', 'notices', 'journal']::text[]"
BEFORE = "ARRAY['money', 'bookings', 'lists', 'requests', 'notices']::text[]"  # what a mandate opened until now
KEPT = """
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON mandate_terms
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER placed_under BEFORE UPDATE OF mandate_id ON orders
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Add the bounds; every mandate until now opened all there was, and for no sum."""
    op.add_column("mandate", sa.Column("sections", postgresql.ARRAY(sa.Text()), nullable=True))
    op.execute(f"UPDATE mandate SET sections = {BEFORE}")
    op.alter_column("mandate", "sections", nullable=False)
    op.add_column("mandate", sa.Column("most_each", sa.BigInteger(), nullable=True))
    op.add_column("mandate", sa.Column("most_month", sa.BigInteger(), nullable=True))
    op.create_check_constraint(op.f("ck_mandate_sections_known"), "mandate", f"sections <@ {SECTIONS}")
    op.create_check_constraint(
        op.f("ck_mandate_sums_for_spending"),
        "mandate",
        "(most_each IS NULL AND most_month IS NULL) OR "
        "('spend' = ANY (powers) AND coalesce(most_each, 1) > 0 AND coalesce(most_month, 1) > 0)",
    )
    op.create_check_constraint(
        op.f("ck_mandate_spends_what_it_sees"),
        "mandate",
        "NOT 'spend' = ANY (powers) OR sections @> ARRAY['money', 'bookings']::text[]",
    )
    op.create_table(
        "mandate_terms",
        sa.Column("mandate_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["agreed_by"], ["account.id"], name=op.f("fk_mandate_terms_agreed_by")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_mandate_terms_mandate_id")),
        sa.PrimaryKeyConstraint("mandate_id", "number", name=op.f("pk_mandate_terms")),
    )
    op.add_column("orders", sa.Column("mandate_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_orders_mandate_id_person_id"), "orders", "mandate", ["mandate_id", "person_id"], ["id", "person_id"]
    )
    op.create_table(
        "emergency_access",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("char_length(reason) BETWEEN 1 AND 2000", name=op.f("ck_emergency_access_reason_in_range")),
        sa.CheckConstraint(
            "ends_at > begun_at AND ends_at <= begun_at + interval '24 hours'", name=op.f("ck_emergency_access_short")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_emergency_access_account_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_emergency_access_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_emergency_access_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_access")),
    )
    op.create_index("ix_emergency_access_holder", "emergency_access", ["account_id", "ends_at"], unique=False)
    op.create_index(op.f("ix_emergency_access_person_id"), "emergency_access", ["person_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mandate_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("filed_by", sa.Uuid(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("char_length(reference) BETWEEN 1 AND 200", name=op.f("ck_evidence_reference_in_range")),
        sa.CheckConstraint("octet_length(picture) BETWEEN 1 AND 10000000", name=op.f("ck_evidence_picture_in_range")),
        sa.ForeignKeyConstraint(["filed_by"], ["account.id"], name=op.f("fk_evidence_filed_by")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_evidence_mandate_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_evidence_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("mandate_id", name=op.f("uq_evidence_mandate_id")),
    )
    op.add_column("looked", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("audit", sa.Column("person_id", sa.Uuid(), nullable=True))
    op.create_index("ix_audit_person", "audit", ["person_id", "id"], unique=False)
    op.execute(KEPT)


def downgrade() -> None:
    """Take them away."""
    op.execute("DROP TRIGGER placed_under ON orders")
    op.drop_index("ix_audit_person", table_name="audit")
    op.drop_column("audit", "person_id")
    op.drop_column("looked", "reason")
    op.drop_table("evidence")
    op.drop_table("emergency_access")
    op.drop_constraint(op.f("fk_orders_mandate_id_person_id"), "orders", type_="foreignkey")
    op.drop_column("orders", "mandate_id")
    op.drop_table("mandate_terms")
    for name in ("sections", "most_each", "most_month"):
        op.drop_column("mandate", name)
