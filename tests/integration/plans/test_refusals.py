"""What the database itself refuses of plans: other people's outcomes, changed copies, and the same pair of eyes."""

import pytest
from sqlalchemy import Engine

from tests.integration.attempts import OTHER, Attempt, again, changed, refused_by

OFFERED, AGREED = "offer_id IS NOT NULL", "state = 'agreed'"
NEWEST = "sent_id IN (SELECT id FROM plan_sent WHERE route = 'again')"
COLLEAGUE = "(SELECT id FROM account WHERE id <> ALL (s.barred) AND id <> d.decided_by LIMIT 1)"
BY_PERSON = "(SELECT account_id FROM person WHERE id = (SELECT person_id FROM plan LIMIT 1))"


def decided(step: str, by: str, line: str = "d.line_id") -> str:
    """A statement that writes one more decision about what was sent last, by somebody."""
    return (
        "INSERT INTO line_decision SELECT gen_random_uuid(), "
        f"{line}, d.sent_id, 9, '{step}', d.answer, d.pence, 'Words.', {by}, now() "
        "FROM line_decision d JOIN plan_line l ON l.id = d.line_id AND l.sent_id = d.sent_id "
        "JOIN plan_sent s ON s.id = d.sent_id WHERE s.route = 'again'"
    )


PLANS: list[Attempt] = [
    ("ck_plan_state_known", changed("plan", state="'nonsense'")),
    ("ck_plan_statement_in_range", changed("plan", statement="repeat('x', 5001)")),
    ("ck_plan_contingency_not_negative", changed("plan", contingency_pence="-1")),
    ("uq_plan_key", again("plan", state="ended")),
    ("uq_plan_budget", again("plan", key=OTHER)),
    ("ck_plan_outcome_words_in_range", changed("plan_outcome", words="''")),
    ("ck_plan_outcome_words_in_range", changed("plan_outcome", words="repeat('x', 501)")),
    ("ck_plan_sent_route_known", again("plan_sent", number=9, route="nonsense")),
    ("uq_plan_sent_plan_id_number_funder_id", again("plan_sent")),
    ("plan_sent_as_read", changed("plan_sent", content="'{}'")),
    ("plan_sent_as_read", changed("plan_sent", statement="'Other words.'")),
    ("uq_plan_line_key", again("plan_line")),
    ("ck_plan_line_state_known", changed("plan_line", state="'nonsense'", agreed_pence="NULL")),
    ("ck_plan_line_every_known", changed("plan_line", every="'nonsense'")),
    ("ck_plan_line_about_known", changed("plan_line", about="'nonsense'")),
    ("ck_plan_line_as_it_was_seen", changed("plan_line", OFFERED, version_id="NULL")),
    ("ck_plan_line_sums_in_range", changed("plan_line", quantity="0")),
    ("ck_plan_line_sums_in_range", changed("plan_line", own_pence="-1")),
    ("ck_plan_line_dates_in_order", changed("plan_line", ends="starts - 1")),
    ("ck_plan_line_agreed_sum", changed("plan_line", AGREED, agreed_pence="NULL")),
    (
        "ck_plan_line_waits_as_sent",
        changed("plan_line", AGREED, state="'waiting'", agreed_pence="NULL", sent_id="NULL"),
    ),
    # a line is for an outcome of its own plan, and is decided as a part of it
    ("fk_plan_line_outcome_id_plan_id", again("plan_line", key=OTHER, outcome_id=OTHER)),
    ("fk_plan_line_sent_id_plan_id", again("plan_line", key=OTHER, sent_id=OTHER)),
    ("ck_line_decision_step_known", decided("nonsense", COLLEAGUE)),
    ("uq_line_decision_line_id_turn", again("line_decision", NEWEST)),
    ("ck_line_decision_answer_known", again("line_decision", NEWEST, answer="nonsense")),
    ("ck_line_decision_pence_not_negative", again("line_decision", NEWEST, pence=-1)),
    ("ck_line_decision_says_why", decided("back", COLLEAGUE).replace("'Words.'", "''")),
    ("line_decision_as_said", changed("line_decision", words="'Other words.'")),
    ("line_decision_other_eyes", decided("first", BY_PERSON)),  # who wrote it
    ("line_decision_other_eyes", decided("second", "d.decided_by")),  # who read it first
    ("line_decision_of_what_was_sent", decided("first", "d.decided_by", "gen_random_uuid()")),
]


@pytest.mark.parametrize(("constraint", "statement"), PLANS)
def test_the_database_refuses_by_itself(busy_world: Engine, constraint: str, statement: str) -> None:
    assert refused_by(busy_world, statement) == constraint
