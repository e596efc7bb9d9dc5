"""What the database itself refuses: changed history, unbalanced money, moved balances, half-funded bookings."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "audit",
    "looked",
    "ledger_transaction",
    "ledger_entry",
    "offer_version",
    "offer_price",
    "funding",
    "rating_wording",
)

# table -> the columns that were agreed and stay as they are
AGREED = {
    "orders": (
        "key, request_hash, number, person_id, placed_by, offer_id, version_id, provider_id, title, provider_name, "
        "unit, level, notice_hours, late_percent, vat, message, placed_at"
    ),
    "booking": "order_id, person_id, offer_id, quantity, unit_pence, price",
}

FUNCTIONS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is kept as it was written', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_kept';
END $$;

CREATE FUNCTION ledger_apply() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh GROUP BY transaction_id HAVING sum(pence) <> 0) THEN
        RAISE EXCEPTION 'the entries of a transaction must sum to zero'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balanced';
    END IF;
    IF (SELECT count(*) FROM fresh)
       <> (SELECT count(*) FROM ledger_entry WHERE transaction_id IN (SELECT transaction_id FROM fresh)) THEN
        RAISE EXCEPTION 'a transaction is posted whole, in one statement'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_whole';
    END IF;
    IF EXISTS (SELECT FROM fresh JOIN ledger_account a ON a.id = fresh.account_id
               WHERE (a.kind = 'budget') = (fresh.pot = 'balance')) THEN
        RAISE EXCEPTION 'budget accounts have four pots, the others one balance'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_pot_fits';
    END IF;
    UPDATE budget_account b
       SET available = b.available + d.available, promised = b.promised + d.promised,
           spent = b.spent + d.spent, banked = b.banked + d.banked
      FROM (SELECT account_id,
                   coalesce(sum(pence) FILTER (WHERE pot = 'available'), 0) AS available,
                   coalesce(sum(pence) FILTER (WHERE pot = 'promised'), 0) AS promised,
                   coalesce(sum(pence) FILTER (WHERE pot = 'spent'), 0) AS spent,
                   coalesce(sum(pence) FILTER (WHERE pot = 'banked'), 0) AS banked
              FROM fresh WHERE pot <> 'balance' GROUP BY account_id) d
     WHERE b.id = d.account_id;
    RETURN NULL;
END $$;

CREATE FUNCTION ledger_has_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger_entry WHERE transaction_id = NEW.id) THEN
        RAISE EXCEPTION 'a transaction without entries'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transaction_has_entries';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION booking_is_funded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    booked uuid := CASE TG_TABLE_NAME WHEN 'booking' THEN (to_jsonb(NEW) ->> 'id')::uuid
                                      ELSE (to_jsonb(NEW) ->> 'booking_id')::uuid END;
BEGIN
    IF (SELECT price FROM booking WHERE id = booked)
       <> (SELECT coalesce(sum(pence), 0) FROM funding WHERE booking_id = booked) THEN
        RAISE EXCEPTION 'the funding of a booking must sum to its price'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'booking_funded';
    END IF;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER apply AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_apply();
CREATE CONSTRAINT TRIGGER has_entries AFTER INSERT ON ledger_transaction DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_has_entries();
CREATE TRIGGER moved_by_entries_only BEFORE UPDATE OF available, promised, spent, banked ON budget_account
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER opened_empty BEFORE INSERT ON budget_account
    FOR EACH ROW WHEN (NEW.available <> 0 OR NEW.promised <> 0 OR NEW.spent <> 0 OR NEW.banked <> 0)
    EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER funded AFTER INSERT ON booking DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION booking_is_funded();
CREATE CONSTRAINT TRIGGER funded AFTER INSERT ON funding DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION booking_is_funded();
"""


def upgrade() -> None:
    """Make the functions, then hang them on their tables."""
    op.execute(FUNCTIONS)
    op.execute(TRIGGERS)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    for table, columns in AGREED.items():
        op.execute(
            f"CREATE TRIGGER agreed BEFORE UPDATE OF {columns} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    """Take the triggers and their functions away."""
    for table in AGREED:
        op.execute(f"DROP TRIGGER agreed ON {table}")
    for table in APPEND_ONLY:
        op.execute(f"DROP TRIGGER kept ON {table}")
    op.execute("DROP FUNCTION refuse_change(), ledger_apply(), ledger_has_entries(), booking_is_funded() CASCADE")
