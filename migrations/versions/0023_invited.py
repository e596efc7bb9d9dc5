"""Invitations behind which no account stands, those of first administrators; and bounds in a person's invitations."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0028"
branch_labels = None
depends_on = None


SECTIONS = "ARRAY['money', 'bookings', 'lists', 'requests', 'notices', 'journal']::text[]"
BEFORE = "ARRAY['money', 'bookings', 'lists', 'requests', 'notices']::text[]"  # what an invitation offered until now
CHECKS = {
    "bounds_of_a_person": "(person_id IS NULL) = (sections IS NULL) AND "
    "(person_id IS NOT NULL OR num_nonnulls(only_accounts, most_each, most_month) = 0)",
    "sums_for_spending": "(most_each IS NULL AND most_month IS NULL) OR "
    "('spend' = ANY (powers) AND coalesce(most_each, 1) > 0 AND coalesce(most_month, 1) > 0)",
    "spends_what_it_sees": "NOT 'spend' = ANY (powers) OR sections @> ARRAY['money', 'bookings']::text[]",
    "sections_known": f"sections <@ {SECTIONS}",
}


def upgrade() -> None:
    """Nobody's account need stand behind an invitation to the back office; the bounds that a person offers are kept."""
    op.add_column("invitation", sa.Column("sections", postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column("invitation", sa.Column("only_accounts", postgresql.ARRAY(sa.Uuid()), nullable=True))
    op.add_column("invitation", sa.Column("most_each", sa.BigInteger(), nullable=True))
    op.add_column("invitation", sa.Column("most_month", sa.BigInteger(), nullable=True))
    op.execute(f"UPDATE invitation SET sections = {BEFORE} WHERE person_id IS NOT NULL")
    for name, check in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_invitation_{name}"), "invitation", check)
    op.alter_column("invitation", "invited_by", existing_type=sa.Uuid(), nullable=True)
    op.create_check_constraint(
        op.f("ck_invitation_by_somebody"),
        "invitation",
        "invited_by IS NOT NULL OR (by_office AND duties = '{administrator}')",
    )


def downgrade() -> None:
    """Take it away; what nobody sent is lost, with its links and their letters."""
    op.execute(
        "DELETE FROM link_letter WHERE link_id IN (SELECT l.id FROM link l JOIN invitation i ON i.id = l.invitation_id"
        " WHERE i.invited_by IS NULL)"
    )
    op.execute("DELETE FROM link WHERE invitation_id IN (SELECT id FROM invitation WHERE invited_by IS NULL)")
    op.execute("DELETE FROM invitation WHERE invited_by IS NULL")
    op.drop_constraint(op.f("ck_invitation_by_somebody"), "invitation", type_="check")
    op.alter_column("invitation", "invited_by", existing_type=sa.Uuid(), nullable=False)
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_invitation_{name}"), "invitation", type_="check")
    for column in ("most_month", "most_each", "only_accounts", "sections"):
        op.drop_column("invitation", column)
