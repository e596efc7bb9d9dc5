"""Routes of notices, of how one wants to be told of things, and of mail that does not arrive."""

from tests.house_rules.record import SIGNED_IN, Record

_FAILURE = {"failure_id": "mail_failure"}
_TOKEN = {"token": "unsubscribe"}

RECORDS = {
    "storefront.notice_read": Record("person", {"notice_id": "notice"}),
    "storefront.notice_open": Record("person", {"notice_id": "notice"}),
    "webkit.unsubscribe": Record("person", _TOKEN, status=200, public=True),
    "webkit.unsubscribe_now": Record("person", _TOKEN, {"List-Unsubscribe": "One-Click"}, status=200, public=True),
    "back_office.mail_try_again": Record("administrator", _FAILURE),
    "back_office.mail_stop": Record("administrator", _FAILURE),
}
OTHERS = {
    "account.contact_edit": SIGNED_IN,
    "account.contact_save": SIGNED_IN,
    "account.mail_works": SIGNED_IN,
    "account.needs_edit": frozenset({"person"}),
    "account.needs_save": frozenset({"person"}),
}
