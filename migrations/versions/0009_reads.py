"""Indexes for what a page of money, of an order and of the mail read, and for the orders that wait for an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_index("ix_funding_promise_id", "funding", ["promise_id"])
    op.create_index("ix_booking_release_id", "booking", ["release_id"])
    op.create_index("ix_delivery_booking", "delivery", ["booking_id"])
    op.create_index("ix_orders_placed", "orders", ["id"], postgresql_where=sa.text("state = 'placed'"))
    op.create_index("ix_sent_mail_sent_at", "sent_mail", ["sent_at"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_sent_mail_sent_at", "sent_mail")
    op.drop_index("ix_orders_placed", "orders")
    op.drop_index("ix_delivery_booking", "delivery")
    op.drop_index("ix_booking_release_id", "booking")
    op.drop_index("ix_funding_promise_id", "funding")
