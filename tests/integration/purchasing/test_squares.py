"""``ledger verify`` names what is changed behind the product's back."""

import pytest
from sqlalchemy import Engine, text

from marketplace.foundation import database
from marketplace.purchasing.queries import findings
from tests import world
from tests.integration.attempts import busy

LINE = "UPDATE invoice_line SET pence = pence + 1 WHERE state ="
BEHIND = {
    "a line of another sum": (
        "UPDATE invoice_line SET pence = pence + 1 WHERE state = 'with_provider'",
        "invoice_line: ",
    ),
    "a line of an agreement": (
        "UPDATE invoice_line SET pence = pence + 1 WHERE state = 'agreed'",
        "invoice_agreement: ",
    ),
    "a line taken off": (
        "UPDATE invoice_line SET state = 'with_funder', credit_id = NULL, by = now() WHERE state = 'taken_off'",
        "ledger_account: provider",
    ),
    "a line of somebody else's": ("UPDATE invoice SET funder_id = provider_id", "is between others than its invoice"),
    "an agreement": ("UPDATE invoice_agreement SET pence = pence + 1", "invoice_agreement: "),
    "a payment": ("UPDATE remittance_row SET pence = pence - 1", "remittance_row: "),
    "a payment that is gone": ("DELETE FROM remittance_row", "ledger_account: clearing"),
    "what a provider is owed": (
        "UPDATE ledger_entry SET pence = pence + 1 WHERE pence > 0 AND account_id IN "
        "(SELECT id FROM ledger_account WHERE kind = 'provider')",
        "ledger_account: provider",
    ),
    "what a funder owes": (
        "UPDATE ledger_entry SET pence = pence - 1 WHERE pence < 0 AND account_id IN "
        "(SELECT id FROM ledger_account WHERE kind = 'clearing')",
        "ledger_account: clearing",
    ),
}


@pytest.mark.parametrize("what", BEHIND)
def test_what_is_changed_behind_its_back_is_named(db: Engine, what: str) -> None:
    statement, named = BEHIND[what]
    busy()
    with database.reading() as session:
        assert findings(session, world.system()) == []
    with database.writing() as session:
        session.execute(text("SET LOCAL session_replication_role = replica"))
        assert session.execute(text(statement)).rowcount  # type: ignore[attr-defined]
    with database.reading() as session:
        assert any(named in found for found in findings(session, world.system()))
