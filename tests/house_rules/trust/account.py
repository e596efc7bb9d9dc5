"""Routes of one's own account."""

from tests.house_rules.record import EVERYBODY, SIGNED_IN, Record

RECORDS = {
    "account.sign_in_end": Record("person", {"sign_in_id": "sign_in"}),
    "account.passkey_remove": Record("person", {"passkey_id": "passkey"}),
}
OTHERS = {
    "account.home": SIGNED_IN,
    "account.prove": SIGNED_IN,
    "account.prove_check": SIGNED_IN,
    "account.stay": SIGNED_IN,
    "account.prove_begin": SIGNED_IN,
    "account.prove_passkey": SIGNED_IN,
    "account.second_step": SIGNED_IN,
    "account.code_new": SIGNED_IN,
    "account.code_add": SIGNED_IN,
    "account.code_remove": frozenset(),
    "account.paper_renew": SIGNED_IN,
    "account.passkey_new": SIGNED_IN,
    "account.passkey_begin": SIGNED_IN,
    "account.passkey_add": SIGNED_IN,
    "webkit.step": EVERYBODY,
    "webkit.step_check": EVERYBODY,
    "webkit.passkey_begin": EVERYBODY,
    "webkit.passkey_check": EVERYBODY,
    "account.acting_list": SIGNED_IN,
    "account.acting_choose": SIGNED_IN,
    "account.sign_in_list": SIGNED_IN,
    "account.sign_in_end_others": SIGNED_IN,
}
