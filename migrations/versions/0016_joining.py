"""Links that are used once, their letters, invitations, say-so at a desk, and the check of a provider that joined."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0019"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
PURPOSES = "'join_person', 'join_provider', 'password', 'email', 'invitation', 'takeover'"
KINDS = "'supporter', 'broker', 'funder', 'advocate', 'deputy', 'authorised'"
POWERS = "'see', 'plan', 'spend', 'list', 'deliver', 'broker', 'commission', 'administer', 'manage', 'safeguard'"
DUTIES = "'owner', 'worker', 'broker', 'commissioner', 'administrator', 'manager', 'safeguarding_lead'"


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _organisations() -> None:
    """Whoever is there already counts as checked."""
    for name in ("joined_at", "checked_at", "declined_at"):
        op.add_column("organisation", sa.Column(name, TIME, nullable=True))
    op.add_column("organisation", sa.Column("check_words", sa.Text(), nullable=True))
    op.execute("UPDATE organisation SET checked_at = now()")
    op.create_check_constraint(
        op.f("ck_organisation_one_answer"), "organisation", "checked_at IS NULL OR declined_at IS NULL"
    )


def _invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("powers", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("duties", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("by_office", sa.Boolean(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("withdrawn_at", TIME, nullable=True),
        sa.Column("accepted_at", TIME, nullable=True),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column("mandate_id", sa.Uuid(), nullable=True),
        _check("invitation", "email_in_lower_case", "email = lower(email)"),
        _check("invitation", "one_giver", "num_nonnulls(person_id, organisation_id) = 1"),
        _check("invitation", "kind_of_mandate", "(person_id IS NULL) = (kind IS NULL)"),
        _check("invitation", "accepted_by_somebody", "(accepted_at IS NULL) = (accepted_by IS NULL)"),
        _check("invitation", "one_end", "withdrawn_at IS NULL OR accepted_at IS NULL"),
        _check("invitation", "kind_known", f"kind IN ({KINDS})"),
        _check("invitation", "powers_known", f"powers <@ ARRAY[{POWERS}]::text[]"),
        _check("invitation", "duties_known", f"duties <@ ARRAY[{DUTIES}]::text[]"),
        _key("invitation", "invited_by", "account.id"),
        _key("invitation", "person_id", "person.id"),
        _key("invitation", "organisation_id", "organisation.id"),
        _key("invitation", "accepted_by", "account.id"),
        _key("invitation", "mandate_id", "mandate.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    for column in ("person_id", "organisation_id"):
        op.create_index(op.f(f"ix_invitation_{column}"), "invitation", [column], unique=False)


def _links() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.Text(), nullable=True),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.Column("ended_at", TIME, nullable=True),
        _check("link", "ends_later", "ends_at > made_at"),
        _check("link", "of_an_invitation", "(invitation_id IS NULL) = (purpose <> 'invitation')"),
        _check("link", "of_a_person", "(person_id IS NULL) = (purpose <> 'takeover')"),
        _check("link", "to_somebody", "email IS NOT NULL OR purpose = 'takeover'"),
        _check("link", "purpose_known", f"purpose IN ({PURPOSES})"),
        _key("link", "account_id", "account.id"),
        _key("link", "person_id", "person.id"),
        _key("link", "invitation_id", "invitation.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_link_token_hash")),
    )
    for column in ("person_id", "invitation_id"):
        op.create_index(op.f(f"ix_link_{column}"), "link", [column], unique=False)
    op.create_index("ix_link_email", "link", ["email", "made_at"], unique=False)
    op.create_table(
        "link_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("sent_at", TIME, nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("opens", sa.Text(), nullable=True),
        _check("link_letter", "its_link", "(kind = 'link') = (link_id IS NOT NULL)"),
        _check(
            "link_letter",
            "sent_whole",
            "(sent_at IS NULL) = (subject IS NULL) AND (sent_at IS NULL) = (words IS NULL)",
        ),
        _check("link_letter", "kind_known", "kind IN ('link', 'moving', 'moved')"),
        _key("link_letter", "link_id", "link.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_letter")),
    )
    for column in ("link_id", "sent_at"):
        op.create_index(op.f(f"ix_link_letter_{column}"), "link_letter", [column], unique=False)


def upgrade() -> None:
    """Make the tables."""
    _organisations()
    _invitations()
    _links()
    op.create_table(
        "say_so",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("mandate_id", sa.Uuid(), nullable=False),
        sa.Column("heard_by", sa.Uuid(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        _check("say_so", "how_known", "how IN ('in_person', 'phone', 'video', 'writing')"),
        _key("say_so", "person_id", "person.id"),
        _key("say_so", "mandate_id", "mandate.id"),
        _key("say_so", "heard_by", "account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_say_so")),
        sa.UniqueConstraint("key", name=op.f("uq_say_so_key")),
    )
    op.create_index(op.f("ix_say_so_person_id"), "say_so", ["person_id"], unique=False)


def downgrade() -> None:
    """Take them away."""
    for table in ("say_so", "link_letter", "link", "invitation"):
        op.drop_table(table)
    op.drop_constraint(op.f("ck_organisation_one_answer"), "organisation", type_="check")
    for name in ("check_words", "declined_at", "checked_at", "joined_at"):
        op.drop_column("organisation", name)
