"""Routes of unit costs."""

from typing import Any
from uuid import uuid4

from tests.house_rules.record import Record

_COSTS = {"costing_id": "costing"}
TOLD: dict[str, Any] = {
    "name": "Costs of the spring",
    "key": str(uuid4()),
    "day": ["1", "3", "2026"],
    "weeks": "48",
    "service_1_name": "Cooking",
    "service_1_sessions": "2",
    "service_1_hours": "3",
    "service_1_places": "10",
    "service_1_expected": "8",
    "service_1_price": "10",
    "cost_heating_pence": "£1,200.50",
    "cost_materials_pence": "900",
    "cost_materials_moves": "moves",
}

RECORDS = {
    "provider_portal.cost_show": Record("provider", _COSTS, status=200),
    "provider_portal.cost_file": Record("provider", _COSTS, status=200),
    "provider_portal.cost_edit": Record("provider", _COSTS, status=200),
    "provider_portal.cost_save": Record("provider", _COSTS, TOLD | {"key": str(uuid4())}),
    "provider_portal.cost_hold": Record("provider", _COSTS, {"service": "0"}, form_ids={"offer": "draft"}),
}
_OWNERS = frozenset({"provider"})
OTHERS = {
    "provider_portal.cost_list": _OWNERS,
    "provider_portal.cost_new": _OWNERS,
    "provider_portal.cost_make": _OWNERS,
    "provider_portal.cost_layout": _OWNERS,
    "provider_portal.cost_file_new": _OWNERS,
    "provider_portal.cost_read": _OWNERS,
}
STATES = [("provider_portal.cost_show", Record("provider", _COSTS, query={"beside": "1"}, status=200))]
