"""Every route: for those that name a record, who owns it and what a sound request is; for the rest, whom they admit."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from marketplace.catalogue.queries import offer
from marketplace.foundation import database
from tests.house_rules.record import EVERYBODY, PEOPLE, PROVIDERS, SIGNED_IN, Record
from tests.house_rules.scene import Scene
from tests.house_rules.trust.parts import PARTS

WORDS = {"words": "It was not as agreed."}
OFFER = {
    "title": "Potting shed",
    "summary": "Sow seeds",
    "description": "We sow and talk.",
    "category": "nature",
    "group": "one_to_one",
    "place": "venue",
    "venue": "Moor Lane",
    "areas": "E08000021",
    "languages": "en",
    "price": "12",
    "unit": "session",
    "level": "standard",
    "takes": "notional",
    "vat": "exempt",
    "notice_hours": "24",
    "late_percent": "50",
    "starts": ["2", "3", "2026"],
}
BUDGET = {
    "stream": "Adult social care",
    "starts": ["1", "4", "2026"],
    "ends": ["31", "3", "2027"],
    "notional": "500",
    "paid": "at_once",
}
ORDER = {"line": "session:standard", "first_day": ["20", "3", "2026"], "at": "10:00", "times": "1", "every": "1"}


def order_form(scene: Scene) -> dict[str, Any]:
    """A sound order of an agreed time, as the check page would send it."""
    with database.reading() as session:
        version = offer(session, scene.actors["provider"], scene.ids["offer"]).version_id
    return ORDER | {
        "account_id": str(scene.ids["account"]),
        "key": str(uuid4()),
        "version_id": str(version),
        "expected": "1200",
    }


_CLIENT = {"person_id": "person"}
_LIST, _ITEM, _GAP = {"list_id": "shortlist"}, {"list_id": "shortlist", "item_id": "item"}, {"gap_id": "gap"}
_ASKED = {"words": "An accordion group", "area_code": "E08000021", "key": str(uuid4())}
_NEW_LIST = {"name": "For the spring", "key": str(uuid4())}
_SENDS_ORDER = {"order": "yes"}  # the form is made for the scene by order_form

RECORDS: dict[str, Record] = {
    "storefront.offer_show": Record("person", {"offer_id": "group"}, status=200, public=True),
    "storefront.entry_show": Record("person", {"entry_id": "entry"}, status=200, public=True),
    "storefront.order_new": Record("person", {"offer_id": "offer"}, status=200, public=True),
    "storefront.order_place": Record("person", {"offer_id": "offer"}, _SENDS_ORDER, public=True),
    "storefront.order_show": Record("person", {"order_id": "order"}, status=200),
    "storefront.order_again": Record("person", {"order_id": "order"}),
    "storefront.booking_cancel": Record("person", {"booking_id": "future"}, status=200),
    "storefront.booking_cancelled": Record("person", {"booking_id": "future"}, {"expected": "0"}),
    "storefront.booking_confirm": Record("person", {"booking_id": "waiting"}),
    "storefront.booking_dispute": Record("person", {"booking_id": "waiting"}, status=200),
    "storefront.booking_disputed": Record("person", {"booking_id": "waiting"}, WORDS),
    "storefront.worry_new": Record("person", {"order_id": "order"}, status=200),
    "storefront.worry_say": Record("person", {"order_id": "order"}, WORDS | {"kind": "harm", "key": str(uuid4())}),
    "storefront.rating_edit": Record("person", {"order_id": "rated"}, status=200),
    "storefront.rating_save": Record("person", {"order_id": "rated"}, {"again": "3"}),
    "storefront.statement_show": Record("person", {"account_id": "account"}, status=200),
    "storefront.statement_file": Record("person", {"account_id": "account"}, status=200),
    "storefront.bank_show": Record("person", {"bank_id": "bank"}, status=200),
    "storefront.bank_draw": Record("person", {"bank_id": "bank"}, {"pence": "5"}),
    "storefront.notice_show": Record("person", {"notice_id": "notice"}, status=200),
    "provider_portal.order_show": Record("provider", {"order_id": "order"}, status=200),
    "provider_portal.order_accept": Record("provider", {"order_id": "placed"}),
    "provider_portal.order_decline": Record("provider", {"order_id": "placed"}, status=200),
    "provider_portal.order_declined": Record("provider", {"order_id": "placed"}, {"reason": "No worker."}),
    "provider_portal.booking_record": Record("provider", {"booking_id": "begun"}, status=200),
    "provider_portal.booking_recorded": Record(
        "provider", {"booking_id": "begun"}, {"kind": "delivered", "quantity": "1"}
    ),
    "provider_portal.booking_take_back": Record("provider", {"booking_id": "disputed"}),
    "provider_portal.booking_call_off": Record("provider", {"booking_id": "future"}, status=200),
    "provider_portal.booking_called_off": Record("provider", {"booking_id": "future"}, {"reason": "Ill."}),
    "provider_portal.offer_show": Record("provider", {"offer_id": "draft"}, status=200),
    "provider_portal.offer_edit": Record("provider", {"offer_id": "offer"}, status=200),
    "provider_portal.offer_save": Record("provider", {"offer_id": "offer"}, OFFER),
    "provider_portal.offer_move": Record("provider", {"offer_id": "offer"}, query={"to": "paused"}, status=200),
    "provider_portal.offer_moved": Record("provider", {"offer_id": "offer"}, {"to": "paused"}),
    "provider_portal.session_add": Record("provider", {"offer_id": "group"}, status=200),
    "provider_portal.session_added": Record(
        "provider",
        {"offer_id": "group"},
        {"first_day": ["4", "6", "2026"], "starts": "10:00", "ends": "12:00", "weeks": "2", "places": "6"},
    ),
    "provider_portal.session_places": Record("provider", {"offer_id": "group", "session_id": "session"}, status=200),
    "provider_portal.session_changed": Record(
        "provider", {"offer_id": "group", "session_id": "session"}, {"places": "9"}
    ),
    "provider_portal.session_close": Record("provider", {"offer_id": "group", "session_id": "free_session"}),
    "provider_portal.worry_show": Record("provider", {"worry_id": "problem"}, status=200),
    "provider_portal.worry_answer": Record("provider", {"worry_id": "problem"}, {"answer": "We are sorry."}),
    "broker_console.client_show": Record("broker", _CLIENT, status=200),
    "broker_console.search": Record("broker", _CLIENT, status=200),
    "broker_console.search_suggest": Record("broker", _CLIENT),
    "broker_console.offer_show": Record("broker", _CLIENT | {"offer_id": "group"}, status=200),
    "broker_console.compare": Record("broker", _CLIENT, status=200),
    "broker_console.entry_show": Record("broker", _CLIENT | {"entry_id": "entry"}, status=200),
    "broker_console.order_new": Record("broker", _CLIENT | {"offer_id": "offer"}, status=200),
    "broker_console.order_place": Record("broker", _CLIENT | {"offer_id": "offer"}, _SENDS_ORDER),
    "broker_console.order_found": Record("broker", {"order_id": "order"}),
    "broker_console.order_show": Record("broker", _CLIENT | {"order_id": "order"}, status=200),
    "broker_console.order_again": Record("broker", _CLIENT | {"order_id": "order"}),
    "broker_console.booking_cancel": Record("broker", _CLIENT | {"booking_id": "future"}, status=200),
    "broker_console.booking_cancelled": Record("broker", _CLIENT | {"booking_id": "future"}, {"expected": "0"}),
    "broker_console.worry_new": Record("broker", _CLIENT | {"order_id": "order"}, status=200),
    "broker_console.worry_say": Record(
        "broker", _CLIENT | {"order_id": "order"}, WORDS | {"kind": "problem", "key": str(uuid4())}
    ),
    "commissioner_desk.person_show": Record("commissioner", _CLIENT, status=200),
    "commissioner_desk.budget_new": Record("commissioner", _CLIENT, status=200),
    "commissioner_desk.budget_check": Record("commissioner", _CLIENT, BUDGET, status=200),
    "commissioner_desk.budget_give": Record("commissioner", _CLIENT, BUDGET | {"key": str(uuid4())}),
    "commissioner_desk.instalment_receive": Record(
        "commissioner", _CLIENT | {"account_id": "direct_account", "due_on": "due_on"}
    ),
    "commissioner_desk.dispute_show": Record("commissioner", {"booking_id": "disputed"}, status=200),
    "commissioner_desk.dispute_decide": Record(
        "commissioner", {"booking_id": "disputed"}, {"pence": "6", "why": "Half was given."}
    ),
    "commissioner_desk.worry_show": Record("commissioner", {"worry_id": "harm"}, status=200),
    "commissioner_desk.worry_answer": Record("commissioner", {"worry_id": "harm"}, {"words": "We have rung them."}),
    "back_office.dispute_show": Record("administrator", {"booking_id": "free_disputed"}, status=200),
    "back_office.dispute_decide": Record(
        "administrator", {"booking_id": "free_disputed"}, {"pence": "0", "why": "It was free."}
    ),
    "back_office.worry_show": Record("administrator", {"worry_id": "office_harm"}, status=200),
    "back_office.worry_answer": Record("administrator", {"worry_id": "office_harm"}, {"words": "We have rung them."}),
}


def _choosing(face: str, owner: str, whom: Mapping[str, str]) -> dict[str, Record]:
    """The routes of lists and of asking, which two faces have alike."""
    saved = {"o": "offer", "list_id": "shortlist"}
    found = {
        "shortlist_show": Record(owner, whom | _LIST, status=200),
        "item_show": Record(owner, whom | _ITEM, status=200),
        "item_note": Record(owner, whom | _ITEM, {"note": "x" * 10}),
        "item_drop": Record(owner, whom | _ITEM),
        "item_renew": Record(owner, whom | _ITEM),
        "shortlist_end": Record(owner, whom | _LIST),
        "gap_show": Record(owner, whom | _GAP, status=200),
        "gap_withdraw": Record(owner, whom | _GAP),
    }
    if whom:
        found |= {
            "shortlist_list": Record(owner, whom, status=200),
            "shortlist_begin": Record(owner, whom, _NEW_LIST),
            "saving_new": Record(owner, whom, status=200, named={"o": ("offer",)}),
            "saving_keep": Record(owner, whom, {"note": "Near the bus."}, form_ids=saved),
            "gap_new": Record(owner, whom, status=200),
            "gap_ask": Record(owner, whom, _ASKED),
            "gap_list": Record(owner, whom, status=200),
        }
    return {f"{face}.{name}": record for name, record in found.items()}


RECORDS |= _choosing("storefront", "person", {}) | _choosing("broker_console", "broker", _CLIENT)
RECORDS |= {
    "storefront.shortlist_share": Record("person", _LIST, {"mandate": "one"}, form_ids={"mandate_id": "mandate"}),
    "storefront.shortlist_unshare": Record("person", _LIST | {"mandate_id": "mandate"}),
    "broker_console.gap_found": Record("broker", _GAP),
    "broker_console.shortlist_found": Record("broker", _LIST),
    "commissioner_desk.gap_show": Record("commissioner", _GAP, status=200),
    "commissioner_desk.gap_answer": Record("commissioner", _GAP, {"words": "We have asked two groups."}),
}

_FEED = {
    "service_show": {"service_id": "offer"},
    "service_at_location_show": {"place_id": "feed_place"},
    "organisation_show": {"organisation_id": "provider"},
    "taxonomy_show": {"taxonomy_id": "feed_taxonomy"},
    "taxonomy_term_show": {"term_id": "feed_term"},
}
RECORDS |= {f"doors.{name}": Record("person", ids, status=200, public=True) for name, ids in _FEED.items()}

_COMPARED = {"o": ("group", "offer", "entry", "ended")}  # ids of the scene that the query names

# pages that an endpoint shows in another state of its record
STATES: list[tuple[str, Record]] = [
    ("storefront.offer_show", Record("person", {"offer_id": "ended"}, status=200)),
    ("broker_console.offer_show", Record("broker", _CLIENT | {"offer_id": "ended"}, status=200)),
    ("storefront.saving_new", Record("person", {}, status=200, named={"o": ("offer",)})),
    ("storefront.gap_new", Record("person", {}, status=200, named={"list": ("shortlist",)})),
    ("storefront.mandate_new", Record("person", {}, status=200, named={"body": ("body",)})),
    ("storefront.gap_show", Record("person", {"gap_id": "answered_gap"}, status=200)),
    ("storefront.compare", Record("person", {}, status=200, named=_COMPARED)),
    ("broker_console.compare", Record("broker", _CLIENT, status=200, named=_COMPARED)),
    ("storefront.order_show", Record("person", {"order_id": "placed"}, status=200)),
    ("provider_portal.order_show", Record("provider", {"order_id": "placed"}, status=200)),
    ("provider_portal.offer_show", Record("provider", {"offer_id": "group"}, status=200)),
]

OTHERS: dict[str, frozenset[str]] = {
    "storefront.home": EVERYBODY,
    "storefront.search": EVERYBODY,
    "storefront.search_suggest": EVERYBODY,
    "storefront.compare": EVERYBODY,
    "storefront.gap_new": EVERYBODY,
    "storefront.gap_ask": EVERYBODY,
    "storefront.gap_list": PEOPLE,
    "storefront.broker_list": EVERYBODY,
    "storefront.shortlist_list": PEOPLE,
    "storefront.shortlist_begin": PEOPLE,
    "storefront.saving_new": PEOPLE,
    "storefront.saving_keep": PEOPLE,
    "provider_portal.gap_list": PROVIDERS,
    "commissioner_desk.gap_list": frozenset({"commissioner"}),
    "storefront.help_page": EVERYBODY,
    "storefront.ranking_page": EVERYBODY,
    "storefront.privacy_page": EVERYBODY,
    "storefront.accessibility_page": EVERYBODY,
    "storefront.cookies_page": EVERYBODY,
    "storefront.money_show": PEOPLE,
    "storefront.money_sheet": PEOPLE,
    "storefront.bank_new": PEOPLE,
    "storefront.bank_make": PEOPLE,
    "storefront.order_list": PEOPLE,
    "storefront.notice_list": SIGNED_IN,
    "storefront.notice_seen": SIGNED_IN,
    "webkit.sign_in": EVERYBODY,
    "webkit.sign_in_check": EVERYBODY,
    "webkit.sign_out": SIGNED_IN,
    "provider_portal.home": PROVIDERS,
    "provider_portal.order_list": PROVIDERS,
    "provider_portal.rating_list": PROVIDERS,
    "provider_portal.offer_list": frozenset({"provider"}),
    "provider_portal.offer_new": frozenset({"provider"}),
    "provider_portal.offer_make": frozenset({"provider"}),
    "broker_console.client_list": frozenset({"broker"}),
    "commissioner_desk.home": frozenset({"commissioner"}),
    "commissioner_desk.person_list": frozenset({"commissioner"}),
    "commissioner_desk.order_list": frozenset({"commissioner"}),
    "commissioner_desk.rating_list": frozenset({"commissioner"}),
    "commissioner_desk.worry_list": frozenset({"commissioner"}),
    "commissioner_desk.setting_list": frozenset({"commissioner", "manager"}),
    "back_office.home": frozenset({"administrator"}),
    "back_office.worry_list": frozenset({"administrator"}),
    "back_office.dispute_list": frozenset({"administrator"}),
    "back_office.mail_list": frozenset({"administrator"}),
    "back_office.feed_list": frozenset({"administrator"}),
    "doors.health": EVERYBODY,
    "doors.ready": EVERYBODY,
    "storefront.open_data_page": EVERYBODY,
    "doors.feed_show": EVERYBODY,
    "doors.description_show": EVERYBODY,
    "doors.service_list": EVERYBODY,
    "doors.service_at_location_list": EVERYBODY,
    "doors.organisation_list": EVERYBODY,
    "doors.taxonomy_list": EVERYBODY,
    "doors.taxonomy_term_list": EVERYBODY,
    "demo.guide": EVERYBODY,
}

for _part in PARTS:
    RECORDS |= _part.RECORDS
    OTHERS |= _part.OTHERS
    STATES += getattr(_part, "STATES", [])
