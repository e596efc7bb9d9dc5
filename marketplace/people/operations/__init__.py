"""Every write of people."""

from marketplace.people.operations.accounts import open_account
from marketplace.people.operations.members import WordsRequest, change_duties, describe, end_membership
from marketplace.people.operations.notices import MAIL, Telling, mark_seen, record_mail, tell
from marketplace.people.operations.office import shut_out
from marketplace.people.operations.people import (
    MandateRequest,
    OrganisationRequest,
    cover_area,
    declare_area,
    give_mandate,
    join,
    register_organisation,
    register_person,
)
from marketplace.people.operations.roles import RoleRequest, agree_role, propose_role, refuse_role
from marketplace.people.operations.safeguarding import LeadRequest, end_lead, name_lead
from marketplace.people.operations.settings import SettingRequest, drop_setting, plan_setting, set_setting
from marketplace.people.operations.sign_ins import (
    Caller,
    act_as,
    begin,
    prove,
    sign_in,
    sign_out,
    sign_out_everywhere,
    sign_out_of,
    stay,
)
from marketplace.people.operations.work import give_back_work, hand_over_work, take_work

__all__ = [
    "MAIL",
    "Caller",
    "LeadRequest",
    "MandateRequest",
    "OrganisationRequest",
    "RoleRequest",
    "SettingRequest",
    "Telling",
    "WordsRequest",
    "act_as",
    "agree_role",
    "begin",
    "change_duties",
    "cover_area",
    "declare_area",
    "describe",
    "drop_setting",
    "end_lead",
    "end_membership",
    "give_back_work",
    "give_mandate",
    "hand_over_work",
    "join",
    "mark_seen",
    "name_lead",
    "open_account",
    "plan_setting",
    "propose_role",
    "prove",
    "record_mail",
    "refuse_role",
    "register_organisation",
    "register_person",
    "set_setting",
    "shut_out",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "sign_out_of",
    "stay",
    "take_work",
    "tell",
]
