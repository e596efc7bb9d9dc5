"""Duties proposed and agreed, safeguarding leads with a clock on worries about harm, and owners of what waits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0021"
branch_labels = None
depends_on = None


def _proposals() -> None:
    op.create_table(
        "role_proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "duty IN ('owner', 'worker', 'broker', 'commissioner', 'administrator', 'manager', 'safeguarding_lead')",
            name=op.f("ck_role_proposal_duty_known"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'agreed', 'refused', 'withdrawn', 'lapsed')",
            name=op.f("ck_role_proposal_state_known"),
        ),
        sa.CheckConstraint("account_id <> proposed_by", name=op.f("ck_role_proposal_not_for_oneself")),
        sa.CheckConstraint(
            "state NOT IN ('agreed', 'refused') OR (decided_by IS NOT NULL AND decided_by <> proposed_by "
            "AND decided_by <> account_id)",
            name=op.f("ck_role_proposal_second_pair_of_eyes"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_role_proposal_account_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_role_proposal_organisation_id")
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name=op.f("fk_role_proposal_proposed_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_role_proposal_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_proposal")),
    )
    op.create_index(
        "uq_role_proposal_open",
        "role_proposal",
        ["account_id", "organisation_id", "duty"],
        unique=True,
        postgresql_where=sa.text("state = 'proposed'"),
    )


def _leads() -> None:
    op.create_table(
        "safeguarding_lead",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("funder_id"), "="),
            (sa.column("area_code"), "="),
            (sa.column("rank"), "="),
            (sa.text("tstzrange(from_at, until_at)"), "&&"),
            using="gist",
            name="ex_safeguarding_lead_one_at_a_time",
        ),
        sa.CheckConstraint("rank IN ('lead', 'deputy')", name=op.f("ck_safeguarding_lead_rank_known")),
        sa.CheckConstraint("until_at IS NULL OR until_at >= from_at", name=op.f("ck_safeguarding_lead_times_in_order")),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_safeguarding_lead_funder_id")),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_safeguarding_lead_area_code")),
        sa.ForeignKeyConstraint(["membership_id"], ["membership.id"], name=op.f("fk_safeguarding_lead_membership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_lead")),
    )
    op.create_table(
        "work_taken",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('worry', 'concern', 'dispute', 'role', 'job')", name=op.f("ck_work_taken_kind_known")
        ),
        sa.ForeignKeyConstraint(["membership_id"], ["membership.id"], name=op.f("fk_work_taken_membership_id")),
        sa.PrimaryKeyConstraint("kind", "record_id", name=op.f("pk_work_taken")),
    )


def upgrade() -> None:
    """Make the tables; a worry about harm may be led."""
    _proposals()
    _leads()
    op.add_column("worry", sa.Column("area_code", sa.Text(), nullable=True))
    op.add_column("worry", sa.Column("decide_by", sa.Date(), nullable=True))
    op.add_column("worry", sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("worry", sa.Column("outcome", sa.Text(), nullable=True))
    op.create_foreign_key(op.f("fk_worry_area_code"), "worry", "area", ["area_code"], ["code"])
    op.create_check_constraint(
        op.f("ck_worry_outcome_known"), "worry", "outcome IN ('enquiry', 'other_help', 'nothing_more')"
    )
    op.create_check_constraint(
        op.f("ck_worry_led_by_funder"),
        "worry",
        "(area_code IS NULL) = (decide_by IS NULL) AND "
        "(area_code IS NULL OR (kind = 'harm' AND desk_id IS NOT NULL)) AND (outcome IS NULL OR state = 'answered')",
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_constraint(op.f("ck_worry_led_by_funder"), "worry", type_="check")
    for column in ("outcome", "acknowledged_at", "decide_by", "area_code"):
        op.drop_column("worry", column)
    for table in ("work_taken", "safeguarding_lead", "role_proposal"):
        op.drop_table(table)
