"""What a funder's money may buy, what was asked first and allowed; and what happens to a stream while it runs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

CATEGORIES = (
    "'arts', 'music', 'nature', 'sport', 'learning', 'work', 'peer_support', 'talking', 'social', 'home_support', "
    "'personal_assistant', 'breaks', 'advice', 'travel', 'other'"
)
THINGS = (
    "'alcohol', 'tobacco', 'gambling', 'debt', 'illegal', 'emergency_care', 'primary_care', 'clothing', 'food', "
    "'phone', 'transport', 'gifts', 'cash'"
)
WORK = "'worry', 'concern', 'dispute', 'role', 'job', 'invoice', 'payment'"


def _work(kinds: str) -> None:
    """Say which kinds of things can wait on a list of work."""
    op.drop_constraint(op.f("ck_work_taken_kind_known"), "work_taken")
    op.create_check_constraint(op.f("ck_work_taken_kind_known"), "work_taken", f"kind IN ({kinds})")


def _rules() -> None:
    op.create_table(
        "spending_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("funder_id"), "="),
            (sa.column("about"), "="),
            (sa.text("daterange(starts, ends, '[]')"), "&&"),
            using="gist",
            name="ex_spending_rule_one_at_a_time",
        ),
        sa.CheckConstraint(f"about IN ({CATEGORIES}, {THINGS})", name=op.f("ck_spending_rule_about_known")),
        sa.CheckConstraint("effect IN ('allowed', 'ask', 'not_allowed')", name=op.f("ck_spending_rule_effect_known")),
        sa.CheckConstraint("char_length(words) BETWEEN 1 AND 500", name=op.f("ck_spending_rule_words_in_range")),
        sa.CheckConstraint("char_length(source) BETWEEN 1 AND 500", name=op.f("ck_spending_rule_source_in_range")),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_spending_rule_dates_in_order")),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_spending_rule_funder_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_spending_rule_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending_rule")),
    )


def _questions() -> None:
    op.create_table(
        "spending_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("rule_words", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'asked_back', 'yes', 'no', 'withdrawn')", name=op.f("ck_spending_question_state_known")
        ),
        sa.CheckConstraint(f"category IN ({CATEGORIES})", name=op.f("ck_spending_question_category_known")),
        sa.CheckConstraint("pence > 0", name=op.f("ck_spending_question_pence_positive")),
        sa.CheckConstraint("char_length(why) BETWEEN 1 AND 2000", name=op.f("ck_spending_question_why_in_range")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_spending_question_person_id")),
        sa.ForeignKeyConstraint(["account_id"], ["budget_account.id"], name=op.f("fk_spending_question_account_id")),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_spending_question_funder_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_spending_question_offer_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_spending_question_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending_question")),
        sa.UniqueConstraint("key", name=op.f("uq_spending_question_key")),
    )
    op.create_index(op.f("ix_spending_question_person_id"), "spending_question", ["person_id"], unique=False)
    op.create_index(
        "ix_spending_question_open",
        "spending_question",
        ["funder_id", "answer_by"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "uq_spending_question_waiting",
        "spending_question",
        ["person_id", "funder_id", "offer_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('open', 'asked_back')"),
    )
    op.create_table(
        "spending_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "move IN ('yes', 'no', 'ask_back', 'reply', 'withdraw')", name=op.f("ck_spending_word_move_known")
        ),
        sa.CheckConstraint("char_length(words) <= 2000", name=op.f("ck_spending_word_words_in_range")),
        sa.ForeignKeyConstraint(["question_id"], ["spending_question.id"], name=op.f("fk_spending_word_question_id")),
        sa.ForeignKeyConstraint(["said_by"], ["account.id"], name=op.f("fk_spending_word_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending_word")),
    )
    op.create_index(op.f("ix_spending_word_question_id"), "spending_word", ["question_id"], unique=False)


def _permissions() -> None:
    op.create_table(
        "spending_permission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.CheckConstraint(f"category IN ({CATEGORIES})", name=op.f("ck_spending_permission_category_known")),
        sa.CheckConstraint("num_nonnulls(offer_id, category) = 1", name=op.f("ck_spending_permission_for_one_thing")),
        sa.CheckConstraint("pence > 0", name=op.f("ck_spending_permission_pence_positive")),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_spending_permission_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["spending_question.id"], name=op.f("fk_spending_permission_question_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_spending_permission_person_id")),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_spending_permission_funder_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_spending_permission_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending_permission")),
        sa.UniqueConstraint("question_id", name=op.f("uq_spending_permission_question_id")),
    )
    op.create_index(op.f("ix_spending_permission_person_id"), "spending_permission", ["person_id"], unique=False)
    op.add_column("funding", sa.Column("permission_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_funding_permission_id"), "funding", "spending_permission", ["permission_id"], ["id"])
    op.create_index(
        "ix_funding_permission",
        "funding",
        ["permission_id"],
        unique=False,
        postgresql_where=sa.text("permission_id IS NOT NULL"),
    )


def _changes() -> None:
    op.create_table(
        "stream_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("stream_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("pence", sa.BigInteger(), nullable=True),
        sa.Column("was", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("back", sa.BigInteger(), nullable=True),
        sa.Column("back_by", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('amount', 'suspend', 'resume', 'end')", name=op.f("ck_stream_change_kind_known")),
        sa.CheckConstraint(
            "reason IN ('reassessed', 'asked', 'rise', 'conditions', 'hospital', 'risk', 'elsewhere', 'settled')",
            name=op.f("ck_stream_change_reason_known"),
        ),
        sa.CheckConstraint("char_length(words) BETWEEN 1 AND 500", name=op.f("ck_stream_change_words_in_range")),
        sa.CheckConstraint(
            "(kind = 'amount') = (account_id IS NOT NULL) AND (kind = 'amount') = (pence IS NOT NULL)"
            " AND (kind = 'amount') = (was IS NOT NULL)",
            name=op.f("ck_stream_change_amount_of_an_account"),
        ),
        sa.CheckConstraint("pence > 0", name=op.f("ck_stream_change_pence_positive")),
        sa.CheckConstraint(
            "(back IS NULL) = (back_by IS NULL) AND (back IS NULL OR (kind = 'end' AND back > 0))",
            name=op.f("ck_stream_change_back_at_the_end"),
        ),
        sa.ForeignKeyConstraint(["stream_id"], ["stream.id"], name=op.f("fk_stream_change_stream_id")),
        sa.ForeignKeyConstraint(["account_id"], ["budget_account.id"], name=op.f("fk_stream_change_account_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_stream_change_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stream_change")),
        sa.UniqueConstraint("key", name=op.f("uq_stream_change_key")),
    )
    op.create_index("ix_stream_change_stream", "stream_change", ["stream_id", "starts", "made_at"], unique=False)
    op.execute(
        "CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON stream_change "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def upgrade() -> None:
    """Make the tables, and let a booking say by which yes it is paid."""
    _changes()
    _rules()
    _questions()
    _permissions()
    _work(f"{WORK}, 'question'")


def downgrade() -> None:
    """Take them away again."""
    op.execute("DELETE FROM work_taken WHERE kind = 'question'")
    _work(WORK)
    op.drop_column("funding", "permission_id")
    for table in ("stream_change", "spending_permission", "spending_word", "spending_question", "spending_rule"):
        op.drop_table(table)
    op.execute("DELETE FROM funder_setting WHERE name IN ('ask_first_days', 'change_days')")
