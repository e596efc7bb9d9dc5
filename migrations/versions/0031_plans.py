"""Plans: what is in them, what was sent as it was read, and what was decided; a part of a person's matters of its own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0034"
branch_labels = None
depends_on = None

SECTIONS = "'money', 'bookings', 'lists', 'requests', 'notices', 'journal'"
WORK = (
    "'worry', 'concern', 'dispute', 'role', 'job', 'invoice', 'payment', 'question', 'card', "
    "'contribution', 'instalment', 'check', 'data', 'mail', 'emergency'"
)
FUNCTIONS = """
-- what was read stays as it was read; its words can be erased whole when somebody leaves, never changed
CREATE FUNCTION plan_sent_as_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.content <> OLD.content AND NEW.content <> '') OR (NEW.statement <> OLD.statement AND NEW.statement <> '')
    THEN
        RAISE EXCEPTION 'what was sent stays as it was read'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_sent_as_read';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER as_read BEFORE UPDATE OF content, statement ON plan_sent
    FOR EACH ROW EXECUTE FUNCTION plan_sent_as_read();
CREATE TRIGGER kept BEFORE UPDATE OF id, plan_id, funder_id, number, route, asked_pence, barred, sent_by, sent_at,
    answer_by OR DELETE OR TRUNCATE ON plan_sent FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- whoever wrote a plan, or decided about it before, does not decide; a second reader is not the first
CREATE FUNCTION line_decision_other_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM plan_sent s WHERE s.id = NEW.sent_id AND NEW.decided_by = ANY (s.barred))
        OR (NEW.step <> 'first' AND NEW.decided_by = (
            SELECT d.decided_by FROM line_decision d
            WHERE d.line_id = NEW.line_id AND d.sent_id = NEW.sent_id AND d.step = 'first'
            ORDER BY d.turn DESC LIMIT 1))
    THEN
        RAISE EXCEPTION 'somebody else has to decide'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'line_decision_other_eyes';
    END IF;
    IF NOT EXISTS (SELECT FROM plan_line l WHERE l.id = NEW.line_id AND l.sent_id = NEW.sent_id) THEN
        RAISE EXCEPTION 'a decision is about a line as it was sent'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'line_decision_of_what_was_sent';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER other_eyes BEFORE INSERT ON line_decision
    FOR EACH ROW EXECUTE FUNCTION line_decision_other_eyes();
CREATE FUNCTION line_decision_as_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.words <> OLD.words AND NEW.words <> '(erased)' THEN
        RAISE EXCEPTION 'what was decided stays as it was said'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'line_decision_as_said';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER as_said BEFORE UPDATE OF words ON line_decision
    FOR EACH ROW EXECUTE FUNCTION line_decision_as_said();
CREATE TRIGGER kept BEFORE UPDATE OF id, line_id, sent_id, turn, step, answer, pence, decided_by, decided_at OR DELETE OR TRUNCATE
    ON line_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def _check(table: str, name: str, rule: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, rule)


def _known(sections: str, work: str) -> None:
    """Say which parts of somebody's matters there are, and what can wait on a list of work."""
    for table in ("mandate", "invitation"):
        _check(table, "sections_known", f"sections <@ ARRAY[{sections}]::text[]")
    _check("work_taken", "kind_known", f"kind IN ({work})")


