"""Routes of plans."""

from uuid import uuid4

from tests.house_rules.record import PEOPLE, Record

_CLIENT, _PLAN, _SENT = {"person_id": "person"}, {"plan_id": "plan"}, {"sent_id": "sent_plan"}
_SAVES = {"outcomes": "I want to sleep", "version": "2", "review_on": ["1", "6", "2026"]}
_PUTS = {
    "title": "A bus pass",
    "about": "travel",
    "pence": "20",
    "quantity": "1",
    "every": "four_weeks",
    "starts": ["2", "3", "2026"],
    "ends": ["31", "12", "2026"],
    "why": "I get out.",
    "outcome_id": "",
    "key": str(uuid4()),
}


def _of(face: str, owner: str, whom: dict[str, str]) -> dict[str, Record]:
    """The routes that both faces that plan have alike."""
    found = {
        "plan_show": Record(owner, whom | _PLAN, status=200),
        "plan_save": Record(owner, whom | _PLAN, _SAVES),
        "plan_line": Record(owner, whom | _PLAN, status=200),
        "plan_put": Record(owner, whom | _PLAN, _PUTS, form_ids={"account_id": "account"}),
        "plan_move": Record(owner, whom | _PLAN, {"move": "end"}),
    }
    if whom:
        found["plan_list"] = Record(owner, whom, status=200)
        found["plan_begin"] = Record(owner, whom, {"key": str(uuid4())}, form_ids={"budget_id": "budget"})
    return {f"{face}.{name}": record for name, record in found.items()}


RECORDS = {
    **_of("storefront", "person", {}),
    **_of("broker_console", "broker", _CLIENT),
    "broker_console.plan_found": Record("broker", _PLAN),
    "commissioner_desk.plan_show": Record("commissioner", _SENT, status=200),
    "commissioner_desk.plan_decide": Record(
        "commissioner", _SENT, {"answer": "refused", "words": "It is too far."}, form_ids={"line_id": "sent_line"}
    ),
}
OTHERS = {
    "storefront.plan_list": PEOPLE,
    "storefront.plan_begin": PEOPLE,
    "commissioner_desk.plan_list": frozenset({"commissioner"}),
}
STATES = [
    ("storefront.plan_show", Record("person", {"plan_id": "plan_away"}, status=200)),
    ("broker_console.plan_show", Record("broker", _CLIENT | {"plan_id": "plan_away"}, status=200)),
    ("storefront.plan_line", Record("person", _PLAN, status=200, named={"offer": ("offer",)})),
]
