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
    check_emergency,
    open_in_emergency,
)
from marketplace.people.operations.letters import (
    DAILY,
    keep_here,
    look_after_mail,
    mail_failed,
    put_off,
    record_mail,
)
from marketplace.people.operations.mail_failures import (
    stop_mail,
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
from marketplace.people.operations.members import (
    WordsRequest,
    change_duties,
    describe,
    end_membership,
)
from marketplace.people.operations.notices import (
    MAIL,
    Telling,
    mark_seen,
    read,
    tell,
)
from marketplace.people.operations.office import (
    shut_out,
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
)
from marketplace.people.operations.reviews import (
    ask_to_review,
)
from marketplace.people.operations.roles import (
    RoleRequest,
    agree_role,
    propose_role,
    refuse_role,
)
from marketplace.people.operations.safeguarding import (
    LeadRequest,
    end_lead,
    name_lead,
)
from marketplace.people.operations.settings import (
    SettingRequest,
    drop_setting,
    may_set,
    plan_setting,
    set_setting,
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
from marketplace.people.operations.work import (
    give_back_work,
    hand_over_work,
    take_work,
)

__all__ = [
    "DAILY",
    "MAIL",
    "AppointRequest",
    "Caller",
    "LeadRequest",
    "MandateRequest",
    "OpenRequest",
    "OrganisationRequest",
    "RoleRequest",
    "SettingRequest",
    "Telling",
    "WordsRequest",
    "act_as",
    "add_code_device",
    "add_passkey",
    "agree_role",
    "appoint",
    "ask_to_review",
    "begin",
    "begin_making",
    "begin_showing",
    "change_duties",
    "change_terms",
    "check_emergency",
    "choose_contact",
    "cover_area",
    "declare_area",
    "describe",
    "drop_setting",
    "end_lead",
    "end_mandate",
    "end_membership",
    "enter",
    "fresh_recovery_codes",
    "give_back",
    "give_back_work",
    "give_mandate",
    "give_on_terms",
    "hand_over_work",
    "join",
    "keep_here",
    "look_after_mail",
    "mail_failed",
    "mail_works",
    "mark_seen",
    "may_set",
    "name_lead",
    "open_account",
    "open_in_emergency",
    "plan_setting",
    "propose_role",
    "prove",
    "prove_by_code",
    "put_off",
    "read",
    "record_mail",
    "record_needs",
    "refuse_role",
    "register_organisation",
    "register_person",
    "remove_code_device",
    "remove_passkey",
    "reset_second_step",
    "revoke",
    "set_setting",
    "show_code",
    "show_passkey",
    "shut_out",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "sign_out_of",
    "stay",
    "stepped",
    "stop_letters",
    "stop_mail",
    "take_work",
    "tell",
    "try_mail_again",
]
