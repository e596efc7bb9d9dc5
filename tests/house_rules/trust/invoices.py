"""Routes of a funder's books, of invoices and of what was paid."""

from tests.house_rules.record import PROVIDERS, Record

_INVOICE, _PAYMENT = {"invoice_id": "invoice"}, {"row_id": "payment"}
_OPEN, _QUERIED = _INVOICE | {"line_id": "open_line"}, _INVOICE | {"line_id": "queried_line"}
_SAID = {"words": "We looked at it again."}


RECORDS = {
    "commissioner_desk.invoice_show": Record("commissioner", _INVOICE, status=200),
    "commissioner_desk.invoice_agree": Record("commissioner", _INVOICE, {"expected": "1200"}),
    "commissioner_desk.invoice_ask": Record("commissioner", _OPEN, status=200),
    "commissioner_desk.invoice_asked": Record("commissioner", _OPEN, _SAID),
    "commissioner_desk.remittance_show": Record("commissioner", {"remittance_id": "remittance"}, status=200),
    "commissioner_desk.payment_show": Record("commissioner", _PAYMENT, status=200),
    "commissioner_desk.payment_close": Record("commissioner", _PAYMENT, _SAID),
    "provider_portal.invoice_show": Record("provider", _INVOICE, status=200),
    "provider_portal.invoice_file": Record("provider", _INVOICE, status=200),
    "provider_portal.invoice_answer": Record("provider", _QUERIED, status=200),
    "provider_portal.invoice_stand_by": Record("provider", _QUERIED, _SAID),
    "provider_portal.invoice_take_off": Record("provider", _QUERIED, _SAID),
}
_OFFICIALS = frozenset({"commissioner"})
OTHERS = {
    "commissioner_desk.book_file": _OFFICIALS,
    "commissioner_desk.book_show": _OFFICIALS,
    "commissioner_desk.invoice_list": _OFFICIALS,
    "commissioner_desk.invoice_gather": _OFFICIALS,
    "commissioner_desk.invoice_file": _OFFICIALS,
    "commissioner_desk.remittance_list": _OFFICIALS,
    "commissioner_desk.remittance_new": _OFFICIALS,
    "commissioner_desk.remittance_send": _OFFICIALS,
    "provider_portal.invoice_list": PROVIDERS,
}
STATES = [
    ("commissioner_desk.book_file", Record("commissioner", {}, query={"year": "2025"}, status=200)),
    ("provider_portal.invoice_answer", Record("provider", _OPEN, status=200)),
]
