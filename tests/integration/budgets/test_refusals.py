"""What the database itself refuses of money: balances below zero, unbalanced and changed entries, used keys."""

import pytest
from sqlalchemy import Engine

from tests.integration.attempts import OTHER, Attempt, again, changed, copied, posted, refused_by

FAR_OFF = 1_000_000_00  # pence: more than there is in any pot
LATE_LEGS = (
    "INSERT INTO ledger_entry (transaction_id, account_id, pot, pence) SELECT transaction_id, account_id, pot, leg "
    "FROM (SELECT * FROM ledger_entry LIMIT 1) kept, (VALUES (1), (-1)) legs(leg)"
)

AMOUNT_OF_NOTHING = (
    "INSERT INTO stream_change SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), "
    "'key', gen_random_uuid(), 'kind', 'amount', 'pence', 0, 'was', 1, 'back', NULL, 'back_by', NULL, "
    "'account_id', (SELECT id FROM budget_account LIMIT 1)))).* FROM stream_change c"
)
TWICE = (  # two questions of one person to one funder about one offer wait at once
    "INSERT INTO spending_question SELECT (jsonb_populate_record(q, jsonb_build_object('id', gen_random_uuid(), "
    "'key', gen_random_uuid(), 'state', 'open'))).* FROM spending_question q, generate_series(1, 2)"
)
BANK = "SELECT id FROM bank LIMIT 1"


def moved_by(bank: str, kind: str, pence: int) -> str:
    """A statement that writes a move of a bank down, for a transaction that was posted for something else."""
    return (
        "INSERT INTO bank_move (key, request_hash, bank_id, kind, pence, transaction_id) "
        f"SELECT gen_random_uuid(), '', ({bank}), '{kind}', {pence}, t.id "
        "FROM ledger_transaction t WHERE what = 'credit' LIMIT 1"
    )


