"""Accounts can be closed, people ask for their data, and what is old enough may go: no sooner, says the database."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0016"
branch_labels = None
depends_on = None

JOURNALS = ("looked", "audit")
YEARS = 6  # as in marketplace.keeping.rules.schedule
AGREED = (
    "key, request_hash, number, person_id, placed_by, offer_id, version_id, provider_id, title, provider_name, "
    "unit, level, notice_hours, late_percent, vat, placed_at"
)

# words may be erased whole; they never say anything else than they did, and nothing beside them changes
WORDS = """
CREATE TRIGGER kept_but_words BEFORE UPDATE ON rating_wording FOR EACH ROW
    WHEN (NOT (OLD.words <> '' AND NEW.words = ''
          AND (to_jsonb(NEW) - 'words') = (to_jsonb(OLD) - 'words')))
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreed_words BEFORE UPDATE OF message ON orders FOR EACH ROW
    WHEN (NOT (OLD.message <> '' AND NEW.message = ''))
    EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Make the table and the columns, and hang the triggers anew."""
    op.add_column("account", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("person", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "data_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (answered_at IS NULL)", name=op.f("ck_data_request_answered_when_not_open")
        ),
        sa.CheckConstraint("kind IN ('look', 'correct', 'erase')", name=op.f("ck_data_request_kind_known")),
        sa.CheckConstraint("state IN ('open', 'done', 'partly', 'refused')", name=op.f("ck_data_request_state_known")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_data_request_account_id")),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_data_request_answered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
        sa.UniqueConstraint("key", name=op.f("uq_data_request_key")),
    )
    op.create_index(op.f("ix_data_request_account_id"), "data_request", ["account_id"], unique=False)
    op.create_index("ix_data_request_open", "data_request", ["state", "due_on"], unique=False)
    for table in JOURNALS:
        op.execute(f"DROP TRIGGER kept ON {table}")
        _keep(table, "UPDATE OR TRUNCATE")
        op.execute(
            f"CREATE TRIGGER kept_for_years BEFORE DELETE ON {table} FOR EACH ROW "
            f"WHEN (OLD.at > now() - interval '{YEARS} years') EXECUTE FUNCTION refuse_change()"
        )
    op.execute("DROP TRIGGER kept ON rating_wording")
    _keep("rating_wording", "DELETE OR TRUNCATE")
    _agree(AGREED)
    op.execute(WORDS)


def _keep(table: str, events: str) -> None:
    op.execute(f"CREATE TRIGGER kept BEFORE {events} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")


def _agree(columns: str) -> None:
    op.execute("DROP TRIGGER agreed ON orders")
    op.execute(
        f"CREATE TRIGGER agreed BEFORE UPDATE OF {columns} ON orders FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    """As it was."""
    op.execute("DROP TRIGGER kept_but_words ON rating_wording; DROP TRIGGER agreed_words ON orders")
    _agree(AGREED + ", message")
    for table in (*JOURNALS, "rating_wording"):
        op.execute(f"DROP TRIGGER kept ON {table}")
        _keep(table, "UPDATE OR DELETE OR TRUNCATE")
    for table in JOURNALS:
        op.execute(f"DROP TRIGGER kept_for_years ON {table}")
    op.drop_table("data_request")
    op.drop_column("person", "left_at")
    op.drop_column("account", "closed_at")
