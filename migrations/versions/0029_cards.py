"""Paying by card from direct payments: payees, cards, payments, what is given back, and events, held to the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0023"
branch_labels = None
depends_on = None

FUNCTIONS = """
-- what a card is asked for is what its delivery spent from a direct payment that was to be paid by card
CREATE FUNCTION card_payment_is_spent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM delivery d
          JOIN budget_account a ON a.id = NEW.account_id AND a.holding = 'direct'
          JOIN funding f ON f.booking_id = d.booking_id AND f.account_id = a.id AND f.by_card
         WHERE d.id = NEW.delivery_id
           AND NEW.pence = (SELECT sum(e.pence) FROM ledger_entry e WHERE e.transaction_id = d.spend_id
                               AND e.account_id = NEW.account_id AND e.pot = 'spent')) THEN
        RAISE EXCEPTION 'a card pays what was spent, where it was agreed that it does'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_payment_spent';
    END IF;
    RETURN NULL;
END $$;

-- what is given back of a payment is what its refunds say, and comes back into the budget that it was spent from
CREATE FUNCTION card_refund_squared() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    payment uuid := CASE TG_TABLE_NAME WHEN 'card_payment' THEN (to_jsonb(NEW) ->> 'id')::uuid
                                       ELSE (to_jsonb(NEW) ->> 'payment_id')::uuid END;
BEGIN
    IF (SELECT given_back FROM card_payment WHERE id = payment)
       <> (SELECT coalesce(sum(pence), 0) FROM card_refund WHERE payment_id = payment)
       OR EXISTS (
        SELECT FROM card_refund r JOIN card_payment p ON p.id = r.payment_id
         WHERE r.payment_id = payment AND r.transaction_id IS NOT NULL
           AND (SELECT coalesce(sum(e.pence), 0) FROM ledger_entry e WHERE e.transaction_id = r.transaction_id
                   AND e.account_id = p.account_id AND e.pot = 'available') <> r.pence) THEN
        RAISE EXCEPTION 'what is given back is what its refunds say'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_refund_squared';
    END IF;
    RETURN NULL;
