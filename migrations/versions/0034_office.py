"""What waits in the back office: organisations to check, requests about data, and mail that does not arrive."""

from alembic import op

revision = "0034"
down_revision = "0029"
branch_labels = None
depends_on = None

BEFORE = ("worry", "concern", "dispute", "role", "job", "invoice", "payment", "question", "card")
ADDED = ("check", "data", "mail")


def _kinds(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.drop_constraint(op.f("ck_work_taken_kind_known"), "work_taken", type_="check")
    op.create_check_constraint(op.f("ck_work_taken_kind_known"), "work_taken", f"kind IN ({listed})")


def upgrade() -> None:
    """Let them be taken."""
    _kinds((*BEFORE, *ADDED))


def downgrade() -> None:
    """Take them off the list again."""
    op.execute(f"DELETE FROM work_taken WHERE kind IN {ADDED}")
    _kinds(BEFORE)
