"""Who is asking: the Actor, and the powers that a route or an operation may ask for."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from marketplace.foundation.clock import civil


class Power(StrEnum):
    """What an actor may do. People's powers come from being the person or from a mandate, the rest from duties."""

    SEE = "see"
    PLAN = "plan"
    SPEND = "spend"
    LIST = "list"
    DELIVER = "deliver"
    BROKER = "broker"
    COMMISSION = "commission"
    ADMINISTER = "administer"
    MANAGE = "manage"  # the members and settings of one's own organisation
    SAFEGUARD = "safeguard"


class Section(StrEnum):
    """The parts of a person's matters that a mandate opens; each is opened by name, so a later one is shut at first."""

    MONEY = "money"
    BOOKINGS = "bookings"
    LISTS = "lists"
    REQUESTS = "requests"
    NOTICES = "notices"
    JOURNAL = "journal"  # who looked
    PLANS = "plans"


class ActorKind(StrEnum):
    """What kind of thing acts."""

    ANONYMOUS = "anonymous"
    ACCOUNT = "account"
    WORKER = "worker"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class SignedInBy:
    """An open sign-in: when it ends, when its owner last proved themselves (UTC), and whether by a second step too."""

    id: UUID
    ends_at: datetime
    proved_at: datetime
    stepped: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, for whom, with which powers, and at which instant (UTC): the clock is handed in with it.

    ``person_id`` is the person that the sign-in speaks for; ``own_person_id`` is set when that is themselves.
    ``acts_for`` names the organisation that they act for, if they do; a person is never named here.
    ``needs_step``: it is a member of an organisation, and can act for it once it has shown a second step.
    ``sign_in`` is the sign-in that the request came with, if it came with one. ``sections`` are those of ``person_id``
    that stand open. ``emergencies`` are people whom an official opened for a short time, with the reason given.
    """

    kind: ActorKind
    now: datetime
    account_id: UUID | None = None
    organisation_id: UUID | None = None
    person_id: UUID | None = None
    own_person_id: UUID | None = None
    powers: frozenset[Power] = field(default_factory=frozenset)
    name: str = ""
    acts_for: str = ""
    needs_step: bool = False
    sign_in: SignedInBy | None = None
    sections: frozenset[Section] = field(default_factory=frozenset)
    emergencies: tuple[tuple[UUID, str], ...] = ()

    @property
    def today(self) -> date:
        """The day in London."""
        return civil(self.now)

    @property
    def signed_in(self) -> bool:
        """Whether an account stands behind this actor."""
        return self.account_id is not None

    def may(self, power: Power) -> bool:
        """Whether the actor holds a power; over whose records is a question for the query."""
        return power in self.powers

    def sees(self, section: Section) -> bool:
        """Whether a section of the person that the actor speaks for stands open to it."""
        return section in self.sections

    def at(self, now: datetime) -> "Actor":
        """The same actor at another instant."""
        return replace(self, now=now)


def anonymous(now: datetime) -> Actor:
    """A visitor who has not signed in."""
    return Actor(ActorKind.ANONYMOUS, now)


def worker(now: datetime) -> Actor:
    """The worker, which carries out what a committed change asked for."""
    return Actor(ActorKind.WORKER, now, name="the worker")


def clock(now: datetime) -> Actor:
    """The nightly clock, which does what falls due on a day."""
    return Actor(ActorKind.CLOCK, now, name="the clock")