END $$;
"""
# what a provider is owed falls by what a card paid, too
SQUARED = """
CREATE OR REPLACE FUNCTION invoice_money_squared() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    posted uuid := CASE TG_TABLE_NAME WHEN 'invoice_line' THEN (to_jsonb(NEW) ->> 'credit_id')::uuid
                                      {case}ELSE (to_jsonb(NEW) ->> 'transaction_id')::uuid END;
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
              JOIN invoice i ON i.id = g.invoice_id WHERE r.transaction_id = posted{moved}),
        legs AS (
            SELECT p.id AS account_id, 'balance' AS pot, -m.pence AS pence FROM moved m
              JOIN ledger_account p ON p.kind = 'provider' AND p.organisation_id = m.provider_id
             UNION ALL
            SELECT c.id, 'balance', m.pence FROM moved m
              JOIN ledger_account c ON c.kind = 'clearing' AND {whose} = m.funder_id
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
BEFORE = SQUARED.format(case="", moved="", whose="c.organisation_id")
AFTER = SQUARED.format(
    case="WHEN 'card_payment' THEN (to_jsonb(NEW) ->> 'paid_id')::uuid\n                                      ",
    moved="""
             UNION ALL
            SELECT o.provider_id, o.person_id, NULL, c.pence
              FROM card_payment c JOIN delivery d ON d.id = c.delivery_id JOIN orders o ON o.id = d.order_id
             WHERE c.paid_id = posted""",
    whose="coalesce(c.person_id, c.organisation_id)",
)
TRIGGERS = """
CREATE CONSTRAINT TRIGGER spent AFTER INSERT ON card_payment DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION card_payment_is_spent();
CREATE CONSTRAINT TRIGGER paid AFTER INSERT OR UPDATE ON card_payment DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.paid_id IS NOT NULL) EXECUTE FUNCTION invoice_money_squared();
CREATE CONSTRAINT TRIGGER squared AFTER INSERT OR UPDATE ON card_refund DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION card_refund_squared();
CREATE CONSTRAINT TRIGGER squared AFTER UPDATE OF given_back ON card_payment DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION card_refund_squared();
CREATE TRIGGER agreed BEFORE UPDATE OF id, delivery_id, account_id, pence OR DELETE OR TRUNCATE ON card_payment
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreed BEFORE UPDATE OF id, payment_id, pence OR DELETE OR TRUNCATE ON card_refund
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON card_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
KINDS = "'worry', 'concern', 'dispute', 'role', 'job', 'invoice', 'payment'"


def _kinds(kinds: str) -> None:
    op.drop_constraint(op.f("ck_work_taken_kind_known"), "work_taken")
    op.create_check_constraint(op.f("ck_work_taken_kind_known"), "work_taken", f"kind IN ({kinds})")


def upgrade() -> None:
    """Make the tables, and what holds them to the ledger."""
    op.create_table(
        "card_event",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_event")),
    )
    op.create_table(
        "card_payee",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('begun', 'needs_something', 'can_be_paid')", name=op.f("ck_card_payee_state_known")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_card_payee_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_card_payee")),
        sa.UniqueConstraint("account", name=op.f("uq_card_payee_account")),
    )
    op.create_table(
        "payment_card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=True),
        sa.Column("customer", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("brand", sa.Text(), nullable=True),
        sa.Column("last4", sa.Text(), nullable=True),
        sa.Column("exp_month", sa.Integer(), nullable=True),
        sa.Column("exp_year", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last4 ~ '^[0-9]{4}$'", name=op.f("ck_payment_card_never_its_number")),
        sa.CheckConstraint(
            "state <> 'kept' OR num_nonnulls(customer, method, brand, last4, exp_month, exp_year) = 6",
            name=op.f("ck_payment_card_kept_whole"),
        ),
        sa.CheckConstraint("state IN ('asked', 'kept', 'removed')", name=op.f("ck_payment_card_state_known")),
        sa.ForeignKeyConstraint(["account_id"], ["budget_account.id"], name=op.f("fk_payment_card_account_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_payment_card_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_card")),
        sa.UniqueConstraint("method", name=op.f("uq_payment_card_method")),
        sa.UniqueConstraint("session", name=op.f("uq_payment_card_session")),
    )
    op.create_index(op.f("ix_payment_card_account_id"), "payment_card", ["account_id"], unique=False)
    op.create_index(
        "uq_payment_card_kept", "payment_card", ["account_id"], unique=True, postgresql_where=sa.text("state = 'kept'")
    )
    op.create_table(
        "card_payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("intent", sa.Text(), nullable=True),
        sa.Column("charge", sa.Text(), nullable=True),
        sa.Column("paid_id", sa.Uuid(), nullable=True),
        sa.Column("transfer", sa.Text(), nullable=True),
        sa.Column("given_back", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("trouble", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(state IN ('to_charge', 'asked', 'needs_person', 'failed')) = (paid_id IS NULL) AND (paid_id IS NULL) = (charge IS NULL)",
            name=op.f("ck_card_payment_paid_with_its_money"),
        ),
        sa.CheckConstraint(
            "state IN ('to_charge', 'asked', 'needs_person', 'paid', 'failed', 'part_refunded', 'refunded', 'disputed')",
            name=op.f("ck_card_payment_state_known"),
        ),
        sa.CheckConstraint("given_back BETWEEN 0 AND pence", name=op.f("ck_card_payment_no_more_back_than_paid")),
        sa.CheckConstraint("pence > 0", name=op.f("ck_card_payment_pence_positive")),
        sa.CheckConstraint("transfer IS NULL OR paid_id IS NOT NULL", name=op.f("ck_card_payment_passed_on_once_paid")),
        sa.ForeignKeyConstraint(["account_id"], ["budget_account.id"], name=op.f("fk_card_payment_account_id")),
        sa.ForeignKeyConstraint(["card_id"], ["payment_card.id"], name=op.f("fk_card_payment_card_id")),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_card_payment_delivery_id")),
        sa.ForeignKeyConstraint(["paid_id"], ["ledger_transaction.id"], name=op.f("fk_card_payment_paid_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_payment")),
        sa.UniqueConstraint("charge", name=op.f("uq_card_payment_charge")),
        sa.UniqueConstraint("delivery_id", "account_id", name=op.f("uq_card_payment_delivery_id_account_id")),
        sa.UniqueConstraint("intent", name=op.f("uq_card_payment_intent")),
        sa.UniqueConstraint("paid_id", name=op.f("uq_card_payment_paid_id")),
        sa.UniqueConstraint("transfer", name=op.f("uq_card_payment_transfer")),
    )
    op.create_index(op.f("ix_card_payment_account_id"), "card_payment", ["account_id"], unique=False)
    op.create_index(op.f("ix_card_payment_card_id"), "card_payment", ["card_id"], unique=False)
    op.create_index(
        "ix_card_payment_open", "card_payment", ["made_at"], unique=False, postgresql_where=sa.text("transfer IS NULL")
    )
    op.create_table(
        "card_refund",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reversal", sa.Text(), nullable=True),
        sa.Column("refund", sa.Text(), nullable=True),
        sa.Column("transaction_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'asked') = (reversal IS NULL) AND (state = 'given_back') = (refund IS NOT NULL) AND (refund IS NULL) = (transaction_id IS NULL)",
            name=op.f("ck_card_refund_each_step_stored"),
        ),
        sa.CheckConstraint("state IN ('asked', 'taken_back', 'given_back')", name=op.f("ck_card_refund_state_known")),
        sa.CheckConstraint("char_length(reason) BETWEEN 1 AND 500", name=op.f("ck_card_refund_reason_in_range")),
        sa.CheckConstraint("pence > 0", name=op.f("ck_card_refund_pence_positive")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_card_refund_asked_by")),
        sa.ForeignKeyConstraint(["payment_id"], ["card_payment.id"], name=op.f("fk_card_refund_payment_id")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_card_refund_transaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_refund")),
        sa.UniqueConstraint("key", name=op.f("uq_card_refund_key")),
        sa.UniqueConstraint("refund", name=op.f("uq_card_refund_refund")),
        sa.UniqueConstraint("reversal", name=op.f("uq_card_refund_reversal")),
        sa.UniqueConstraint("transaction_id", name=op.f("uq_card_refund_transaction_id")),
    )
    op.create_index(op.f("ix_card_refund_payment_id"), "card_refund", ["payment_id"], unique=False)
    op.add_column("funding", sa.Column("by_card", sa.Boolean(), server_default="false", nullable=False))
    op.execute(FUNCTIONS)
    op.execute(AFTER)
    op.execute(TRIGGERS)
    _kinds(f"{KINDS}, 'card'")


def downgrade() -> None:
    """Take them away again."""
    op.execute("DELETE FROM work_taken WHERE kind = 'card'")
    _kinds(KINDS)
    op.execute(BEFORE)
    for table in ("card_event", "card_refund", "card_payment", "payment_card", "card_payee"):
        op.drop_table(table)
    op.execute("DROP FUNCTION card_payment_is_spent; DROP FUNCTION card_refund_squared")
    op.drop_column("funding", "by_card")
