"""Every write of people."""

from marketplace.people.operations.accounts import open_account, sign_in
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

__all__ = [
    "MAIL",
    "MandateRequest",
    "OrganisationRequest",
    "Telling",
    "cover_area",
    "declare_area",
    "give_mandate",
    "join",
    "mark_seen",
    "open_account",
    "record_mail",
    "register_organisation",
    "register_person",
    "set_setting",
    "sign_in",
    "tell",
]
