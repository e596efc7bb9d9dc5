"""Routes of one's own account."""

from tests.house_rules.record import SIGNED_IN, Record

RECORDS = {
    "account.sign_in_end": Record("person", {"sign_in_id": "sign_in"}),
}
OTHERS = {
    "account.home": SIGNED_IN,
    "account.prove": SIGNED_IN,
    "account.prove_check": SIGNED_IN,
    "account.stay": SIGNED_IN,
    "account.acting_list": SIGNED_IN,
    "account.acting_choose": SIGNED_IN,
    "account.sign_in_list": SIGNED_IN,
    "account.sign_in_end_others": SIGNED_IN,
}
