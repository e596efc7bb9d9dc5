"""What waits: organisations to check, requests about data, mail that does not arrive, and emergencies to look at."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0032"
branch_labels = None
depends_on = None

BEFORE = (
    *("worry", "concern", "dispute", "role", "job", "invoice", "payment", "question", "card"),
    *("contribution", "instalment"),
)
ADDED = ("check", "data", "mail", "emergency")

CHECKS = {
    "second_pair_of_eyes": "checked_by <> account_id",
    "checked_whole": "(checked_by IS NULL) = (checked_at IS NULL) AND (checked_by IS NULL) = (finding IS NULL)",
    "finding_in_range": "char_length(finding) BETWEEN 1 AND 2000",
}


def _kinds(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.drop_constraint(op.f("ck_work_taken_kind_known"), "work_taken", type_="check")
    op.create_check_constraint(op.f("ck_work_taken_kind_known"), "work_taken", f"kind IN ({listed})")


def upgrade() -> None:
    """Let them be taken."""
    _kinds((*BEFORE, *ADDED))
    op.add_column("emergency_access", sa.Column("checked_by", sa.Uuid(), nullable=True))
    op.add_column("emergency_access", sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("emergency_access", sa.Column("finding", sa.Text(), nullable=True))
    op.create_foreign_key(op.f("fk_emergency_access_checked_by"), "emergency_access", "account", ["checked_by"], ["id"])
    for name, rule in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_emergency_access_{name}"), "emergency_access", rule)


def downgrade() -> None:
    """Take them off the list again."""
    op.execute(f"DELETE FROM work_taken WHERE kind IN {ADDED}")
    _kinds(BEFORE)
    for column in ("checked_by", "checked_at", "finding"):
        op.drop_column("emergency_access", column)
