"""Names of providers and places are found by their first letters."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAMES = (("organisation", "name"), ("offer_version", "venue"))


def upgrade() -> None:
    """Index them by their triples of letters."""
    for table, column in NAMES:
        op.create_index(
            f"ix_{table}_{column}_trigrams",
            table,
            [column],
            postgresql_using="gin",
            postgresql_ops={column: "gin_trgm_ops"},
        )


def downgrade() -> None:
    """Take the indexes away."""
    for table, column in NAMES:
        op.drop_index(f"ix_{table}_{column}_trigrams", table_name=table)
