"""Budgets, streams, accounts, instalments and the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger_transaction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_transaction")),
        sa.UniqueConstraint("key", name=op.f("uq_ledger_transaction_key")),
    )
    op.create_table(
        "budget",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_budget_dates_in_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_budget_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget")),
        sa.UniqueConstraint("person_id", "starts", "ends", name=op.f("uq_budget_person_id_starts_ends")),
    )
    op.create_table(
        "ledger_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('budget', 'funder', 'clearing', 'provider', 'paid_by_person', 'own_money', 'contribution')",
            name=op.f("ck_ledger_account_kind_known"),
        ),
        sa.CheckConstraint("num_nonnulls(person_id, organisation_id) = 1", name=op.f("ck_ledger_account_one_owner")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_ledger_account_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ledger_account_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_account")),
    )
    op.create_index(op.f("ix_ledger_account_person_id"), "ledger_account", ["person_id"], unique=False)
    op.create_index(
        "uq_ledger_account_owner",
        "ledger_account",
        ["kind", sa.literal_column("coalesce(person_id, organisation_id)")],
        unique=True,
        postgresql_where=sa.text("kind <> 'budget'"),
    )
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("pot", sa.Text(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "pot IN ('available', 'promised', 'spent', 'banked', 'balance')", name=op.f("ck_ledger_entry_pot_known")
        ),
        sa.CheckConstraint("pence <> 0", name=op.f("ck_ledger_entry_pence_not_nought")),
        sa.ForeignKeyConstraint(["account_id"], ["ledger_account.id"], name=op.f("fk_ledger_entry_account_id")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_ledger_entry_transaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
    )
    op.create_index("ix_ledger_entry_account", "ledger_entry", ["account_id", "id"], unique=False)
    op.create_index(op.f("ix_ledger_entry_transaction_id"), "ledger_entry", ["transaction_id"], unique=False)
    op.create_table(
        "stream",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("budget_id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("paid", sa.Text(), nullable=False),
        sa.Column("plan_agreed_on", sa.Date(), nullable=True),
        sa.Column("plan_reference", sa.Text(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.CheckConstraint("paid IN ('at_once', 'four_weekly')", name=op.f("ck_stream_paid_known")),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.id"], name=op.f("fk_stream_budget_id")),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_stream_funder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stream")),
        sa.UniqueConstraint("key", name=op.f("uq_stream_key")),
    )
    op.create_index(op.f("ix_stream_budget_id"), "stream", ["budget_id"], unique=False)
    op.create_index(op.f("ix_stream_funder_id"), "stream", ["funder_id"], unique=False)
    op.create_table(
        "budget_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stream_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("holding", sa.Text(), nullable=False),
        sa.Column("holder_organisation_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("available", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("promised", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("spent", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("banked", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "(holding IN ('third_party', 'isf')) = (holder_organisation_id IS NOT NULL)",
            name=op.f("ck_budget_account_holder_fits_holding"),
        ),
        sa.CheckConstraint(
            "holding IN ('notional', 'direct', 'third_party', 'isf')", name=op.f("ck_budget_account_holding_known")
        ),
        sa.CheckConstraint("available >= 0", name=op.f("ck_budget_account_available_not_negative")),
        sa.CheckConstraint("banked >= 0", name=op.f("ck_budget_account_banked_not_negative")),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_budget_account_dates_in_order")),
        sa.CheckConstraint("promised >= 0", name=op.f("ck_budget_account_promised_not_negative")),
        sa.CheckConstraint("spent >= 0", name=op.f("ck_budget_account_spent_not_negative")),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_budget_account_funder_id")),
        sa.ForeignKeyConstraint(
            ["holder_organisation_id"], ["organisation.id"], name=op.f("fk_budget_account_holder_organisation_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["ledger_account.id"], name=op.f("fk_budget_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_budget_account_person_id")),
        sa.ForeignKeyConstraint(["stream_id"], ["stream.id"], name=op.f("fk_budget_account_stream_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_account")),
    )
    op.create_index(op.f("ix_budget_account_person_id"), "budget_account", ["person_id"], unique=False)
    op.create_index(op.f("ix_budget_account_stream_id"), "budget_account", ["stream_id"], unique=False)
    op.create_table(
        "instalment",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("pence > 0", name=op.f("ck_instalment_pence_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["budget_account.id"], name=op.f("fk_instalment_account_id")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_instalment_transaction_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "due_on", name=op.f("pk_instalment")),
        sa.UniqueConstraint("transaction_id", name=op.f("uq_instalment_transaction_id")),
    )
    op.create_index(
        "ix_instalment_due", "instalment", ["due_on"], unique=False, postgresql_where=sa.text("transaction_id IS NULL")
    )


def downgrade() -> None:
    op.drop_index("ix_instalment_due", table_name="instalment", postgresql_where=sa.text("transaction_id IS NULL"))
    op.drop_table("instalment")
    op.drop_index(op.f("ix_budget_account_stream_id"), table_name="budget_account")
    op.drop_index(op.f("ix_budget_account_person_id"), table_name="budget_account")
    op.drop_table("budget_account")
    op.drop_index(op.f("ix_stream_funder_id"), table_name="stream")
    op.drop_index(op.f("ix_stream_budget_id"), table_name="stream")
    op.drop_table("stream")
    op.drop_index(op.f("ix_ledger_entry_transaction_id"), table_name="ledger_entry")
    op.drop_index("ix_ledger_entry_account", table_name="ledger_entry")
    op.drop_table("ledger_entry")
    op.drop_index("uq_ledger_account_owner", table_name="ledger_account", postgresql_where=sa.text("kind <> 'budget'"))
    op.drop_index(op.f("ix_ledger_account_person_id"), table_name="ledger_account")
    op.drop_table("ledger_account")
    op.drop_table("budget")
    op.drop_table("ledger_transaction")
