"""Invoices for notional money: lines that are each on one, what was agreed, and what was paid, held to the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

FUNCTIONS = """
-- a line is what its delivery spent from its account, of the funder and with the provider of its invoice
CREATE FUNCTION invoice_line_is_spent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM delivery d
          JOIN orders o ON o.id = d.order_id
          JOIN budget_account a ON a.id = NEW.account_id AND a.holding = 'notional'
          JOIN invoice i ON i.id = NEW.invoice_id AND i.provider_id = o.provider_id AND i.funder_id = a.funder_id
         WHERE d.id = NEW.delivery_id
           AND NEW.pence = (SELECT sum(e.pence) FROM ledger_entry e WHERE e.transaction_id = d.spend_id
                               AND e.account_id = NEW.account_id AND e.pot = 'spent')) THEN
        RAISE EXCEPTION 'a line is what was spent, between the two sides of its invoice'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_line_spent';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION invoice_agreement_sums() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agreed uuid := CASE TG_TABLE_NAME WHEN 'invoice_agreement' THEN (to_jsonb(NEW) ->> 'id')::uuid
                                      ELSE (to_jsonb(NEW) ->> 'agreement_id')::uuid END;
BEGIN
    IF (SELECT pence FROM invoice_agreement WHERE id = agreed)
       IS DISTINCT FROM (SELECT sum(pence) FROM invoice_line WHERE agreement_id = agreed) THEN
        RAISE EXCEPTION 'what is agreed is what its lines add up to'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_agreement_sums';
    END IF;
    RETURN NULL;
END $$;

-- what a line that is taken off gives back, and what a payment squares, is what the entries say; and what a provider
-- is owed falls by nothing else
CREATE FUNCTION invoice_money_squared() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    posted uuid := CASE TG_TABLE_NAME WHEN 'invoice_line' THEN (to_jsonb(NEW) ->> 'credit_id')::uuid
                                      ELSE (to_jsonb(NEW) ->> 'transaction_id')::uuid END;
BEGIN
    IF TG_TABLE_NAME = 'ledger_entry'
       AND NOT EXISTS (SELECT FROM ledger_account WHERE id = (to_jsonb(NEW) ->> 'account_id')::uuid
                          AND kind = 'provider') THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        WITH moved AS (
            SELECT i.provider_id, i.funder_id, l.account_id, l.pence
              FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id WHERE l.credit_id = posted
             UNION ALL
            SELECT i.provider_id, i.funder_id, NULL, r.pence
              FROM remittance_row r JOIN invoice_agreement g ON g.id = r.agreement_id
              JOIN invoice i ON i.id = g.invoice_id WHERE r.transaction_id = posted),
        legs AS (
            SELECT p.id AS account_id, 'balance' AS pot, -m.pence AS pence FROM moved m
              JOIN ledger_account p ON p.kind = 'provider' AND p.organisation_id = m.provider_id
             UNION ALL
            SELECT c.id, 'balance', m.pence FROM moved m
              JOIN ledger_account c ON c.kind = 'clearing' AND c.organisation_id = m.funder_id
             UNION ALL SELECT account_id, 'spent', -pence FROM moved WHERE account_id IS NOT NULL
             UNION ALL SELECT account_id, 'available', pence FROM moved WHERE account_id IS NOT NULL)
        SELECT FROM legs
          FULL JOIN (SELECT account_id, pot, pence FROM ledger_entry WHERE transaction_id = posted) e
               USING (account_id, pot)
         WHERE legs.pence IS DISTINCT FROM e.pence) THEN
        RAISE EXCEPTION 'a provider is paid what was agreed, or gives back what was taken off'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_money_squared';
    END IF;
    RETURN NULL;
