"""Every read of people."""

from marketplace.people.queries.actors import actor_for
from marketplace.people.queries.notices import (
    MailRow,
    NoticeRow,
    Outgoing,
    accounts_of_office,
    accounts_of_organisation,
    accounts_of_person,
    fresh_count,
    mail_sent,
    notice,
    notices_for,
    outgoing,
)
from marketplace.people.queries.people import (
    AreaRow,
    OrganisationRow,
    PersonRow,
    SettingRow,
    areas,
    organisation,
    people_who_chose,
    person,
    person_who_chose,
    powers_over,
    settings_of,
)
from marketplace.people.queries.scope import held_by, in_force, open_to

__all__ = [
    "AreaRow",
    "MailRow",
    "NoticeRow",
    "OrganisationRow",
    "Outgoing",
    "PersonRow",
    "SettingRow",
    "accounts_of_office",
    "accounts_of_organisation",
    "accounts_of_person",
    "actor_for",
    "areas",
    "fresh_count",
    "held_by",
    "in_force",
    "mail_sent",
    "notice",
    "notices_for",
    "open_to",
    "organisation",
    "outgoing",
    "people_who_chose",
    "person",
    "person_who_chose",
    "powers_over",
    "settings_of",
]
