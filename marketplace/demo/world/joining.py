"""Who has just come in to the demo world: somebody signed up at a desk, an invitation, a provider to be checked."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import NCL
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.people import ADMINISTRATOR, SPENDS
from marketplace.foundation import access, database
from marketplace.foundation.access import Power
from marketplace.people.operations.desk import TogetherRequest, sign_up_together
from marketplace.people.operations.invitations import DutyRequest, TrustRequest, invite_to_help, invite_to_work
from marketplace.people.operations.joining import found_provider
from marketplace.people.operations.people import OrganisationRequest
from marketplace.people.queries.actors import actor_for
from marketplace.people.rules import Duty, MandateKind, OrganisationKind
from marketplace.people.rules.joining import SaidHow
from marketplace.people.rules.mandates import EVERYDAY, MandateTerms

BROKER = "Imran Tasker"
TOGETHER = "Norman Seaham"
INVITING = "Leon Marsden"
INVITED = "shirley.marsden@example.org"
OFFICIAL = "gwen.hartburn@example.org"
NEWCOMER = "Josie Blagdon"
PROVIDER = OrganisationRequest(
    OrganisationKind.PROVIDER,
    "Kettle and Kiln Pottery",
    "Two potters with room for six. We throw, glaze and drink tea. Come as you are.",
    "hello.kettleandkiln@example.org",
    "01632 960377",
)


def steps(cast: Cast) -> Iterator[Step]:
    """In the last days before the anchor."""
    at = cast.calendar.before(4, "10:20")
    yield Step(at, partial(_at_the_desk, cast, at))
    at = cast.calendar.before(2, "17:45")
    yield Step(at, partial(_invite, cast, at))
    at = cast.calendar.before(1, "09:15")
    yield Step(at, partial(_found, cast, at))


def _at_the_desk(cast: Cast, at: datetime) -> None:
    """A broker and somebody without e-mail sit down together."""
    broker = cast.actor(BROKER, at)
    request = TogetherRequest(
        key=cast.key("together"),
        name=TOGETHER,
        area_code=NCL,
        email=None,
        powers=frozenset({Power.PLAN}),
        until=broker.today + timedelta(days=180),
        how=SaidHow.IN_PERSON,
        said_on=broker.today,
        words="Look for a men's group near the bus with me. I decide what we book.",
    )
    with database.writing() as session:
        sign_up_together(session, broker, request)


def _invite(cast: Cast, at: datetime) -> None:
    """Somebody invites their aunt, and the back office invites an official; both letters wait to be opened."""
    giver, office = cast.actor(INVITING, at), cast.actor(ADMINISTRATOR, at)
    with database.writing() as session:
        invite_to_help(session, giver, TrustRequest(INVITED, MandateTerms(MandateKind.SUPPORTER, SPENDS, EVERYDAY)))
        duties = (Duty.COMMISSIONER, Duty.MANAGER)
        invite_to_work(session, office, DutyRequest(OFFICIAL, cast.organisations[NCL], duties))


def _found(cast: Cast, at: datetime) -> None:
    """A provider signs itself up, and waits for the back office."""
    cast.open(NEWCOMER, at)
    with database.reading() as session:
        owner = actor_for(session, access.anonymous(at), cast.accounts[NEWCOMER])
    if owner is None:
        raise KeyError(NEWCOMER)
    with database.writing() as session:
        found_provider(session, owner, PROVIDER)
