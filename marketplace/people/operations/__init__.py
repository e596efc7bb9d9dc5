"""Every write of people."""

from marketplace.people.operations.accounts import open_account
from marketplace.people.operations.notices import MAIL, Telling, mark_seen, record_mail, tell
from marketplace.people.operations.people import (
    MandateRequest,
    OrganisationRequest,
    cover_area,
    declare_area,
    give_mandate,
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
    "Caller",
    "MandateRequest",
    "OrganisationRequest",
    "Telling",
    "act_as",
    "begin",
    "cover_area",
    "declare_area",
    "give_mandate",
    "join",
    "mark_seen",
    "open_account",
    "prove",
    "record_mail",
    "register_organisation",
    "register_person",
    "set_setting",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "sign_out_of",
    "stay",
    "tell",
]
