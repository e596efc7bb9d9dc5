"""Every write of people."""

from marketplace.people.operations.accounts import open_account
from marketplace.people.operations.contact import choose_contact, mail_works, record_needs, stop_letters
from marketplace.people.operations.letters import (
    DAILY,
    MAIL,
    keep_here,
    look_after_mail,
    mail_failed,
    put_off,
    record_mail,
)
from marketplace.people.operations.mail_failures import stop_mail, take_failure, try_mail_again
from marketplace.people.operations.notices import Telling, mark_seen, read, tell
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
from marketplace.people.operations.reviews import ask_to_review
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
    "DAILY",
    "MAIL",
    "Caller",
    "MandateRequest",
    "OrganisationRequest",
    "Telling",
    "act_as",
    "ask_to_review",
    "begin",
    "choose_contact",
    "cover_area",
    "declare_area",
    "give_mandate",
    "join",
    "keep_here",
    "look_after_mail",
    "mail_failed",
    "mail_works",
    "mark_seen",
    "open_account",
    "prove",
    "put_off",
    "read",
    "record_mail",
    "record_needs",
    "register_organisation",
    "register_person",
    "set_setting",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "sign_out_of",
    "stay",
    "stop_letters",
    "stop_mail",
    "take_failure",
    "tell",
    "try_mail_again",
]
