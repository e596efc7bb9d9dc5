"""Routes of paying by card, and the door through which the card company tells of things."""

from tests.house_rules.record import EVERYBODY, PROVIDERS, Record

_CARD, _WAITS, _PAID = {"account_id": "card_account"}, {"payment_id": "card_waits"}, {"payment_id": "card_paid"}

RECORDS = {
    "storefront.card_show": Record("person", _CARD, status=200),
    "storefront.card_add": Record("person", _CARD),
    "storefront.card_look": Record("person", _CARD),
    "storefront.card_remove": Record("person", {"account_id": "card_to_remove"}),
    "storefront.card_payment_show": Record("person", _WAITS, status=200),
    "storefront.card_payment_pay": Record("person", _WAITS),
    "storefront.card_payment_look": Record("person", _WAITS),
    "provider_portal.card_payment_show": Record("provider", _PAID, status=200),
    "provider_portal.card_payment_give_back": Record("provider", _PAID, {"pence": "5", "reason": "It was short."}),
    "back_office.card_payment_show": Record("administrator", _WAITS, status=200),
}
OTHERS = {
    "provider_portal.payee_show": PROVIDERS,
    "provider_portal.payee_begin": frozenset({"provider"}),
    "provider_portal.payee_look": frozenset({"provider"}),
    "doors.stripe_tell": EVERYBODY,
}
STATES = [
    ("storefront.card_payment_show", Record("person", _PAID, status=200)),
    ("provider_portal.card_payment_show", Record("provider", _WAITS, status=200)),
]
