"""Who may do what by duty, in what capacity somebody acts for a person, and what a funder may set."""

from collections.abc import Iterable
from enum import StrEnum

from marketplace.foundation.access import Power
from marketplace.foundation.errors import Refusal


class OrganisationKind(StrEnum):
    """What an organisation is; a user-led group is a provider that says so with evidence."""

    PROVIDER = "provider"
    BROKER = "broker"
    COUNCIL = "council"
    NHS = "nhs"
    PLATFORM = "platform"


FUNDERS = (OrganisationKind.COUNCIL, OrganisationKind.NHS)


class Duty(StrEnum):
    """What a member does for an organisation."""

    OWNER = "owner"
    WORKER = "worker"
    BROKER = "broker"
    COMMISSIONER = "commissioner"
    ADMINISTRATOR = "administrator"
    MANAGER = "manager"  # of the organisation's own members and settings
    SAFEGUARDING_LEAD = "safeguarding_lead"


class MandateKind(StrEnum):
    """In what capacity somebody holds a person's mandate."""

    SUPPORTER = "supporter"
    BROKER = "broker"
    FUNDER = "funder"
    ADVOCATE = "advocate"
    DEPUTY = "deputy"  # appointed by the Court of Protection, where the person cannot decide
    AUTHORISED = "authorised"  # an authorised person holds a direct payment, where the person cannot decide


class SettingName(StrEnum):
    """The settings that a funder has; each is a whole number."""

    SILENCE_DAYS = "silence_days"  # after so many days a person's silence confirms a delivery
    SPEND_AHEAD = "spend_ahead"  # 1: instalments still to come may be promised already
    SAFEGUARDING_DAYS = "safeguarding_days"  # within so many working days a worry about harm is decided
    BANK_PERCENT = "bank_percent"  # of what has come in, the most that a person may put by
    BANK_DAYS = "bank_days"  # the longest that it may be put by
    INVOICE_DAYS = "invoice_days"  # within so many days it agrees the lines of an invoice, or queries them
    QUERY_DAYS = "query_days"  # within so many days a provider answers a query
    PAY_DAYS = "pay_days"  # within so many days of agreeing it pays
    CHANGE_DAYS = "change_days"  # so many days of notice before the money of a stream becomes less
    LATE_DAYS = "late_days"  # within so many working days it says what happened to a payment that is late
    CONTRIBUTION_DAYS = "contribution_days"  # within so many days what falls due of a contribution is to be paid
    ASK_FIRST_DAYS = "ask_first_days"  # within so many working days it answers whether its money may pay for something
    PLAN_ALONE = "plan_alone"  # up to so many pounds in all one worker alone decides about a plan
    PLAN_DAYS = "plan_days"  # within so many working days it answers a plan
    PLAN_AGAIN_DAYS = "plan_again_days"  # within so many working days it looks again at what it did not agree to


POWERS_OF_DUTY: dict[Duty, frozenset[Power]] = {
    Duty.OWNER: frozenset({Power.LIST, Power.DELIVER, Power.MANAGE}),
    Duty.WORKER: frozenset({Power.DELIVER}),
    Duty.BROKER: frozenset({Power.BROKER}),
    Duty.COMMISSIONER: frozenset({Power.COMMISSION}),
    Duty.ADMINISTRATOR: frozenset({Power.ADMINISTER}),
    Duty.MANAGER: frozenset({Power.MANAGE}),
    Duty.SAFEGUARDING_LEAD: frozenset({Power.SAFEGUARD}),
}
DUTIES_OF: dict[OrganisationKind, frozenset[Duty]] = {
    OrganisationKind.PROVIDER: frozenset({Duty.OWNER, Duty.WORKER, Duty.MANAGER}),
    OrganisationKind.BROKER: frozenset({Duty.BROKER, Duty.MANAGER}),
    OrganisationKind.COUNCIL: frozenset({Duty.COMMISSIONER, Duty.MANAGER, Duty.SAFEGUARDING_LEAD}),
    OrganisationKind.NHS: frozenset({Duty.COMMISSIONER, Duty.MANAGER, Duty.SAFEGUARDING_LEAD}),
    OrganisationKind.PLATFORM: frozenset({Duty.ADMINISTRATOR}),
}
SETTING_BOUNDS: dict[SettingName, tuple[int, int]] = {
    SettingName.SILENCE_DAYS: (1, 60),
    SettingName.SPEND_AHEAD: (0, 1),
    SettingName.SAFEGUARDING_DAYS: (1, 30),
    SettingName.BANK_PERCENT: (0, 100),
    SettingName.BANK_DAYS: (7, 731),
    SettingName.INVOICE_DAYS: (1, 30),
    SettingName.QUERY_DAYS: (1, 60),
    SettingName.PAY_DAYS: (1, 30),
    SettingName.CHANGE_DAYS: (0, 90),
    SettingName.LATE_DAYS: (1, 10),
    SettingName.CONTRIBUTION_DAYS: (14, 90),
    SettingName.ASK_FIRST_DAYS: (1, 20),
    SettingName.PLAN_ALONE: (0, 100_000),
    SettingName.PLAN_DAYS: (1, 40),
    SettingName.PLAN_AGAIN_DAYS: (1, 40),
}
OWN_POWERS = frozenset({Power.SEE, Power.PLAN, Power.SPEND})
MAY_OPEN = frozenset({Power.COMMISSION, Power.SAFEGUARD})  # somebody's details in an emergency


class DutyRefused(Refusal):
    """A duty that this kind of organisation does not have."""

    field = "duties"

    def __init__(self) -> None:
        super().__init__("This organisation has no such duty. Choose a duty that belongs to it.")


class SettingRefused(Refusal):
    """A number that a setting cannot be."""

    field = "value"

    def __init__(self, least: int, most: int) -> None:
        super().__init__(f"Enter a whole number from {least} to {most}.")


def check_duties(kind: OrganisationKind, duties: Iterable[Duty]) -> None:
    """Raises DutyRefused for a duty that is not one of a kind of organisation."""
    if not set(duties) <= DUTIES_OF[kind]:
        raise DutyRefused


def check_setting(name: SettingName, value: int) -> None:
    """Raises SettingRefused for a number out of the setting's bounds."""
    least, most = SETTING_BOUNDS[name]
    if not least <= value <= most:
        raise SettingRefused(least, most)


def powers_of(duties: Iterable[str]) -> frozenset[Power]:
    """All the powers that a member's duties give."""
    return frozenset().union(*(POWERS_OF_DUTY[Duty(duty)] for duty in duties))
