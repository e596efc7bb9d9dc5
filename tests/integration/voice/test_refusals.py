"""What the database itself refuses of voice: a rating of what was not confirmed, a second one, and odd answers."""

import pytest
from sqlalchemy import Engine

from tests.integration.attempts import Attempt, again, changed, copied, refused_by

RATING = "fk_rating_delivery_id_order_id_delivery_state_delivery_kind"
NOT_CONFIRMED = (
    "INSERT INTO rating (id, order_id, person_id, offer_id, delivery_id, number) "
    "SELECT gen_random_uuid(), o.id, o.person_id, o.offer_id, d.id, 1 "
    "FROM orders o JOIN delivery d ON d.order_id = o.id WHERE d.state = 'waiting'"
)
ANSWERS = ("listened", "on_time", "in_control", "outcome", "again")

VOICE: list[Attempt] = [
    ("ck_rating_from_a_delivery", changed("rating", delivery_state="'waiting'")),
    ("ck_rating_from_a_delivery", changed("rating", delivery_kind="'missed'")),
    (RATING, NOT_CONFIRMED),
    (RATING, changed("rating", order_id="(SELECT order_id FROM delivery WHERE state = 'waiting')")),  # of another order
    (RATING, changed("delivery", "state = 'confirmed'", state="'withdrawn'", confirmed_by="NULL")),
    (RATING, changed("delivery", "state = 'confirmed'", kind="'missed'")),
    ("uq_rating_order_id", again("rating")),
    *((f"ck_rating_wording_{each}_in_range", copied("rating_wording", number=9, **{each: 5})) for each in ANSWERS),
    *((f"ck_rating_wording_{each}_in_range", copied("rating_wording", number=9, **{each: 0})) for each in ANSWERS),
    ("ck_rating_wording_something_said", copied("rating_wording", number=9, **dict.fromkeys(ANSWERS))),
    ("ck_worry_kind_known", changed("worry", kind="'nonsense'")),
    ("ck_worry_state_known", changed("worry", state="'nonsense'")),
    ("ck_worry_outcome_known", changed("worry", outcome="'nonsense'", state="'answered'")),
    ("ck_worry_led_by_funder", changed("worry", "area_code IS NOT NULL", kind="'problem'")),
    ("ck_worry_led_by_funder", changed("worry", "area_code IS NOT NULL", desk_id="NULL")),
    ("ck_worry_led_by_funder", changed("worry", "area_code IS NOT NULL", decide_by="NULL")),
    ("ck_worry_led_by_funder", changed("worry", "state = 'open'", outcome="'enquiry'")),
    ("uq_worry_key", again("worry")),
]


@pytest.mark.parametrize(("constraint", "statement"), VOICE)
def test_the_database_refuses_by_itself(busy_world: Engine, constraint: str, statement: str) -> None:
    assert refused_by(busy_world, statement) == constraint
