"""Open sign-ins are kept, memberships and mandates can end at an instant, and there are duties and kinds of trust."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

POWERS = ["see", "plan", "spend", "list", "deliver", "broker", "commission", "administer"]
DUTIES = ["owner", "worker", "broker", "commissioner", "administrator"]
KINDS = ["supporter", "broker", "funder"]
BEFORE = {"powers": POWERS, "duties": DUTIES, "kind": KINDS}
AFTER = {
    "powers": [*POWERS, "manage", "safeguard"],
    "duties": [*DUTIES, "manager", "safeguarding_lead"],
    "kind": [*KINDS, "advocate", "deputy", "authorised"],
}


def _quoted(values: Sequence[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _know(known: Mapping[str, Sequence[str]]) -> None:
    """Let the columns hold these words, and no others."""
    checks = {
        ("mandate", "powers"): f"powers <@ ARRAY[{_quoted(known['powers'])}]::text[]",
        ("membership", "duties"): f"duties <@ ARRAY[{_quoted(known['duties'])}]::text[]",
        ("mandate", "kind"): f"kind IN ({_quoted(known['kind'])})",
    }
    for (table, column), check in checks.items():
        op.drop_constraint(op.f(f"ck_{table}_{column}_known"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_{column}_known"), table, check)


def upgrade() -> None:
    """Make the table of sign-ins; widen what is known."""
    for table in ("membership", "mandate"):
        op.add_column(table, sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    _know(AFTER)
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acting_membership_id", sa.Uuid(), nullable=True),
        sa.Column("acting_mandate_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("ends_at > begun_at", name=op.f("ck_sign_in_ends_later")),
        sa.CheckConstraint(
            "num_nonnulls(acting_membership_id, acting_mandate_id) <= 1", name=op.f("ck_sign_in_one_capacity")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id")),
        sa.ForeignKeyConstraint(
            ["acting_membership_id"], ["membership.id"], name=op.f("fk_sign_in_acting_membership_id")
        ),
        sa.ForeignKeyConstraint(["acting_mandate_id"], ["mandate.id"], name=op.f("fk_sign_in_acting_mandate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index(
        "ix_sign_in_open", "sign_in", ["account_id"], unique=False, postgresql_where=sa.text("ended_at IS NULL")
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("sign_in")
    _know(BEFORE)
    for table in ("mandate", "membership"):
        op.drop_column(table, "ended_at")
