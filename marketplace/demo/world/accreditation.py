"""Which funders of the demo world stand by which providers: some by several, many by none, one no longer."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import AccreditationRequest
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import DUR, GHD, HEALTH, MID, NCL, SUN
from marketplace.demo.world.cast import Cast
from marketplace.foundation import access, database

BEGAN = 180  # days before the anchor, after every provider has registered
ACCREDITED: dict[str, tuple[str, ...]] = {
    NCL: ("copper-kettle", "cabbage-row", "been-there", "seen-signed", "lamp-chair", "handpicked", "straight-answers"),
    GHD: ("chair-mat", "kitchen-table", "lamp-chair", "handpicked", "dice-dominoes"),
    SUN: ("blue-thimble", "plain-speaking", "second-half"),
    DUR: ("pit-pony", "second-spring", "rough-weather", "doorstep", "dale-end", "lamp-chair"),
    MID: ("tongues-tea", "noor", "shared-hours", "plug-in"),
    HEALTH: ("lamp-chair", "two-cups", "noor", "handpicked", "doorstep", "saltmarsh", "been-there"),
}
ENDED = (NCL, "harbour-wall", 40)  # the funder, the provider, and how many days before the anchor it ended


def steps(cast: Cast) -> Iterator[Step]:
    """Each funder says on one day by whom it stands."""
    for number, (funder, providers) in enumerate(ACCREDITED.items()):
        at = cast.calendar.before(BEGAN - number, "14:10")
        yield Step(at, partial(_accredit, cast, funder, providers, at))
    funder, provider, days = ENDED
    at = cast.calendar.before(BEGAN, "14:40")
    yield Step(at, partial(_accredit, cast, funder, (provider,), at, BEGAN - days))


def _accredit(cast: Cast, funder: str, providers: tuple[str, ...], at: datetime, lasting: int | None = None) -> None:
    """A funder accredits providers, for so many days or until it is ended."""
    actor = access.worker(at)
    ends = None if lasting is None else actor.today + timedelta(days=lasting)
    with database.writing() as session:
        for provider in providers:
            request = AccreditationRequest(cast.organisations[provider], cast.organisations[funder], actor.today, ends)
            catalogue.accredit(session, actor, request)