MONEY: list[Attempt] = [
    ("ck_budget_dates_in_order", changed("budget", starts="ends + 1")),
    ("uq_budget_person_id_starts_ends", again("budget")),
    ("ck_stream_paid_known", changed("stream", paid="'nonsense'")),
    ("uq_stream_key", again("stream")),
    ("ck_instalment_pence_positive", changed("instalment", pence="0")),
    ("uq_instalment_transaction_id", copied("instalment", due_on="2030-01-01")),
    ("ck_ledger_account_kind_known", again("ledger_account", kind="nonsense")),
    ("ck_ledger_account_one_owner", again("ledger_account", "kind = 'budget'", person_id=None)),
    ("ck_ledger_account_one_owner", changed("ledger_account", organisation_id="(SELECT id FROM organisation LIMIT 1)")),
    ("uq_ledger_account_owner", again("ledger_account", "kind = 'funder'")),
    ("ck_budget_account_dates_in_order", changed("budget_account", starts="ends + 1")),
    ("ck_budget_account_holding_known", changed("budget_account", "holding = 'notional'", holding="'nonsense'")),
    ("ck_budget_account_holder_fits_holding", changed("budget_account", holding="'isf'")),
    (
        "ck_budget_account_holder_fits_holding",
        changed("budget_account", holder_organisation_id="(SELECT id FROM organisation LIMIT 1)"),
    ),
    ("ck_budget_account_available_not_negative", posted(("available", -FAR_OFF), ("promised", FAR_OFF))),
    ("ck_budget_account_promised_not_negative", posted(("promised", -FAR_OFF), ("available", FAR_OFF))),
    ("ck_budget_account_spent_not_negative", posted(("spent", -FAR_OFF), ("available", FAR_OFF))),
    ("ck_budget_account_banked_not_negative", posted(("banked", -FAR_OFF), ("available", FAR_OFF))),
    ("budget_account_kept", changed("budget_account", available="available + 1")),
    ("budget_account_kept", changed("budget_account", promised="0")),
    ("budget_account_kept", changed("budget_account", spent="0")),
    ("budget_account_kept", changed("budget_account", banked="1")),
    ("budget_account_kept", again("budget_account", "available > 0")),  # an account that opens with money in it
    ("ledger_entry_balanced", posted(("available", 1))),
    ("ledger_entry_balanced", posted(("available", -2), ("promised", 1))),
    ("ledger_entry_whole", LATE_LEGS),
    ("ledger_entry_pot_fits", posted(("balance", -1), ("balance", 1))),
    (
        "ledger_entry_pot_fits",
        posted(("available", -1), ("available", 1))
        .replace("budget_account b", "ledger_account b")
        .replace(
            "FROM budget_account ORDER BY holding = 'notional' DESC, spent DESC",
            "FROM ledger_account WHERE kind = 'funder'",
        ),
    ),
    ("ck_ledger_entry_pence_not_nought", posted(("available", 0))),
    ("ck_ledger_entry_pot_known", posted(("nonsense", 1))),
    ("uq_ledger_transaction_key", again("ledger_transaction")),
    ("ledger_transaction_has_entries", again("ledger_transaction", key="another")),
    ("ck_bank_reason_known", again("bank", reason="nonsense")),
    ("ck_bank_words_in_range", again("bank", words="w" * 501)),
    ("ck_bank_move_kind_known", copied("bank_move", key=OTHER, kind="nonsense", pence=-1)),
    ("ck_bank_move_direction", copied("bank_move", key=OTHER, kind="bank", pence=-1)),
    ("ck_bank_move_direction", copied("bank_move", key=OTHER, kind="draw", pence=1)),
    ("uq_bank_move_transaction_id", copied("bank_move", "kind = 'draw'", key=OTHER)),
    ("bank_move_not_negative", moved_by(BANK, "draw", -20_01)),
    ("bank_move_squared", moved_by(BANK, "draw", -1)),  # its transaction banked nothing
    ("bank_move_squared", posted(("available", -1), ("banked", 1))),  # no move says so
    ("ck_spending_rule_about_known", again("spending_rule", about="nonsense")),
    ("ck_spending_rule_effect_known", again("spending_rule", effect="nonsense")),
    ("ck_spending_rule_words_in_range", again("spending_rule", words="")),
    ("ck_spending_rule_source_in_range", again("spending_rule", source="")),
    ("ck_spending_rule_dates_in_order", changed("spending_rule", ends="starts - 1")),
    ("ex_spending_rule_one_at_a_time", again("spending_rule", starts="2030-01-01")),
    ("uq_spending_question_key", again("spending_question")),
    ("uq_spending_question_waiting", TWICE),
    ("ck_spending_question_state_known", changed("spending_question", state="'nonsense'")),
    ("ck_spending_question_category_known", changed("spending_question", category="'nonsense'")),
    ("ck_spending_question_pence_positive", changed("spending_question", pence="0")),
    ("ck_spending_question_why_in_range", changed("spending_question", why="''")),
    ("ck_spending_word_move_known", again("spending_word", move="nonsense")),
    ("ck_spending_word_words_in_range", again("spending_word", words="w" * 2001)),
    ("uq_spending_permission_question_id", again("spending_permission")),
    ("ck_spending_permission_category_known", changed("spending_permission", category="'nonsense'", offer_id="NULL")),
    ("ck_spending_permission_for_one_thing", changed("spending_permission", category="'arts'")),
    ("ck_spending_permission_for_one_thing", changed("spending_permission", offer_id="NULL")),
    ("ck_spending_permission_pence_positive", changed("spending_permission", pence="0")),
    ("ck_spending_permission_dates_in_order", changed("spending_permission", ends="starts - 1")),
    ("uq_stream_change_key", again("stream_change")),
    ("ck_stream_change_kind_known", again("stream_change", key=OTHER, kind="nonsense", back=None, back_by=None)),
    ("ck_stream_change_reason_known", again("stream_change", key=OTHER, reason="nonsense")),
    ("ck_stream_change_words_in_range", again("stream_change", key=OTHER, words="")),
    ("ck_stream_change_amount_of_an_account", again("stream_change", key=OTHER, pence=5)),
    ("ck_stream_change_pence_positive", AMOUNT_OF_NOTHING),
    ("ck_stream_change_back_at_the_end", again("stream_change", key=OTHER, back_by=None)),
    ("fk_funding_permission_id", copied("funding", position=1, permission_id=OTHER)),
]


