"""Routes of what people pay toward their own care."""

from uuid import uuid4

from tests.house_rules.record import Record

_OWES, _PAYS_IN = {"account_id": "account"}, {"account_id": "direct_account"}
_SETS = {
    "pence": "20",
    "every": "four_weeks",
    "starts": ["2", "5", "2026"],
    "into": "funder",
    "words": "Assessed in March.",
    "key": str(uuid4()),
}
_SETTLES = {"settle-how": "let_off", "settle-pence": "1", "settle-words": "It is hard now.", "settle-key": str(uuid4())}
_PART = {"person_id": "person", "account_id": "direct_account", "due_on": "due_on"}

RECORDS = {
    "storefront.contribution_show": Record("person", _PAYS_IN, status=200),
    "storefront.contribution_paid": Record("person", _PAYS_IN, {"pence": "1", "key": str(uuid4())}),
    "commissioner_desk.contribution_show": Record("commissioner", _OWES, status=200),
    "commissioner_desk.contribution_found": Record("commissioner", {"stream_id": "stream"}),
    "commissioner_desk.late_found": Record("commissioner", {"account_id": "late_account"}),
    "commissioner_desk.instalment_part": Record("commissioner", _PART, status=200),
    "commissioner_desk.contribution_set": Record("commissioner", _OWES, _SETS),
    "commissioner_desk.contribution_settle": Record("commissioner", _OWES, _SETTLES),
}
OTHERS: dict[str, frozenset[str]] = {}
STATES = [("storefront.contribution_show", Record("person", _OWES, status=200))]
