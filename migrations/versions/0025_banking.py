"""Money that is put by for later, with its moves; the database holds both to the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0020"
branch_labels = None
depends_on = None

FUNCTIONS = """
CREATE FUNCTION bank_squared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT account_id, sum(pence) AS pence FROM ledger_entry
                      WHERE transaction_id = NEW.transaction_id AND pot = 'banked' GROUP BY account_id) e
          FULL JOIN (SELECT b.account_id, m.pence FROM bank_move m JOIN bank b ON b.id = m.bank_id
                      WHERE m.transaction_id = NEW.transaction_id) m USING (account_id)
         WHERE e.pence IS DISTINCT FROM m.pence) THEN
        RAISE EXCEPTION 'what is banked is what its moves say'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_move_squared';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION bank_not_negative() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(pence) FROM bank_move WHERE bank_id = NEW.bank_id) < 0 THEN
        RAISE EXCEPTION 'a bank gives no more than was put into it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_move_not_negative';
    END IF;
    RETURN NULL;
END $$;
"""
TRIGGERS = """
CREATE CONSTRAINT TRIGGER squared AFTER INSERT ON bank_move DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION bank_squared();
CREATE CONSTRAINT TRIGGER banked AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.pot = 'banked') EXECUTE FUNCTION bank_squared();
CREATE TRIGGER not_negative AFTER INSERT ON bank_move FOR EACH ROW EXECUTE FUNCTION bank_not_negative();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_move
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Make the tables, and what holds them to the ledger."""
    op.create_table(
        "bank",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason IN ('bad_time', 'break', 'coming', 'other')", name=op.f("ck_bank_reason_known")),
        sa.CheckConstraint("char_length(words) <= 500", name=op.f("ck_bank_words_in_range")),
        sa.ForeignKeyConstraint(["account_id"], ["budget_account.id"], name=op.f("fk_bank_account_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_bank_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank")),
    )
    op.create_index(op.f("ix_bank_account_id"), "bank", ["account_id"])
    op.create_index("ix_bank_until", "bank", ["until"])
    op.create_table(
        "bank_move",
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("bank_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('bank', 'draw', 'lapse')", name=op.f("ck_bank_move_kind_known")),
        sa.CheckConstraint("pence <> 0 AND (kind = 'bank') = (pence > 0)", name=op.f("ck_bank_move_direction")),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_bank_move_bank_id")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_bank_move_transaction_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_bank_move")),
        sa.UniqueConstraint("transaction_id", name=op.f("uq_bank_move_transaction_id")),
    )
    op.create_index(op.f("ix_bank_move_bank_id"), "bank_move", ["bank_id"])
    op.execute(FUNCTIONS)
    op.execute(TRIGGERS)


def downgrade() -> None:
    """Take them away again."""
    op.execute("DROP TRIGGER banked ON ledger_entry")
    op.drop_table("bank_move")
    op.drop_table("bank")
    op.execute("DROP FUNCTION bank_squared; DROP FUNCTION bank_not_negative")
    op.execute("DELETE FROM funder_setting WHERE name IN ('bank_percent', 'bank_days')")
