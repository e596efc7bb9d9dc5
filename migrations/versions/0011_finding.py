"""What an offer says to be found by life, and where it is: outcomes, workers, culture, trial, wait and postcode."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OUTCOMES = (
    *("get_out", "people", "create", "music", "active", "outdoors", "learn", "work", "home", "eat", "calm", "talk"),
    *("bad_days", "confidence", "about", "money", "heard", "myself", "break"),
)
WORKERS = ("woman", "man")
CULTURE = ("halal_food", "kosher_food", "vegetarian_food", "prayer_space", "women_only", "men_only", "lgbt")
SLOTS = ("a", "b")
BEFORE = ("category", "areas", "days", "parts", "access", "languages", "place", "group_kind", "takes", "units", "tags")
FACETS = ("outcomes", "starts", "workers", "culture", "accredited")
PLAIN = (("latitude", sa.Float()), ("longitude", sa.Float()), ("soonest", sa.Date()))


def upgrade() -> None:
    """Add them; what was said before says nothing of them. The index holds them once it is rebuilt."""
    lists = sa.ARRAY(sa.Text())
    for name, words in (("outcomes", OUTCOMES), ("workers", WORKERS), ("culture", CULTURE)):
        op.add_column("offer_version", sa.Column(name, lists, server_default="{}", nullable=False))
        allowed = ", ".join(f"'{word}'" for word in words)
        op.create_check_constraint(f"{name}_known", "offer_version", f"{name} <@ ARRAY[{allowed}]::text[]")
    op.add_column("offer_version", sa.Column("trial", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("offer_version", sa.Column("wait_weeks", sa.Integer(), nullable=True))
    op.create_check_constraint("wait_in_range", "offer_version", "wait_weeks BETWEEN 0 AND 104")
    op.create_check_constraint("wait_of_agreed_times", "offer_version", 'wait_weeks IS NULL OR NOT "group"')
    op.add_column("offer_version", sa.Column("outward", sa.Text(), server_default="", nullable=False))
    half = "outward ~ '^([A-Z]{1,2}[0-9][A-Z0-9]?)?$'"
    op.create_check_constraint("outward_is_half_a_postcode", "offer_version", half)
    for slot in SLOTS:
        documents = f"search_document_{slot}"
        for name in FACETS:
            op.add_column(documents, sa.Column(name, lists, server_default="{}", nullable=False))
            op.alter_column(documents, name, server_default=None)
        for name, kind in PLAIN:
            op.add_column(documents, sa.Column(name, kind, nullable=True))
        _found_by(documents, (*BEFORE, *FACETS))


def downgrade() -> None:
    """Take them away."""
    for slot in SLOTS:
        documents = f"search_document_{slot}"
        _found_by(documents, BEFORE)
        for name in (*FACETS, *(name for name, _ in PLAIN)):
            op.drop_column(documents, name)
    for name in ("outward", "wait_weeks", "trial", "culture", "workers", "outcomes"):
        op.drop_column("offer_version", name)


def _found_by(documents: str, facets: tuple[str, ...]) -> None:
    """Make the index of a slot afresh, over its words and these facets."""
    op.drop_index(f"ix_{documents}_found", documents)
    op.create_index(
        f"ix_{documents}_found",
        documents,
        ["words", *facets],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
