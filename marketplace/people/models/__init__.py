"""Tables of people: who signs in, who has support needs, who they act for, where they stand, what they were told."""

from marketplace.people.models.accounts import (
    Account,
    SignIn,
    SignInGuess,
)
from marketplace.people.models.areas import (
    Area,
    FunderArea,
    FunderSetting,
)
from marketplace.people.models.contact import (
    CommunicationNeeds,
    ContactPreference,
)
from marketplace.people.models.joining import (
    Invitation,
    Link,
    LinkLetter,
    SaySo,
)
from marketplace.people.models.notices import (
    MailFailure,
    MailStopped,
    Notice,
    SentMail,
)
from marketplace.people.models.office import (
    RoleProposal,
    SafeguardingLead,
    WorkTaken,
)
from marketplace.people.models.organisations import (
    Membership,
    Organisation,
)
from marketplace.people.models.persons import (
    EmergencyAccess,
    Evidence,
    Mandate,
    MandateTerms,
    Person,
)
from marketplace.people.models.steps import (
    Ceremony,
    CodeDevice,
    Passkey,
    RecoveryCode,
)

__all__ = [
    "Account",
    "Area",
    "Ceremony",
    "CodeDevice",
    "CommunicationNeeds",
    "ContactPreference",
    "EmergencyAccess",
    "Evidence",
    "FunderArea",
    "FunderSetting",
    "Invitation",
    "Link",
    "LinkLetter",
    "MailFailure",
    "MailStopped",
    "Mandate",
    "MandateTerms",
    "Membership",
    "Notice",
    "Organisation",
    "Passkey",
    "Person",
    "RecoveryCode",
    "RoleProposal",
    "SafeguardingLead",
    "SaySo",
    "SentMail",
    "SignIn",
    "SignInGuess",
    "WorkTaken",
]
