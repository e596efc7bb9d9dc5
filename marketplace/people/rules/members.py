"""Who keeps an organisation going, what its members' duties are in plain words, and who may change them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain

from marketplace.foundation.access import Power
from marketplace.foundation.errors import IllegalMove, Refusal
from marketplace.people.rules import POWERS_OF_DUTY, Duty, OrganisationKind

LAPSES_AFTER = timedelta(days=7)

DUTY_WORDS: dict[Duty, tuple[str, str]] = {
    Duty.OWNER: ("Owner", "Runs the organisation: its offers, prices, orders and members."),
    Duty.WORKER: ("Worker", "Sees the orders, and records what happened."),
    Duty.BROKER: ("Broker", "Helps the people who chose this organisation to find, plan and book."),
    Duty.COMMISSIONER: ("Commissioner", "Gives budgets, decides disputes, and sees what the money buys."),
    Duty.ADMINISTRATOR: ("Administrator", "Keeps Ownpath going in the back office."),
    Duty.MANAGER: ("Manager", "Says who is a member, what they do, and what the settings are."),
    Duty.SAFEGUARDING_LEAD: ("Safeguarding lead", "Can be named to answer worries about harm in an area."),
}
# given by the back office only when two administrators agree
GUARDED = frozenset({Duty.ADMINISTRATOR, Duty.MANAGER, Duty.COMMISSIONER, Duty.SAFEGUARDING_LEAD})

# who leads where the back office has named nobody to keep it: without them its money and its people stand still
WORK_OF = {
    OrganisationKind.COUNCIL: frozenset({Duty.COMMISSIONER}),
    OrganisationKind.NHS: frozenset({Duty.COMMISSIONER}),
    OrganisationKind.BROKER: frozenset({Duty.BROKER}),
}


class ProposalState(StrEnum):
    """What became of a duty that was proposed."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


MOVES: dict[ProposalState, frozenset[ProposalState]] = {
    ProposalState.PROPOSED: frozenset(
        {ProposalState.AGREED, ProposalState.REFUSED, ProposalState.WITHDRAWN, ProposalState.LAPSED}
    ),
}


class LastKeeper(Refusal):
    """An organisation would be left with nobody to run it."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody else runs this organisation. Give another member that duty first, so that it is never left alone."
        )


class OwnDuty(Refusal):
    """Somebody gives a duty to themselves."""

    field = "duties"

    def __init__(self) -> None:
        super().__init__("You cannot give yourself a duty. Ask another manager, or Ownpath, to do it.")


class NoDuty(Refusal):
    """A member without a duty."""

    field = "duties"

    def __init__(self) -> None:
        super().__init__("Choose at least one duty. If they have left, end their membership instead.")


class SecondPair(Refusal):
    """The same pair of eyes twice, or one's own duty."""

    def __init__(self) -> None:
        super().__init__("Somebody else has to agree: not whoever proposed it, and not whoever it is for.")


class NoLongerProposed(IllegalMove):
    """A proposal that was decided, or that lapsed."""

    def __init__(self) -> None:
        super().__init__("This no longer waits. It was decided, or too many days went by. Propose it again.")


def keeper_of(kind: OrganisationKind) -> Power:
    """The power of those without whom an organisation of a kind must never be."""
    return Power.ADMINISTER if kind is OrganisationKind.PLATFORM else Power.MANAGE


def keeping(kind: OrganisationKind) -> frozenset[Duty]:
    """The duties that give that power."""
    return frozenset(duty for duty, powers in POWERS_OF_DUTY.items() if keeper_of(kind) in powers)


def left_alone(kind: OrganisationKind, going: Iterable[Duty], staying: Iterable[Iterable[Duty]]) -> bool:
    """Whether an organisation would be left with nobody to lead it, when somebody goes with their duties.

    ``staying`` has the duties of each who stays. Those lead who keep it; where nobody does, those who do its work.
    """
    before, after = set(going), set(chain.from_iterable(staying))
    leading = next((each for each in (keeping(kind), WORK_OF.get(kind, frozenset())) if each & (before | after)), None)
    return leading is not None and bool(leading & before) and not leading & after


def check_own(before: Iterable[Duty], after: Iterable[Duty]) -> None:
    """Raises OwnDuty when somebody would have a duty by their own hand."""
    if not set(after) <= set(before):
        raise OwnDuty


def may_move(state: ProposalState, to: ProposalState, lapses_at: datetime, now: datetime) -> None:
    """Raises NoLongerProposed for a proposal that was decided or has lapsed."""
    if to not in MOVES.get(state, frozenset()) or now >= lapses_at:
        raise NoLongerProposed