END $$;
"""
TRIGGERS = """
CREATE TRIGGER spent AFTER INSERT ON invoice_line FOR EACH ROW EXECUTE FUNCTION invoice_line_is_spent();
CREATE CONSTRAINT TRIGGER sums AFTER INSERT ON invoice_agreement DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION invoice_agreement_sums();
CREATE CONSTRAINT TRIGGER sums AFTER INSERT OR UPDATE ON invoice_line DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.agreement_id IS NOT NULL) EXECUTE FUNCTION invoice_agreement_sums();
CREATE CONSTRAINT TRIGGER squared AFTER INSERT OR UPDATE ON invoice_line DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.credit_id IS NOT NULL) EXECUTE FUNCTION invoice_money_squared();
CREATE CONSTRAINT TRIGGER squared AFTER INSERT ON remittance_row DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.transaction_id IS NOT NULL) EXECUTE FUNCTION invoice_money_squared();
CREATE CONSTRAINT TRIGGER paid AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.pot = 'balance' AND NEW.pence < 0) EXECUTE FUNCTION invoice_money_squared();
CREATE TRIGGER final BEFORE UPDATE ON invoice_line
    FOR EACH ROW WHEN (OLD.state IN ('agreed', 'taken_off')) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreed BEFORE UPDATE OF id, invoice_id, delivery_id, account_id, pence OR DELETE OR TRUNCATE
    ON invoice_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER final BEFORE UPDATE ON remittance_row
    FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreed BEFORE UPDATE OF id, remittance_id, funder_id, line, reference, pence, paid_on, agreement_id,
    transaction_id, problem OR DELETE OR TRUNCATE
    ON remittance_row FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
APPEND_ONLY = ("invoice", "invoice_agreement", "invoice_word", "remittance")
KINDS = "'worry', 'concern', 'dispute', 'role', 'job'"


def _kinds(kinds: str) -> None:
    """Say which kinds of things can wait on a list of work."""
    op.drop_constraint(op.f("ck_work_taken_kind_known"), "work_taken")
    op.create_check_constraint(op.f("ck_work_taken_kind_known"), "work_taken", f"kind IN ({kinds})")


