"""Routes of Individual Service Funds."""

from tests.house_rules.record import PEOPLE, Record

_FUND, _ASKED = {"fund_id": "fund"}, {"fund_id": "asked_fund"}
_WHY = {"words": "We have no room."}

RECORDS = {
    "storefront.fund_show": Record("person", _FUND, status=200),
    "storefront.fund_stop": Record("person", _FUND),
    "provider_portal.fund_show": Record("provider", _FUND, status=200),
    "provider_portal.fund_agree": Record("provider", _ASKED),
    "provider_portal.fund_decline": Record("provider", _ASKED, _WHY),
    "provider_portal.fund_notice": Record("provider", _FUND, _WHY),
}
_OWNERS = frozenset({"provider"})
OTHERS = {
    "storefront.fund_new": PEOPLE,
    "storefront.fund_ask": PEOPLE,
    "provider_portal.fund_list": _OWNERS,
    "provider_portal.terms_edit": _OWNERS,
    "provider_portal.terms_save": _OWNERS,
    "commissioner_desk.held_list": frozenset({"commissioner"}),
}
STATES = [
    ("storefront.fund_show", Record("person", _ASKED, status=200)),
    ("provider_portal.fund_show", Record("provider", _ASKED, status=200)),
]
