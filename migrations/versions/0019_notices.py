"""Notices say what they are about and as whom they were told; how people want to be told; mail that does not arrive."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KINDS = "'orders', 'money', 'answers', 'tasks', 'other', 'harm', 'called_off', 'refused', 'security'"
CHOOSABLE = "'orders', 'money', 'answers', 'tasks', 'other'"
STATES = "'waiting', 'daily', 'sent', 'kept', 'failed'"
TROUBLES = "'no_such_box', 'not_taken', 'not_now', 'ours'"
OUTCOMES = "'tried_again', 'stopped'"
NEEDS = "'bsl', 'interpreter', 'large_print', 'easy_read', 'braille', 'text_not_calls', 'more_time', 'somebody_with_me'"
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Widen notices; make the tables."""
    _notices()
    _mail()
    _contact()


def _notices() -> None:
    """What was told before is of no kind in particular; letters that have not left are under way."""
    op.add_column("notice", sa.Column("kind", sa.Text(), nullable=False, server_default="other"))
    op.add_column("notice", sa.Column("person_id", sa.Uuid(), nullable=True))
    op.add_column("notice", sa.Column("organisation_id", sa.Uuid(), nullable=True))
    op.add_column("notice", sa.Column("seen_at", WHEN, nullable=True))
    op.add_column("notice", sa.Column("mail", sa.Text(), nullable=False, server_default="waiting"))
    op.alter_column("notice", "kind", server_default=None)
    op.alter_column("notice", "mail", server_default=None)
    op.execute("UPDATE notice SET mail = 'sent' WHERE id IN (SELECT notice_id FROM sent_mail)")
    op.execute(
        "UPDATE notice SET seen_at = account.notices_seen_at FROM account "
        "WHERE account.id = notice.account_id AND notice.at <= account.notices_seen_at"
    )
    op.drop_column("account", "notices_seen_at")
    op.create_foreign_key(op.f("fk_notice_person_id"), "notice", "person", ["person_id"], ["id"])
    op.create_foreign_key(op.f("fk_notice_organisation_id"), "notice", "organisation", ["organisation_id"], ["id"])
    op.create_check_constraint(op.f("ck_notice_kind_known"), "notice", f"kind IN ({KINDS})")
    op.create_check_constraint(op.f("ck_notice_mail_known"), "notice", f"mail IN ({STATES})")
    for name, where in (("fresh", "seen_at IS NULL"), ("daily", "mail = 'daily'"), ("failed", "mail = 'failed'")):
        op.create_index(f"ix_notice_{name}", "notice", ["account_id"], postgresql_where=sa.text(where))


def _mail() -> None:
    op.create_table(
        "mail_failure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("since", WHEN, nullable=False),
        sa.Column("last_at", WHEN, nullable=False),
        sa.Column("held_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", WHEN, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint(f"why IN ({TROUBLES})", name=op.f("ck_mail_failure_why_known")),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f("ck_mail_failure_outcome_known")),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name=op.f("ck_mail_failure_settled_somehow")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mail_failure_account_id")),
        sa.ForeignKeyConstraint(["held_by"], ["account.id"], name=op.f("fk_mail_failure_held_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_failure")),
    )
    op.create_index(
        "uq_mail_failure_open",
        "mail_failure",
        ["account_id"],
        unique=True,
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "mail_stopped",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("since", WHEN, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mail_stopped_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_mail_stopped")),
    )


def _contact() -> None:
    op.create_table(
        "contact_preference",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("by_email", sa.Boolean(), nullable=False),
        sa.Column("daily", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("begins", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("ring", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("other_name", sa.Text(), nullable=False),
        sa.Column("other_contact", sa.Text(), nullable=False),
        sa.Column("changed_at", WHEN, nullable=False),
        sa.CheckConstraint(f"daily <@ ARRAY[{CHOOSABLE}]::text[]", name=op.f("ck_contact_preference_daily_known")),
        sa.CheckConstraint("(begins IS NULL) = (ends IS NULL)", name=op.f("ck_contact_preference_both_hours")),
        sa.CheckConstraint("ends - begins >= interval '1 hour'", name=op.f("ck_contact_preference_hours_in_order")),
        sa.CheckConstraint("ring = (phone <> '')", name=op.f("ck_contact_preference_rung_when_asked")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contact_preference_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_contact_preference")),
    )
    op.create_table(
        "communication_needs",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("needs", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("for_helpers", sa.Boolean(), nullable=False),
        sa.Column("for_providers", sa.Boolean(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", WHEN, nullable=False),
        sa.CheckConstraint(f"needs <@ ARRAY[{NEEDS}]::text[]", name=op.f("ck_communication_needs_needs_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_communication_needs_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_communication_needs")),
    )


def downgrade() -> None:
    """Take them away; the list was seen up to the newest notice that was."""
    for table in ("communication_needs", "contact_preference", "mail_stopped", "mail_failure"):
        op.drop_table(table)
    op.add_column("account", sa.Column("notices_seen_at", WHEN, nullable=True))
    op.execute(
        "UPDATE account SET notices_seen_at = "
        "(SELECT max(at) FROM notice WHERE account_id = account.id AND seen_at IS NOT NULL)"
    )
    for name in ("fresh", "daily", "failed"):
        op.drop_index(f"ix_notice_{name}", table_name="notice")
    for column in ("mail", "seen_at", "organisation_id", "person_id", "kind"):
        op.drop_column("notice", column)