def upgrade() -> None:
    """Make the tables, and what holds them to the ledger."""
    op.create_table(
        "invoice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_invoice_month_begins")),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_invoice_funder_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["organisation.id"], name=op.f("fk_invoice_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("id", "funder_id", name=op.f("uq_invoice_id_funder_id")),
        sa.UniqueConstraint("provider_id", "funder_id", "month", name=op.f("uq_invoice_provider_id_funder_id_month")),
        sa.UniqueConstraint("reference", name=op.f("uq_invoice_reference")),
    )
    op.create_index("ix_invoice_funder", "invoice", ["funder_id", "month"], unique=False)
    op.create_table(
        "invoice_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pay_by", sa.Date(), nullable=False),
        sa.CheckConstraint("pence > 0", name=op.f("ck_invoice_agreement_pence_positive")),
        sa.ForeignKeyConstraint(["agreed_by"], ["account.id"], name=op.f("fk_invoice_agreement_agreed_by")),
        sa.ForeignKeyConstraint(
            ["invoice_id", "funder_id"],
            ["invoice.id", "invoice.funder_id"],
            name=op.f("fk_invoice_agreement_invoice_id_funder_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_agreement")),
        sa.UniqueConstraint(
            "id", "funder_id", "reference", "pence", name=op.f("uq_invoice_agreement_id_funder_id_reference_pence")
        ),
        sa.UniqueConstraint("id", "invoice_id", name=op.f("uq_invoice_agreement_id_invoice_id")),
        sa.UniqueConstraint("invoice_id", "number", name=op.f("uq_invoice_agreement_invoice_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_invoice_agreement_reference")),
    )
    op.create_table(
        "invoice_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by", sa.Date(), nullable=True),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("credit_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'agreed') = (agreement_id IS NOT NULL)", name=op.f("ck_invoice_line_agreed_together")
        ),
        sa.CheckConstraint(
            "(state = 'taken_off') = (credit_id IS NOT NULL)", name=op.f("ck_invoice_line_taken_off_with_its_money")
        ),
        sa.CheckConstraint(
            "(state IN ('with_funder', 'with_provider')) = (by IS NOT NULL)", name=op.f("ck_invoice_line_has_a_day")
        ),
        sa.CheckConstraint(
            "state IN ('with_funder', 'with_provider', 'agreed', 'taken_off')", name=op.f("ck_invoice_line_state_known")
        ),
        sa.CheckConstraint("pence > 0", name=op.f("ck_invoice_line_pence_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["budget_account.id"], name=op.f("fk_invoice_line_account_id")),
        sa.ForeignKeyConstraint(
            ["agreement_id", "invoice_id"],
            ["invoice_agreement.id", "invoice_agreement.invoice_id"],
            name=op.f("fk_invoice_line_agreement_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(["credit_id"], ["ledger_transaction.id"], name=op.f("fk_invoice_line_credit_id")),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_invoice_line_delivery_id")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_invoice_line_invoice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_line")),
        sa.UniqueConstraint("credit_id", name=op.f("uq_invoice_line_credit_id")),
        sa.UniqueConstraint("delivery_id", "account_id", name=op.f("uq_invoice_line_delivery_id_account_id")),
    )
    op.create_index(op.f("ix_invoice_line_account_id"), "invoice_line", ["account_id"], unique=False)
    op.create_index(op.f("ix_invoice_line_agreement_id"), "invoice_line", ["agreement_id"], unique=False)
    op.create_index(op.f("ix_invoice_line_invoice_id"), "invoice_line", ["invoice_id"], unique=False)
    op.create_table(
        "invoice_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "move IN ('query', 'stand_by', 'take_off', 'agree')", name=op.f("ck_invoice_word_move_known")
        ),
        sa.CheckConstraint("char_length(words) BETWEEN 1 AND 1000", name=op.f("ck_invoice_word_words_in_range")),
        sa.ForeignKeyConstraint(["line_id"], ["invoice_line.id"], name=op.f("fk_invoice_word_line_id")),
        sa.ForeignKeyConstraint(["said_by"], ["account.id"], name=op.f("fk_invoice_word_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_word")),
    )
    op.create_index(op.f("ix_invoice_word_line_id"), "invoice_word", ["line_id"], unique=False)
    op.create_table(
        "remittance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("file_hash", sa.Text(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_remittance_funder_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["account.id"], name=op.f("fk_remittance_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remittance")),
        sa.UniqueConstraint("funder_id", "file_hash", name=op.f("uq_remittance_funder_id_file_hash")),
        sa.UniqueConstraint("id", "funder_id", name=op.f("uq_remittance_id_funder_id")),
    )
    op.create_table(
        "remittance_row",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("remittance_id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("transaction_id", sa.Uuid(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("closed_words", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (closed_words = '') AND (closed_at IS NULL OR problem IS NOT NULL)",
            name=op.f("ck_remittance_row_closed_by_somebody"),
        ),
        sa.CheckConstraint(
            "problem IN ('unknown', 'wrong_sum', 'paid_before', 'too_early')",
            name=op.f("ck_remittance_row_problem_known"),
        ),
        sa.CheckConstraint(
            "(problem IS NULL) = (agreement_id IS NOT NULL) AND (problem IS NULL) = (transaction_id IS NOT NULL)",
            name=op.f("ck_remittance_row_fits_or_says_why"),
        ),
        sa.CheckConstraint("pence > 0", name=op.f("ck_remittance_row_pence_positive")),
        sa.ForeignKeyConstraint(
            ["agreement_id", "funder_id", "reference", "pence"],
            [
                "invoice_agreement.id",
                "invoice_agreement.funder_id",
                "invoice_agreement.reference",
                "invoice_agreement.pence",
            ],
            name=op.f("fk_remittance_row_agreement_id_funder_id_reference_pence"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["account.id"], name=op.f("fk_remittance_row_closed_by")),
        sa.ForeignKeyConstraint(
            ["remittance_id", "funder_id"],
            ["remittance.id", "remittance.funder_id"],
            name=op.f("fk_remittance_row_remittance_id_funder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_remittance_row_transaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remittance_row")),
        sa.UniqueConstraint("agreement_id", name=op.f("uq_remittance_row_agreement_id")),
        sa.UniqueConstraint("remittance_id", "line", name=op.f("uq_remittance_row_remittance_id_line")),
        sa.UniqueConstraint("transaction_id", name=op.f("uq_remittance_row_transaction_id")),
    )
    op.create_index(
        "ix_remittance_row_open",
        "remittance_row",
        ["funder_id"],
        unique=False,
        postgresql_where=sa.text("problem IS NOT NULL AND closed_at IS NULL"),
    )
    op.execute(FUNCTIONS)
    op.execute(TRIGGERS)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    _kinds(f"{KINDS}, 'invoice', 'payment'")


def downgrade() -> None:
    """Take them away again."""
    op.execute("DELETE FROM work_taken WHERE kind IN ('invoice', 'payment')")
    _kinds(KINDS)
    op.execute("DROP TRIGGER paid ON ledger_entry")
    for table in ("remittance_row", "remittance", "invoice_word", "invoice_line", "invoice_agreement", "invoice"):
        op.drop_table(table)
    op.execute("DROP FUNCTION invoice_line_is_spent; DROP FUNCTION invoice_agreement_sums")
    op.execute("DROP FUNCTION invoice_money_squared")
    op.execute("DELETE FROM funder_setting WHERE name IN ('invoice_days', 'query_days', 'pay_days')")
