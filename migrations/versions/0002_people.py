"""Accounts, persons, organisations, mandates, areas and notices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notices_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_account_email_in_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_table(
        "area",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_area")),
        sa.UniqueConstraint("name", name=op.f("uq_area_name")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("user_led", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("small", sa.Boolean(), server_default="false", nullable=False),
        sa.CheckConstraint(
            "kind IN ('provider', 'broker', 'council', 'nhs', 'platform')", name=op.f("ck_organisation_kind_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "sign_in_guess",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shut_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_guess")),
    )
    op.create_table(
        "funder_area",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_funder_area_dates_in_order")),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_funder_area_area_code")),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_funder_area_funder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funder_area")),
        sa.UniqueConstraint("funder_id", "area_code", "starts", name=op.f("uq_funder_area_funder_id_area_code_starts")),
    )
    op.create_table(
        "funder_setting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_funder_setting_funder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funder_setting")),
        sa.UniqueConstraint("funder_id", "name", "starts", name=op.f("uq_funder_setting_funder_id_name_starts")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("duties", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "duties <@ ARRAY['owner', 'worker', 'broker', 'commissioner', 'administrator']::text[]",
            name=op.f("ck_membership_duties_known"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_membership_account_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "account_id", "organisation_id", "starts", name=op.f("uq_membership_account_id_organisation_id_starts")
        ),
    )
    op.create_index(op.f("ix_membership_organisation_id"), "membership", ["organisation_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("once", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("account_id", "once", name=op.f("uq_notice_account_id_once")),
    )
    op.create_index("ix_notice_account", "notice", ["account_id", "at"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_person_account_id")),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_person_area_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("account_id", name=op.f("uq_person_account_id")),
    )
    op.create_index(op.f("ix_person_area_code"), "person", ["area_code"], unique=False)
    op.create_table(
        "mandate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("holder_account_id", sa.Uuid(), nullable=True),
        sa.Column("holder_organisation_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("powers", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("only_accounts", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('supporter', 'broker', 'funder')", name=op.f("ck_mandate_kind_known")),
        sa.CheckConstraint(
            "powers <@ ARRAY['see', 'plan', 'spend', 'list', 'deliver', 'broker', 'commission', 'administer']::text[]",
            name=op.f("ck_mandate_powers_known"),
        ),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_mandate_dates_in_order")),
        sa.CheckConstraint(
            "num_nonnulls(holder_account_id, holder_organisation_id) = 1", name=op.f("ck_mandate_one_holder")
        ),
        sa.ForeignKeyConstraint(["holder_account_id"], ["account.id"], name=op.f("fk_mandate_holder_account_id")),
        sa.ForeignKeyConstraint(
            ["holder_organisation_id"], ["organisation.id"], name=op.f("fk_mandate_holder_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mandate_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
    )
    op.create_index(op.f("ix_mandate_holder_account_id"), "mandate", ["holder_account_id"], unique=False)
    op.create_index(op.f("ix_mandate_holder_organisation_id"), "mandate", ["holder_organisation_id"], unique=False)
    op.create_index(op.f("ix_mandate_person_id"), "mandate", ["person_id"], unique=False)
    op.create_table(
        "sent_mail",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_sent_mail_notice_id")),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_sent_mail")),
    )


def downgrade() -> None:
    op.drop_table("sent_mail")
    op.drop_index(op.f("ix_mandate_person_id"), table_name="mandate")
    op.drop_index(op.f("ix_mandate_holder_organisation_id"), table_name="mandate")
    op.drop_index(op.f("ix_mandate_holder_account_id"), table_name="mandate")
    op.drop_table("mandate")
    op.drop_index(op.f("ix_person_area_code"), table_name="person")
    op.drop_table("person")
    op.drop_index("ix_notice_account", table_name="notice")
    op.drop_table("notice")
    op.drop_index(op.f("ix_membership_organisation_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_table("funder_setting")
    op.drop_table("funder_area")
    op.drop_table("sign_in_guess")
    op.drop_table("organisation")
    op.drop_table("area")
    op.drop_table("account")
