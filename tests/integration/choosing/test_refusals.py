"""What the database itself refuses of lists and of requests for what is missing."""

import pytest
from sqlalchemy import Engine

from tests.integration.attempts import OTHER, Attempt, again, changed, copied, refused_by

OFFERED = "offer_id IS NOT NULL"

CHOOSING: list[Attempt] = [
    ("ck_shortlist_name_in_range", changed("shortlist", name="''")),
    ("ck_shortlist_name_in_range", changed("shortlist", name="repeat('x', 201)")),
    ("uq_shortlist_key", again("shortlist")),
    ("ck_shortlist_item_one_thing", changed("shortlist_item", OFFERED, entry_id="id", content_hash="'x'")),
    ("ck_shortlist_item_one_thing", changed("shortlist_item", OFFERED, offer_id="NULL", version_id="NULL")),
    ("ck_shortlist_item_as_it_was_seen", changed("shortlist_item", OFFERED, version_id="NULL")),
    ("ck_shortlist_item_as_it_was_seen", changed("shortlist_item", "entry_id IS NOT NULL", content_hash="NULL")),
    ("uq_shortlist_item_offer", again("shortlist_item", OFFERED)),
    ("uq_shortlist_item_entry", again("shortlist_item", "entry_id IS NOT NULL")),
    ("uq_shortlist_share_open", again("shortlist_share")),
    ("ck_shortlist_share_times_in_order", changed("shortlist_share", ended_at="given_at - interval '1 hour'")),
    # a list of one person is never shared under the mandate of another
    ("fk_shortlist_share_mandate_id_person_id", again("shortlist_share", person_id=OTHER, ended_at="2030-01-01")),
    ("fk_shortlist_share_shortlist_id_person_id", again("shortlist_share", shortlist_id=OTHER)),
]

GAPS: list[Attempt] = [
    ("uq_gap_request_key", again("gap_request")),
    ("ck_gap_request_state_known", changed("gap_request", state="'nonsense'")),
    ("ck_gap_request_reasons_known", changed("gap_request", reasons="'{nonsense}'")),
    ("ck_gap_request_category_known", changed("gap_request", category="'nonsense'")),
    ("ck_gap_request_words_in_range", changed("gap_request", words="''")),
    ("ck_gap_request_words_in_range", changed("gap_request", words="repeat('x', 2001)")),
    ("ck_gap_request_answered_by_somebody", changed("gap_request", answered_by="NULL")),
    ("ck_gap_request_answered_by_somebody", changed("gap_request", answer="''")),
    (
        "ck_gap_request_answered_by_somebody",
        changed("gap_request", answer="''", answered_by="NULL", answered_at="NULL"),
    ),
    ("fk_gap_request_shortlist_id_person_id", copied("gap_request", id=OTHER, key=OTHER, shortlist_id=OTHER)),
]


@pytest.mark.parametrize(("constraint", "statement"), CHOOSING + GAPS)
def test_the_database_refuses_by_itself(busy_world: Engine, constraint: str, statement: str) -> None:
    assert refused_by(busy_world, statement) == constraint
