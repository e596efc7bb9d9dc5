"""The two slots of the PostgreSQL search engine."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FACETS = (
    "category",
    "areas",
    "days",
    "parts",
    "access",
    "languages",
    "place",
    "group_kind",
    "takes",
    "units",
    "tags",
)
SLOTS = ("a", "b")


def upgrade() -> None:
    for slot in SLOTS:
        documents, words = f"search_document_{slot}", f"search_word_{slot}"
        op.create_table(
            documents,
            sa.Column("key", sa.Text(collation="C"), nullable=False),
            sa.Column("kind", sa.Text(), nullable=False),
            sa.Column("record_id", sa.Uuid(), nullable=False),
            sa.Column("title", sa.Text(collation="C"), nullable=False),
            sa.Column("words", postgresql.TSVECTOR(), nullable=False),
            *(sa.Column(facet, postgresql.ARRAY(sa.Text()), nullable=False) for facet in FACETS),
            sa.Column("price", sa.BigInteger(), nullable=True),
            sa.Column("rating", sa.Float(), nullable=True),
            sa.PrimaryKeyConstraint("key", name=op.f(f"pk_{documents}")),
        )
        op.create_index(
            f"ix_{documents}_found",
            documents,
            ["words", *FACETS],
            unique=False,
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )
        op.create_table(
            words,
            sa.Column("word", sa.Text(collation="C"), nullable=False),
            sa.PrimaryKeyConstraint("word", name=op.f(f"pk_{words}")),
        )
        op.create_index(
            f"ix_{words}_trigrams",
            words,
            ["word"],
            unique=False,
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
            postgresql_ops={"word": "gin_trgm_ops"},
        )
    op.create_table(
        "search_live",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("live", sa.Text(), nullable=False),
        sa.Column("filling", sa.Text(), nullable=True),
        sa.CheckConstraint("filling IN ('a', 'b') AND filling <> live", name=op.f("ck_search_live_filling_known")),
        sa.CheckConstraint("live IN ('a', 'b')", name=op.f("ck_search_live_live_known")),
        sa.CheckConstraint("one = 1", name=op.f("ck_search_live_one_row")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_search_live")),
    )


def downgrade() -> None:
    op.drop_table("search_live")
    for slot in SLOTS:
        op.drop_table(f"search_word_{slot}")
        op.drop_table(f"search_document_{slot}")
