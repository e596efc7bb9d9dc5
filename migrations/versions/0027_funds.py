"""Individual Service Funds; and no transaction moves money between two people."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

FUNCTIONS = """
CREATE FUNCTION ledger_one_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh JOIN budget_account b ON b.id = fresh.account_id
                GROUP BY fresh.transaction_id HAVING min(b.person_id::text) <> max(b.person_id::text)) THEN
        RAISE EXCEPTION 'what is one person''s is never moved to another'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_one_person';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION fund_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM fund f
                 JOIN budget_account s ON s.id = f.source_id JOIN budget_account h ON h.id = f.home_id
                 JOIN holding_terms t ON t.id = f.terms_id LEFT JOIN budget_account a ON a.id = f.account_id
                WHERE f.id = NEW.id
                  AND ((s.person_id, h.person_id, t.organisation_id)
                       IS DISTINCT FROM (f.person_id, f.person_id, f.holder_id)
                    OR h.holding <> 'notional' OR s.stream_id <> h.stream_id
                    OR (a.id IS NOT NULL AND (a.person_id, a.stream_id, a.holding, a.holder_organisation_id)
                       IS DISTINCT FROM (f.person_id, s.stream_id, 'isf', f.holder_id)))) THEN
        RAISE EXCEPTION 'a fund is of one person, one stream and the holder whose terms were signed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_fits';
    END IF;
    RETURN NULL;
END $$;
"""
TRIGGERS = """
CREATE TRIGGER one_person AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_one_person();
CREATE TRIGGER fits AFTER INSERT OR UPDATE ON fund FOR EACH ROW EXECUTE FUNCTION fund_fits();
CREATE TRIGGER agreed BEFORE UPDATE OF id, person_id, source_id, home_id, holder_id, terms_id, asked_by, asked_at ON fund
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON holding_terms
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON fund_fee
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Make the tables, and what holds them to the accounts and to one person."""
    op.create_table(
        "holding_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("notice_days", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("fee >= 0", name=op.f("ck_holding_terms_fee_not_negative")),
        sa.CheckConstraint("notice_days >= 0", name=op.f("ck_holding_terms_notice_not_negative")),
        sa.CheckConstraint("char_length(words) <= 2000", name=op.f("ck_holding_terms_words_in_range")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_holding_terms_organisation_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_holding_terms_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holding_terms")),
    )
    op.create_index("ix_holding_terms_organisation", "holding_terms", ["organisation_id", "made_at"])
    op.create_table(
        "fund",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("terms_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'agreed', 'declined', 'taken_back', 'ended')", name=op.f("ck_fund_state_known")
        ),
        sa.CheckConstraint(
            "(state IN ('agreed', 'ended')) = (account_id IS NOT NULL)", name=op.f("ck_fund_account_when_agreed")
        ),
        sa.CheckConstraint(
            "(state IN ('agreed', 'declined', 'ended')) = (answered_by IS NOT NULL AND answered_at IS NOT NULL)",
            name=op.f("ck_fund_answered_by_somebody"),
        ),
        sa.CheckConstraint("state <> 'ended' OR ends_on IS NOT NULL", name=op.f("ck_fund_ended_on_a_day")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_fund_{column}"))
            for column, table in (
                ("person_id", "person"),
                ("source_id", "budget_account"),
                ("home_id", "budget_account"),
                ("holder_id", "organisation"),
                ("terms_id", "holding_terms"),
                ("asked_by", "account"),
                ("answered_by", "account"),
                ("account_id", "budget_account"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund")),
        sa.UniqueConstraint("key", name=op.f("uq_fund_key")),
        sa.UniqueConstraint("account_id", name=op.f("uq_fund_account_id")),
    )
    for column in ("person_id", "source_id", "holder_id"):
        op.create_index(op.f(f"ix_fund_{column}"), "fund", [column])
    op.create_index("ix_fund_state", "fund", ["state", "answer_by"])
    op.create_index(
        "uq_fund_open", "fund", ["source_id"], unique=True, postgresql_where=sa.text("state IN ('asked', 'agreed')")
    )
    op.create_table(
        "fund_fee",
        sa.Column("fund_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("pence > 0", name=op.f("ck_fund_fee_pence_positive")),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"], name=op.f("fk_fund_fee_fund_id")),
        sa.ForeignKeyConstraint(["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_fund_fee_transaction_id")),
        sa.PrimaryKeyConstraint("fund_id", "due_on", name=op.f("pk_fund_fee")),
        sa.UniqueConstraint("transaction_id", name=op.f("uq_fund_fee_transaction_id")),
    )
    op.execute(FUNCTIONS)
    op.execute(TRIGGERS)


def downgrade() -> None:
    """Take them away again."""
    op.execute("DROP TRIGGER one_person ON ledger_entry")
    for table in ("fund_fee", "fund", "holding_terms"):
        op.drop_table(table)
    op.execute("DROP FUNCTION ledger_one_person; DROP FUNCTION fund_fits")