TOWARD_AFTERCARE = (
    "WITH free AS (INSERT INTO stream SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), "
    "'key', gen_random_uuid(), 'aftercare', true))).* FROM stream s LIMIT 1 RETURNING id) "
    "INSERT INTO contribution SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), "
    "'key', gen_random_uuid(), 'stream_id', free.id))).* FROM contribution c, free"
)
ANY_ACCOUNT = "(SELECT id::text FROM budget_account LIMIT 1)"
INTO_ANOTHER = (
    "INSERT INTO contribution SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), "
    f"'key', gen_random_uuid(), 'account_id', {ANY_ACCOUNT}))).* FROM contribution c"
)
CONTRIBUTIONS: list[Attempt] = [
    ("stream_kept", changed("stream", aftercare="true")),
    ("contribution_aftercare_is_free", TOWARD_AFTERCARE),
    ("contribution_fits", INTO_ANOTHER),
    ("uq_contribution_key", again("contribution")),
    ("ck_contribution_every_known", again("contribution", key=OTHER, every="nonsense")),
    ("ck_contribution_pence_not_negative", again("contribution", key=OTHER, pence=-1)),
    ("ck_contribution_words_in_range", again("contribution", key=OTHER, words="")),
    ("ck_contribution_due_pence_positive", copied("contribution_due", starts="2001-01-01", pence=0)),
    ("ck_contribution_due_dates_in_order", copied("contribution_due", starts="2031-01-01")),
    ("uq_contribution_due_transaction_id", copied("contribution_due", starts="2001-01-01")),
    ("uq_contribution_payment_key", again("contribution_payment")),
    ("uq_contribution_payment_transaction_id", again("contribution_payment", key=OTHER)),
    ("ck_contribution_payment_how_known", again("contribution_payment", key=OTHER, how="nonsense")),
    ("ck_contribution_payment_pence_positive", again("contribution_payment", key=OTHER, pence=0)),
    ("ck_contribution_payment_words_in_range", again("contribution_payment", key=OTHER, words="w" * 501)),
    ("ck_contribution_payment_let_off_says_why", again("contribution_payment", key=OTHER, how="let_off", words="")),
    ("contribution_payment_covered", again("contribution_payment", key=OTHER, pence=16_01, transaction_id=None)),
]
UNSIGNED = {"account_id": None, "answered_by": None, "answered_at": None}
FUNDS: list[Attempt] = [
    ("ck_holding_terms_fee_not_negative", again("holding_terms", fee=-1)),
    ("ck_holding_terms_notice_not_negative", again("holding_terms", notice_days=-1)),
    ("ck_holding_terms_words_in_range", again("holding_terms", words="w" * 2001)),
    ("ck_fund_state_known", again("fund", key=OTHER, state="nonsense", **UNSIGNED)),
    ("ck_fund_account_when_agreed", changed("fund", account_id="NULL")),
    ("ck_fund_answered_by_somebody", changed("fund", answered_at="NULL")),
    ("ck_fund_ended_on_a_day", changed("fund", state="'ended'")),
    ("uq_fund_key", again("fund", state="taken_back", **UNSIGNED)),
    ("uq_fund_account_id", again("fund", key=OTHER, state="ended", ends_on="2026-03-03")),
    ("uq_fund_open", again("fund", key=OTHER, state="asked", **UNSIGNED)),
    ("fund_fits", changed("fund", account_id="source_id")),
    *(
        ("fund_kept", changed("fund", **{column: column}))
        for column in ("person_id", "source_id", "home_id", "holder_id", "terms_id", "asked_by", "asked_at")
    ),
    ("ck_fund_fee_pence_positive", copied("fund_fee", due_on="2031-01-01", pence=0)),
    ("uq_fund_fee_transaction_id", copied("fund_fee", due_on="2031-01-01")),
]


@pytest.mark.parametrize(("constraint", "statement"), MONEY + FUNDS + CONTRIBUTIONS)
def test_the_database_refuses_by_itself(busy_world: Engine, constraint: str, statement: str) -> None:
    assert refused_by(busy_world, statement) == constraint
