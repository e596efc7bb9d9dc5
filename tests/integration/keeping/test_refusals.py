"""What the database itself refuses of keeping: a request without its end, and words that become other words."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from tests.integration.attempts import Attempt, again, changed, refused_by

KEEPING: list[Attempt] = [
    ("ck_data_request_kind_known", changed("data_request", kind="'nonsense'")),
    ("ck_data_request_state_known", changed("data_request", state="'nonsense'", answered_at="now()")),
    ("ck_data_request_answered_when_not_open", changed("data_request", answered_at="now()")),
    ("ck_data_request_answered_when_not_open", changed("data_request", state="'done'")),
    ("uq_data_request_key", again("data_request")),
    ("rating_wording_kept", changed("rating_wording", words="'It was bad.'")),
    ("rating_wording_kept", changed("rating_wording", words="''", listened="1")),
    ("orders_kept", changed("orders", message="'I never said so'")),
    ("looked_kept", "DELETE FROM looked"),
    ("audit_kept", "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)"),
]


@pytest.mark.parametrize(("constraint", "statement"), KEEPING)
def test_the_database_refuses_by_itself(busy_world: Engine, constraint: str, statement: str) -> None:
    assert refused_by(busy_world, statement) == constraint


def test_words_can_be_erased_once_and_nothing_beside_them(busy_world: Engine) -> None:
    with busy_world.connect() as connection:
        erased = "UPDATE rating_wording SET words = '' WHERE words <> ''"
        assert connection.execute(text(erased)).rowcount == 1
        with pytest.raises(IntegrityError, match="is kept as it was written"):
            connection.execute(text("UPDATE rating_wording SET words = 'Again.'"))
        connection.rollback()
