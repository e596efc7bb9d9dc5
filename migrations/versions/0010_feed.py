"""When an offer was put on the list, when it last changed, and when it left: what the open feed is paged by."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them, from what the audit trail tells of the offers there are."""
    for name in ("listed_at", "changed_at"):
        op.add_column(
            "offer", sa.Column(name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)
        )
    op.add_column("offer", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE offer SET listed_at = coalesce((SELECT min(at) FROM audit WHERE subject_id = offer.id "
        "AND became = 'published'), made_at), "
        "changed_at = coalesce((SELECT max(at) FROM audit WHERE subject_id = offer.id), made_at)"
    )
    op.create_index("ix_offer_listed", "offer", ["listed_at", "id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_offer_listed", "offer")
    for name in ("left_at", "changed_at", "listed_at"):
        op.drop_column("offer", name)
