"""Giving budgets and the ledger under them, on a real database."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from marketplace.budgets.queries import accounts_for, findings
from marketplace.budgets.rules import Holding
from marketplace.foundation import database
from tests import world


def test_a_budget_is_credited_at_once(db: Engine) -> None:
    world.areas()
    person, funder = world.person(), world.commissioner()
    account_id = world.budget(person, funder, 1_234_56)
    with database.reading() as session:
        (account,) = accounts_for(session, person, person.own_person_id)
        assert (account.id, account.have, account.available, account.promised) == (account_id, 1_234_56, 1_234_56, 0)
        assert findings(session, world.system()) == []
        assert accounts_for(session, world.person("Somebody else"), person.own_person_id) == []


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE ledger_entry SET pence = pence + 1", "ledger_entry_kept"),
        ("DELETE FROM ledger_entry", "ledger_entry_kept"),
        ("TRUNCATE ledger_transaction CASCADE", "_kept"),
        ("UPDATE budget_account SET available = available + 1", "budget_account_kept"),
    ],
)
def test_the_database_keeps_the_ledger_as_it_was_written(db: Engine, statement: str, constraint: str) -> None:
    world.areas()
    world.budget(world.person(), world.commissioner(), holding=Holding.NOTIONAL)
    with pytest.raises(IntegrityError) as refused, database.writing() as session:
        session.execute(text(statement))
    assert constraint in str(refused.value.orig.diag.constraint_name)
