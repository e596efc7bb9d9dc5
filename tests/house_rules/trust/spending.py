"""Routes of what a funder's money may buy, and of asking first."""

from uuid import uuid4

from tests.house_rules.record import Record

_QUESTION, _BACK = {"question_id": "question"}, {"question_id": "back_question"}
_CLIENT, _OFFER = {"person_id": "person"}, {"offer_id": "askable"}
_ASKS = {"why": "It calms me.", "pence": "24", "key": str(uuid4())}
_SUSPENDS = {
    "kind": "suspend",
    "starts": ["2", "3", "2026"],
    "reason": "risk",
    "words": "We want to see you first.",
    "key": str(uuid4()),
}
_PAYS = {"account_id": "account"}


def _of(face: str, owner: str, whom: dict[str, str]) -> dict[str, Record]:
    """The routes that both faces that buy have alike; who asks for themselves does so for an offer that all can see."""
    found = {
        "question_new": Record(owner, whom | _OFFER, status=200, public=not whom),
        "question_ask": Record(owner, whom | _OFFER, _ASKS, form_ids=_PAYS, public=not whom),
        "question_show": Record(owner, whom | _QUESTION, status=200),
        "question_reply": Record(owner, whom | _BACK, {"words": "Once a week."}),
        "question_withdraw": Record(owner, whom | _QUESTION),
    }
    return {f"{face}.{name}": record for name, record in found.items()}


RECORDS = {
    **_of("storefront", "person", {}),
    **_of("broker_console", "broker", _CLIENT),
    "broker_console.question_found": Record("broker", _QUESTION),
    "storefront.spending_show": Record("person", {"funder_id": "funder"}, status=200, public=True),
    "commissioner_desk.question_show": Record("commissioner", _QUESTION, status=200),
    "commissioner_desk.question_answer": Record("commissioner", _QUESTION, {"move": "no", "words": "It is too far."}),
    "commissioner_desk.stream_show": Record("commissioner", _CLIENT | _PAYS, status=200),
    "commissioner_desk.stream_change": Record("commissioner", _CLIENT | _PAYS, _SUSPENDS),
    "commissioner_desk.rule_end": Record("manager", {"rule_id": "rule"}, status=200),
    "commissioner_desk.rule_ended": Record("manager", {"rule_id": "rule"}, {"ends": ["2", "4", "2026"]}),
    "commissioner_desk.rule_drop": Record("manager", {"rule_id": "coming_rule"}),
}
_MANAGES = frozenset({"manager"})
OTHERS = {
    "commissioner_desk.rule_list": frozenset({"commissioner", "manager"}),
    "commissioner_desk.rule_new": _MANAGES,
    "commissioner_desk.rule_plan": _MANAGES,
}
STATES = [
    ("storefront.question_show", Record("person", _BACK, status=200)),
    ("broker_console.question_show", Record("broker", _CLIENT | _BACK, status=200)),
    ("storefront.offer_show", Record("person", _OFFER, status=200)),
    ("broker_console.offer_show", Record("broker", _CLIENT | _OFFER, status=200)),
]