def upgrade() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("budget_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), server_default="", nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("contingency_pence", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("contingency_why", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'sent', 'decided', 'ended')", name=op.f("ck_plan_state_known")),
        sa.CheckConstraint("char_length(statement) <= 5000", name=op.f("ck_plan_statement_in_range")),
        sa.CheckConstraint("contingency_pence >= 0", name=op.f("ck_plan_contingency_not_negative")),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.id"], name=op.f("fk_plan_budget_id")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_plan_changed_by")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_plan_made_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("key", name=op.f("uq_plan_key")),
    )
    op.create_index(op.f("ix_plan_person_id"), "plan", ["person_id"], unique=False)
    op.create_index("uq_plan_budget", "plan", ["budget_id"], unique=True, postgresql_where=sa.text("state <> 'ended'"))
    op.create_table(
        "plan_outcome",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("char_length(words) BETWEEN 1 AND 500", name=op.f("ck_plan_outcome_words_in_range")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_outcome_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_outcome")),
        sa.UniqueConstraint("id", "plan_id", name=op.f("uq_plan_outcome_id_plan_id")),
    )
    op.create_index(op.f("ix_plan_outcome_plan_id"), "plan_outcome", ["plan_id"], unique=False)
    op.create_table(
        "plan_sent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("asked_pence", sa.BigInteger(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("barred", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.CheckConstraint("route IN ('one', 'two', 'again')", name=op.f("ck_plan_sent_route_known")),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_plan_sent_funder_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_sent_plan_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["account.id"], name=op.f("fk_plan_sent_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_sent")),
        sa.UniqueConstraint("id", "plan_id", name=op.f("uq_plan_sent_id_plan_id")),
        sa.UniqueConstraint("plan_id", "number", "funder_id", name=op.f("uq_plan_sent_plan_id_number_funder_id")),
    )
    op.create_index("ix_plan_sent_funder", "plan_sent", ["funder_id", "sent_at"], unique=False)
    op.create_table(
        "plan_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=True),
        sa.Column("sent_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("unit_pence", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("every", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("own_pence", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("agreed_pence", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state IN ('agreed', 'part')) = (agreed_pence IS NOT NULL)", name=op.f("ck_plan_line_agreed_sum")
        ),
        sa.CheckConstraint(
            "about IN ('arts', 'music', 'nature', 'sport', 'learning', 'work', 'peer_support', 'talking', 'social', 'home_support', 'personal_assistant', 'breaks', 'advice', 'travel', 'other', 'alcohol', 'tobacco', 'gambling', 'debt', 'illegal', 'emergency_care', 'primary_care', 'clothing', 'food', 'phone', 'transport', 'gifts', 'cash')",
            name=op.f("ck_plan_line_about_known"),
        ),
        sa.CheckConstraint(
            "every IN ('once', 'week', 'two_weeks', 'four_weeks')", name=op.f("ck_plan_line_every_known")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'waiting', 'second', 'agreed', 'part', 'refused', 'own', 'dropped')",
            name=op.f("ck_plan_line_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('waiting', 'second') OR sent_id IS NOT NULL", name=op.f("ck_plan_line_waits_as_sent")
        ),
        sa.CheckConstraint("(offer_id IS NULL) = (version_id IS NULL)", name=op.f("ck_plan_line_as_it_was_seen")),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_plan_line_dates_in_order")),
        sa.CheckConstraint(
            "unit_pence >= 0 AND own_pence >= 0 AND quantity > 0", name=op.f("ck_plan_line_sums_in_range")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["budget_account.id"], name=op.f("fk_plan_line_account_id")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_plan_line_changed_by")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_plan_line_offer_id")),
        sa.ForeignKeyConstraint(
            ["outcome_id", "plan_id"],
            ["plan_outcome.id", "plan_outcome.plan_id"],
            name=op.f("fk_plan_line_outcome_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_line_plan_id")),
        sa.ForeignKeyConstraint(
            ["sent_id", "plan_id"], ["plan_sent.id", "plan_sent.plan_id"], name=op.f("fk_plan_line_sent_id_plan_id")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["offer_version.id"], name=op.f("fk_plan_line_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line")),
        sa.UniqueConstraint("key", name=op.f("uq_plan_line_key")),
    )
    op.create_index(
        "ix_plan_line_about",
        "plan_line",
        ["about"],
        unique=False,
        postgresql_where=sa.text("state IN ('agreed', 'part', 'refused')"),
    )
    op.create_index(op.f("ix_plan_line_plan_id"), "plan_line", ["plan_id"], unique=False)
    op.create_index("ix_plan_line_sent", "plan_line", ["sent_id"], unique=False)
    op.create_table(
        "line_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("sent_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer IN ('agreed', 'part', 'refused')", name=op.f("ck_line_decision_answer_known")),
        sa.CheckConstraint(
            "step = 'second' OR (step = 'first' AND answer = 'agreed') OR words <> ''",
            name=op.f("ck_line_decision_says_why"),
        ),
        sa.CheckConstraint("step IN ('first', 'second', 'back')", name=op.f("ck_line_decision_step_known")),
        sa.CheckConstraint("pence >= 0", name=op.f("ck_line_decision_pence_not_negative")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_line_decision_decided_by")),
        sa.ForeignKeyConstraint(["line_id"], ["plan_line.id"], name=op.f("fk_line_decision_line_id")),
        sa.ForeignKeyConstraint(["sent_id"], ["plan_sent.id"], name=op.f("fk_line_decision_sent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_decision")),
        sa.UniqueConstraint("line_id", "turn", name=op.f("uq_line_decision_line_id_turn")),
    )
    op.create_index("ix_line_decision_sent", "line_decision", ["sent_id"], unique=False)
    op.execute(FUNCTIONS)
    _known(f"{SECTIONS}, 'plans'", f"{WORK}, 'plan'")


def downgrade() -> None:
    for table in ("line_decision", "plan_line", "plan_sent", "plan_outcome", "plan"):
        op.drop_table(table)
    op.execute("DROP FUNCTION plan_sent_as_read, line_decision_other_eyes, line_decision_as_said")
    op.execute("DELETE FROM work_taken WHERE kind = 'plan'")
    op.execute("DELETE FROM funder_setting WHERE name IN ('plan_alone', 'plan_days', 'plan_again_days')")
    for table in ("mandate", "invitation"):
        op.execute(f"UPDATE {table} SET sections = array_remove(sections, 'plans')")
    _known(SECTIONS, WORK)
