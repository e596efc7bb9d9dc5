"""Routes of what is kept about somebody."""

from tests.house_rules.record import SIGNED_IN, Record

RECORDS = {
    "back_office.data_request_show": Record("administrator", {"request_id": "data_request"}, status=200),
    "back_office.data_request_answer": Record(
        "administrator", {"request_id": "data_request"}, {"state": "done", "words": "It is put right."}
    ),
}
OTHERS = {
    "account.data_show": SIGNED_IN,
    "account.data_download": SIGNED_IN,
    "account.data_ask": SIGNED_IN,
    "account.data_asked": SIGNED_IN,
    "account.close_show": SIGNED_IN,
    "account.close_now": SIGNED_IN,
    "back_office.data_request_list": frozenset({"administrator"}),
}
