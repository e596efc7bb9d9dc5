"""Routes of organisations and their members, funders' settings and leads, worries about harm, and the back office."""

from tests.house_rules.record import Record

ADMINISTRATOR, MANAGER, LEAD = frozenset({"administrator"}), frozenset({"manager"}), frozenset({"lead"})
RUN_ONE = frozenset({"provider", "manager"})
ACT_FOR_ONE = RUN_ONE | {"worker", "broker", "commissioner", "administrator", "lead"}
_MEMBER, _CONCERN, _WHY = {"membership_id": "member"}, {"worry_id": "concern"}, {"why": "They have left."}
_ACCOUNT, _PROPOSAL = {"account_id": "account_of_person"}, {"proposal_id": "proposal"}
_ORGANISATION = {"organisation_id": "funder"}

RECORDS = {
    "account.member_show": Record("manager", _MEMBER, status=200),
    "account.member_change": Record("manager", _MEMBER, {"duties": ["commissioner", "safeguarding_lead"]}),
    "account.member_end": Record("manager", _MEMBER, _WHY),
    "commissioner_desk.setting_drop": Record("manager", {"setting_id": "coming_setting"}),
    "commissioner_desk.concern_show": Record("lead", _CONCERN, status=200),
    "commissioner_desk.concern_acknowledge": Record("lead", _CONCERN),
    "commissioner_desk.concern_decide": Record("lead", _CONCERN, {"outcome": "enquiry", "words": "We have rung them."}),
    "commissioner_desk.concern_move": Record("lead", _CONCERN, {"area_code": "E08000037", "why": "They live there."}),
    "commissioner_desk.work_take": Record("commissioner", {"record_id": "disputed"}),
    "commissioner_desk.work_give_back": Record("commissioner", {"record_id": "harm"}),
    "commissioner_desk.work_over": Record("commissioner", {"record_id": "harm"}, status=200),
    "commissioner_desk.work_hand_over": Record(
        "commissioner", {"record_id": "harm"}, {"to": "one"}, form_ids={"membership_id": "member"}
    ),
    "back_office.work_take": Record("administrator", {"record_id": "free_disputed"}),
    "back_office.work_give_back": Record("administrator", {"record_id": "office_harm"}),
    "back_office.work_over": Record("administrator", {"record_id": "office_harm"}, status=200),
    "back_office.work_hand_over": Record(
        "administrator", {"record_id": "office_harm"}, {"to": "one"}, form_ids={"membership_id": "second_member"}
    ),
    "back_office.account_show": Record("administrator", _ACCOUNT, status=200),
    "back_office.account_shut_out": Record("administrator", _ACCOUNT, _WHY),
    "back_office.record_show": Record("administrator", {"record_id": "funder"}, status=200),
    "back_office.organisation_show": Record("administrator", _ORGANISATION, status=200),
    "back_office.organisation_cover": Record(
        "administrator", _ORGANISATION, {"area_code": "E08000021", "starts": ["1", "5", "2026"]}
    ),
    "back_office.membership_ending": Record("administrator", _MEMBER, status=200),
    "back_office.membership_end": Record("administrator", _MEMBER, _WHY),
    "back_office.role_new": Record("administrator", _ORGANISATION, status=200),
    "back_office.role_propose": Record(
        "administrator",
        _ORGANISATION,
        {"email": "north@example.org", "duty": "manager", "why": "The manager has left."},
    ),
    "back_office.role_show": Record("administrator", _PROPOSAL, status=200),
    "back_office.role_agree": Record("administrator", _PROPOSAL),
    "back_office.role_refuse": Record("administrator", _PROPOSAL, {"why": "We do not know them."}),
}
OTHERS = {
    "account.organisation_show": ACT_FOR_ONE,
    "account.organisation_save": RUN_ONE,
    "account.organisation_leaving": ACT_FOR_ONE,
    "account.organisation_leave": ACT_FOR_ONE,
    "account.member_list": RUN_ONE | ADMINISTRATOR,
    "commissioner_desk.setting_new": MANAGER,
    "commissioner_desk.setting_plan": MANAGER,
    "commissioner_desk.lead_list": MANAGER,
    "commissioner_desk.lead_name": MANAGER,
    "commissioner_desk.concern_list": LEAD,
    "commissioner_desk.work_list": LEAD | {"commissioner"},
    "back_office.work_list": ADMINISTRATOR,
    "back_office.account_list": ADMINISTRATOR,
    "back_office.organisation_list": ADMINISTRATOR,
    "back_office.organisation_new": ADMINISTRATOR,
    "back_office.organisation_register": ADMINISTRATOR,
    "back_office.role_list": ADMINISTRATOR,
}
STATES = [
    ("commissioner_desk.setting_new", Record("manager", {}, query={"name": "silence_days"}, status=200)),
    ("back_office.account_list", Record("administrator", {}, query={"q": "robin"}, status=200)),
]
