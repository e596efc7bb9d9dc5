"""Tables of people: who signs in, who has support needs, who they act for, where they stand, what they were told."""

from marketplace.people.models.accounts import Account, SignIn, SignInGuess
from marketplace.people.models.areas import Area, FunderArea, FunderSetting
from marketplace.people.models.notices import Notice, SentMail
from marketplace.people.models.office import RoleProposal, SafeguardingLead, WorkTaken
from marketplace.people.models.organisations import Membership, Organisation
from marketplace.people.models.persons import Mandate, Person

__all__ = [
    "Account",
    "Area",
    "FunderArea",
    "FunderSetting",
    "Mandate",
    "Membership",
    "Notice",
    "Organisation",
    "Person",
    "RoleProposal",
    "SafeguardingLead",
    "SentMail",
    "SignIn",
    "SignInGuess",
    "WorkTaken",
]
