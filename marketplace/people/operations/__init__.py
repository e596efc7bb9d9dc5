"""Every write of people."""

from marketplace.people.operations.accounts import (
    open_account,
)
from marketplace.people.operations.contact import (
    choose_contact,
    mail_works,
    record_needs,
    stop_letters,
)
from marketplace.people.operations.deputies import (
    AppointRequest,
    appoint,
    revoke,
)
from marketplace.people.operations.emergencies import (
    OpenRequest,
    open_in_emergency,
)
from marketplace.people.operations.letters import (
    DAILY,
    MAIL,
    keep_here,
    look_after_mail,
    mail_failed,
    put_off,
    record_mail,
)
from marketplace.people.operations.mail_failures import (
    stop_mail,
    take_failure,
    try_mail_again,
)
from marketplace.people.operations.mandates import (
    MandateRequest,
    change_terms,
    end_mandate,
    give_back,
    give_mandate,
    give_on_terms,
)
from marketplace.people.operations.notices import (
    Telling,
    mark_seen,
    read,
    tell,
)
from marketplace.people.operations.passkeys import (
    add_passkey,
    begin_making,
    begin_showing,
    remove_passkey,
    show_passkey,
)
from marketplace.people.operations.people import (
    OrganisationRequest,
    cover_area,
    declare_area,
    join,
    register_organisation,
    register_person,
    set_setting,
)
from marketplace.people.operations.reviews import (
    ask_to_review,
)
from marketplace.people.operations.sign_ins import (
    Caller,
    act_as,
    begin,
    enter,
    prove,
    sign_in,
    sign_out,
    sign_out_everywhere,
    sign_out_of,
    stay,
    stepped,
)
from marketplace.people.operations.steps import (
    add_code_device,
    fresh_recovery_codes,
    prove_by_code,
    remove_code_device,
    reset_second_step,
    show_code,
)

__all__ = [
    "DAILY",
    "MAIL",
    "AppointRequest",
    "Caller",
    "MandateRequest",
    "OpenRequest",
    "OrganisationRequest",
    "Telling",
    "act_as",
    "add_code_device",
    "add_passkey",
    "appoint",
    "ask_to_review",
    "begin",
    "begin_making",
    "begin_showing",
    "change_terms",
    "choose_contact",
    "cover_area",
    "declare_area",
    "end_mandate",
    "enter",
    "fresh_recovery_codes",
    "give_back",
    "give_mandate",
    "give_on_terms",
    "join",
    "keep_here",
    "look_after_mail",
    "mail_failed",
    "mail_works",
    "mark_seen",
    "open_account",
    "open_in_emergency",
    "prove",
    "prove_by_code",
    "put_off",
    "read",
    "record_mail",
    "record_needs",
    "register_organisation",
    "register_person",
    "remove_code_device",
    "remove_passkey",
    "reset_second_step",
    "revoke",
    "set_setting",
    "show_code",
    "show_passkey",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "sign_out_of",
    "stay",
    "stepped",
    "stop_letters",
    "stop_mail",
    "take_failure",
    "tell",
    "try_mail_again",
]
