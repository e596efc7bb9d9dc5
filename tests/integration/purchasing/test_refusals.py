"""What the database itself refuses of invoices: a spend twice, sums that do not add up, money that nobody agreed."""

import pytest
from sqlalchemy import Engine

from tests.integration.attempts import OTHER, Attempt, again, changed, copied, refused_by

QUERIED, AGREED, GONE = "state = 'with_provider'", "state = 'agreed'", "state = 'taken_off'"
FITS, MISFIT = "problem IS NULL", "problem IS NOT NULL"
OPEN = {"line": 99, "closed_words": "", "closed_by": None, "closed_at": None}
NOT_SETTLED = (
    "INSERT INTO invoice_line SELECT gen_random_uuid(), l.invoice_id, d.id, l.account_id, l.pence, l.state, l.by "
    "FROM invoice_line l, delivery d WHERE l.state = 'with_provider' AND d.state = 'waiting' LIMIT 1"
)
# a provider is owed a penny less, and its funder owes one less, for nothing
PENNY_OFF = (
    "WITH posted AS (INSERT INTO ledger_transaction (id, key, what, at) "
    "VALUES (gen_random_uuid(), 'attempt', 'invoice_paid', now()) RETURNING id) "
    "INSERT INTO ledger_entry (transaction_id, account_id, pot, pence) "
    "SELECT posted.id, a.id, 'balance', CASE a.kind WHEN 'provider' THEN -1 ELSE 1 END "
    "FROM posted, ledger_account a WHERE a.kind IN ('provider', 'clearing') AND a.organisation_id IS NOT NULL"
)
# what was agreed is paid with money that went elsewhere
ELSEWHERE = (
    "INSERT INTO remittance_row (id, remittance_id, funder_id, line, reference, pence, paid_on, agreement_id, "
    "transaction_id) SELECT gen_random_uuid(), r.id, a.funder_id, 99, a.reference, a.pence, now(), a.id, t.id "
    "FROM remittance r, invoice_agreement a, ledger_transaction t WHERE t.what = 'credit' "
    "AND a.id NOT IN (SELECT agreement_id FROM remittance_row WHERE problem IS NULL) LIMIT 1"
)
ONE_MORE = "(SELECT id FROM invoice_agreement LIMIT 1)"
CREDIT = "(SELECT id FROM ledger_transaction WHERE what = 'credit' LIMIT 1)"

INVOICES: list[Attempt] = [
    ("ck_invoice_month_begins", again("invoice", month="2030-01-02", reference="X")),
    ("uq_invoice_provider_id_funder_id_month", again("invoice", reference="X")),
    ("uq_invoice_reference", again("invoice", month="2030-01-01")),
    ("uq_invoice_agreement_invoice_id_number", again("invoice_agreement", reference="X")),
    ("uq_invoice_agreement_reference", again("invoice_agreement", number=9)),
    ("ck_invoice_agreement_pence_positive", again("invoice_agreement", number=9, reference="X", pence=0)),
    ("fk_invoice_agreement_invoice_id_funder_id", again("invoice_agreement", number=9, reference="X", funder_id=OTHER)),
    ("invoice_agreement_sums", again("invoice_agreement", number=9, reference="X")),
    ("uq_invoice_line_delivery_id_account_id", again("invoice_line", QUERIED)),
    ("uq_invoice_line_credit_id", again("invoice_line", GONE, delivery_id=OTHER)),
    ("ck_invoice_line_state_known", changed("invoice_line", QUERIED, state="'nonsense'", by="NULL")),
    ("ck_invoice_line_pence_positive", again("invoice_line", QUERIED, pence=0)),
    ("ck_invoice_line_agreed_together", changed("invoice_line", QUERIED, state="'agreed'", by="NULL")),
    ("ck_invoice_line_taken_off_with_its_money", changed("invoice_line", QUERIED, state="'taken_off'", by="NULL")),
    ("ck_invoice_line_has_a_day", changed("invoice_line", QUERIED, by="NULL")),
    (
        "fk_invoice_line_agreement_id_invoice_id",
        changed("invoice_line", QUERIED, state="'agreed'", by="NULL", agreement_id=f"'{OTHER}'"),
    ),
    ("invoice_line_spent", NOT_SETTLED),
    (
        "invoice_agreement_sums",
        changed("invoice_line", QUERIED, state="'agreed'", by="NULL", agreement_id=ONE_MORE),
    ),
    ("invoice_line_kept", changed("invoice_line", QUERIED, pence="pence + 1")),
    ("invoice_line_kept", changed("invoice_line", AGREED, state="'with_funder'", by="now()", agreement_id="NULL")),
    ("invoice_line_kept", changed("invoice_line", GONE, state="'with_funder'", by="now()", credit_id="NULL")),
    ("invoice_line_kept", "DELETE FROM invoice_line"),
    ("invoice_money_squared", changed("invoice_line", QUERIED, state="'taken_off'", by="NULL", credit_id=CREDIT)),
    ("invoice_money_squared", PENNY_OFF),
    ("invoice_money_squared", ELSEWHERE),
    (
        "fk_remittance_row_agreement_id_funder_id_reference_pence",
        ELSEWHERE.replace("a.pence, now()", "a.pence - 1, now()"),
    ),
    ("ck_invoice_word_move_known", again("invoice_word", move="nonsense")),
    ("ck_invoice_word_words_in_range", again("invoice_word", words="")),
    ("ck_invoice_word_words_in_range", again("invoice_word", words="x" * 1001)),
    ("uq_remittance_funder_id_file_hash", again("remittance")),
    ("uq_remittance_row_remittance_id_line", again("remittance_row", MISFIT)),
    ("uq_remittance_row_agreement_id", again("remittance_row", FITS, line=99, transaction_id=OTHER)),
    ("uq_remittance_row_transaction_id", again("remittance_row", FITS, line=99, agreement_id=OTHER)),
    ("ck_remittance_row_problem_known", again("remittance_row", MISFIT, line=99, problem="nonsense")),
    ("ck_remittance_row_pence_positive", again("remittance_row", MISFIT, line=99, pence=0)),
    ("ck_remittance_row_fits_or_says_why", again("remittance_row", MISFIT, **(OPEN | {"problem": None}))),
    ("ck_remittance_row_fits_or_says_why", again("remittance_row", FITS, line=99, problem="unknown")),
    ("ck_remittance_row_closed_by_somebody", again("remittance_row", MISFIT, line=99, closed_words="")),
    ("ck_remittance_row_closed_by_somebody", again("remittance_row", MISFIT, line=99, closed_by=None)),
    ("remittance_row_kept", changed("remittance_row", FITS, pence="pence + 1")),
    ("remittance_row_kept", changed("remittance_row", MISFIT, closed_words="'Otherwise'")),
    ("remittance_row_kept", "DELETE FROM remittance_row"),
    ("pk_remittance", copied("remittance", file_hash="another")),
]


@pytest.mark.parametrize(("constraint", "statement"), INVOICES)
def test_the_database_refuses_by_itself(busy_world: Engine, constraint: str, statement: str) -> None:
    assert refused_by(busy_world, statement) == constraint
