"""What people pay toward their own care, and aftercare, toward which nobody pays; late payments as work that waits."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0029"
branch_labels = None
depends_on = None

WORK = "'worry', 'concern', 'dispute', 'role', 'job', 'invoice', 'payment', 'question', 'card'"
FUNCTIONS = """
CREATE FUNCTION contribution_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM stream WHERE id = NEW.stream_id AND aftercare) THEN
        RAISE EXCEPTION 'aftercare under section 117 is free'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contribution_aftercare_is_free';
    END IF;
    IF (NEW.account_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM budget_account
             WHERE id = NEW.account_id AND stream_id = NEW.stream_id AND holding = 'direct'))
       OR EXISTS (SELECT FROM contribution
                   WHERE stream_id = NEW.stream_id AND account_id IS DISTINCT FROM NEW.account_id) THEN
        RAISE EXCEPTION 'a contribution is paid to the funder, or into one direct payment of its stream'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contribution_fits';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION contribution_covered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT coalesce(sum(pence), 0) FROM contribution_payment WHERE stream_id = NEW.stream_id)
       > (SELECT coalesce(sum(pence), 0) FROM contribution_due WHERE stream_id = NEW.stream_id) THEN
        RAISE EXCEPTION 'more cannot be paid than was due'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contribution_payment_covered';
    END IF;
    RETURN NULL;
END $$;
"""
TRIGGERS = """
CREATE TRIGGER fits AFTER INSERT ON contribution FOR EACH ROW EXECUTE FUNCTION contribution_fits();
CREATE TRIGGER covered AFTER INSERT ON contribution_payment FOR EACH ROW EXECUTE FUNCTION contribution_covered();
CREATE TRIGGER aftercare BEFORE UPDATE OF aftercare ON stream FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON contribution
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON contribution_due
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON contribution_payment
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def _work(kinds: str) -> None:
    """Say which kinds of things can wait on a list of work."""
    op.drop_constraint(op.f("ck_work_taken_kind_known"), "work_taken")
    op.create_check_constraint(op.f("ck_work_taken_kind_known"), "work_taken", f"kind IN ({kinds})")


def upgrade() -> None:
    """Make the tables, and what holds them to their stream."""
    op.add_column("stream", sa.Column("aftercare", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("stream_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("every", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("every IN ('week', 'four_weeks')", name=op.f("ck_contribution_every_known")),
        sa.CheckConstraint("pence >= 0", name=op.f("ck_contribution_pence_not_negative")),
        sa.CheckConstraint("char_length(words) BETWEEN 1 AND 500", name=op.f("ck_contribution_words_in_range")),
        sa.ForeignKeyConstraint(["stream_id"], ["stream.id"], name=op.f("fk_contribution_stream_id")),
        sa.ForeignKeyConstraint(["account_id"], ["budget_account.id"], name=op.f("fk_contribution_account_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_contribution_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("key", name=op.f("uq_contribution_key")),
    )
    op.create_index("ix_contribution_stream", "contribution", ["stream_id", "starts", "made_at"])
    op.create_table(
        "contribution_due",
        sa.Column("stream_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("pay_by", sa.Date(), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("pence > 0", name=op.f("ck_contribution_due_pence_positive")),
        sa.CheckConstraint("ends >= starts AND pay_by > ends", name=op.f("ck_contribution_due_dates_in_order")),
        sa.ForeignKeyConstraint(["stream_id"], ["stream.id"], name=op.f("fk_contribution_due_stream_id")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_contribution_due_transaction_id")
        ),
        sa.PrimaryKeyConstraint("stream_id", "starts", name=op.f("pk_contribution_due")),
        sa.UniqueConstraint("transaction_id", name=op.f("uq_contribution_due_transaction_id")),
    )
    op.create_index("ix_contribution_due_pay_by", "contribution_due", ["pay_by"])
    op.create_table(
        "contribution_payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("stream_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("how IN ('paid', 'let_off')", name=op.f("ck_contribution_payment_how_known")),
        sa.CheckConstraint("pence > 0", name=op.f("ck_contribution_payment_pence_positive")),
        sa.CheckConstraint("char_length(words) <= 500", name=op.f("ck_contribution_payment_words_in_range")),
        sa.CheckConstraint("how <> 'let_off' OR words <> ''", name=op.f("ck_contribution_payment_let_off_says_why")),
        sa.ForeignKeyConstraint(["stream_id"], ["stream.id"], name=op.f("fk_contribution_payment_stream_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_contribution_payment_made_by")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_contribution_payment_transaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_payment")),
        sa.UniqueConstraint("key", name=op.f("uq_contribution_payment_key")),
        sa.UniqueConstraint("transaction_id", name=op.f("uq_contribution_payment_transaction_id")),
    )
    op.create_index(op.f("ix_contribution_payment_stream_id"), "contribution_payment", ["stream_id"])
    op.execute(FUNCTIONS)
    op.execute(TRIGGERS)
    _work(f"{WORK}, 'contribution', 'instalment'")


def downgrade() -> None:
    """Take them away again."""
    op.execute("DELETE FROM work_taken WHERE kind IN ('contribution', 'instalment')")
    _work(WORK)
    op.execute("DROP TRIGGER aftercare ON stream")
    for table in ("contribution_payment", "contribution_due", "contribution"):
        op.drop_table(table)
    op.execute("DROP FUNCTION contribution_fits; DROP FUNCTION contribution_covered")
    op.drop_column("stream", "aftercare")
    op.execute("DELETE FROM funder_setting WHERE name IN ('contribution_days', 'late_days')")
