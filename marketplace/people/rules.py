"""Who may do what by duty, and how guessing a password is slowed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
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


class MandateKind(StrEnum):
    """In what capacity somebody holds a person's mandate."""

    SUPPORTER = "supporter"
    BROKER = "broker"
    FUNDER = "funder"


class SettingName(StrEnum):
    """The settings that a funder has; each is a whole number."""

    SILENCE_DAYS = "silence_days"  # after so many days a person's silence confirms a delivery
    SPEND_AHEAD = "spend_ahead"  # 1: instalments still to come may be promised already


POWERS_OF_DUTY: dict[Duty, frozenset[Power]] = {
    Duty.OWNER: frozenset({Power.LIST, Power.DELIVER}),
    Duty.WORKER: frozenset({Power.DELIVER}),
    Duty.BROKER: frozenset({Power.BROKER}),
    Duty.COMMISSIONER: frozenset({Power.COMMISSION}),
    Duty.ADMINISTRATOR: frozenset({Power.ADMINISTER}),
}
DUTIES_OF: dict[OrganisationKind, frozenset[Duty]] = {
    OrganisationKind.PROVIDER: frozenset({Duty.OWNER, Duty.WORKER}),
    OrganisationKind.BROKER: frozenset({Duty.BROKER}),
    OrganisationKind.COUNCIL: frozenset({Duty.COMMISSIONER}),
    OrganisationKind.NHS: frozenset({Duty.COMMISSIONER}),
    OrganisationKind.PLATFORM: frozenset({Duty.ADMINISTRATOR}),
}
SETTING_BOUNDS: dict[SettingName, tuple[int, int]] = {
    SettingName.SILENCE_DAYS: (1, 60),
    SettingName.SPEND_AHEAD: (0, 1),
}
OWN_POWERS = frozenset({Power.SEE, Power.PLAN, Power.SPEND})

FREE_GUESSES = 5  # against one account name
FREE_FROM_ADDRESS = 30  # from one network address, where a whole day centre may sit
LONGEST_WAIT = timedelta(minutes=5)
GUESSES_FORGOTTEN = timedelta(hours=1)


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


def wait_after(failures: int, free: int) -> timedelta:
    """How long sign-in stays shut after wrong guesses in a row: not at all for some, then doubling to 5 minutes."""
    if failures < free:
        return timedelta()
    return min(timedelta(seconds=2 ** min(failures - free + 1, 9)), LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Slowed:
    """Sign-in is shut until an instant, because of wrong guesses."""

    until: datetime


@dataclass(frozen=True, slots=True)
class WrongGuess:
    """The e-mail and password do not go together; which of them is wrong is not said."""
