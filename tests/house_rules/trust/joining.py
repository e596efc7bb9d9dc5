"""Routes of joining: asking for letters, their links, invitations, a helper's desk, and the check of providers."""

from uuid import uuid4

from tests.house_rules.record import EVERYBODY, SIGNED_IN, Record

INVITING = frozenset({"person", "provider", "administrator", "manager"})
PASSWORD = "teapot walrus corridor"
_NEW = {"name": "Ash Vale", "password": PASSWORD}
_TOGETHER = {
    "name": "Kit Moor",
    "area_code": "E08000021",
    "until": ["1", "9", "2026"],
    "how": "in_person",
    "said_on": ["2", "3", "2026"],
    "words": "They may look for groups with me.",
    "key": str(uuid4()),
}

RECORDS = {
    "webkit.link_show": Record("anonymous", {"token": "join_token"}, status=200, public=True),
    "webkit.link_use": Record("anonymous", {"token": "join_token"}, _NEW | {"area_code": "E08000021"}, public=True),
    "webkit.invited_show": Record("anonymous", {"token": "invited_token"}, status=200, public=True),
    "webkit.invited_accept": Record("anonymous", {"token": "invited_token"}, _NEW, public=True),
    "account.invitation_withdraw": Record("person", {"invitation_id": "invitation"}),
    "account.invitation_again": Record("person", {"invitation_id": "invitation"}),
    "broker_console.together_show": Record("broker", {"person_id": "together"}, status=200),
    "broker_console.together_code": Record("broker", {"person_id": "together"}, status=200),
    "commissioner_desk.together_show": Record("commissioner", {"person_id": "together_funded"}, status=200),
    "commissioner_desk.together_code": Record("commissioner", {"person_id": "together_funded"}, status=200),
    "back_office.check_show": Record("administrator", {"organisation_id": "unchecked"}, status=200),
    "back_office.check_decide": Record("administrator", {"organisation_id": "unchecked"}, {"answer": "yes"}),
}
OTHERS = {
    "webkit.join": EVERYBODY,
    "webkit.join_ask": EVERYBODY,
    "webkit.join_provider": EVERYBODY,
    "webkit.join_provider_ask": EVERYBODY,
    "webkit.password": EVERYBODY,
    "webkit.password_ask": EVERYBODY,
    "webkit.code": EVERYBODY,
    "webkit.code_check": EVERYBODY,
    "webkit.letter_sent": EVERYBODY,
    "account.name_edit": SIGNED_IN,
    "account.name_save": SIGNED_IN,
    "account.email_edit": SIGNED_IN,
    "account.email_ask": SIGNED_IN,
    "account.password_edit": SIGNED_IN,
    "account.password_save": SIGNED_IN,
    "account.start": SIGNED_IN,
    "account.person_new": SIGNED_IN,
    "account.person_make": SIGNED_IN,
    "account.provider_new": SIGNED_IN,
    "account.provider_make": SIGNED_IN,
    "account.invitation_list": INVITING,
    "account.invitation_new": INVITING,
    "account.invitation_send": INVITING,
    "broker_console.together_new": frozenset({"broker"}),
    "broker_console.together_make": frozenset({"broker"}),
    "commissioner_desk.together_new": frozenset({"commissioner"}),
    "commissioner_desk.together_make": frozenset({"commissioner"}),
    "back_office.check_list": frozenset({"administrator"}),
}
STATES: list[tuple[str, Record]] = [
    ("webkit.link_show", Record("person", {"token": "email_token"}, status=200)),
    ("webkit.link_show", Record("anonymous", {"token": "password_token"}, status=200)),
]
