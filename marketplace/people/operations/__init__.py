"""Every write of people."""

from marketplace.people.operations.accounts import open_account
from marketplace.people.operations.deputies import AppointRequest, appoint, revoke
from marketplace.people.operations.emergencies import OpenRequest, open_in_emergency
from marketplace.people.operations.mandates import (
    MandateRequest,
    change_terms,
    end_mandate,
    give_back,
    give_mandate,
    give_on_terms,
)
from marketplace.people.operations.notices import MAIL, Telling, mark_seen, record_mail, tell
from marketplace.people.operations.people import (
    OrganisationRequest,
    cover_area,
    declare_area,
    join,
    register_organisation,
    register_person,
    set_setting,
)
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

__all__ = [
    "MAIL",
    "AppointRequest",
    "Caller",
    "MandateRequest",
    "OpenRequest",
    "OrganisationRequest",
    "Telling",
    "act_as",
    "appoint",
    "begin",
    "change_terms",
    "cover_area",
    "declare_area",
    "end_mandate",
    "give_back",
    "give_mandate",
    "give_on_terms",
    "join",
    "mark_seen",
    "open_account",
    "open_in_emergency",
    "prove",
    "record_mail",
    "register_organisation",
    "register_person",
    "revoke",
    "set_setting",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "sign_out_of",
    "stay",
    "tell",
]
