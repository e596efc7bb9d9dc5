"""What the database itself refuses of cards: a number, a spend asked for twice, more back than was paid."""

import pytest
from sqlalchemy import Engine

from tests.integration.attempts import OTHER, Attempt, again, changed, copied, refused_by

PAID, OPEN, KEPT = "paid_id IS NOT NULL", "paid_id IS NULL", "state = 'kept'"
ONE = "id = (SELECT id FROM card_payment WHERE paid_id IS NULL LIMIT 1)"
FRESH = {"session": None, "method": None}
UNPAID = {"charge": None, "paid_id": None, "transfer": None, "given_back": 0, "state": "to_charge"}
ANOTHER = {"delivery_id": OTHER}
REFUNDED = {"key": OTHER, "state": "asked", "reversal": None, "refund": None, "transaction_id": None}
CREDIT = "(SELECT id FROM ledger_transaction WHERE what = 'credit' LIMIT 1)"
NOT_BY_CARD = (
    "INSERT INTO card_payment (id, delivery_id, account_id, pence, state, made_at) SELECT gen_random_uuid(), d.id, "
    "f.account_id, d.pence, 'to_charge', now() FROM delivery d JOIN funding f USING (booking_id) "
    "WHERE d.state = 'confirmed' AND NOT f.by_card LIMIT 1"
)

CARDS: list[Attempt] = [
    ("ck_card_payee_state_known", changed("card_payee", state="'nonsense'")),
    ("uq_card_payee_account", copied("card_payee", organisation_id=OTHER)),
    ("ck_payment_card_state_known", again("payment_card", **FRESH, state="nonsense")),
    ("ck_payment_card_kept_whole", changed("payment_card", "state = 'asked'", state="'kept'")),
    ("ck_payment_card_never_its_number", changed("payment_card", KEPT, last4="'4242424242424242'")),
    ("uq_payment_card_session", again("payment_card", KEPT, state="removed", method=None)),
    ("uq_payment_card_method", again("payment_card", KEPT, state="removed", session=None)),
    ("uq_payment_card_kept", again("payment_card", KEPT, session=None, method="another")),
    ("uq_card_payment_delivery_id_account_id", again("card_payment", OPEN)),
    ("uq_card_payment_charge", again("card_payment", PAID, **ANOTHER)),
    ("uq_card_payment_intent", again("card_payment", PAID, **UNPAID, **ANOTHER)),
    ("uq_card_payment_paid_id", again("card_payment", PAID, **ANOTHER, charge="x", intent=None)),
    ("uq_card_payment_transfer", again("card_payment", PAID, **ANOTHER, charge="x", intent=None, paid_id=OTHER)),
    ("ck_card_payment_state_known", changed("card_payment", PAID, state="'nonsense'")),
    ("ck_card_payment_pence_positive", again("card_payment", OPEN, **ANOTHER, pence=0)),
    ("ck_card_payment_no_more_back_than_paid", changed("card_payment", PAID, given_back="pence + 1")),
    ("ck_card_payment_paid_with_its_money", changed("card_payment", OPEN, state="'paid'")),
    ("ck_card_payment_passed_on_once_paid", changed("card_payment", OPEN, transfer="'tr_1'")),
    ("card_payment_spent", NOT_BY_CARD),
    ("card_payment_kept", changed("card_payment", OPEN, pence="pence + 1")),
    ("invoice_money_squared", changed("card_payment", ONE, state="'paid'", charge="'ch_x'", paid_id=CREDIT)),
    ("card_refund_squared", changed("card_payment", PAID, given_back="pence")),
    ("card_refund_squared", again("card_refund", **REFUNDED)),
    ("uq_card_refund_key", again("card_refund")),
    ("uq_card_refund_refund", again("card_refund", key=OTHER)),
    ("uq_card_refund_reversal", again("card_refund", key=OTHER, refund="x")),
    ("uq_card_refund_transaction_id", again("card_refund", key=OTHER, refund="x", reversal="y")),
    ("ck_card_refund_state_known", again("card_refund", **REFUNDED | {"state": "nonsense", "reversal": "y"})),
    ("ck_card_refund_pence_positive", again("card_refund", **REFUNDED, pence=0)),
    ("ck_card_refund_reason_in_range", again("card_refund", **REFUNDED, reason="")),
    ("ck_card_refund_each_step_stored", again("card_refund", **REFUNDED | {"state": "taken_back"})),
    ("card_refund_kept", "DELETE FROM card_refund"),
    ("pk_card_event", copied("card_event")),
    ("card_event_kept", changed("card_event", kind="'another'")),
]


@pytest.mark.parametrize(("constraint", "statement"), CARDS)
def test_the_database_refuses_by_itself(busy_world: Engine, constraint: str, statement: str) -> None:
    assert refused_by(busy_world, statement) == constraint
