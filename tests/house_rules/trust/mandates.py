"""Routes of who may act for whom, of what was done and seen, and of emergencies."""

from tests.house_rules.record import SIGNED_IN, Record

TERMS = {"sections": ["money", "bookings"], "may": ["spend"], "most_each": "20", "ends": ["1", "6", "2026"]}
FOUND = {"name": "Robin Vale", "reason": "Nobody has seen them for days."}

RECORDS = {
    "storefront.mandate_show": Record("person", {"mandate_id": "to_change"}, status=200),
    "storefront.mandate_edit": Record("person", {"mandate_id": "to_change"}, status=200),
    "storefront.mandate_change": Record("person", {"mandate_id": "to_change"}, TERMS),
    "storefront.mandate_end": Record("person", {"mandate_id": "to_end"}),
    "account.helping_end": Record("person", {"mandate_id": "to_give_back"}),
    "commissioner_desk.emergency_show": Record("commissioner", {"access_id": "emergency"}, status=200),
    "commissioner_desk.emergency_check": Record("lead", {"access_id": "emergency"}, {"finding": "The reason holds."}),
    "back_office.emergency_show": Record("administrator", {"access_id": "emergency"}, status=200),
    "back_office.emergency_check": Record("administrator", {"access_id": "other_emergency"}, {"finding": "It holds."}),
}
OTHERS = {
    "storefront.mandate_list": {"person"},
    "storefront.mandate_new": {"person"},
    "storefront.mandate_give": {"person"},
    "storefront.deed_list": {"person"},
    "storefront.look_list": {"person"},
    "account.helping_list": SIGNED_IN,
    "commissioner_desk.emergency_list": {"commissioner", "lead"},
    "commissioner_desk.emergency_open": {"commissioner", "lead"},
}
